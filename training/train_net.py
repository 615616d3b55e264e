"""Trains the phone classifier: plain NumPy, Adam, dropout, label smoothing; no framework needed.

It is trained twice. The first one learns from what the Gaussians alone aligned; every recording is aligned again with
its help, and the second one, which is kept, learns from that: a quarter of the frames have another phone then.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import STATES
from litcoach_desktop.engines.sphinx.judge.front_end import FILTERS, cepstra, streams
from litcoach_desktop.engines.sphinx.judge.phone_net import REACH, PhoneNet, net_inputs, net_sources
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer
from training.hear_corpus import HeardRecording

_BATCH = 256
_RATE = 1.5e-3
_SMOOTHING = 0.05
_SILENCE_KEPT = 0.5  # share of silent frames used

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Recipe:
    """How a classifier is trained. shift: spread, in mel filters, by which each example's spectrum is moved up or
    down, so that fewer vocal tracts are unknown."""

    hidden: tuple[int, int]
    epochs: int
    dropout: float
    decay: float
    shift: float


FIRST = Recipe(hidden=(256, 256), epochs=5, dropout=0.25, decay=1e-3, shift=0.0)
SECOND = Recipe(hidden=(512, 256), epochs=14, dropout=0.35, decay=0.25, shift=0.3)


@dataclass(frozen=True)
class NetExample:
    """What one recording teaches: padded sources of the inputs, rows to learn from and their phones."""

    energies: Matrix
    gaussian: Matrix
    rows: NDArray[np.intp]
    phones: NDArray[np.int32]


def net_example(heard: HeardRecording, scorer: SenoneScorer, rng: np.random.Generator) -> NetExample:
    """Inputs and targets of one recording."""
    scores = scorer.score(streams(cepstra(heard.energies)), scorer.base)
    phones = scores.reshape(len(scores), -1, STATES).max(axis=2)
    phones -= phones.max(axis=1, keepdims=True)
    energies, gaussian = net_sources(np.log(heard.energies), phones)
    silence = len(scorer.model.speech_phones)
    chosen = heard.learn & ((heard.phone != silence) | (rng.random(len(heard.phone)) < _SILENCE_KEPT))
    rows = np.flatnonzero(chosen)
    return NetExample(energies, gaussian, rows, heard.phone[rows])


def train_net(examples: Sequence[NetExample], outputs: int, recipe: Recipe, seed: int) -> PhoneNet:
    """A net trained on the examples, its rate rising over the first tenth and then falling to zero."""
    rng = np.random.default_rng(seed)
    inputs = np.concatenate([net_inputs(e.energies, e.gaussian, e.rows).astype(np.float16) for e in examples])
    targets = np.concatenate([e.phones for e in examples])
    sizes = (inputs.shape[1], *recipe.hidden, outputs)
    weights = [(rng.standard_normal((a, b)) * np.sqrt(2 / a)).astype(np.float32) for a, b in itertools.pairwise(sizes)]
    biases = [np.zeros(size, np.float32) for size in sizes[1:]]
    optimiser = _Adam([*weights, *biases], recipe.decay)
    batches = len(targets) // _BATCH
    steps, step = batches * recipe.epochs, 0
    for _ in range(recipe.epochs):
        order = rng.permutation(len(targets))
        for batch in range(batches):
            rows = order[batch * _BATCH : (batch + 1) * _BATCH]
            values = inputs[rows].astype(np.float32)
            if recipe.shift:
                move_spectra(values, rng.standard_normal(len(rows)) * recipe.shift)
            gradients = _gradients(weights, biases, values, targets[rows], recipe.dropout, rng)
            progress = step / steps
            rate = _RATE * min(progress / 0.1, (1 - progress) / 0.9)
            optimiser.step([*weights, *biases], gradients, rate)
            step += 1
    counts = np.bincount(targets, minlength=outputs) + 1
    return PhoneNet(tuple(weights), tuple(biases), np.log(counts / counts.sum()).astype(np.float32))


def move_spectra(values: Matrix, filters: NDArray[np.float64]) -> None:
    """Move the mel energies among the inputs (batch, inputs) by a number of filters for each row, in place."""
    window = 2 * REACH + 1
    energies = values[:, : window * FILTERS].reshape(-1, window, FILTERS)
    place = np.arange(FILTERS) + filters[:, None]
    below = np.clip(np.floor(place).astype(np.intp), 0, FILTERS - 1)
    share = np.clip(place - below, 0, 1).astype(np.float32)[:, None]
    lower = np.take_along_axis(energies, below[:, None], axis=2)
    upper = np.take_along_axis(energies, np.minimum(below + 1, FILTERS - 1)[:, None], axis=2)
    values[:, : window * FILTERS] = (lower * (1 - share) + upper * share).reshape(len(values), -1)


def _gradients(
    weights: list[Matrix],
    biases: list[Matrix],
    values: Matrix,
    targets: NDArray[np.int32],
    dropout: float,
    rng: np.random.Generator,
) -> list[Matrix]:
    activations, masks = [values], []
    for layer, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        values = values @ weight + bias
        if layer < len(weights) - 1:
            mask = (values > 0) * ((rng.random(values.shape, np.float32) >= dropout) / np.float32(1 - dropout))
            values = values * mask.astype(np.float32)
            masks.append(mask.astype(np.float32))
            activations.append(values)
    values -= values.max(axis=1, keepdims=True)
    error = np.exp(values)
    error /= error.sum(axis=1, keepdims=True)
    error -= np.float32(_SMOOTHING / error.shape[1])
    error[np.arange(len(targets)), targets] -= np.float32(1 - _SMOOTHING)
    error /= len(targets)
    weight_gradients: list[Matrix] = []
    bias_gradients: list[Matrix] = []
    for layer in range(len(weights) - 1, -1, -1):
        weight_gradients.append(activations[layer].T @ error)
        bias_gradients.append(error.sum(axis=0))
        if layer:
            error = (error @ weights[layer].T) * masks[layer - 1]
    return [*reversed(weight_gradients), *reversed(bias_gradients)]


class _Adam:
    """Adam with decoupled weight decay on the matrices."""

    def __init__(self, parameters: list[Matrix], decay: float) -> None:
        self._decay = decay
        self._mean = [np.zeros_like(p) for p in parameters]
        self._square = [np.zeros_like(p) for p in parameters]
        self._steps = 0

    def step(self, parameters: list[Matrix], gradients: list[Matrix], rate: float) -> None:
        self._steps += 1
        scale = rate * np.sqrt(1 - 0.999**self._steps) / (1 - 0.9**self._steps)
        for parameter, gradient, mean, square in zip(parameters, gradients, self._mean, self._square, strict=True):
            mean += np.float32(0.1) * (gradient - mean)
            square += np.float32(0.001) * (gradient**2 - square)
            if parameter.ndim == 2:
                parameter *= np.float32(1 - rate * self._decay)
            parameter -= np.float32(scale) * mean / (np.sqrt(square) + np.float32(1e-8))
