"""The school year as growth sees it: from August to July, in weeks from Monday and in three seasons."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from litcoach_desktop.domain.reading.norms import Season, season_of

_FIRST_MONTH = 8
_WEEK = timedelta(days=7)

# The norms' seasons are 16 weeks apart (Hasbrouck & Tindal); which day each stands for is ours.
_FALL_DAY = (10, 1)
_SEASONS_APART = timedelta(weeks=16)


# Asked for every reading of a class's year, and for few days.
@lru_cache(maxsize=4096)
def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def first_day(day: date) -> date:
    """The first of August that begins the school year of a day."""
    return date(day.year if day.month >= _FIRST_MONTH else day.year - 1, _FIRST_MONTH, 1)


def years_between(day: date, today: date) -> int:
    """How many school years lie between a day and today: 0 for this one, 1 for the one before."""
    return first_day(today).year - first_day(day).year


def grade_then(grade: int, day: date, today: date) -> int:
    """The grade of a day for a child that is in `grade` today; never below kindergarten (0)."""
    return max(0, grade - years_between(day, today))


def season_day(day: date, season: Season) -> date:
    """The day that a season's norms stand for, in the school year of a day."""
    fall = date(first_day(day).year, *_FALL_DAY)
    return fall + {Season.FALL: 0, Season.WINTER: 1, Season.SPRING: 2}[season] * _SEASONS_APART


@dataclass(frozen=True, slots=True)
class Span:
    """From a day up to another, which is not part of it."""

    start: date
    stop: date


def weeks_until(today: date, most: int) -> tuple[date, ...]:
    """The Mondays of this school year's weeks up to today, oldest first; at most the last `most` of them."""
    last = monday_of(today)
    count = (last - monday_of(first_day(today))).days // 7 + 1
    return tuple(last - place * _WEEK for place in reversed(range(min(count, most))))


def seasons_until(today: date) -> tuple[tuple[Season, Span], ...]:
    """The seasons of this school year that have begun, oldest first."""
    begin = first_day(today)
    starts = [begin, date(begin.year, 12, 1), date(begin.year + 1, 3, 1), date(begin.year + 1, _FIRST_MONTH, 1)]
    spans = [Span(start, stop) for start, stop in pairwise(starts)]
    return tuple((season_of(span.start.month), span) for span in spans if span.start <= today)
