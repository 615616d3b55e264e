"""The one who hears a reading: follows it live and judges it at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import Samples


@dataclass(frozen=True, slots=True)
class WordReached:
    """The reader has come to this word (live, provisional).

    index: the passage word last heard. time_s: seconds into the recording. lost: the tracker no longer
    knows where the reader is; index is then its last sure place.
    """

    index: int
    time_s: float
    lost: bool = False


class Following(Protocol):
    """One reading being followed. All calls come from one thread."""

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Hear the next piece (any length, best 100 ms); what was reached since the last call."""

    def judge(self) -> ReadingEvents:
        """The verdict over all that was fed. Called once, after the last `feed`."""


class Listener(Protocol):
    """An engine that can follow readings. `name` and `version` are kept with every mark it makes."""

    @property
    def name(self) -> str:
        """Such as "sphinx"."""

    @property
    def version(self) -> str:
        """Engine and model version."""

    def follow(self, passage: Passage, *, live: bool = True) -> Following:
        """Get ready to hear this passage. Any text is accepted, unknown words too. Raises ModelProblem.

        live: False when nobody watches, as with a recording: `feed` then reaches no words, and costs nothing.
        """
