"""The sound of a reading as the acoustic model hears it, 100 ms at a time, while the reader goes on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, STATES
from litcoach_desktop.engines.sphinx.judge.front_end import (
    CEPSTRA,
    FILTERS,
    STREAMS,
    EnergyStream,
    coefficients,
    streams,
)
from litcoach_desktop.engines.sphinx.judge.phone_loop import PhoneSweep
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer
from litcoach_desktop.ports.audio import Samples

_WARP = 1.12
"""Of children. The place of a reader does not depend on it much: each reader's own warp found no more."""
_LAG = 3
"""Frames that the features need beyond their own."""
_USUAL_MEAN = (49.81, -0.07, 3.25, 3.05, -4.89, -1.5, -4.48, -3.62, -3.57, -0.2, -1.58, -0.32, 0.91)
"""Mean cepstra of children's recordings: where the running mean begins, and for how many frames it counts."""
_USUAL_FRAMES = 100
_MEMORY = 2000.0
_LEAST_ENERGY = np.float32(20.0)
"""Of a filter. A microphone may give nothing at all in pauses, which sounds like no silence that the model knows."""
_NOTHING = np.float32(3.2 * FILTERS**0.5)
"""Frames whose first coefficient is below this (mean log energy 3.2) hold nothing, and are not heard."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Heard:
    """Some frames. scores: (frames, senones), relative to the best phone state of each frame.

    free: (frames,), what the best path through any phones gained. voice: (frames,), whether it was in a speech phone.
    """

    scores: Matrix
    free: Matrix
    voice: NDArray[np.bool_]


class LiveHearing:
    """Hears one reading. The same pieces of sound give the same frames, whatever is listened for."""

    def __init__(self, scorer: SenoneScorer, *, warp: float = _WARP) -> None:
        self._scorer = scorer
        self._warp = warp
        self._moved = np.empty((STATES, len(scorer.model.phones)), np.bool_)
        self._fillers = frozenset(scorer.model.phone(name) for name in FILLERS)
        self._selection = scorer.base
        self.forget()

    def forget(self) -> None:
        """Go on as if nothing had been heard: somebody else may speak."""
        self._energies = EnergyStream((self._warp,))
        self._sum = np.array(_USUAL_MEAN, np.float32) * _USUAL_FRAMES
        self._frames = float(_USUAL_FRAMES)
        self._recent: Matrix = np.zeros((0, CEPSTRA), np.float32)
        self._sweep = PhoneSweep(self._scorer.model)

    def listen_for(self, senones: NDArray[np.int32]) -> None:
        """From now on score these senones, in this order."""
        self._selection = self._scorer.select(np.concatenate([self._scorer.base.senones, senones]))

    def hear(self, samples: Samples) -> Heard:
        """The frames that are complete with this piece, 30 ms late, without those that hold no sound; perhaps none."""
        features = self._features(samples)
        states = len(self._scorer.base.senones)
        scores = self._scorer.score(features, self._selection)
        scores -= scores[:, :states].max(axis=1, keepdims=True)
        free = np.empty(len(scores), np.float32)
        voice = np.empty(len(scores), np.bool_)
        phones = scores[:, :states].reshape(len(scores), states // STATES, STATES).transpose(0, 2, 1)
        for now, emissions in enumerate(np.ascontiguousarray(phones)):
            self._sweep.step(emissions, self._moved)
            free[now] = self._sweep.gain
            voice[now] = self._sweep.likeliest() not in self._fillers
        return Heard(scores[:, states:], free, voice)

    def _features(self, samples: Samples) -> Matrix:
        energies = np.maximum(self._energies.feed(samples)[:, 0], _LEAST_ENERGY)
        if not len(energies):
            return np.zeros((0, STREAMS, CEPSTRA), np.float32)
        fresh = coefficients(energies)
        if not len(self._recent):
            self._recent = np.repeat(fresh[:1], _LAG, axis=0)
        sound = fresh[fresh[:, 0] > _NOTHING]
        self._sum += sound.sum(axis=0)
        self._frames += len(sound)
        if self._frames > _MEMORY:
            self._sum *= np.float32(_MEMORY / self._frames)
            self._frames = _MEMORY
        recent = np.concatenate([self._recent, fresh])
        self._recent = recent[-2 * _LAG :]
        features = streams(recent - self._sum / np.float32(self._frames))[_LAG:-_LAG]
        return features[recent[_LAG:-_LAG, 0] > _NOTHING]
