"""Passages with known miscues: the recording stays as it is, the text that the judge is given is edited.

A replaced or added word is about as common as the words around it, so that rarity gives nothing away.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from litcoach_desktop.engines.sphinx.judge.analysis import Lexicon

OK, NEAR, FAR, OMISSION = "ok", "near", "far", "omission"
NEAR_ANY_LETTER = "near, any first letter"
"""Asks for NEAR without regard to the first letter."""
INSERTION = "insertion"
_TRIED = 12
_RAREST = -7.0


@dataclass(frozen=True)
class EditedText:
    """words and a label for each; inserted: places (word index, as in a gap) where the reader says more."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    inserted: tuple[int, ...]


class Editor:
    """Draws replacements from the words that a corpus uses, as often as it uses them."""

    def __init__(self, used: Sequence[str], lexicon: Lexicon, commonness: Callable[[str], float]) -> None:
        self._used = sorted(used)
        self._phones = {word: lexicon.pronunciations(word)[0] for word in set(used)}
        self._commonness = commonness

    def edit(self, words: Sequence[str], kinds: Sequence[str], rng: random.Random) -> EditedText:
        """The text with one edit of each kind where there is room, never at neighbouring words."""
        line = [[(word.lower(), OK)] for word in words]
        inserted_before: list[int] = []
        free = rng.sample(range(len(words)), len(words))
        for kind in kinds:
            while free:
                at = free.pop()
                free = [other for other in free if abs(other - at) > 1]
                if self._apply(kind, line, at, rng, inserted_before):
                    break
        flat: list[tuple[str, str]] = []
        starts = []
        for pieces in line:
            starts.append(len(flat))
            flat.extend(pieces)
        return EditedText(
            tuple(word for word, _ in flat),
            tuple(label for _, label in flat),
            tuple(starts[at] for at in inserted_before),
        )

    def _apply(
        self,
        kind: str,
        line: list[list[tuple[str, str]]],
        at: int,
        rng: random.Random,
        inserted_before: list[int],
    ) -> bool:
        word = line[at][0][0]
        if kind == INSERTION:
            line[at] = []
            inserted_before.append(at)
            return True
        if kind == OMISSION:
            said = {piece[0] for pieces in line for piece in pieces}
            like = rng.choice(self._used)
            found = self._pick(lambda other: other not in said and len(self._phones[other]) >= 2, like, rng)
            if found is None:
                return False
            line[at] = [*line[at], (found, OMISSION)]
            return True
        found = None
        if kind == NEAR:  # readers who go wrong near the word mostly go by its first letter
            found = self._pick(lambda other: other[0] == word[0] and self._replaces(word, other, kind), word, rng)
        if found is None:
            found = self._pick(lambda other: self._replaces(word, other, kind), word, rng)
        if found is None:
            return False
        line[at] = [(found, FAR if kind == FAR else NEAR)]
        return True

    def _replaces(self, word: str, other: str, kind: str) -> bool:
        own, its = self._phones.get(word), self._phones[other]
        if own is None or other == word:
            return False
        distance = _distance(own, its)
        if kind != FAR:
            return len(own) >= 3 and 1 <= distance <= 2
        return distance >= max(3, 0.7 * len(own)) and abs(len(own) - len(its)) <= 2

    def _pick(self, accept: Callable[[str], bool], like: str, rng: random.Random) -> str | None:
        taken: list[str] = []
        for candidate in rng.sample(self._used, len(self._used)):
            if candidate not in taken and accept(candidate):
                taken.append(candidate)
                if len(taken) == _TRIED:
                    break
        wanted = self._commonness(like)
        return min(taken, key=lambda word: abs(self._commonness(word) - wanted), default=None)


def corpus_commonness() -> Callable[[str], float]:
    """Log10 probability of a word in the bundled language model, rare and unknown ones alike."""
    import math

    from pocketsphinx import Config, LogMath, NGramModel, get_model_path

    grammar = NGramModel(Config(), LogMath(1.0001), get_model_path("en-us/en-us.lm.bin"))
    return lambda word: max(_RAREST, grammar.prob([word]) * math.log10(1.0001))


def _distance(first: Sequence[str], second: Sequence[str]) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
