"""A reading column by column, as scoring asks for it: a class's year has half a million words, too many for objects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag, WordStatus

LETTERS = {
    WordStatus.CORRECT: "c",
    WordStatus.MISREAD: "m",
    WordStatus.OMITTED: "o",
    WordStatus.NOT_REACHED: "n",
    WordStatus.UNSCORED: "u",
}
"""What each status is in a column of them."""

CORRECT, MISREAD, OMITTED, NOT_REACHED, UNSCORED = LETTERS.values()


@dataclass(frozen=True, slots=True)
class WordColumns:
    """What of ReadingEvents a score hangs on.

    statuses: a letter for each word. chances, starts, ends, pauses: a number for each, as in WordEvent. flags,
    corrections: only of the words that have some, by index. insertions: the words that they come after.
    """

    statuses: str
    chances: Sequence[float]
    starts: Sequence[float | None]
    ends: Sequence[float | None]
    pauses: Sequence[float]
    flags: Mapping[int, frozenset[WordFlag]]
    corrections: Mapping[int, float]
    insertions: Sequence[int]
    duration_s: float
    first_word_s: float | None

    @property
    def last_attempted(self) -> int:
        """Index of the last word that the reader tried, -1 when none was."""
        return len(self.statuses.rstrip(OMITTED + NOT_REACHED)) - 1


def columns_of(events: ReadingEvents) -> WordColumns:
    """The same reading in columns."""
    words = events.words
    return WordColumns(
        statuses="".join([LETTERS[word.status] for word in words]),
        chances=[word.p_correct for word in words],
        starts=[word.start_s for word in words],
        ends=[word.end_s for word in words],
        pauses=[word.pause_before_s for word in words],
        flags={word.index: word.flags for word in words if word.flags},
        corrections={word.index: word.correction_delay_s for word in words if word.correction_delay_s is not None},
        insertions=[one.after_index for one in events.insertions],
        duration_s=events.duration_s,
        first_word_s=events.first_word_s,
    )
