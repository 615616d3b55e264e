"""How unlike two sounds of English are, for comparing what was heard with what should have been said."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

PHONES = (
    "AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH"
).split()
"""The sounds of the pronouncing dictionary, without stress."""
NUMBERS = {phone: number for number, phone in enumerate(PHONES)}

GAP = 0.7
"""The price of a sound too many or too few. Two of them cost more than any exchange of like for like."""
_NEAR, _BOTH_VOWELS, _BOTH_CONSONANTS, _UNLIKE = 0.35, 0.7, 0.9, 1.3
_VOWELS = frozenset("AA AE AH AO AW AY EH ER EY IH IY OW OY UH UW".split())
# Pairs that listeners, accents and small children exchange: by voice, by place of the tongue, by length.
_NEAR_PAIRS = (
    "IY-IH IH-EH IH-AH EH-AH EH-AE EH-EY AE-AA AA-AO AA-AH AH-UH UH-UW AO-OW AH-ER AW-AA AY-AA OY-AO ER-R "
    "P-B T-D K-G F-V S-Z SH-ZH CH-JH TH-DH F-TH V-DH S-TH Z-DH S-SH Z-ZH M-N N-NG L-R W-R W-L T-CH D-JH SH-CH ZH-JH "
    "D-DH T-TH B-V W-V"
).split()


def _table() -> NDArray[np.float32]:
    costs = np.full((len(PHONES), len(PHONES)), _UNLIKE, dtype=np.float32)
    vowel = np.array([phone in _VOWELS for phone in PHONES])
    costs[np.ix_(vowel, vowel)] = _BOTH_VOWELS
    costs[np.ix_(~vowel, ~vowel)] = _BOTH_CONSONANTS
    for pair in _NEAR_PAIRS:
        one, other = (NUMBERS[phone] for phone in pair.split("-"))
        costs[one, other] = costs[other, one] = _NEAR
    np.fill_diagonal(costs, 0.0)
    return costs


COSTS = _table()
"""(phones, phones): the price of hearing one for the other; 0 for the same."""
_ROWS: list[list[float]] = COSTS.tolist()


def closeness(said: Sequence[int], heard: Sequence[int]) -> float:
    """1 - (weighted edit distance / phones of the longer), 0..1: 1 for the same sounds, 0 against nothing.

    said, heard: numbers of phones.
    """
    return _closeness(tuple(said), tuple(heard))


@lru_cache(maxsize=4096)
def _closeness(said: tuple[int, ...], heard: tuple[int, ...]) -> float:
    longer = max(len(said), len(heard))
    if not said or not heard:
        return 0.0
    row = [GAP * count for count in range(len(heard) + 1)]
    for phone in said:
        costs = _ROWS[phone]
        before, row[0] = row[0], row[0] + GAP
        for column, other in enumerate(heard, 1):
            best = min(before + costs[other], row[column] + GAP, row[column - 1] + GAP)
            before, row[column] = row[column], best
    return max(0.0, 1.0 - row[-1] / longer)
