"""What was found in a reading beside what was planted in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage

OMISSION, SUBSTITUTION, INSERTION = "omission", "substitution", "insertion"
# Left out or replaced: whichever of the two the listener says, it found that the word was not read.
_WRONG = frozenset({OMISSION, SUBSTITUTION})
# Where between two words a pause, an extra word or a second start belongs is a matter of one word more or less.
_SLACK = {INSERTION: 1, WordFlag.HESITATION.value: 1, WordFlag.REPETITION.value: 1}


@dataclass(frozen=True, slots=True, order=True)
class Miscue:
    """One miscue. index: the passage word, for an insertion the word before it (-1: the start).

    word: the passage word; for an insertion what was put in, "" when unknown. kind: omission, substitution,
    insertion, hesitation, repetition or self_correction.
    """

    index: int
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """planted and found, in reading order; missed: planted without a find; false: found without a plant."""

    planted: tuple[Miscue, ...]
    found: tuple[Miscue, ...]
    missed: tuple[Miscue, ...]
    false: tuple[Miscue, ...]

    def as_lists(self) -> dict[str, list[dict[str, object]]]:
        """Both lists as plain objects."""
        return {"planted": [asdict(one) for one in self.planted], "found": [asdict(one) for one in self.found]}


def found_in(events: ReadingEvents, passage: Passage) -> list[Miscue]:
    """Every miscue that a listener marked, up to the last word attempted, in reading order."""
    found = []
    for word in events.words[: events.last_attempted + 1]:
        text = passage.words[word.index].text
        if word.status in (WordStatus.OMITTED, WordStatus.NOT_REACHED):
            found.append(Miscue(word.index, text, OMISSION))
        elif word.status is WordStatus.MISREAD:
            found.append(Miscue(word.index, text, SUBSTITUTION))
        found += [Miscue(word.index, text, flag.value) for flag in word.flags]
    found += [Miscue(one.after_index, one.heard or "", INSERTION) for one in events.insertions]
    return sorted(found)


def compare(planted: Iterable[Miscue], found: Sequence[Miscue]) -> Comparison:
    """Match each find with a plant of the same kind at the same place; hesitations, repetitions and insertions may be
    one word off.
    """
    planted = tuple(sorted(planted))
    missed = tuple(plant for plant in planted if not any(_same(plant, find) for find in found))
    false = tuple(find for find in found if not any(_same(plant, find) for plant in planted))
    return Comparison(planted, tuple(found), missed, false)


def _same(plant: Miscue, find: Miscue) -> bool:
    if plant.kind in _WRONG and find.kind in _WRONG:
        return plant.index == find.index
    return plant.kind == find.kind and abs(plant.index - find.index) <= _SLACK.get(plant.kind, 0)
