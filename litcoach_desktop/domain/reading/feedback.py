"""What a child hears after a reading: one strategy to be proud of, and three words to practise.

Praise names what the reader did, never what the reader is, so that it can be done again.
"""

from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage

PRACTICE_WORDS = 3
# Words of one or two letters are practised in running text, not as cards.
_SHORTEST_CARD = 3
# From so many words left out in a row the reader lost a line: those words were not too hard.
_SKIPPED_RUN = 4


class Strategy(StrEnum):
    """Something that good readers do and that can be seen in a reading."""

    SELF_CORRECTED = "self_corrected"
    WORKED_OUT = "worked_out"
    REREAD = "reread"
    FINISHED = "finished"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class Praise:
    """The strategy to name, and the word it was used on (None where it was used on the whole text)."""

    strategy: Strategy
    word: str | None = None


def praise(events: ReadingEvents, passage: Passage) -> Praise:
    """The best strategy that this reading shows; there always is one."""
    read = [word for word in events.words if word.status is WordStatus.CORRECT]
    signs = (
        (Strategy.SELF_CORRECTED, lambda word: WordFlag.SELF_CORRECTION in word.flags),
        (Strategy.WORKED_OUT, lambda word: WordFlag.HESITATION in word.flags),
        (Strategy.REREAD, lambda word: WordFlag.REPETITION in word.flags),
    )
    for strategy, shows in signs:
        # The longest word is the one that the strategy was most needed for.
        shown = max(filter(shows, read), key=lambda word: len(passage.words[word.index].text), default=None)
        if shown is not None:
            return Praise(strategy, passage.words[shown.index].text)
    finished = bool(events.words) and events.last_attempted == len(events.words) - 1
    return Praise(Strategy.FINISHED if finished else Strategy.STARTED)


def practice_words(events: ReadingEvents, passage: Passage) -> tuple[int, ...]:
    """Indices of at most three different words to practise, in reading order; hardest are chosen first."""
    last = events.last_attempted
    skipped = _in_skipped_run(events, last)
    candidates = [
        word
        for word in events.words[: last + 1]
        if word.index not in skipped
        and len(passage.words[word.index].text) >= _SHORTEST_CARD
        and (word.status in (WordStatus.MISREAD, WordStatus.OMITTED) or WordFlag.HESITATION in word.flags)
    ]

    def ease(word: WordEvent) -> tuple[bool, bool, float, int]:
        was_read = word.status is WordStatus.CORRECT
        return (was_read, word.status is WordStatus.OMITTED, word.p_correct, -len(passage.words[word.index].text))

    chosen: dict[str, int] = {}
    for word in sorted(candidates, key=ease):
        chosen.setdefault(passage.words[word.index].spoken, word.index)
        if len(chosen) == PRACTICE_WORDS:
            break
    return tuple(sorted(chosen.values()))


def _in_skipped_run(events: ReadingEvents, last: int) -> set[int]:
    skipped: set[int] = set()
    run: list[int] = []
    for word in events.words[: last + 1]:
        if word.status is WordStatus.OMITTED:
            run.append(word.index)
            continue
        if len(run) >= _SKIPPED_RUN:
            skipped.update(run)
        run = []
    return skipped
