"""The columns of the tables of growth: children by need, hard words, sound patterns, distributions, the school."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.writing.counts import WritingCounts
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.services.teacher.growth_rows import ChildInClass, ChildInSchool, GroupGrowth, Together
from litcoach_desktop.ui.teacher.growth_words import (
    gain_short,
    need_words,
    reason_words,
    stand_words,
    translate,
    trend_short,
)
from litcoach_desktop.ui.teacher.table import Column
from litcoach_desktop.ui.teacher.writing_words import pairs_short, pairs_source, spelled_source, words_source
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words, day_words, grade_words, percent_words

_NEEDS = list(Need)


def time_line_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Of a child: a row is the Point of a reading or a Piece of writing."""

    def of_reading(text: Callable[[Point], str]) -> Callable[[Point | Piece], str]:
        return lambda one: text(one) if isinstance(one, Point) else ""

    def of_piece(text: Callable[[WritingCounts], str]) -> Callable[[Point | Piece], str]:
        return lambda one: text(one.last.counts) if isinstance(one, Piece) else ""

    def at(one: Point | Piece) -> datetime:
        return one.at if isinstance(one, Point) else one.last.at

    return (
        Column(
            translate("Growth", "When"),
            lambda one: day_and_time_words(at(one), today()),
            lambda one: at(one).timestamp(),
        ),
        Column(
            translate("Growth", "WCPM"),
            of_reading(
                lambda point: translate("Growth", "{0} ({1} to {2})").format(
                    round(point.wcpm), round(point.low), round(point.high)
                )
            ),
            lambda one: one.wcpm if isinstance(one, Point) else None,
            number=True,
        ),
        Column(
            translate("Growth", "Accuracy"),
            of_reading(lambda point: "" if point.accuracy is None else percent_words(point.accuracy)),
            lambda one: one.accuracy if isinstance(one, Point) else None,
            number=True,
        ),
        Column(
            translate("Growth", "Expression (1 to 4)"),
            of_reading(lambda point: "" if point.expression is None else str(point.expression)),
            lambda one: one.expression if isinstance(one, Point) else None,
            number=True,
        ),
        Column(
            translate("Growth", "Words written"),
            of_piece(lambda counts: str(counts.words)),
            lambda one: one.last.counts.words if isinstance(one, Piece) else None,
            tip=words_source(),
            number=True,
        ),
        Column(
            translate("Growth", "Spelled right"),
            of_piece(lambda counts: str(counts.spelled)),
            lambda one: one.last.counts.spelled if isinstance(one, Piece) else None,
            tip=spelled_source(),
            number=True,
        ),
        Column(
            translate("Growth", "Pairs right"),
            of_piece(pairs_short),
            lambda one: one.last.counts.sequences if isinstance(one, Piece) else None,
            tip=pairs_source(),
            number=True,
        ),
    )


RATE_COLUMN = 2
"""Of child_columns: opens the readings that it is the median of."""


def not_read_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Of a class: a row is a ChildInClass who has not read in the last seven days."""

    def last(child: ChildInClass) -> float | None:
        return child.points[-1].at.timestamp() if child.points else None

    return (
        Column(
            translate("Growth", "Name"),
            lambda child: child.student.display_name,
            lambda child: child.student.display_name,
        ),
        Column(
            translate("Growth", "Last reading"),
            lambda child: (
                day_words(child.points[-1].at, today())
                if child.points
                else translate("Growth", "none in this school year")
            ),
            last,
        ),
        Column(
            translate("Growth", "Readings this year"),
            lambda child: str(len(child.points)),
            lambda child: len(child.points),
            number=True,
        ),
    )


def child_columns() -> tuple[Column, ...]:
    """Of a class: a row is a ChildInClass."""
    return (
        Column(
            translate("Growth", "Name"),
            lambda child: child.student.display_name,
            lambda child: child.student.display_name,
        ),
        Column(
            translate("Growth", "Next"),
            lambda child: need_words(child.need),
            lambda child: _NEEDS.index(child.need),
        ),
        Column(
            translate("Growth", "WCPM"),
            lambda child: _rounded(child.standing.wcpm),
            lambda child: child.standing.wcpm,
            tip=translate("Growth", "Median of the last three readings"),
            number=True,
        ),
        Column(
            translate("Growth", "A week"),
            lambda child: "" if child.trend is None else gain_short(child.trend.slope),
            lambda child: child.trend and child.trend.slope,
            tip=translate("Growth", "Words a minute gained in a week of this school year, and the interval of it"),
            cell_tip=lambda child: trend_short(child.trend),
            number=True,
        ),
        Column(
            translate("Growth", "Why"),
            lambda child: reason_words(child.need, child.standing),
            lambda child: reason_words(child.need, child.standing),
        ),
    )


def word_columns() -> tuple[Column, ...]:
    """A row is a HardWord."""
    return (
        Column(translate("Growth", "Word"), lambda one: one.word, lambda one: one.word),
        Column(
            translate("Growth", "Children"),
            lambda one: str(len(one.students)),
            lambda one: len(one.students),
            number=True,
        ),
        Column(translate("Growth", "Times"), lambda one: str(one.times), lambda one: one.times, number=True),
    )


def pattern_columns() -> tuple[Column, ...]:
    """A row is a HardPattern."""
    return (
        Column(translate("Growth", "Pattern"), lambda one: one.pattern, lambda one: one.pattern),
        Column(
            translate("Growth", "Missed"),
            lambda one: percent_words(one.share),
            lambda one: one.share,
            tip=translate("Growth", "Of the words with this pattern that were there to read"),
            cell_tip=lambda one: translate("Growth", "{0} of {1}").format(one.times, one.chances),
            number=True,
        ),
        Column(
            translate("Growth", "Children"),
            lambda one: str(len(one.students)),
            lambda one: len(one.students),
            number=True,
        ),
        Column(translate("Growth", "Such as"), lambda one: ", ".join(one.words), lambda one: one.words[0]),
    )


def spread_columns() -> tuple[Column, ...]:
    """A row is a Stand and how many children are there."""
    return (
        Column(translate("Growth", "Percentile"), lambda row: stand_words(row[0]), lambda row: int(row[0])),
        Column(translate("Growth", "Children"), lambda row: str(row[1]), lambda row: row[1], number=True),
    )


TOGETHER_NAMES = 2
"""How many columns of together_columns, from the left, say what a row is; the others are numbers."""


def counted(column: int, long_ago: datetime) -> Callable[[ChildInSchool], bool]:
    """Which children a number of together_columns is made of. long_ago: as in SchoolGrowth."""
    tests: dict[int, Callable[[ChildInSchool], bool]] = {
        5: lambda child: child.stand in (Stand.BELOW_10, Stand.TO_25),
        6: lambda child: child.this_week > 0,
        7: lambda child: child.last is None or child.last < long_ago,
    }
    return tests.get(column, lambda _child: True)


def together_columns() -> tuple[Column, ...]:
    """Of the school: a row is a Together of a class or of a grade."""

    def low(one: Together) -> float | None:
        known = sum(one.spread.values())
        return None if not known else (one.spread[Stand.BELOW_10] + one.spread[Stand.TO_25]) / known

    return (
        Column(
            translate("Growth", "Grade"),
            lambda one: "" if one.grade is None else grade_words(one.grade),
            lambda one: one.grade,
        ),
        Column(
            translate("Growth", "Class"),
            lambda one: one.room.name if one.room else translate("Growth", "All classes"),
            lambda one: one.room.name if one.room else "",
        ),
        Column(translate("Growth", "Children"), lambda one: str(one.children), lambda one: one.children, number=True),
        Column(
            translate("Growth", "WCPM"),
            lambda one: _rounded(one.wcpm),
            lambda one: one.wcpm,
            tip=translate("Growth", "Of the middle child"),
            number=True,
        ),
        Column(
            translate("Growth", "Gain"),
            lambda one: "" if one.gain is None else f"{one.gain:+.0f}",
            lambda one: one.gain,
            tip=translate("Growth", "Of the middle child since the season before"),
            number=True,
        ),
        Column(
            translate("Growth", "Below the 25th"),
            lambda one: "" if low(one) is None else percent_words(low(one) or 0.0),
            low,
            tip=translate("Growth", "Share of the children, by the norms of grade and season"),
            number=True,
        ),
        Column(
            translate("Growth", "Read this week"),
            lambda one: str(one.read_this_week),
            lambda one: one.read_this_week / max(1, one.children),
            number=True,
        ),
        Column(
            translate("Growth", "Not for two weeks"),
            lambda one: str(one.not_lately) if one.not_lately else "",
            lambda one: one.not_lately,
            number=True,
        ),
    )


def group_columns() -> tuple[Column, ...]:
    """Of a class: a row is a GroupGrowth."""

    def needs(one: GroupGrowth) -> str:
        counted = translate("Growth", "{0} ({1})")
        return ", ".join(counted.format(need_words(need), count) for need, count in one.needs.items())

    return (
        Column(translate("Growth", "Group"), lambda one: one.group.name, lambda one: one.group.name),
        Column(
            translate("Growth", "Children"),
            lambda one: str(len(one.group.children)),
            lambda one: len(one.group.children),
            number=True,
        ),
        Column(
            translate("Growth", "WCPM"),
            lambda one: _rounded(one.wcpm),
            lambda one: one.wcpm,
            tip=translate("Growth", "Of the middle child"),
            number=True,
        ),
        Column(
            translate("Growth", "A week"),
            lambda one: "" if one.slope is None else gain_short(one.slope),
            lambda one: one.slope,
            tip=translate("Growth", "Words a minute that the middle child gained in a week of this school year"),
            number=True,
        ),
        Column(
            translate("Growth", "Read this week"),
            lambda one: str(one.read_this_week),
            lambda one: one.read_this_week / max(1, len(one.group.children)),
            number=True,
        ),
        Column(translate("Growth", "Next"), needs, needs),
        Column(translate("Growth", "Why"), lambda one: one.group.reason, lambda one: one.group.reason or None),
    )


def school_child_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """Of the school: a row is a ChildInSchool."""
    return (
        Column(
            translate("Growth", "Name"),
            lambda child: child.student.display_name,
            lambda child: child.student.display_name,
        ),
        Column(translate("Growth", "Class"), lambda child: child.room.name, lambda child: child.room.name),
        Column(
            translate("Growth", "Grade"),
            lambda child: grade_words(child.student.grade),
            lambda child: child.student.grade,
        ),
        Column(translate("Growth", "WCPM"), lambda child: _rounded(child.wcpm), lambda child: child.wcpm, number=True),
        Column(
            translate("Growth", "Before"), lambda child: _rounded(child.before), lambda child: child.before, number=True
        ),
        Column(
            translate("Growth", "Percentile"),
            lambda child: "" if child.stand is None else stand_words(child.stand),
            lambda child: child.place,
        ),
        Column(
            translate("Growth", "Last reading"),
            lambda child: "" if child.last is None else day_words(child.last, today()),
            lambda child: child.last and child.last.timestamp(),
        ),
        Column(
            translate("Growth", "This week"),
            lambda child: str(child.this_week) if child.this_week else "",
            lambda child: child.this_week,
            number=True,
        ),
    )


def _rounded(value: float | None) -> str:
    return "" if value is None else str(round(value))
