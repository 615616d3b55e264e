"""Intervals over readers: nothing from too few, a point where all are alike, wider where they differ."""

from collections.abc import Sequence

import pytest

from litcoach_desktop.cli.reading_bench.intervals import FEWEST_READERS, intervals


def mean(values: Sequence[float]) -> dict[str, float | None]:
    return {"mean": sum(values) / len(values)}


def test_too_few_readers_give_no_interval() -> None:
    assert intervals([1.0] * (FEWEST_READERS - 1), mean, seed=1) == {}


def test_readers_who_are_alike_leave_no_doubt() -> None:
    assert intervals([0.5] * FEWEST_READERS, mean, seed=1) == {"mean": (0.5, 0.5)}


def test_the_interval_of_a_mean_is_about_two_standard_errors_each_way() -> None:
    # A hundred coins: the mean's standard error is .05.
    low, high = intervals([0.0, 1.0] * 50, mean, seed=1)["mean"]
    assert low == pytest.approx(0.4, abs=0.03)
    assert high == pytest.approx(0.6, abs=0.03)


def test_a_seed_gives_the_same_interval_again() -> None:
    readers = [0.1, 0.5, 0.2, 0.9, 0.4, 0.3]
    assert intervals(readers, mean, seed=1) == intervals(readers, mean, seed=1) != intervals(readers, mean, seed=2)


def test_a_figure_that_few_draws_can_give_has_no_interval() -> None:
    def only_with_the_first(values: Sequence[float]) -> dict[str, float | None]:
        return {"always": 1.0, "seldom": 1.0 if 0.0 in values else None}

    assert set(intervals([0.0, *[1.0] * 9], only_with_the_first, seed=1)) == {"always"}
