"""Common words that sound like a given word: what a reader is likely to say in its place.

Words and how common they are come from the dictionary and the language model inside the pocketsphinx wheel.
"""

import re
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import bundled_model
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation

COMMON_WORDS = 8000
_LONGEST = 12
VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
_SAME_CLASS, _OTHER_CLASS = 1.0, 1.3  # cost of one vowel for another, or of a vowel for a consonant
_RARITY = 2e-5  # per rank: among equally near words the commoner comes first


class SoundAlikes:
    """The common words as one array of phones, so that all distances to a word are computed at once."""

    def __init__(self, words: list[str], pronunciations: list[Pronunciation], phones: tuple[str, ...]) -> None:
        """words: commonest first, with their pronunciations as indices into `phones`."""
        kept = [at for at, pronunciation in enumerate(pronunciations) if len(pronunciation) <= _LONGEST]
        self._words = [words[at] for at in kept]
        self._pronunciations = [pronunciations[at] for at in kept]
        self._lengths = np.array([len(p) for p in self._pronunciations], np.int32)
        self._padded = np.full((len(kept), _LONGEST), len(phones), np.int32)
        for row, pronunciation in zip(self._padded, self._pronunciations, strict=True):
            row[: len(pronunciation)] = pronunciation
        vowel = np.array([name in VOWELS for name in phones] + [False])
        self._cost = np.where(vowel[:, None] == vowel, _SAME_CLASS, _OTHER_CLASS).astype(np.float32)
        np.fill_diagonal(self._cost, 0)
        self._rarity = (np.arange(len(kept)) * _RARITY).astype(np.float32)

    def nearest(
        self, pronunciations: tuple[Pronunciation, ...], count: int, *, itself: bool = False
    ) -> list[tuple[str, Pronunciation, float]]:
        """Up to `count` words that sound most like the first of the pronunciations; their distances.

        itself: also words that sound the same as one of them.
        """
        target = pronunciations[0]
        near = np.flatnonzero(np.abs(self._lengths - len(target)) <= 2)
        distance = self._distances(target, near) + self._rarity[near]
        seen: set[Pronunciation] = set() if itself else set(pronunciations)
        found = []
        for at in np.argsort(distance, kind="stable"):
            pronunciation = self._pronunciations[near[at]]
            if pronunciation not in seen:
                seen.add(pronunciation)
                found.append((self._words[near[at]], pronunciation, float(distance[at])))
                if len(found) == count:
                    break
        return found

    def _distances(self, target: Pronunciation, candidates: NDArray[np.intp]) -> NDArray[np.float32]:
        """Edit distances with phone costs, one column of the table for all candidates at a time."""
        padded, lengths = self._padded[candidates], self._lengths[candidates]
        columns = int(lengths.max(initial=0))
        row = np.repeat(np.arange(columns + 1, dtype=np.float32)[:, None], len(candidates), axis=1)
        for done, phone in enumerate(target, 1):
            replace = row[:-1] + self._cost[phone][padded[:, :columns].T]
            row[0], delete = done, row + 1
            np.minimum(replace, delete[1:], out=row[1:])
            for column in range(1, columns + 1):
                np.minimum(row[column], row[column - 1] + 1, out=row[column])
        return row[lengths, np.arange(len(candidates))]


@lru_cache(maxsize=1)
def bundled_sound_alikes() -> SoundAlikes:
    """The commonest words of the bundled dictionary. Takes about a second, once."""
    from pocketsphinx import Config, LogMath, NGramModel, get_model_path

    phones = bundled_model().phones
    index = {name: at for at, name in enumerate(phones)}
    dictionary: dict[str, Pronunciation] = {}
    for line in Path(get_model_path("en-us/cmudict-en-us.dict")).read_text(encoding="utf-8").splitlines():
        word, *names = line.split()
        if re.fullmatch(r"[a-z][a-z']*", word):
            dictionary[word] = tuple(index[name] for name in names)
    grammar = NGramModel(Config(), LogMath(1.0001), get_model_path("en-us/en-us.lm.bin"))
    commonest = sorted(dictionary, key=lambda word: -grammar.prob([word]))[:COMMON_WORDS]
    return SoundAlikes(commonest, [dictionary[word] for word in commonest], phones)
