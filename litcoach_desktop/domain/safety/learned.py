"""What was learned of harm from sentences that people wrote: weights of words, of pairs of words and of letters.

A linear model over hashed features, as in Weinberger et al. (2009), trained by `python -m training.safety`. It finds
what no rule was written for; the rules find what must be found in any case.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.safety.categories import Category, Tier
from litcoach_desktop.domain.safety.wording import Word, WordBook, sentences

WINDOW = 16
"""So many words are weighed at once: what tells of harm is a sentence, and the rest of a long talk would dilute it."""
_STEP = 7
NORM = 0.25
"""The weights of n features are divided by n to this: a long sentence tells more than a short one, but not n times."""


@dataclass(frozen=True, eq=False)
class Learned:
    """harm: one weight for each bucket of features, as whole numbers times `scale`; kinds: one row of buckets a label.

    A feature's bucket is its CRC-32 modulo the number of weights, which is a power of two. labels: what a row of
    `kinds` is for. threshold: the chance of harm, 0..1, from which on an adult is told.
    """

    book: WordBook
    harm: memoryview
    scale: float
    bias: float
    labels: tuple[tuple[Category, Tier], ...]
    kinds: tuple[memoryview, ...]
    kind_biases: tuple[float, ...]
    threshold: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The stretch of a message that tells most of harm. chance: of harm, 0..1."""

    chance: float
    category: Category
    tier: Tier
    words: str


def weigh(said: str, learned: Learned) -> Weighed | None:
    """The gravest of the stretches of the message that tell of harm; None when none does."""
    found = []
    for words in sentences(said, learned.book):
        for window in windows(words):
            told = features(window)
            chance = _chance(told, learned)
            if chance >= learned.threshold:
                category, tier = _label(told, learned)
                found.append(Weighed(chance, category, tier, " ".join(word.meant for word in window)))
    return max(found, key=lambda one: one.chance, default=None)


def windows(words: Sequence[Word]) -> list[Sequence[Word]]:
    """Stretches of at most WINDOW words that overlap by more than half."""
    if len(words) <= WINDOW:
        return [words]
    starts = [*range(0, len(words) - WINDOW, _STEP), len(words) - WINDOW]
    return [words[start : start + WINDOW] for start in starts]


def features(words: Sequence[Word]) -> list[str]:
    """What is weighed: words, kinds, runs of two and three, pairs with a gap, pairs of kinds, letters of each word."""
    keys = [word.kinds[0] if word.kinds else word.meant for word in words]
    meant = ["<", *(word.meant for word in words), ">"]
    keyed = ["<", *keys, ">"]
    found = {f"n{min(len(words), 6)}"}
    kinds: set[str] = set()
    for word in words:
        found.add(f"w{word.meant}")
        kinds.update(word.kinds)
        marked = f"^{word.spelt}$"
        found.update(f"g{marked[at : at + 4]}" for at in range(max(1, len(marked) - 3)))
    found.update(f"k{kind}" for kind in kinds)
    for at in range(len(meant) - 1):
        found.add(f"b{meant[at]} {meant[at + 1]}")
        found.add(f"B{keyed[at]} {keyed[at + 1]}")
        found.update(f"S{keyed[at]} {keyed[later]}" for later in range(at + 2, min(at + 5, len(keyed))))
        found.add(f"t{' '.join(meant[at : at + 3])}")
        found.add(f"T{' '.join(keyed[at : at + 3])}")
    ordered = sorted(kinds)
    found.update(f"p{one} {other}" for at, one in enumerate(ordered) for other in ordered[at + 1 :])
    apart = sorted({key for key in keys if len(key) > 2})
    found.update(f"q{one} {other}" for at, one in enumerate(apart) for other in apart[at + 1 :])
    return sorted(found)


def bucket(feature: str) -> int:
    """The number of a feature, to be cut to the number of buckets."""
    return zlib.crc32(feature.encode())


def _chance(found: Sequence[str], learned: Learned) -> float:
    mask = len(learned.harm) - 1
    harm = learned.harm
    total = sum(harm[zlib.crc32(one.encode()) & mask] for one in found)
    return 1 / (1 + math.exp(-(learned.bias + learned.scale * total / len(found) ** NORM)))


def _label(found: Sequence[str], learned: Learned) -> tuple[Category, Tier]:
    mask = len(learned.kinds[0]) - 1
    buckets = [bucket(one) & mask for one in found]
    root = len(found) ** NORM
    scores = [
        bias + sum(row[at] for at in buckets) / root
        for row, bias in zip(learned.kinds, learned.kind_biases, strict=True)
    ]
    return learned.labels[scores.index(max(scores))]
