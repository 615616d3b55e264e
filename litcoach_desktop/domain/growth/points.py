"""A reading as growth sees it, and what the readings of a week or of a benchmark window come to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from litcoach_desktop.domain.growth.school_year import monday_of


class Point(NamedTuple):
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


class Week(NamedTuple):
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
            middle([point.wcpm for point in read]),
            _median([point.accuracy for point in read]),
            _median([point.expression for point in read]),
            tuple([point.reading_id for point in read]),
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


def middle(values: Sequence[float]) -> float:
    """The median of one value or more; most weeks of most children have one reading or two."""
    if len(values) == 1:
        return values[0]
    if len(values) == 2:
        return (values[0] + values[1]) / 2
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(values) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _median(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return middle(known) if known else None
