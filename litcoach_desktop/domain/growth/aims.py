"""The aim line of a child, and what four readings in a row on one side of it ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

from litcoach_desktop.domain.growth.points import Week
from litcoach_desktop.domain.growth.school_year import monday_of, season_day
from litcoach_desktop.domain.reading.norms import Season, weekly_growth

BASELINE_POINTS = 3
"""The aim line starts at the median of the first three points (Shinn 1989; Stecker & Lembke 2005)."""

IN_A_ROW = 4
"""How many consecutive points decide (Mirkin, Deno, Tindal & Kuehnle 1982; Stecker & Lembke 2005)."""

# WCPM a week, realistic and ambitious, by grade: Fuchs, Fuchs, Hamlett, Walz & Germann 1993, "Formative evaluation
# of academic progress: How much growth can we expect?", School Psychology Review 22(1), 27-48.
_FUCHS_1993 = {1: (2.0, 3.0), 2: (1.5, 2.0), 3: (1.0, 1.5), 4: (0.85, 1.1), 5: (0.5, 0.8), 6: (0.3, 0.65)}


class Pace(StrEnum):
    """How fast a child is meant to grow."""

    USUAL = "usual"
    """As children at the 50th percentile of the grade (Hasbrouck & Tindal)."""
    REALISTIC = "realistic"
    AMBITIOUS = "ambitious"
    """The two of Fuchs et al. 1993, grades 1 to 6; elsewhere as USUAL."""


@dataclass(frozen=True, slots=True)
class ChosenPace:
    """A pace that somebody chose for a child. made_at: UTC, ISO 8601."""

    pace: Pace
    made_by: str
    made_at: str


class Verdict(StrEnum):
    """What the four-point rule says."""

    TOO_EARLY = "too_early"
    CHANGE = "change"
    """Four in a row below the aim line: teach in another way."""
    RAISE = "raise"
    """Four in a row above it: aim higher."""
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Aim:
    """A straight line from the baseline on. per_week: WCPM. stop: the last day that it is drawn to."""

    start: date
    baseline: float
    per_week: float
    stop: date

    def at(self, day: date) -> float:
        """The WCPM that the line asks for on a day."""
        return self.baseline + self.per_week * (day - self.start).days / 7

    @property
    def goal(self) -> float:
        """The WCPM at the end."""
        return self.at(self.stop)


def rate_for(grade: int, pace: Pace) -> float | None:
    """WCPM a week for a grade; None where nothing is published."""
    published = _FUCHS_1993.get(grade)
    if pace is Pace.USUAL or published is None:
        return weekly_growth(grade)
    return published[0] if pace is Pace.REALISTIC else published[1]


def aim_of(weeks: Sequence[Week], grade: int, pace: Pace) -> Aim | None:
    """The aim line of a school year's weeks, oldest first; None before there is a baseline or a published rate.

    It starts in the middle one of the baseline's weeks and ends with the school year's spring season.
    """
    rate = rate_for(grade, pace)
    if rate is None or len(weeks) < BASELINE_POINTS:
        return None
    first = weeks[:BASELINE_POINTS]
    start = first[BASELINE_POINTS // 2].monday
    stop = max(monday_of(season_day(start, Season.SPRING)), weeks[-1].monday + timedelta(weeks=1))
    return Aim(start, median(week.wcpm for week in first), rate, stop)


def decide(weeks: Sequence[Week], aim: Aim | None) -> Verdict:
    """The four-point rule over the weeks after the baseline, oldest first. A point on the line is on neither side."""
    after = weeks[BASELINE_POINTS:]
    if aim is None or len(after) < IN_A_ROW:
        return Verdict.TOO_EARLY
    last = [week.wcpm - aim.at(week.monday) for week in after[-IN_A_ROW:]]
    if all(distance < 0 for distance in last):
        return Verdict.CHANGE
    return Verdict.RAISE if all(distance > 0 for distance in last) else Verdict.CONTINUE
