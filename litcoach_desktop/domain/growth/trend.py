"""The trend of a time line: the Theil-Sen slope, which a few odd readings cannot bend, with its interval."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

LEAST_POINTS = 4
"""Points below which no trend is told (ours: three points have three slopes)."""

# Two-sided 95 % of a normal distribution.
_Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line. slope: by one step of x, with its 95 % interval; at_zero: its height at x = 0."""

    slope: float
    low: float
    high: float
    at_zero: float

    def at(self, x: float) -> float:
        """The height of the line."""
        return self.at_zero + self.slope * x

    @property
    def certain(self) -> bool:
        """Whether the interval leaves no doubt of the slope's direction."""
        return self.low > 0 or self.high < 0


def trend_of(xs: Sequence[float], ys: Sequence[float]) -> Trend | None:
    """The Theil-Sen trend; None with fewer than LEAST_POINTS points or all at one x. xs, ys: equally many.

    The slope is the median of the slopes between all pairs of points (Theil 1950; Sen 1968, Journal of the
    American Statistical Association 63, 1379-1389), the line goes through the median of what is left. The
    interval is Sen's: of the N ordered slopes the (N - C) / 2-th and the (N + C) / 2 + 1-th, with
    C = 1.96 sqrt(n (n - 1) (2n + 5) / 18), rounded outward.
    """
    if len(xs) < LEAST_POINTS:
        return None
    slopes = sorted(
        [
            (other_y - y) / (other_x - x)
            for place, (x, y) in enumerate(zip(xs, ys, strict=True), 1)
            for other_x, other_y in zip(xs[place:], ys[place:], strict=True)
            if other_x != x
        ]
    )
    if not slopes:
        return None
    slope = median(slopes)
    at_zero = median(y - slope * x for x, y in zip(xs, ys, strict=True))
    count = len(xs)
    spread = _Z_95 * math.sqrt(count * (count - 1) * (2 * count + 5) / 18)
    lower = math.floor((len(slopes) - spread) / 2)
    upper = math.ceil((len(slopes) + spread) / 2)
    return Trend(slope, slopes[max(0, lower - 1)], slopes[min(len(slopes) - 1, upper)], at_zero)
