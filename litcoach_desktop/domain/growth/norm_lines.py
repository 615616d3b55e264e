"""Norms as lines over time, where a child or a class stands against them, and the median of benchmark passages."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from statistics import median

from litcoach_desktop.domain.growth.school_year import season_day
from litcoach_desktop.domain.reading.norms import Percentile, Season, norms_of

PASSAGES = 3
"""Passages of a benchmark; their median counts (DIBELS 8; AIMSweb; Hasbrouck & Tindal)."""


@dataclass(frozen=True, slots=True)
class NormLines:
    """One school year's norms of a grade. days: one for each season that has norms; lines: WCPM at the 10th, 25th,
    50th, 75th and 90th percentile, each as long as days.
    """

    grade: int
    days: tuple[date, ...]
    lines: tuple[tuple[int, ...], ...]


def norm_lines(grade: int, day: date) -> NormLines | None:
    """The norms of a grade over the school year of a day; None where there are none."""
    found = [(season_day(day, season), norms) for season in Season if (norms := norms_of(grade, season)) is not None]
    if not found:
        return None
    days, rows = zip(*found, strict=True)
    return NormLines(grade, days, tuple(zip(*rows, strict=True)))


class Stand(IntEnum):
    """Between which published percentiles a child stands, lowest first."""

    BELOW_10 = 0
    TO_25 = 1
    TO_50 = 2
    TO_75 = 3
    TO_90 = 4
    ABOVE_90 = 5


_STANDS = tuple(Stand)
_INNER = (25, 50, 75)


def stand_of(place: Percentile) -> Stand:
    """A percentile's place; who reads exactly at a published one stands above it."""
    if place.below:
        return Stand.BELOW_10
    if place.above:
        return Stand.ABOVE_90
    return _STANDS[1 + bisect_right(_INNER, place.value)]


def spread_of(stands: Iterable[Stand]) -> dict[Stand, int]:
    """How many children stand where; every place is there, lowest first."""
    counted = Counter(stands)
    return {stand: counted[stand] for stand in Stand}


def benchmark(rates: Sequence[float]) -> float | None:
    """What a benchmark's passages come to: the median of the three; None before all three are read.

    The median rather than the mean, because one passage may suit a child better than the others.
    """
    return median(rates[:PASSAGES]) if len(rates) >= PASSAGES else None
