"""The training of the phone classifier: it learns what can be told apart; spectra are moved as far as asked."""

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.front_end import FILTERS
from litcoach_desktop.engines.sphinx.judge.phone_net import GAUSSIAN_OFFSETS, REACH, net_sources
from training.train_net import NetExample, Recipe, move_spectra, train_net

PHONES = 3
LENGTH = 12  # frames of a phone
WINDOW = 2 * REACH + 1


def spoken(seed: int, raised: int = 0) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int32]]:
    """Energies, the Gaussians' scores (which know nothing) and phones of 1,800 frames; each phone is one loud filter.

    raised: by how many filters the voice is higher than usual.
    """
    rng = np.random.default_rng(seed)
    phones = np.repeat(rng.integers(0, PHONES, 150), LENGTH).astype(np.int32)
    energies = rng.normal(0, 0.3, (len(phones), FILTERS)).astype(np.float32)
    energies[np.arange(len(phones)), 5 + 5 * phones + raised] += 3
    return energies, np.zeros((len(phones), PHONES), np.float32), phones


def lesson(seed: int) -> NetExample:
    energies, scores, phones = spoken(seed)
    return NetExample(*net_sources(energies, scores), np.arange(len(phones)), phones)


def share_right(recipe: Recipe, raised: int) -> float:
    net = train_net([lesson(1), lesson(2)], PHONES, recipe, seed=1)
    energies, scores, phones = spoken(3, raised)
    found = (net.log_posteriors(energies, scores) + net.log_prior).argmax(axis=1)
    return float((found == phones).mean())


def test_a_classifier_learns_phones_that_it_can_tell_apart() -> None:
    assert share_right(Recipe((16, 8), epochs=6, dropout=0.1, decay=0.01, shift=0.0), raised=0) > 0.95


def test_moved_spectra_prepare_for_voices_that_nobody_had() -> None:
    plain, moved = (Recipe((16, 8), epochs=6, dropout=0.1, decay=0.01, shift=shift) for shift in (0.0, 1.0))
    assert share_right(moved, raised=1) > share_right(plain, raised=1) + 0.2


@pytest.mark.parametrize(("filters", "place"), [(0.0, [4]), (1.0, [3]), (-2.0, [6]), (0.5, [3, 4]), (30.0, [])])
def test_a_spectrum_moves_by_so_many_filters(filters: float, place: list[int]) -> None:
    values = np.zeros((1, WINDOW * FILTERS + len(GAUSSIAN_OFFSETS) * PHONES), np.float32)
    for frame in range(WINDOW):
        values[0, frame * FILTERS + 4] = 1
    values[0, WINDOW * FILTERS :] = 7
    move_spectra(values, np.array([filters]))
    spectra = values[0, : WINDOW * FILTERS].reshape(WINDOW, FILTERS)
    assert [sorted(np.flatnonzero(row)) for row in spectra] == [place] * WINDOW
    assert all(np.array_equal(a, b) for a, b in itertools.pairwise(spectra))
    assert (values[0, WINDOW * FILTERS :] == 7).all()
