"""What the teacher's assistant may ask of one class; joined outside, as services do not know each other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from litcoach_desktop.domain.coaching.turns import LastReading
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text


@dataclass(frozen=True, slots=True)
class ChildWeek:
    """A child of the class. this_week: readings of the last seven days. last_at: UTC, None without a reading."""

    student: Student
    this_week: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading that is done. wcpm, accuracy (0..1): None when it could not be scored."""

    id: str
    student_id: str
    title: str
    at: datetime
    wcpm: float | None
    accuracy: float | None
    doubtful_words: int


@dataclass(frozen=True, slots=True)
class WordRead:
    """A word as printed that a child tried, and whether it counts as right."""

    word: str
    right: bool


@dataclass(frozen=True, slots=True)
class ClassToolbox:
    """Callables over one class. Each raises Refused while the teacher's side is locked, and may raise StorageProblem.

    grade: of the class. readings: of a child, newest first. words: of a reading. last_reading: what may be told of it,
    None without one. waiting: ids of readings to listen to, the most doubtful first. open_alerts: what children of the
    class said that nobody has settled. find: ids of texts for a topic, best first.
    """

    grade: int
    children: Callable[[], Sequence[ChildWeek]]
    readings: Callable[[str], Sequence[ReadingLine]]
    words: Callable[[str], Sequence[WordRead]]
    last_reading: Callable[[str], LastReading | None]
    waiting: Callable[[], Sequence[ReadingLine]]
    open_alerts: Callable[[], int]
    shelf: Callable[[], Sequence[Text]]
    find: Callable[[str], Sequence[str]]
    now: Callable[[], datetime]
