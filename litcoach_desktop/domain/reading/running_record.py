"""The running record's sheet: each error and self-correction with its notation, and the cues that a teacher sees in it.

Cues (Clay 2000, "Running Records for Classroom Teachers"): meaning, structure and visual information. Only a person
can tell which of them a child used; the sheet keeps what the teacher says.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag, WordStatus
from litcoach_desktop.domain.reading.protocols import Counts, ScoringProtocol
from litcoach_desktop.domain.reading.scoring import Score, wrong_words
from litcoach_desktop.domain.reading.tokens import Passage


class Cue(StrEnum):
    """A source of information that a reader used."""

    MEANING = "M"
    STRUCTURE = "S"
    VISUAL = "V"


class Entry(StrEnum):
    """What a line of the sheet is about."""

    ERROR = "error"
    SELF_CORRECTION = "self_correction"
    INSERTION = "insertion"


Place = tuple[int, Entry]
"""Which line: the passage word (for an insertion the word before it, -1 at the start) and what it is."""


@dataclass(frozen=True, slots=True)
class CueMark:
    """What a person said of one line. made_at: UTC, ISO 8601."""

    index: int
    entry: Entry
    cues: frozenset[Cue]
    made_by: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet.

    word: as printed, empty for an insertion. said: what was said instead or put in, None when unknown. left_out,
    told: an omission; a word that the child waited at so long that it counts as told.
    """

    index: int
    entry: Entry
    word: str
    said: str | None
    left_out: bool = False
    told: bool = False
    cues: frozenset[Cue] = frozenset()

    @property
    def place(self) -> Place:
        """Which line it is."""
        return (self.index, self.entry)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines in reading order, and how often each cue was used in errors and in self-corrections."""

    lines: tuple[Line, ...]
    error_cues: Mapping[Cue, int]
    correction_cues: Mapping[Cue, int]


def newest_cues(marks: Iterable[CueMark]) -> dict[Place, frozenset[Cue]]:
    """The cues that count for each line: the last ones given."""
    return {(mark.index, mark.entry): mark.cues for mark in marks}


def sheet_of(
    events: ReadingEvents, passage: Passage, protocol: ScoringProtocol, score: Score, marks: Iterable[CueMark]
) -> Sheet:
    """The sheet of a scored reading under its protocol."""
    cues = newest_cues(marks)
    wrong = wrong_words(events, protocol)
    lines = []
    put_in: dict[int, list[str | None]] = {}
    if protocol.insertion is not Counts.NOTHING:
        for one in events.insertions:
            put_in.setdefault(one.after_index, []).append(one.heard)
    for index in range(-1, score.last_attempted + 1):
        if index >= 0:
            event = events.words[index]
            word = passage.words[index].text
            left_out = event.status is WordStatus.OMITTED
            if index in wrong:
                told = event.status is WordStatus.CORRECT and WordFlag.SELF_CORRECTION not in event.flags
                place = (index, Entry.ERROR)
                lines.append(Line(*place, word, event.heard, left_out, told, cues.get(place, frozenset())))
            elif WordFlag.SELF_CORRECTION in event.flags:
                place = (index, Entry.SELF_CORRECTION)
                lines.append(Line(*place, word, event.heard, cues=cues.get(place, frozenset())))
        for said in put_in.get(index, ()):
            place = (index, Entry.INSERTION)
            lines.append(Line(*place, "", said, cues=cues.get(place, frozenset())))
    return Sheet(
        tuple(lines),
        _counted(line for line in lines if line.entry is not Entry.SELF_CORRECTION),
        _counted(line for line in lines if line.entry is Entry.SELF_CORRECTION),
    )


def _counted(lines: Iterable[Line]) -> dict[Cue, int]:
    counts = Counter(cue for line in lines for cue in line.cues)
    return {cue: counts[cue] for cue in Cue}
