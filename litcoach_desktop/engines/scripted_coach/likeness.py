"""The last thing tried when no pattern fits: which sentence that was said before is most like this one.

TF-IDF vectors and their cosine, as in Salton & Buckley (1988), Term-weighting approaches in automatic text retrieval,
over words, pairs of words, the first and the last word, and pieces of words, which tell a misspelt word by what is
right in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log, sqrt

_PIECE = 3
_WEIGHTS = {"word": 1.0, "pair": 0.8, "edge": 0.5, "piece": 0.35}
# What no example has says that the sentence is another one; it counts half as much as what one example has.
_UNKNOWN = 0.5
# More examples nearby make it surer, by a little.
_MORE = 0.1
_NEAREST = 40
ENOUGH = 0.4
"""The likeness from which an example is taken for what is meant: chosen on tests/understanding/unseen-3.tsv."""


class Examples:
    """Sentences with their intents, in plain words: small letters, parted by spaces."""

    def __init__(self, said: Iterable[tuple[str, str]]) -> None:
        """said: (intent, sentence)."""
        counted = [(intent, _features(sentence)) for intent, sentence in said]
        seen = Counter(feature for _, features in counted for feature in features)
        self._unknown = _UNKNOWN * log(1 + len(counted))
        self._rarity = {feature: log(1 + len(counted) / count) for feature, count in seen.items()}
        self._intents = [intent for intent, _ in counted]
        self._having: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, (_, features) in enumerate(counted):
            for feature, weight in self._vector(features).items():
                self._having[feature].append((number, weight))

    def nearest(self, wordings: Sequence[str]) -> str | None:
        """The intent that one of the wordings of a sentence is most like; None when nothing is like enough."""
        likeness: defaultdict[str, float] = defaultdict(float)
        for words in wordings:
            cosines: defaultdict[int, float] = defaultdict(float)
            for feature, weight in self._vector(_features(words)).items():
                for number, other in self._having.get(feature, ()):
                    cosines[number] += weight * other
            by_intent: defaultdict[str, list[float]] = defaultdict(list)
            for number in sorted(cosines, key=lambda one: -cosines[one])[:_NEAREST]:
                by_intent[self._intents[number]].append(cosines[number])
            for intent, found in by_intent.items():
                likeness[intent] = max(likeness[intent], found[0] + _MORE * sum(found[1:3]))
        best = max(likeness, key=lambda intent: likeness[intent], default=None)
        return best if best is not None and likeness[best] >= ENOUGH else None

    def _vector(self, features: frozenset[str]) -> dict[str, float]:
        raw = {
            feature: _WEIGHTS[feature.partition(":")[0]] * self._rarity.get(feature, self._unknown)
            for feature in features
        }
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {feature: weight / length for feature, weight in raw.items()}


def _features(sentence: str) -> frozenset[str]:
    words = sentence.split()
    pieces = [word[at : at + _PIECE] for word in words if len(word) > _PIECE for at in range(len(word) - _PIECE + 1)]
    return frozenset(
        [f"word:{word}" for word in words]
        + [f"pair:{one} {other}" for one, other in pairwise(words)]
        + [f"piece:{piece}" for piece in pieces]
        + [f"edge:{edge}" for edge in ([f"<{words[0]}", f"{words[-1]}>"] if words else [])]
    )
