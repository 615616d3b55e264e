"""A reading as growth sees it, and what the readings of a week or of a benchmark window come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from litcoach_desktop.domain.growth.school_year import monday_of


@dataclass(frozen=True, slots=True)
class Point:
    """One scored reading. at: aware. wcpm with its 95 % interval. accuracy: 0..1. expression: NAEP level, 1 to 4.

    day: the local day on which it was read.
    """

    reading_id: str
    at: datetime
    day: date
    wcpm: float
    low: float
    high: float
    accuracy: float | None
    expression: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """What the readings of one week come to: their medians, so that one odd reading does not count.

    accuracy, expression: None when no reading had it. readings: the ids that it is made of.
    """

    monday: date
    wcpm: float
    accuracy: float | None
    expression: float | None
    readings: tuple[str, ...]


def weeks_of(points: Iterable[Point]) -> tuple[Week, ...]:
    """The weeks in which something was read, oldest first."""
    by_week: defaultdict[date, list[Point]] = defaultdict(list)
    for point in points:
        by_week[monday_of(point.day)].append(point)
    return tuple(
        Week(
            monday,
            median(point.wcpm for point in read),
            _median([point.accuracy for point in read]),
            _median([point.expression for point in read]),
            tuple(point.reading_id for point in read),
        )
        for monday, read in sorted(by_week.items())
    )


def of_last(points: Sequence[Point], count: int) -> tuple[float | None, float | None, float | None]:
    """Median WCPM, accuracy and expression of the last `count` readings; points: oldest first."""
    last = points[-count:]
    return (
        _median([point.wcpm for point in last]),
        _median([point.accuracy for point in last]),
        _median([point.expression for point in last]),
    )


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return median(known) if known else None
