"""Percentiles against the published table."""

import pytest

from litcoach_desktop.domain.reading.norms import Season, percentile, season_of, typical_wcpm, weekly_growth


def test_published_points_come_out_as_published() -> None:
    place = percentile(3, Season.SPRING, 112)
    assert place is not None
    assert place.value == pytest.approx(50)
    assert not place.below
    assert not place.above


def test_between_two_points_it_is_linear() -> None:
    # Grade 4, winter: 120 at the 50th, 143 at the 75th.
    place = percentile(4, Season.WINTER, 131.5)
    assert place is not None
    assert place.value == pytest.approx(62.5)


@pytest.mark.parametrize(
    ("wcpm", "below", "above"), [(22, True, False), (23, False, False), (111, False, False), (112, False, True)]
)
def test_outside_the_table_only_the_bound_is_said(wcpm: float, below: bool, above: bool) -> None:
    place = percentile(2, Season.FALL, wcpm)
    assert place is not None
    assert (place.below, place.above) == (below, above)
    assert 10 <= place.value <= 90


@pytest.mark.parametrize(("grade", "season"), [(0, Season.WINTER), (1, Season.FALL), (9, Season.SPRING)])
def test_where_no_norm_exists_none_is_made_up(grade: int, season: Season) -> None:
    assert percentile(grade, season, 80) is None


def test_percentile_never_falls_as_wcpm_rises() -> None:
    for grade in range(1, 9):
        for season in Season:
            places = [percentile(grade, season, wcpm) for wcpm in range(250)]
            values = [place.value for place in places if place]
            assert values == sorted(values)


def test_seasons_cover_the_year() -> None:
    assert [season_of(month) for month in (9, 12, 1, 4)] == [Season.FALL, Season.WINTER, Season.WINTER, Season.SPRING]
    assert all(season_of(month) for month in range(1, 13))


def test_typical_rate_rises_through_the_first_grades() -> None:
    rates = [typical_wcpm(grade) for grade in range(6)]
    assert rates == sorted(rates)
    assert typical_wcpm(12) == typical_wcpm(8)


# Hasbrouck & Tindal 2017 print beside their table how many words a minute are gained in a week at each percentile.
@pytest.mark.parametrize(("grade", "published"), [(1, 1.9), (2, 1.6), (3, 0.9), (4, 1.2), (5, 0.8)])
def test_weekly_growth_is_the_published_one(grade: int, published: float) -> None:
    growth = weekly_growth(grade)
    assert growth is not None
    assert round(growth, 1) == published


# The same table, lowest line: in grade 6 the 10th percentile is 89 in fall and 91 in winter and in spring.
@pytest.mark.parametrize(("season", "wcpm"), [(Season.FALL, 89), (Season.WINTER, 91), (Season.SPRING, 91)])
def test_the_lowest_line_of_grade_six_is_the_published_one(season: Season, wcpm: int) -> None:
    place = percentile(6, season, wcpm)
    assert place is not None
    assert (place.value, place.below) == (10, False)
    lower = percentile(6, season, wcpm - 1)
    assert lower is not None
    assert lower.below
