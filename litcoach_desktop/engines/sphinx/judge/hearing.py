"""One reading as the acoustic models hear it, before any of its words is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, STATES, AcousticModel
from litcoach_desktop.engines.sphinx.judge.front_end import cepstra, filter_energies, streams
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation
from litcoach_desktop.engines.sphinx.judge.phone_loop import PhoneLoop, listen_freely
from litcoach_desktop.engines.sphinx.judge.phone_net import PhoneNet
from litcoach_desktop.engines.sphinx.judge.reader_warp import WARPS, choose_warp
from litcoach_desktop.engines.sphinx.judge.senone_scores import Selection, SenoneScorer
from litcoach_desktop.ports.audio import Samples

GAUSSIAN_WEIGHT = np.float32(1.0)
NET_WEIGHT = np.float32(1.5)
"""Shares of the two acoustic models in the scores that alignments use."""
_NET_FLOOR = np.float32(-8.0)
_OTHER_PHONE_PENALTY = -20.0
"""On top of the free loop's own price for each phone that is not the passage's."""
_OFF_TEXT_PENALTY = -20.0
"""On top of that where the reader's place is sought: a voice that the models know badly should not look lost."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Hearing:
    """T frames of a recording.

    gaussian: (T, 39), each speech phone's best state by the Gaussians alone, relative to the frame's best.
    net: (T, 40), log posteriors of the phone classifier less log priors, silence last; None without a classifier.
    loop: the best free phone path. other: (T,), price of each frame when it is not the passage; off_text: (T,), the
    same for finding the reader's place.
    log_energies: (T, 25), warped mel energies. warp: the reader's frequency warp.
    """

    gaussian: Matrix
    net: Matrix | None
    loop: PhoneLoop
    other: Matrix
    off_text: Matrix
    log_energies: Matrix
    warp: float
    _scorer: SenoneScorer
    _features: Matrix
    _best: Matrix

    @property
    def frames(self) -> int:
        """Number of frames, 100 a second."""
        return len(self._features)

    @property
    def loudness(self) -> Matrix:
        """(T,), mean log energy."""
        return self.log_energies.mean(axis=1)

    def select(self, senones: NDArray[np.int32]) -> Selection:
        """Prepare scoring of the given senones."""
        return self._scorer.select(senones)

    def score(self, selection: Selection, start: int, end: int) -> Matrix:
        """Scores (end - start, senones), relative to each frame's best state without context."""
        scores = self._scorer.score(self._features[start:end], selection)
        scores = _join(self._scorer.model, scores, selection, self.net[start:end] if self.net is not None else None)
        scores -= self._best[start:end, None]
        return scores


def hear(
    samples: Samples, words: Sequence[Sequence[Pronunciation]], scorer: SenoneScorer, net: PhoneNet | None
) -> Hearing:
    """Listen to a whole recording of a passage of these words. At least one frame comes out."""
    all_energies = filter_energies(samples, WARPS)
    chosen = choose_warp(all_energies, words, scorer)
    return hear_warped(np.ascontiguousarray(all_energies[:, chosen]), WARPS[chosen], scorer, net)


def hear_warped(energies: Matrix, warp: float, scorer: SenoneScorer, net: PhoneNet | None) -> Hearing:
    """Listen to mel energies (T, 25) under a known warp of the reader's."""
    model = scorer.model
    features = streams(cepstra(energies))
    base = scorer.score(features, scorer.base)
    phones = base.reshape(len(base), len(model.phones), STATES).max(axis=2)
    phones -= phones.max(axis=1, keepdims=True)
    log_energies = np.log(energies)
    posteriors = None
    if net is not None:
        posteriors = np.maximum(net.log_posteriors(log_energies, phones), _NET_FLOOR)
    base = _join(model, base, scorer.base, posteriors)
    best = base.max(axis=1)
    loop = listen_freely(base - best[:, None], model)
    other = np.diff(loop.total)
    foreign = loop.onset & loop.speech
    other[foreign] += _OTHER_PHONE_PENALTY
    return Hearing(
        gaussian=phones[:, model.speech_phones],
        net=posteriors,
        loop=loop,
        other=other.astype(np.float32),
        off_text=(other + _OFF_TEXT_PENALTY * foreign).astype(np.float32),
        log_energies=log_energies,
        warp=warp,
        _scorer=scorer,
        _features=features,
        _best=best,
    )


def net_columns(model: AcousticModel) -> NDArray[np.intp]:
    """(P,): the classifier's output for each phone; all fillers share the last one."""
    outputs = np.full(len(model.phones), len(model.phones) - len(FILLERS), np.intp)
    outputs[model.speech_phones] = np.arange(len(model.speech_phones))
    return outputs


def _join(model: AcousticModel, scores: Matrix, selection: Selection, posteriors: Matrix | None) -> Matrix:
    """Both models' opinions in one score for each frame and senone."""
    if posteriors is None:
        return scores
    columns = net_columns(model)[model.senone_phone[selection.senones]]
    return GAUSSIAN_WEIGHT * scores + NET_WEIGHT * posteriors[:, columns]
