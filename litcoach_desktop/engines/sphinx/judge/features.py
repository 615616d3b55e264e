"""The evidence as rows of numbers: phones against what is usual, words against the same reader's other words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.evidence import WORD_MEASURES, GapEvidence, WordEvidence
from litcoach_desktop.engines.sphinx.judge.phone_evidence import PHONE_MEASURES

Matrix = NDArray[np.float32]

_COMPARED = ("loop_per_frame", "skip_per_frame", "rival_per_frame", "frames_per_phone", "loudness")
_COMPARED_AT = [WORD_MEASURES.index(name) for name in _COMPARED]
_FRAMES = PHONE_MEASURES.index("log_frames")
_FIT, _NET, _NET_GAP = (PHONE_MEASURES.index(name) for name in ("fit", "net", "net_gap"))
_NEARBY = 6  # words on either side that stand for how this reader reads
_NEIGHBOUR_MEASURES = ("loop_per_frame", "rival_per_frame", "skip_per_frame", "on_path", "frames_per_phone", "share")
_NEIGHBOUR_AT = [WORD_MEASURES.index(name) for name in _NEIGHBOUR_MEASURES]
_BOUND = 6.0


@dataclass(frozen=True)
class PhoneNorms:
    """What is usual for each phone in words read right: (phones, measures) each, by index of the acoustic model."""

    mean: Matrix
    spread: Matrix


def word_rows(words: Sequence[WordEvidence], norms: PhoneNorms) -> Matrix:
    """One row for each attempt of a reading. words: in order of time."""
    own = np.stack([np.concatenate([word.measures, _phone_summary(word, norms)]) for word in words])
    compared = np.concatenate([own[:, _COMPARED_AT], own[:, len(WORD_MEASURES) : len(WORD_MEASURES) + 6]], axis=1)
    count = len(words)
    rows = []
    for at in range(count):
        others = [i for i in range(max(0, at - _NEARBY), min(count, at + _NEARBY + 1)) if i != at]
        usual = np.median(compared[others], axis=0) if others else compared[at]
        before = compared[at - 1] if at else usual
        after = compared[at + 1] if at + 1 < count else usual
        rows.append(np.concatenate([own[at], compared[at] - usual, before - usual, after - usual, usual]))
    return np.stack(rows).astype(np.float32)


def _phone_summary(word: WordEvidence, norms: PhoneNorms) -> Matrix:
    """The word's phones in numbers of spreads from the usual: means, worst values, edges, lengths."""
    z = np.clip((word.phones - norms.mean[word.phone_ids]) / norms.spread[word.phone_ids], -_BOUND, _BOUND)
    weights = np.exp(word.phones[:, _FRAMES])
    fits = z[:, 1:]
    lengths = z[:, _FRAMES]
    worst_two = np.sort(fits[:, [_FIT - 1, _NET - 1, _NET_GAP - 1]], axis=0)[:2].mean(axis=0)
    return np.concatenate(
        [
            np.average(fits, axis=0, weights=weights),
            fits.mean(axis=0),
            fits.min(axis=0),
            worst_two,
            fits[0],
            fits[-1],
            [lengths.min(), lengths.max(), np.abs(lengths).mean(), lengths.mean()],
            [word.phones[:, _NET_GAP].min(), word.phones[:, _NET_GAP].mean(), word.phones[:, _NET].min()],
        ]
    )


def gap_rows(gaps: Sequence[GapEvidence], words: Sequence[WordEvidence], p_correct: Sequence[float]) -> Matrix:
    """One row for each place of a stretch. words, p_correct: the stretch's words, so gap i lies before word i."""
    outside = np.zeros(len(_NEIGHBOUR_AT) + 2)
    around = [
        np.concatenate([word.measures[_NEIGHBOUR_AT], [p], [0.0]]) for word, p in zip(words, p_correct, strict=True)
    ]
    rows = []
    for at, gap in enumerate(gaps):
        before = around[at - 1].copy() if at else outside
        after = around[at].copy() if at < len(around) else outside
        if at:  # how far the word and what was heard in the gap share their sound
            before[-1] = words[at - 1].end - gap.start
        if at < len(around):
            after[-1] = gap.end - words[at].start
        rows.append(np.concatenate([gap.measures, before, after]))
    return np.stack(rows).astype(np.float32)
