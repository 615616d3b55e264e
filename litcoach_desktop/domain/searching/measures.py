"""How good a ranking is, measured against somebody's judgement of which texts answer a query."""

from collections.abc import Mapping, Sequence
from math import log2


def ndcg(ranking: Sequence[str], judged: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain, 0 to 1: sum of grade / log2(rank + 1), over that of the ideal order.

    judged: the grade of each text for this query; what is not in it counts as 0. The linear gain of trec_eval and
    BEIR (Järvelin and Kekäläinen, TOIS 2002).
    """
    ideal = sorted((grade for grade in judged.values() if grade > 0), reverse=True)[:depth]
    best = sum(grade / log2(rank + 1) for rank, grade in enumerate(ideal, 1))
    gained = sum(max(0, judged.get(one, 0)) / log2(rank + 1) for rank, one in enumerate(ranking[:depth], 1))
    return gained / best if best else 0.0


def recall(ranking: Sequence[str], judged: Mapping[str, int], depth: int = 10) -> float:
    """The share of the texts that answer the query which the first `depth` hold, 0 to 1."""
    wanted = {one for one, grade in judged.items() if grade > 0}
    return len(wanted.intersection(ranking[:depth])) / len(wanted) if wanted else 0.0
