"""A voice activity that hears loud sound, and an ear that understands what a test says; for conversations."""

from collections.abc import Sequence

import numpy as np

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.commands import Understood

_STEP = 512


class LoudnessActivity:
    """Implements `ports.commands.VoiceActivity`: whatever is loud is speech."""

    def __init__(self) -> None:
        self._waiting = np.zeros(0, np.int16)

    @property
    def step_s(self) -> float:
        return _STEP / SAMPLE_RATE

    def feed(self, samples: Samples) -> Sequence[float]:
        self._waiting = np.concatenate((self._waiting, samples))
        steps = len(self._waiting) // _STEP
        whole, self._waiting = self._waiting[: steps * _STEP], self._waiting[steps * _STEP :]
        return [float(np.abs(step.astype(int)).max() > 1000) for step in whole.reshape(steps, _STEP)]

    def forget(self) -> None:
        self._waiting = np.zeros(0, np.int16)


class ScriptedEar:
    """Implements `ports.commands.CommandEar`.

    understands: what it makes of one utterance after the other, None for nothing. complete_after_s: an utterance that
    is shorter than this is not complete yet.
    """

    def __init__(self, understands: Sequence[Understood | None] = (), *, complete_after_s: float = 0.0) -> None:
        self._understands = list(understands)
        self._complete_after = complete_after_s * SAMPLE_RATE
        self.expected: list[tuple[Sequence[str], Sequence[str]]] = []
        self.utterances: list[list[Samples]] = []

    def expect(self, choices: Sequence[str], words: Sequence[str]) -> None:
        if not self.expected or self.expected[-1] != (choices, words):
            self.expected.append((choices, words))

    def begin(self) -> None:
        self.utterances.append([])

    def feed(self, samples: Samples) -> None:
        self.utterances[-1].append(samples)

    def understood(self) -> Understood | None:
        at = len(self.utterances) - 1
        if sum(map(len, self.utterances[-1])) < self._complete_after or at >= len(self._understands):
            return None
        return self._understands[at]
