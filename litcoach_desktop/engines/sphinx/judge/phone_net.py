"""A small classifier of phones, trained on children reading: two hidden layers, evaluated with matrix products.

It hears 21 frames of mel energies at once, where the Gaussians hear seven, and gets the Gaussians' own opinion of
each phone as a further input: it learns how children differ from the adults that the Gaussians know.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.errors import ModelProblem

REACH = 10
"""Frames of mel energies on either side."""
GAUSSIAN_OFFSETS = (-6, -3, 0, 3, 6)
_GAUSSIAN_FLOOR, _GAUSSIAN_SCALE = -30.0, 0.1
_BLOCK = 2000

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class PhoneNet:
    """Layers of weights (inputs, outputs) and biases (outputs,); rectified but for the last. log_prior: (outputs,)."""

    weights: tuple[Matrix, ...]
    biases: tuple[Matrix, ...]
    log_prior: Matrix

    def log_posteriors(self, log_energies: Matrix, phone_scores: Matrix, mean: Matrix | None = None) -> Matrix:
        """Log posteriors less log priors, (frames, outputs). Inputs as for `net_inputs`."""
        sources = net_sources(log_energies, phone_scores, mean)
        out = np.empty((len(log_energies), len(self.log_prior)), np.float32)
        for start in range(0, len(out), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(out)))
            value = net_inputs(*sources, rows)
            for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
                value = value @ weight + bias
                if layer < len(self.weights) - 1:
                    np.maximum(value, 0, out=value)
            value -= value.max(axis=1, keepdims=True)
            out[rows] = value - np.log(np.exp(value).sum(axis=1, keepdims=True)) - self.log_prior
        return out

    def save(self, path: Path) -> None:
        """Write the net in half precision."""
        arrays: dict[str, Any] = {f"weight{i}": w.astype(np.float16) for i, w in enumerate(self.weights)}
        arrays |= {f"bias{i}": b for i, b in enumerate(self.biases)}
        np.savez_compressed(path, log_prior=self.log_prior, **arrays)


def load_net(path: Path) -> PhoneNet:
    """The net kept in `path`. Raises ModelProblem."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            layers = sum(name.startswith("weight") for name in kept.files)
            return PhoneNet(
                tuple(kept[f"weight{i}"].astype(np.float32) for i in range(layers)),
                tuple(kept[f"bias{i}"].astype(np.float32) for i in range(layers)),
                kept["log_prior"].astype(np.float32),
            )
    except (OSError, ValueError, KeyError) as problem:
        raise ModelProblem(
            f"The phone classifier {path.name} cannot be read ({problem}).",
            "Readings cannot be judged.",
            "Install litcoach again.",
        ) from problem


def net_sources(log_energies: Matrix, phone_scores: Matrix, mean: Matrix | None = None) -> tuple[Matrix, Matrix]:
    """The two inputs, centred, bounded and padded at both ends so that every frame has its neighbours.

    log_energies: (frames, 25). phone_scores: (frames, phones), relative to the frame's best. mean: (25,), of the log
    energies of the reading so far; that of these frames, unless given.
    """
    energies = log_energies - (log_energies.mean(axis=0) if mean is None else mean)
    gaussian = np.maximum(phone_scores, _GAUSSIAN_FLOOR) * _GAUSSIAN_SCALE
    padding = ((REACH, REACH), (0, 0))
    return (
        np.pad(energies, padding, mode="edge").astype(np.float32),
        np.pad(gaussian, padding, mode="edge").astype(np.float32),
    )


def net_inputs(energies: Matrix, gaussian: Matrix, rows: NDArray[np.intp]) -> Matrix:
    """Inputs (len(rows), inputs) of the given frames, from padded sources."""
    pieces = [energies[rows + offset] for offset in range(2 * REACH + 1)]
    pieces += [gaussian[rows + REACH + offset] for offset in GAUSSIAN_OFFSETS]
    return np.concatenate(pieces, axis=1)
