"""Trends, aim lines, the four-point rule, benchmarks and norm lines against examples worked out from their sources."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.growth.aims import Aim, Pace, Verdict, aim_of, decide, rate_for
from litcoach_desktop.domain.growth.norm_lines import Stand, benchmark, norm_lines, spread_of, stand_of
from litcoach_desktop.domain.growth.points import Point, Week, of_last, weeks_of
from litcoach_desktop.domain.growth.school_year import grade_then, season_day, seasons_until, weeks_until
from litcoach_desktop.domain.growth.trend import trend_of
from litcoach_desktop.domain.reading.norms import Season, norms_of, percentile, weekly_growth

MONDAY = date(2026, 9, 7)


def week(number: int, wcpm: float) -> Week:
    return Week(MONDAY + timedelta(weeks=number), wcpm, None, None, (f"r{number}",))


def point(day: date, wcpm: float, accuracy: float | None = 0.96, expression: int | None = 3) -> Point:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Point(f"{day}-{wcpm}", at, day, wcpm, wcpm - 4, wcpm + 4, accuracy, expression)


# Worked out by hand from the definitions of Sen 1968.
def test_the_trend_is_the_median_of_all_slopes() -> None:
    found = trend_of([0, 1, 2, 3, 4], [10, 12, 11, 13, 18])
    assert found is not None
    # The ten slopes, in order: -1, 0.5, 0.5, 1, 2, 2, 2, 2, 3.5, 5.
    assert found.slope == pytest.approx(2)
    # What is left of each point: 10, 10, 7, 7, 10.
    assert found.at_zero == pytest.approx(10)
    assert found.at(4) == pytest.approx(18)
    # C = 1.96 sqrt(5 * 4 * 15 / 18) = 8.00: the first and the last slope.
    assert (found.low, found.high) == (-1, 5)
    assert not found.certain


def test_one_odd_reading_does_not_bend_the_trend() -> None:
    xs = list(range(12))
    straight = [60 + 1.5 * x for x in xs]
    odd = [*straight[:5], 20, *straight[6:]]
    found = trend_of(xs, odd)
    assert found is not None
    assert found.slope == pytest.approx(1.5)
    assert found.low <= 1.5 <= found.high
    assert found.certain


@pytest.mark.parametrize(("xs", "ys"), [([], []), ([0, 1, 2], [1, 2, 3]), ([3, 3, 3, 3], [1, 2, 3, 4])])
def test_too_little_for_a_trend_says_nothing(xs: list[float], ys: list[float]) -> None:
    assert trend_of(xs, ys) is None


@given(st.lists(st.integers(0, 250), min_size=4, max_size=40), st.integers(-5, 5))
def test_the_interval_holds_the_slope_and_moves_with_the_line(ys: list[int], tilt: int) -> None:
    xs = list(range(len(ys)))
    found = trend_of(xs, ys)
    tilted = trend_of(xs, [y + tilt * x for x, y in zip(xs, ys, strict=True)])
    assert found is not None
    assert tilted is not None
    assert found.low <= found.slope <= found.high
    assert tilted.slope == pytest.approx(found.slope + tilt)


# Hasbrouck & Tindal: grade 3 has 83, 97 and 112 at the 50th percentile.
def test_growth_rates_are_those_of_the_norms() -> None:
    assert weekly_growth(3) == pytest.approx((112 - 83) / 32)
    assert weekly_growth(1) == pytest.approx((60 - 29) / 16)
    assert weekly_growth(0) is None
    assert norms_of(3, Season.WINTER) == (62, 79, 97, 137, 161)
    assert norms_of(1, Season.FALL) is None


# Fuchs et al. 1993, table of weekly gains: second grade 1.5 and 2.0, sixth grade .3 and .65.
def test_aims_follow_the_published_rates() -> None:
    assert (rate_for(2, Pace.REALISTIC), rate_for(2, Pace.AMBITIOUS)) == (1.5, 2.0)
    assert (rate_for(6, Pace.REALISTIC), rate_for(6, Pace.AMBITIOUS)) == (0.3, 0.65)
    assert rate_for(8, Pace.AMBITIOUS) == weekly_growth(8)
    assert rate_for(0, Pace.USUAL) is None


# The goal as Stecker & Lembke (2005) set it: baseline + rate x weeks. 62 words, 1.5 a week, 20 weeks on: 92.
def test_the_aim_is_the_baseline_and_so_much_a_week() -> None:
    aim = Aim(MONDAY, 62, 1.5, MONDAY + timedelta(weeks=20))
    assert aim.goal == 92
    assert aim.at(MONDAY + timedelta(weeks=2)) == 65


def test_the_baseline_is_the_median_of_the_first_three() -> None:
    aim = aim_of([week(0, 55), week(1, 80), week(2, 60), week(3, 61)], 2, Pace.REALISTIC)
    assert aim is not None
    assert (aim.start, aim.baseline, aim.per_week) == (MONDAY + timedelta(weeks=1), 60, 1.5)
    assert aim_of([week(0, 55), week(1, 80)], 2, Pace.REALISTIC) is None
    assert aim_of([week(0, 55), week(1, 80), week(2, 60)], 0, Pace.REALISTIC) is None


@pytest.mark.parametrize(
    ("last", "verdict"),
    [
        ([61, 62, 62, 64], Verdict.CHANGE),
        ([80, 62, 62, 62, 64], Verdict.CHANGE),
        ([70, 70, 70, 90], Verdict.RAISE),
        ([70, 62, 62, 64], Verdict.CONTINUE),
        ([61, 62, 62, 90], Verdict.CONTINUE),
        ([61, 62, 62], Verdict.TOO_EARLY),
    ],
)
def test_four_in_a_row_decide(last: list[float], verdict: Verdict) -> None:
    weeks = [week(place, wcpm) for place, wcpm in enumerate([60, 60, 60, *last])]
    assert decide(weeks, aim_of(weeks, 2, Pace.REALISTIC)) is verdict


def test_a_point_on_the_line_is_on_neither_side() -> None:
    weeks = [week(place, 60 + 1.5 * (place - 1)) for place in range(9)]
    weeks[1] = week(1, 60)
    assert decide(weeks, Aim(weeks[1].monday, 60, 1.5, weeks[-1].monday)) is Verdict.CONTINUE
    assert decide(weeks, None) is Verdict.TOO_EARLY


def test_a_benchmark_is_the_median_of_three_passages() -> None:
    assert benchmark([42, 57, 51]) == 51
    assert benchmark([42, 57]) is None
    assert benchmark([42, 57, 51, 200]) == 51


def test_a_week_is_the_median_of_its_readings() -> None:
    read = [point(MONDAY, 60), point(MONDAY + timedelta(days=6), 90, 0.9, None), point(MONDAY + timedelta(days=2), 64)]
    first, second = weeks_of([*read, point(MONDAY + timedelta(days=7), 70)])
    assert (first.monday, first.wcpm, first.accuracy, first.expression) == (MONDAY, 64, 0.96, 3)
    assert len(first.readings) == 3
    assert (second.monday, second.wcpm) == (MONDAY + timedelta(days=7), 70)
    assert of_last(read, 2) == (77, pytest.approx(0.93), 3)
    assert of_last([], 3) == (None, None, None)


def test_norms_are_drawn_where_their_seasons_are() -> None:
    lines = norm_lines(3, date(2027, 2, 1))
    assert lines is not None
    assert lines.days == (date(2026, 10, 1), date(2027, 1, 21), date(2027, 5, 13))
    assert lines.lines[2] == (83, 97, 112)
    first = norm_lines(1, date(2027, 2, 1))
    assert first is not None
    assert len(first.days) == 2
    assert norm_lines(0, date(2027, 2, 1)) is None


@pytest.mark.parametrize(
    ("wcpm", "stand"),
    [
        (61, Stand.BELOW_10), (62, Stand.BELOW_10 + 1), (79, Stand.TO_50), (96, Stand.TO_50), (97, Stand.TO_75),
        (137, Stand.TO_90), (161, Stand.TO_90), (162, Stand.ABOVE_90),
    ],
)  # fmt: skip
def test_a_child_stands_between_two_published_percentiles(wcpm: float, stand: Stand) -> None:
    place = percentile(3, Season.WINTER, wcpm)
    assert place is not None
    assert stand_of(place) is Stand(stand)


def test_a_spread_counts_every_place() -> None:
    spread = spread_of([Stand.TO_25, Stand.TO_25, Stand.ABOVE_90])
    assert list(spread) == list(Stand)
    assert (spread[Stand.TO_25], spread[Stand.TO_50], spread[Stand.ABOVE_90]) == (2, 0, 1)


def test_the_school_year_turns_in_august() -> None:
    assert season_day(date(2027, 7, 31), Season.FALL) == date(2026, 10, 1)
    assert season_day(date(2027, 8, 1), Season.FALL) == date(2027, 10, 1)
    assert grade_then(3, date(2025, 9, 1), date(2027, 6, 1)) == 2
    assert grade_then(1, date(2024, 9, 1), date(2027, 6, 1)) == 0
    seasons = seasons_until(date(2027, 1, 5))
    assert [season for season, _span in seasons] == [Season.FALL, Season.WINTER]
    assert seasons[1][1].start == date(2026, 12, 1)


def test_weeks_go_up_to_this_one() -> None:
    assert weeks_until(date(2026, 8, 12), 40) == (date(2026, 7, 27), date(2026, 8, 3), date(2026, 8, 10))
    assert weeks_until(date(2027, 6, 9), 10)[-1] == date(2027, 6, 7)
    assert len(weeks_until(date(2027, 6, 9), 10)) == 10
