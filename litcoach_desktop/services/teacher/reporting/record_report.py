"""What a printed running record is made of: the reading with its sheet, who reviewed it, and tallies by line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from litcoach_desktop.domain.reading.running_record import Cue, Entry, Line, Sheet
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.services.teacher.rows import ReadingDetail


@dataclass(frozen=True, slots=True)
class Reviewed:
    """That a person was done with the reading. note: may be empty."""

    made_by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Tally:
    """Errors, self-corrections and the cues used in each, counted over some lines of a sheet."""

    errors: int
    corrections: int
    error_cues: Mapping[Cue, int]
    correction_cues: Mapping[Cue, int]


@dataclass(frozen=True, slots=True)
class RunningRecordReport:
    """One reading on paper. detail: as the review page shows it. student, room: None for a guest's reading."""

    today: date
    student: Student | None
    room: ClassRoom | None
    detail: ReadingDetail
    reviews: tuple[Reviewed, ...]

    @property
    def sheet(self) -> Sheet | None:
        """The entries; None for a reading that was not scored."""
        return self.detail.sheet

    def tally(self, first: int, last: int) -> Tally:
        """What stands at the passage words from `first` to `last`, both counted; what was put in before the first word
        of all belongs to it.
        """
        first = -1 if first == 0 else first
        lines = [line for line in (self.sheet.lines if self.sheet else ()) if first <= line.index <= last]
        corrections = [line for line in lines if line.entry is Entry.SELF_CORRECTION]
        errors = [line for line in lines if line.entry is not Entry.SELF_CORRECTION]
        return Tally(len(errors), len(corrections), _cues(errors), _cues(corrections))


def _cues(lines: list[Line]) -> dict[Cue, int]:
    counts = Counter(cue for line in lines for cue in line.cues)
    return {cue: counts[cue] for cue in Cue}
