"""Gradient-boosted trees as plain arrays, evaluated for all rows and trees at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
_ARRAYS = ("feature", "threshold", "below", "above", "value")


@dataclass(frozen=True)
class Trees:
    """Boosted trees, (trees, nodes) each: an inner node compares `feature` with `threshold` and leads on to `below`
    (at most the threshold) or `above`; a leaf leads to itself and has a `value`. depth: of the deepest tree.
    """

    feature: NDArray[np.int16]
    threshold: Matrix
    below: NDArray[np.int16]
    above: NDArray[np.int16]
    value: Matrix
    depth: int

    def scores(self, rows: Matrix) -> Matrix:
        """Sum of the trees' values, in log odds: (len(rows),)."""
        tree = np.arange(len(self.feature))
        row = np.arange(len(rows))[:, None]
        node = np.zeros((len(rows), len(tree)), np.int16)
        for _ in range(self.depth):
            low = rows[row, self.feature[tree, node]] <= self.threshold[tree, node]
            node = np.where(low, self.below[tree, node], self.above[tree, node])
        total: Matrix = self.value[tree, node].sum(axis=1)
        return total

    def arrays(self, prefix: str) -> dict[str, NDArray[np.generic]]:
        """The trees as named arrays, to be kept in a file."""
        kept: dict[str, NDArray[np.generic]] = {prefix + name: getattr(self, name) for name in _ARRAYS}
        kept[prefix + "depth"] = np.array(self.depth)
        return kept


def trees_from(kept: Mapping[str, NDArray[np.generic]], prefix: str) -> Trees:
    """Trees as `Trees.arrays` named them. Raises KeyError."""
    feature, threshold, below, above, value = (kept[prefix + name] for name in _ARRAYS)
    return Trees(
        feature=feature.astype(np.int16),
        threshold=threshold.astype(np.float32),
        below=below.astype(np.int16),
        above=above.astype(np.int16),
        value=value.astype(np.float32),
        depth=int(kept[prefix + "depth"].item()),
    )
