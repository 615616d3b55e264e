"""How sure it is that a phrase was said: what its best path gained over free speech, as a whole and word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, log1p

_WORD_PRICE = 10.0
"""Nats. Each more word finds more places to hide a misfit in."""
_WORST_WORD = -6.0
"""Nats a frame. A word that fits so badly was not said, however well the others do."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A phrase against free speech. gain: of all, in nats. voiced: frames of voice. words: frames and gain of each."""

    text: str
    gain: float
    voiced: int
    words: tuple[tuple[int, float], ...]

    @property
    def rank(self) -> float:
        """By which phrases are compared, in nats a frame of voice."""
        spoilt = 100.0 if self.worst < _WORST_WORD else 0.0
        return (self.gain - _WORD_PRICE * len(self.words)) / self.voiced - spoilt

    @property
    def worst(self) -> float:
        """What the word gained that fits worst, in nats a frame."""
        return min(gain / frames for frames, gain in self.words)


_MOST_MARGIN = 500.0
_LEAST_VOICED = 12
"""Frames. The shortest word has more; silence that sounds like a word has none."""
_MOST_COVERED = 1.5
"""Frames of words for each frame of voice. More means that silence or noise was taken for words."""

# Logistic regression on synthetic voices saying commands, on children saying one of four sentences, and on children
# saying something else; docs/measurements.md has the rates on others than those.
_BIAS = 2.78
_WEIGHTS = (1.01, 0.31, 1.15, 2.65, 0.13, -1.68)


def sureness(ranked: Sequence[Fit]) -> float:
    """0..1, of the first of these fits, which are ordered by rank and of different text."""
    best = ranked[0]
    covered = sum(frames for frames, _ in best.words) / best.voiced
    if best.voiced < _LEAST_VOICED or covered > _MOST_COVERED:
        return 0.0
    margin = (best.rank - ranked[1].rank) * best.voiced if len(ranked) > 1 else _MOST_MARGIN
    seen = (
        best.gain / best.voiced,
        best.worst,
        log1p(margin),
        covered,
        len(best.words),
        log(best.voiced),
    )
    score = _BIAS + sum(weight * value for weight, value in zip(_WEIGHTS, seen, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
