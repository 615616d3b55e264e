"""Guesses which word of the library was meant by one that is not in it.

Children write as they hear ("elefant", "volkano", "becuz") and everybody mistypes ("volacno"). Both are compared with
every word of the library's own vocabulary, so that a suggestion always finds something:

    distance   Damerau-Levenshtein (optimal string alignment): letters added, left out, changed, or two swapped
    sound      the word as English spelling rules make it sound; same sound counts as one mistake

One mistake is forgiven from four letters on, two from seven on. Of equally near words the one that more texts have is
taken. A bit for each letter sorts out most words first: a mistake changes at most two bits.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

SHORTEST = 4
_TWO_MISTAKES_FROM = 7
_MOST_GUESSES = 3

# From the longest group on; after that doubled letters become one.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"^x", "z"),
        (r"^ps", "s"),
        (r"mb$", "m"),
        (r"sch", "sk"),
        (r"tch", "C"),
        (r"ch", "C"),
        (r"[st]ion", "Sn"),
        (r"sh|[ct]ia|[ct]iou", "S"),
        (r"ph", "f"),
        (r"(?<=[aou])ugh(?=t)|igh", "Y"),
        (r"gh", ""),
        (r"dg(?=e|i)", "j"),
        (r"th", "T"),
        (r"ck|q", "k"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"g(?=[eiy])", "j"),
        (r"z", "s"),
        (r"(?<=[a-z])e$", ""),
        (r"(?<=[a-z])h", ""),
        (r"[aeiouyY]+", "a"),
        (r"(.)\1+", r"\1"),
    )
]


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may have been meant. mistakes: how far it is from what was typed, at least above zero."""

    word: str
    mistakes: float


class Speller:
    """Corrects against a vocabulary: words, folded, with the number of texts that have them."""

    def __init__(self, vocabulary: Iterable[tuple[str, int]]) -> None:
        self._texts = {word: texts for word, texts in vocabulary if word.isalpha()}
        self._by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._sorted = sorted(self._texts)
        for word in self._sorted:
            if len(word) >= SHORTEST - 1:
                self._by_length[len(word)].append((_letters(word), word))
                self._by_sound[sounds_like(word)].append(word)

    def __contains__(self, word: str) -> bool:
        return word in self._texts

    def texts_with(self, word: str) -> int:
        """How many texts have the word; 0 for an unknown one."""
        return self._texts.get(word, 0)

    def completions(self, start: str, most: int = 12) -> list[str]:
        """The words that begin so, the most frequent first."""
        low, high = bisect_left(self._sorted, start), bisect_left(self._sorted, start + "\U0010ffff")
        return sorted(self._sorted[low:high], key=lambda word: (-self._texts[word], word))[:most]

    def guesses(self, word: str, *, is_open: bool = False) -> list[Guess]:
        """What may have been meant, the likeliest first; none for a known, short or hopeless word.

        is_open: the word is a beginning, and is held against the beginnings of longer words.
        """
        if word in self._texts or len(word) < SHORTEST or not word.isalpha():
            return []
        allowed = 2 if len(word) >= _TWO_MISTAKES_FROM else 1
        letters = _letters(word)
        longest = max(self._by_length, default=0) if is_open else len(word) + allowed
        found: dict[str, float] = {}
        for length in range(len(word) - allowed, longest + 1):
            for others, other in self._by_length.get(length, ()):
                unlike = letters & ~others if is_open else letters ^ others
                if unlike.bit_count() <= (allowed if is_open else 2 * allowed):
                    apart = distance(word, other, allowed, is_open=is_open)
                    if apart <= allowed:
                        # The first letter is the one that is seldom wrong.
                        found[other] = apart + (0.0 if other[0] == word[0] else 0.6)
        for other in self._by_sound.get(sounds_like(word), ()):
            if abs(len(other) - len(word)) <= 3:
                found[other] = min(found.get(other, 9.0), 1.0)
        ranked = sorted(found.items(), key=lambda pair: (pair[1] - 0.12 * log(1 + self._texts[pair[0]]), pair[0]))
        return [Guess(other, apart) for other, apart in ranked[:_MOST_GUESSES] if apart <= ranked[0][1] + 0.5]


def distance(one: str, other: str, most: int, *, is_open: bool = False) -> int:
    """Letters added, left out, changed or swapped with the next one; `most` + 1 as soon as it is more than `most`.

    is_open: how far `one` is from that beginning of `other` which is nearest.
    """
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before_last[column - 2] + 1)
            now.append(cost)
        if min(now) > most and min(last) > most:
            return most + 1
        before_last, last = last, now
    return min(min(last) if is_open else last[-1], most + 1)


def sounds_like(word: str) -> str:
    """A rough key of how a word sounds: words with the same key are spelled alike by somebody who only hears them."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 31)
    return bits
