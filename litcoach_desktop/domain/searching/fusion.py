"""Makes one ranking of two: that of the words and that of the meanings."""

from collections.abc import Mapping

MEANINGS_SHARE = 0.8
"""How much the meanings count. Cosines spread far less than BM25 does, so that both have about the same say."""


def blend(words: Mapping[int, float], meanings: Mapping[int, float], share: float = MEANINGS_SHARE) -> dict[int, float]:
    """The weighted sum of both scores, each brought to 0..1 between its least possible value and its best find.

    words: BM25, higher is better, above zero. meanings: cosines. What a list lacks is worth 0 words, or as much as the
    list's last. Unlike reciprocal ranks, scores keep that one find may be far ahead of the next: the convex combination
    with theoretical minima of Bruch, Gai and Ingber (TOIS 2023), with the share that they found to hold over many
    collections.
    """
    most_words = max(words.values(), default=0.0) or 1.0
    nearest = max(meanings.values(), default=0.0)
    last = min(meanings.values(), default=-1.0)
    return {
        item: (1.0 - share) * words.get(item, 0.0) / most_words
        + share * (meanings.get(item, last) + 1.0) / (nearest + 1.0)
        for item in words.keys() | meanings.keys()
    }


def ranked(scores: Mapping[int, float]) -> list[int]:
    """The items, best first; equal ones in the order of their numbers, so that a search can be repeated."""
    return [item for _, item in sorted((-score, item) for item, score in scores.items())]
