"""What happened in a reading, word by word, before any protocol turns it into a score.

Events are stored and never overwritten; scores are derived from them (see `scoring`). A mark that a
person makes lies over the machine's, with its own source.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from litcoach_desktop.domain.reading.voice import Voice


class WordStatus(StrEnum):
    """What became of a passage word."""

    CORRECT = "correct"
    MISREAD = "misread"
    OMITTED = "omitted"
    NOT_REACHED = "not_reached"
    UNSCORED = "unscored"


# Between these probabilities a word is neither surely right nor surely wrong: the teacher's ear decides.
DOUBT_FROM, DOUBT_TO = 0.2, 0.8


class WordFlag(StrEnum):
    """What else happened at a word, whatever its status."""

    HESITATION = "hesitation"
    REPETITION = "repetition"
    SELF_CORRECTION = "self_correction"


@dataclass(frozen=True, slots=True)
class WordEvent:
    """One passage word as it was read.

    index: position in the passage. p_correct: calibrated probability (0..1) that it was read
    correctly. start_s, end_s: seconds from the start of the recording, None when it was not heard.
    heard: what was probably said instead, None when unknown. pause_before_s: silence before the word,
    so that a protocol may choose its own hesitation length. correction_delay_s: seconds from the first
    wrong try to the right one, None without a self-correction. unscored_reason: why this word alone was left
    unscored ("noise", "two_voices"), None when it was scored or the whole reading was not.
    """

    index: int
    status: WordStatus
    p_correct: float
    start_s: float | None = None
    end_s: float | None = None
    heard: str | None = None
    flags: frozenset[WordFlag] = frozenset()
    pause_before_s: float = 0.0
    correction_delay_s: float | None = None
    unscored_reason: str | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the machine was not sure of this word either way."""
        judged = self.status in (WordStatus.CORRECT, WordStatus.MISREAD, WordStatus.OMITTED)
        return judged and DOUBT_FROM < self.p_correct < DOUBT_TO


@dataclass(frozen=True, slots=True)
class Insertion:
    """Something said that the passage does not have, after the word `after_index` (-1: before the first)."""

    after_index: int
    start_s: float
    end_s: float
    heard: str | None = None


@dataclass(frozen=True, slots=True)
class ReadingEvents:
    """Everything the assessor found in one reading of one passage.

    words: one for each passage word, in order. duration_s: length of the recording in seconds.
    first_word_s: when the first word began, None if none was heard. engine, engine_version: who listened.
    unscored_reason: None, or the reason why the reading as a whole cannot be scored
    ("silent", "too_quiet", "noise", "two_voices", "wrong_passage", "too_short").
    voice: how it sounded, None when that was not measured or hardly anything was said.
    """

    words: tuple[WordEvent, ...]
    insertions: tuple[Insertion, ...] = ()
    duration_s: float = 0.0
    first_word_s: float | None = None
    engine: str = ""
    engine_version: str = ""
    unscored_reason: str | None = None
    voice: Voice | None = None

    @property
    def last_attempted(self) -> int:
        """Index of the last word that the reader tried, -1 when none was: nothing after it counts."""
        attempted = (WordStatus.CORRECT, WordStatus.MISREAD, WordStatus.UNSCORED)
        # From the end, where it is: the words are in order.
        return next((word.index for word in reversed(self.words) if word.status in attempted), -1)


@dataclass(frozen=True, slots=True)
class TeacherMark:
    """A person's judgement of one word, which overrules the machine's.

    made_at: UTC, ISO 8601. flags: None leaves the machine's flags as they are.
    """

    index: int
    status: WordStatus
    made_by: str
    made_at: str
    note: str = ""
    flags: frozenset[WordFlag] | None = None


def with_marks(events: ReadingEvents, marks: Iterable[TeacherMark]) -> ReadingEvents:
    """The events as they count: for each word the newest mark (the last one given) lies over the machine's."""
    newest = {mark.index: mark for mark in marks}
    words = tuple(
        replace(
            word,
            status=mark.status,
            p_correct=1.0 if mark.status is WordStatus.CORRECT else 0.0,
            flags=word.flags if mark.flags is None else mark.flags,
            unscored_reason=None,
        )
        if (mark := newest.get(word.index))
        else word
        for word in events.words
    )
    return replace(events, words=words)
