"""What the gateway needs to understand a child who speaks: is this a voice, and which expected thing was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from litcoach_desktop.ports.audio import Samples


class VoiceActivity(Protocol):
    """Tells speech from everything else. All calls come from one thread. It goes on from piece to piece."""

    @property
    def step_s(self) -> float:
        """Seconds of sound that one probability stands for."""

    def feed(self, samples: Samples) -> Sequence[float]:
        """How likely each step that is complete now holds speech, 0..1, in order of time; perhaps none."""

    def forget(self) -> None:
        """Go on as if nothing had been heard before: after a gap in the sound."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was said. text: in the words that the coach is told. sureness: of the engine, 0..1."""

    text: str
    sureness: float


class CommandEar(Protocol):
    """Understands one of the things that may be said now, or nothing. All calls come from one thread."""

    def expect(self, choices: Sequence[str], words: Sequence[str]) -> None:
        """From the next `begin` on: choices are what was offered (as printed), words those that may be asked about.

        Raises ModelProblem when the engine is not there.
        """

    def begin(self) -> None:
        """Somebody begins to speak. What was not ended is forgotten."""

    def feed(self, samples: Samples) -> None:
        """Hear the next piece, of any length."""

    def understood(self) -> Understood | None:
        """The likeliest of the expected things, had it been said in full until now; None when none can have been.

        Its sureness is low for anything else, and for one that is only begun.
        """
