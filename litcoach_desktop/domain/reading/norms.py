"""Oral reading fluency norms: where a WCPM stands among children of the same grade and season.

Figures: Hasbrouck & Tindal 2017, "An update to compiled ORF norms" (Technical Report 1702, University of
Oregon) for grades 1 to 6; Hasbrouck & Tindal 2006, The Reading Teacher 59(7), for grades 7 and 8, which
the newer study does not cover. There are none for kindergarten and for the fall of grade 1.
"""

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum


class Season(StrEnum):
    """A benchmark season of the school year."""

    FALL = "fall"
    WINTER = "winter"
    SPRING = "spring"


PERCENTILES = (10, 25, 50, 75, 90)
"""Those that are published; between them places are interpolated, beyond them only the bound is said."""

_WEEKS_FALL_TO_SPRING, _WEEKS_WINTER_TO_SPRING = 32, 16

# WCPM at the 10th, 25th, 50th, 75th and 90th percentile.
_NORMS: dict[tuple[int, Season], tuple[int, int, int, int, int]] = {
    (1, Season.WINTER): (9, 16, 29, 59, 97),
    (1, Season.SPRING): (18, 34, 60, 91, 116),
    (2, Season.FALL): (23, 36, 50, 84, 111),
    (2, Season.WINTER): (35, 59, 84, 109, 131),
    (2, Season.SPRING): (43, 72, 100, 124, 148),
    (3, Season.FALL): (40, 59, 83, 104, 134),
    (3, Season.WINTER): (62, 79, 97, 137, 161),
    (3, Season.SPRING): (63, 91, 112, 139, 166),
    (4, Season.FALL): (60, 75, 94, 125, 153),
    (4, Season.WINTER): (71, 95, 120, 143, 168),
    (4, Season.SPRING): (83, 105, 133, 160, 184),
    (5, Season.FALL): (64, 87, 121, 153, 179),
    (5, Season.WINTER): (84, 109, 133, 160, 183),
    (5, Season.SPRING): (102, 119, 146, 169, 195),
    (6, Season.FALL): (89, 112, 132, 159, 185),
    (6, Season.WINTER): (91, 116, 145, 166, 195),
    (6, Season.SPRING): (91, 122, 146, 173, 204),
    (7, Season.FALL): (79, 102, 128, 156, 180),
    (7, Season.WINTER): (88, 109, 136, 165, 192),
    (7, Season.SPRING): (98, 123, 150, 177, 202),
    (8, Season.FALL): (77, 106, 133, 161, 185),
    (8, Season.WINTER): (84, 115, 146, 173, 199),
    (8, Season.SPRING): (97, 124, 151, 177, 199),
}


@dataclass(frozen=True, slots=True)
class Percentile:
    """A place among peers.

    value: 10 to 90. below, above: the reading lies outside the norms, so that only "below the 10th" or
    "above the 90th" can be said.
    """

    value: float
    season: Season
    grade: int
    below: bool = False
    above: bool = False


def season_of(month: int) -> Season:
    """The benchmark season of a calendar month (1 to 12) in a school year from August to July."""
    if month in (8, 9, 10, 11):
        return Season.FALL
    return Season.WINTER if month in (12, 1, 2) else Season.SPRING


def norms_of(grade: int, season: Season) -> tuple[int, int, int, int, int] | None:
    """The WCPM at each of PERCENTILES; None where no norm exists."""
    return _NORMS.get((grade, season))


def weekly_growth(grade: int) -> float | None:
    """How many WCPM a child at the 50th percentile gains in a week; None where no norm exists.

    (spring - fall) / 32 weeks; in grade 1, which has no norm for fall, (spring - winter) / 16 weeks
    (Hasbrouck & Tindal 2006 and 2017, who give the seasons 16 weeks apart).
    """
    spring = _NORMS.get((grade, Season.SPRING))
    if spring is None:
        return None
    fall = _NORMS.get((grade, Season.FALL))
    if fall is not None:
        return (spring[2] - fall[2]) / _WEEKS_FALL_TO_SPRING
    return (spring[2] - _NORMS[(grade, Season.WINTER)][2]) / _WEEKS_WINTER_TO_SPRING


def percentile(grade: int, season: Season, wcpm: float) -> Percentile | None:
    """The percentile of a WCPM, linear between the five published ones; None where no norm exists."""
    norms = _NORMS.get((grade, season))
    if norms is None:
        return None
    if wcpm < norms[0]:
        return Percentile(PERCENTILES[0], season, grade, below=True)
    if wcpm > norms[-1]:
        return Percentile(PERCENTILES[-1], season, grade, above=True)
    above = max(1, bisect_left(norms, wcpm))
    (low, high), (low_rank, high_rank) = norms[above - 1 : above + 1], PERCENTILES[above - 1 : above + 1]
    return Percentile(low_rank + (wcpm - low) / (high - low) * (high_rank - low_rank), season, grade)


def usual_wcpm(grade: int, season: Season) -> int:
    """The median WCPM of a grade in a season; where there is no norm, that of the nearest grade's spring."""
    norms = _NORMS.get((grade, season))
    return typical_wcpm(grade) if norms is None else norms[2]


def typical_wcpm(grade: int) -> int:
    """The median WCPM of a grade in spring; kindergarten stands with the earliest norm there is (grade 1, winter)."""
    if grade < 1:
        return _NORMS[(1, Season.WINTER)][2]
    return _NORMS[(min(grade, 8), Season.SPRING)][2]
