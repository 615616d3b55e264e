"""Hard words and sound patterns of a week: what several children stumbled over, and how often it was there to read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.growth.sound_patterns import patterns_in

# A pattern that hardly came up says nothing (ours).
_LEAST_CHANCES = 5


@dataclass(frozen=True, slots=True)
class WordsRead:
    """What of one reading counts here. words: those of the passage, as a dictionary lists them; missed: not correct."""

    reading_id: str
    student_id: str
    words: Sequence[str]
    missed: Sequence[str]


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word, and who missed it. readings: each with its child, once, in the order in which they were given."""

    word: str
    times: int
    students: tuple[str, ...]
    readings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HardPattern:
    """A sound pattern. times: words with it that were missed, of `chances` that were there; words: the most missed.

    readings: each with its child and the word, once, in the order in which they were given.
    """

    pattern: str
    times: int
    chances: int
    students: tuple[str, ...]
    words: tuple[str, ...]
    readings: tuple[tuple[str, str, str], ...] = ()

    @property
    def share(self) -> float:
        """Missed ones among those that were there."""
        return self.times / self.chances


def hard_words(read: Iterable[WordsRead], most: int) -> tuple[HardWord, ...]:
    """The words that the most children missed, then those that were missed most often; at most `most`."""
    times: Counter[str] = Counter()
    students: defaultdict[str, dict[str, None]] = defaultdict(dict)
    readings: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for one in read:
        times.update(one.missed)
        for word in one.missed:
            students[word][one.student_id] = None
            readings[word][one.reading_id, one.student_id] = None
    ordered = sorted(times, key=lambda word: (-len(students[word]), -times[word], word))
    return tuple(HardWord(word, times[word], tuple(students[word]), tuple(readings[word])) for word in ordered[:most])


def hard_patterns(read: Iterable[WordsRead], most: int) -> tuple[HardPattern, ...]:
    """The patterns of which the largest share was missed, more often than words are missed on the whole."""
    times: Counter[str] = Counter()
    chances: Counter[str] = Counter()
    words: defaultdict[str, Counter[str]] = defaultdict(Counter)
    students: defaultdict[str, dict[str, None]] = defaultdict(dict)
    readings: defaultdict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    there: Counter[str] = Counter()
    passages: Counter[tuple[str, ...]] = Counter()
    missed_in_all = 0
    for one in read:
        passages[tuple(one.words)] += 1
        missed_in_all += len(one.missed)
        for word in one.missed:
            for pattern in patterns_in(word):
                times[pattern] += 1
                words[pattern][word] += 1
                students[pattern][one.student_id] = None
                readings[pattern][one.reading_id, one.student_id, word] = None
    for text, readers in passages.items():
        for word, count in Counter(text).items():
            there[word] += readers * count
    for word, count in there.items():
        for pattern in patterns_in(word):
            chances[pattern] += count
    usual = missed_in_all / max(1, there.total())
    found = [
        HardPattern(
            pattern,
            times[pattern],
            chances[pattern],
            tuple(students[pattern]),
            tuple(word for word, _count in words[pattern].most_common(5)),
            tuple(readings[pattern]),
        )
        for pattern in times
        if chances[pattern] >= _LEAST_CHANCES and times[pattern] / chances[pattern] > usual
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.pattern))[:most])
