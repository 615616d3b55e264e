"""What the teacher's lists and pages show of a child and of a reading."""

from dataclasses import dataclass
from datetime import datetime

from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark
from litcoach_desktop.domain.reading.norms import Percentile
from litcoach_desktop.domain.reading.prosody import Expression
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.reading.running_record import Sheet
from litcoach_desktop.domain.reading.scoring import Band, Score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student


@dataclass(frozen=True, slots=True)
class ReadingSummary:
    """One line of a list of readings.

    state: recording, judging, judged, unscored or abandoned. wcpm with its 95 % interval, accuracy, band: None
    unless it was scored.
    doubtful_words: words of which the machine was not sure either way.
    """

    id: str
    student_id: str
    text_title: str
    started_at: datetime
    state: str
    wcpm: float | None
    wcpm_low: float | None
    wcpm_high: float | None
    accuracy: float | None
    band: Band | None
    unscored_reason: str | None
    doubtful_words: int


@dataclass(frozen=True, slots=True)
class StudentRow:
    """One child in the class list. this_week: readings of the last seven days. groups: the names of its groups."""

    student: Student
    last: ReadingSummary | None
    this_week: int
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingDetail:
    """One reading, whole. events: the teacher's marks lie over the machine's; machine_events: untouched.

    protocol: the reading is scored under it; protocols: all that it could be scored under. expression: None for too
    little speech; sheet: the running record's, None without a score. accepted: words that the child says in
    its own accepted way; they count as right unless a mark says otherwise.
    """

    summary: ReadingSummary
    passage: Passage
    events: ReadingEvents
    machine_events: ReadingEvents
    marks: tuple[TeacherMark, ...]
    score: Score | None
    percentile: Percentile | None
    protocol: ScoringProtocol
    protocols: tuple[ScoringProtocol, ...]
    expression: Expression | None
    sheet: Sheet | None
    accepted: frozenset[int]
