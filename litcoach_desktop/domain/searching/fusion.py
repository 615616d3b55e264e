"""Makes one ranking of two: that of the words and that of the meanings."""

from collections.abc import Iterable, Mapping
from math import log

WORDS_WEIGHT = 0.8
"""How much it is worth, in cosines, that a text has every word of the query as often as counts."""

# FTS5's BM25: however often a text has a word, it gets at most k1 + 1 times the word's weight; k1 = 1.2.
_MOST_OF_A_WORD = 2.2
# Words that most texts have weigh almost nothing.
_LEAST_WEIGHT = 0.05


def most_possible(texts_with: Iterable[int], total: int) -> float:
    """The BM25 that a text can have at most for words of which so many of `total` texts have each; above zero.

    The weight of a word is log((N - n + 0.5) / (n + 0.5)), as FTS5 has it (Robertson and Zaragoza, 2009).
    """
    weights = (max(_LEAST_WEIGHT, log((total - min(n, total) + 0.5) / (min(n, total) + 0.5))) for n in texts_with)
    return _MOST_OF_A_WORD * sum(weights) or _LEAST_WEIGHT


def blend(words: Mapping[int, float], meanings: Mapping[int, float], most: float) -> dict[int, float]:
    """The cosine, and what share of the query's words is covered, added up.

    words: BM25, higher is better, above zero. meanings: cosines. most: the BM25 that is possible for this query. A
    text that one list lacks gets 0 from the words, and from the meanings as much as the list's last.

    BM25 has no scale of its own. Brought to 0..1 over the list, as is usual, the best find counts in full even when it
    has one common word of seven; measured against what is possible, it counts for what it covers. Reciprocal ranks
    know neither, and did worse on all four sets of docs/search.md.
    """
    possible = max(most, *words.values(), _LEAST_WEIGHT) if words else 1.0
    last = min(meanings.values(), default=0.0)
    return {
        item: WORDS_WEIGHT * words.get(item, 0.0) / possible + meanings.get(item, last)
        for item in words.keys() | meanings.keys()
    }


def ranked(scores: Mapping[int, float]) -> list[int]:
    """The items, best first; equal ones in the order of their numbers, so that a search can be repeated."""
    return [item for _, item in sorted((-score, item) for item, score in scores.items())]
