"""Makes one ranking of two: that of the words and that of the meanings."""

from collections.abc import Mapping, Sequence

RANK_CONSTANT = 60
"""Of reciprocal rank fusion, as its authors found it (Cormack, Clarke and Büttcher, SIGIR 2009)."""


def by_rank(rankings: Sequence[Sequence[int]], weights: Sequence[float] | None = None) -> dict[int, float]:
    """Reciprocal rank fusion: each ranking gives its item number r (from 1) weight / (60 + r)."""
    fused: dict[int, float] = {}
    for place, ranking in enumerate(rankings):
        weight = 1.0 if weights is None else weights[place]
        for rank, item in enumerate(ranking, 1):
            fused[item] = fused.get(item, 0.0) + weight / (RANK_CONSTANT + rank)
    return fused


def blend(words: Mapping[int, float], meanings: Mapping[int, float], *, share: float = 0.5) -> dict[int, float]:
    """The weighted sum of both scores, each brought to 0..1 over its own list (Bruch, Gai and Ingber, TOIS 2023).

    words: BM25, higher is better, above zero. meanings: cosines. share: how much the meanings count, 0 to 1. Unlike
    ranks, scores keep that one find may be far ahead of the next. What a list lacks is worth its least.
    """
    if not words or not meanings:
        return dict(words or meanings)
    lexical, semantic = _spread(words), _spread(meanings)
    return {
        item: (1.0 - share) * lexical.get(item, 0.0) + share * semantic.get(item, 0.0)
        for item in words.keys() | meanings.keys()
    }


def ranked(scores: Mapping[int, float]) -> list[int]:
    """The items, best first; equal ones in the order of their numbers, so that a search can be repeated."""
    return sorted(scores, key=lambda item: (-scores[item], item))


def _spread(scores: Mapping[int, float]) -> dict[int, float]:
    low, high = min(scores.values()), max(scores.values())
    if high <= low:
        return dict.fromkeys(scores, 1.0)
    return {item: (score - low) / (high - low) for item, score in scores.items()}
