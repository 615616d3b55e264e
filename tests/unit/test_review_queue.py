"""How surprising a reading is against the child's own rates."""

from datetime import UTC, datetime

import pytest

from litcoach_desktop.domain.reading.review_queue import Waiting, in_order, surprise, usual_rate


@pytest.mark.parametrize(
    ("before", "usual"),
    [
        ([], None),
        ([80, 90], None),
        # Median 84, absolute deviations 4 0 6: the middle one is 4, times 1.4826 is below the error of measurement.
        ([80, 84, 90], (84.0, 10.0)),
        # Median 100, deviations 40 20 0 20 40: the middle one is 20.
        ([60, 80, 100, 120, 140], (100.0, 1.4826 * 20)),
        # Only the last ten count.
        ([500] * 5 + [100] * 10, (100.0, 10.0)),
    ],
)
def test_the_usual_rate(before: list[float], usual: tuple[float, float] | None) -> None:
    assert usual_rate(before) == (None if usual is None else pytest.approx(usual))


def test_surprise_counts_in_standard_deviations_both_ways() -> None:
    assert surprise(125, [100, 100, 100]) == pytest.approx(2.5)
    assert surprise(75, [100, 100, 100]) == pytest.approx(2.5)
    assert surprise(75, [100, 100]) is None


def test_a_reading_without_a_reason_does_not_wait() -> None:
    def reading(ident: str, doubtful: int = 0, apart: float | None = None, why: str | None = None) -> Waiting:
        return Waiting(ident, "s", "Maya", "Birds", datetime(2026, 3, 1, tzinfo=UTC), doubtful, 90, why, 90, apart)

    order = in_order(
        [reading("calm", apart=1.9), reading("odd", apart=2.0), reading("noisy", why="noise"), reading("new")]
    )
    assert [one.reading_id for one in order] == ["odd", "noisy"]
