"""A reading while it happens, when it was cut short, and when it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.feedback import Praise
from litcoach_desktop.domain.reading.norms import Percentile
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.listening import Following

KeepSecond = Callable[[int, Samples], None]
"""Called with the number of a second (0 for the first) and its samples; returns after a durable commit.
Raises StorageProblem."""


@dataclass(frozen=True)
class OpenReading:
    """A reading that has begun. id is None for a guest, of whom nothing is kept.

    clock_s: seconds from the first word after which no word counts any more; None for the whole passage.
    helped: whether the child may have a word read aloud; not in an assessment.
    sound_kept: whether keep_second keeps anything.
    """

    id: str | None
    student: Student | None
    text: Text
    following: Following
    keep_second: KeepSecond
    clock_s: float | None = None
    helped: bool = True
    sound_kept: bool = True

    @property
    def passage(self) -> Passage:
        """What is being read."""
        return self.text.passage


@dataclass(frozen=True, slots=True)
class InterruptedReading:
    """A reading that a crash or a power cut ended. seconds: how much of it is kept."""

    id: str
    student: Student | None
    text_title: str
    started_at: datetime
    seconds: int


@dataclass(frozen=True, slots=True)
class ReadingResult:
    """What a reading came to, for the child.

    score is None when the reading could not be scored (events.unscored_reason says why).
    practice_words: at most three indices into the passage's words.
    """

    reading_id: str | None
    text_title: str
    passage: Passage
    events: ReadingEvents
    score: Score | None
    percentile: Percentile | None
    practice_words: tuple[int, ...]
    praise: Praise
