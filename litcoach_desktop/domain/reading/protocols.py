"""Scoring protocols as data: what each event of a reading counts for.

The presets follow the published rules of each protocol as far as they are established. What is a choice of
ours, because the protocol leaves it to the school, is marked so beside the field.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Counts(StrEnum):
    """What an event does to the score."""

    ERROR = "error"
    """The word is not correct: fewer words correct, lower accuracy."""
    ACCURACY = "accuracy"
    """Lowers the accuracy but not the words correct per minute."""
    NOTHING = "nothing"
    """Noted, never scored."""


class Doubt(StrEnum):
    """What a word counts as that the machine is not sure of, either way."""

    AS_HEARD = "as_heard"
    """What is likelier."""
    RIGHT = "right"
    """Right: only what was surely misread is an error."""
    WRONG = "wrong"
    """Misread: only what was surely right is right."""


class Timing(StrEnum):
    """Which seconds the rate is taken over."""

    WORDS = "words"
    """From the start of the first word to the end of the last word attempted."""
    RECORDING = "recording"
    """The whole recording: for files that were cut to the reading beforehand."""


@dataclass(frozen=True, slots=True)
class ScoringProtocol:
    """How events become scores. A field's metadata has the limits that a school's own protocol keeps to.

    misreading, omission, insertion, repetition, hesitation: what each counts for. doubtful: what becomes of a word
    that the machine is not sure of.
    self_correction_within_s: a correction that took longer is an error; None: any correction is accepted.
    hesitation_s: silence before a word, in seconds, from which it counts as a hesitation.
    skipped_run_words: a run of at least so many omitted words is one error (a skipped line); None: each
    word is an error. first_words_stop: nothing correct among so many first words scores 0; None: no such rule.
    clock_s: words begun later than this after the first word do not count; None: the whole passage.
    repeated_name_once: the same proper noun misread again is not a further error.
    independent_from, instructional_from: least accuracy (0..1) of the two upper bands.
    """

    id: str
    name: str
    misreading: Counts = Counts.ERROR
    omission: Counts = Counts.ERROR
    insertion: Counts = Counts.NOTHING
    repetition: Counts = Counts.NOTHING
    hesitation: Counts = Counts.NOTHING
    doubtful: Doubt = Doubt.AS_HEARD
    self_correction_within_s: float | None = field(
        default=None, metadata={"least": 0.5, "most": 30, "may_be_off": True}
    )
    hesitation_s: float = field(default=3.0, metadata={"least": 1, "most": 30})
    skipped_run_words: int | None = field(default=None, metadata={"least": 2, "most": 100, "may_be_off": True})
    first_words_stop: int | None = field(default=None, metadata={"least": 1, "most": 100, "may_be_off": True})
    clock_s: float | None = field(default=None, metadata={"least": 10, "most": 3600, "may_be_off": True})
    timing: Timing = Timing.WORDS
    repeated_name_once: bool = False
    independent_from: float = field(default=0.95, metadata={"least": 0.5, "most": 1})
    instructional_from: float = field(default=0.90, metadata={"least": 0.5, "most": 1})


PRESETS: dict[str, ScoringProtocol] = {
    preset.id: preset
    for preset in (
        ScoringProtocol(
            id="reading_progress",
            name="Whole passage",
            insertion=Counts.ACCURACY,
        ),
        ScoringProtocol(
            id="cbm",
            name="CBM oral reading, one minute",
            hesitation=Counts.ERROR,
            self_correction_within_s=3.0,
            clock_s=60.0,
        ),
        ScoringProtocol(
            id="dibels8",
            name="DIBELS 8 oral reading fluency",
            hesitation=Counts.ERROR,
            self_correction_within_s=3.0,
            clock_s=60.0,
            # DIBELS stops when nothing is correct in the first printed line; a line is taken as ten words here.
            first_words_stop=10,
        ),
        ScoringProtocol(
            id="running_record",
            name="Running record",
            insertion=Counts.ERROR,
            hesitation=Counts.ERROR,
            # Assessors tell a word after 5 to 10 seconds; the school may set it.
            hesitation_s=5.0,
        ),
    )
}

DEFAULT_PROTOCOL = "reading_progress"


def protocol_called(ident: str, book: Mapping[str, ScoringProtocol] = PRESETS) -> ScoringProtocol:
    """The protocol of that id; the usual one where it is not known any more, so that no reading is ever lost by it."""
    return book.get(ident) or PRESETS[DEFAULT_PROTOCOL]
