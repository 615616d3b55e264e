"""Splits a message into words whose spelling is mended and whose kind is known, for what was learned to weigh.

A child writes "unkle", "tuches" and "iwanttodie". A word that nobody has seen is read as the known word that is one
slip away, or sounds alike, or as the known words that it was run together from.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from litcoach_desktop.domain.safety.normalising import forms

_MOST_KINDS = 2
# A shorter word is one slip away from too many others.
_SHORTEST_MENDED = 5
_LONGEST_MENDED = 60
_SHORT = frozenset("i a to me my is am he it in on at do go no so we us up if be of or by an hi".split())
_SOUNDS = (
    ("ph", "f"), ("ck", "k"), ("kn", "n"), ("wr", "r"), ("gh", ""), ("sch", "sk"), ("ch", "C"), ("sh", "S"),
    ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c", "k"), ("q", "k"), ("x", "ks"), ("z", "s"), ("y", "i"),
)  # fmt: skip
_SENTENCE = re.compile(r"(?<=[.!?;…])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as it was meant, as it was spelt, and the kinds of words that it belongs to."""

    meant: str
    spelt: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class WordBook:
    """What is known of words. known: every word that was learned from, the commonest first."""

    signs: Mapping[str, str]
    meant: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    known: tuple[str, ...] = ()
    _cache: dict[str, tuple[Word, ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Place of a word by how common it is."""
        words = dict.fromkeys([*self.known, *self.kinds])
        return {word: place for place, word in enumerate(words)}

    @cached_property
    def _one_slip(self) -> Mapping[str, tuple[str, ...]]:
        """Each known word under all spellings that lack one of its letters."""
        found: dict[str, list[str]] = {}
        for word in self.rank:
            if len(word) >= 4:
                for spelling in _shortened(word):
                    found.setdefault(spelling, []).append(word)
        return {spelling: tuple(words) for spelling, words in found.items()}

    @cached_property
    def _sounding(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for word in self.rank:
            if len(word) >= 4:
                found.setdefault(_sound(word), []).append(word)
        return {key: tuple(words) for key, words in found.items()}

    def read(self, token: str) -> tuple[Word, ...]:
        """The words that a token of letters and digits stands for."""
        found = self._cache.get(token)
        if found is None:
            if len(self._cache) > 20_000:
                self._cache.clear()
            found = self._cache[token] = tuple(self._read(token))
        return found

    def _read(self, token: str) -> list[Word]:
        if token.isdigit():
            return [Word(f"#{min(len(token), 5)}", token, ("number",))]
        written_out = self.meant.get(token)
        if written_out is not None:
            return [self._word(one, one) for one in written_out]
        if token in self.rank or not _SHORTEST_MENDED <= len(token) <= _LONGEST_MENDED:
            return [self._word(token, token)]
        mended = self._mended(token)
        if mended is not None:
            return [self._word(mended, token)]
        parts = self._parted(token)
        if parts:
            return [word for part in parts for word in self.read(part)]
        return [self._word(token, token)]

    def _word(self, meant: str, spelt: str) -> Word:
        return Word(meant, spelt, self.kinds.get(meant, ())[:_MOST_KINDS])

    def _mended(self, token: str) -> str | None:
        near = [*self._one_slip.get(token, ())]
        for spelling in _shortened(token):
            if spelling in self.rank and len(spelling) >= 4:
                near.append(spelling)
            near.extend(self._one_slip.get(spelling, ()))
        alike = [word for word in near if word[0] == token[0] or word[1:3] == token[1:3]]
        alike = alike or [word for word in self._sounding.get(_sound(token), ()) if abs(len(word) - len(token)) <= 2]
        return min(alike, key=lambda word: self.rank[word], default=None)

    def _parted(self, token: str) -> list[str]:
        """The known words that the token was run together from; the fewest, none when there are no such words."""
        best: list[tuple[float, list[str]] | None] = [(0.0, [])]
        for end in range(1, len(token) + 1):
            choices: list[tuple[float, list[str]]] = []
            for start in range(max(0, end - 14), end):
                before, piece = best[start], token[start:end]
                if before is None or not (piece in _SHORT or (len(piece) > 2 and piece in self.rank)):
                    continue
                choices.append(
                    (before[0] + 1 + (len(piece) < 3) * 0.3 + self.rank.get(piece, 0) / 9000, [*before[1], piece])
                )
            best.append(min(choices, key=lambda one: one[0], default=None))
        found = best[-1]
        if found is None or len(token) / len(found[1]) < 2.4:
            return []
        return found[1]


@lru_cache(maxsize=256)
def sentences(said: str, book: WordBook) -> tuple[tuple[Word, ...], ...]:
    """The message as sentences of words: each of its sentences, and all of it in a row when it has several."""
    for sign, word in book.signs.items():
        said = said.replace(sign, f" {word} ")
    found = []
    for part in dict.fromkeys([*_SENTENCE.split(said), said]):
        spellings = forms(part)
        # The first is as it was typed: letters that were typed apart are no words.
        for form in (spellings[1:] or spellings)[-2:]:
            words = tuple(word for token in form.split() for word in book.read(token))
            if words and words not in found:
                found.append(words)
    return tuple(found)


def read_word_book(data: Mapping[str, Mapping[str, str]], known: Sequence[str] = ()) -> WordBook:
    """The book of a table as in resources/coach/safety_words.toml."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in data["kinds"].items():
        for word in words.split():
            kinds[word] = (*kinds.get(word, ()), kind)
    meant = {spelt: tuple(words.split()) for spelt, words in data["meant"].items()}
    return WordBook(dict(data["signs"]), meant, kinds, tuple(known))


def _shortened(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _sound(word: str) -> str:
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    kept = word[:1] + re.sub(r"[aeiouwh]", "", word[1:])
    return re.sub(r"(.)\1+", r"\1", kept)
