"""How sure a figure is: its spread when the readers are drawn again and again (a bootstrap over speakers)."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from litcoach_desktop.domain.reading.benchmark.figures import quantile

Interval = tuple[float, float]
T = TypeVar("T")

FEWEST_READERS = 5
"""With fewer there is nothing to draw from."""

_DRAWS = 400
_TAIL = 0.025
# A figure that many draws cannot give (a kind of miscue that few readers have) has no honest interval.
_LEAST_DRAWS = 0.9


def intervals(
    readers: Sequence[T], measure: Callable[[Sequence[T]], Mapping[str, float | None]], seed: int
) -> dict[str, Interval]:
    """The 95 % interval of each value that `measure` gives, as percentiles over readers drawn with replacement.

    readers: what was counted of each. Words of one reader go together, because they share a voice. Empty with fewer
    than five readers.
    """
    if len(readers) < FEWEST_READERS:
        return {}
    rng = random.Random(seed)
    found: dict[str, list[float]] = defaultdict(list)
    for _ in range(_DRAWS):
        for name, value in measure(rng.choices(readers, k=len(readers))).items():
            if value is not None:
                found[name].append(value)
    return {
        name: (quantile(sorted(values), _TAIL), quantile(sorted(values), 1 - _TAIL))
        for name, values in found.items()
        if len(values) >= _LEAST_DRAWS * _DRAWS
    }
