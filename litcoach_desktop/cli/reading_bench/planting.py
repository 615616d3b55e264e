"""Plants miscues in a text without touching the sound: the reader said what was printed, the listener is shown this.

Exchanged and added words are about as common as those around them, so that rarity gives nothing away. Every draw comes
from one generator in a fixed order, so that a seed gives the same items on every machine.
"""

from __future__ import annotations

import functools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from litcoach_desktop.domain.reading.benchmark.truth import Label
from litcoach_desktop.ports.vocabulary import Vocabulary

_INSERTION = "insertion"
_TURNS: tuple[Label | str, ...] = (Label.NEAR, Label.FAR, Label.OMISSION, _INSERTION)
# How often a sentence has no miscue, one or two; short ones never have two.
_HOW_MANY, _HOW_OFTEN, _TWO_FROM_WORDS = (0, 1, 2), (4, 4, 2), 8
_CHOICES = 12


@dataclass
class Planted:
    """The text to show. origins: for each word the spoken word (index) that it stands for, None for an added one."""

    words: list[str] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    origins: list[int | None] = field(default_factory=list)
    insertions: list[int] = field(default_factory=list)

    def put(self, word: str, label: Label, origin: int | None) -> None:
        """Add a word at the end."""
        self.words.append(word)
        self.labels.append(label)
        self.origins.append(origin)


class Planter:
    """Plants miscues in one sentence after another; the kinds take turns across sentences."""

    def __init__(self, used: Sequence[str], vocabulary: Vocabulary, rng: random.Random) -> None:
        """used: the words to draw from, in lower case, sorted, as often as they are used."""
        self._used = used
        self._rng = rng
        self._phones = {word: vocabulary.phones(word) for word in set(used)}
        self._commonness = functools.cache(vocabulary.commonness)
        self._turn = 0

    def plant(self, words: Sequence[str]) -> Planted:
        """The sentence with no, one or two miscues, never at neighbouring words."""
        weights = (*_HOW_OFTEN[:2], _HOW_OFTEN[2] if len(words) >= _TWO_FROM_WORDS else 0)
        (wanted,) = self._rng.choices(_HOW_MANY, weights)
        free = self._rng.sample(range(len(words)), len(words))
        edits: dict[int, tuple[Label | str, str]] = {}
        for _ in range(wanted):
            kind = _TURNS[self._turn % len(_TURNS)]
            self._turn += 1
            while free:
                at = free.pop()
                free = [other for other in free if abs(other - at) > 1]
                new = self._new_word(kind, words, at)
                if new is not None:
                    edits[at] = (kind, new)
                    break
        return _edited(words, edits)

    def _new_word(self, kind: Label | str, words: Sequence[str], at: int) -> str | None:
        """What is put at the place or after it; "" for a word taken away, None when nothing fits."""
        word = words[at].lower()
        if kind == _INSERTION:
            return ""
        if kind is Label.OMISSION:
            said = {one.lower() for one in words}
            like = self._rng.choice(self._used)
            return self._pick(lambda other: other not in said and len(self._phones[other]) >= 2, like)
        fits = self._is_near if kind is Label.NEAR else self._is_far
        return self._pick(lambda other: fits(word, other), word)

    def _is_near(self, word: str, other: str) -> bool:
        """Whether two words of three or more phones begin with one letter and differ in one or two phones."""
        own, its = self._phones[word], self._phones[other]
        if word == other or word[0] != other[0] or len(own) < 3 or abs(len(own) - len(its)) > 2:
            return False
        return 1 <= phone_distance(own, its) <= 2

    def _is_far(self, word: str, other: str) -> bool:
        """Whether most phones of two words of about one length differ."""
        own, its = self._phones[word], self._phones[other]
        return abs(len(own) - len(its)) <= 2 and phone_distance(own, its) >= max(3, 0.7 * len(own))

    def _pick(self, fits: Callable[[str], bool], like: str) -> str | None:
        """Of the first twelve fitting words, drawn as they are used, the one about as common as `like`."""
        answers: dict[str, bool] = {}
        fitting: list[str] = []
        for word in self._rng.sample(self._used, len(self._used)):
            if word not in answers:
                answers[word] = fits(word)
                if answers[word]:
                    fitting.append(word)
                    if len(fitting) == _CHOICES:
                        break
        goal = self._commonness(like)
        return min(fitting, key=lambda word: abs(self._commonness(word) - goal), default=None)


def _edited(words: Sequence[str], edits: dict[int, tuple[Label | str, str]]) -> Planted:
    planted = Planted()
    for at, word in enumerate(words):
        kind, new = edits.get(at, (Label.OK, word))
        if kind == _INSERTION:
            planted.insertions.append(len(planted.words) - 1)
        elif kind is Label.OMISSION:
            planted.put(word, Label.OK, at)
            planted.put(new, Label.OMISSION, None)
        else:
            planted.put(new, Label(kind), at)
    planted.words[0] = planted.words[0].capitalize()
    return planted


def phone_distance(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """The fewest phones to exchange, add or take away that make one word out of the other (Levenshtein)."""
    before = list(range(len(other) + 1))
    for row, phone in enumerate(one, 1):
        now = [row]
        for column, its in enumerate(other, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (phone != its)))
        before = now
    return before[-1]
