"""The columns of the class list, and the three ways to narrow it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.ui.teacher.table import Column, folded
from litcoach_desktop.ui.widgets.animal import animal_icon
from litcoach_desktop.ui.widgets.reading_words import (
    band_meaning,
    band_words,
    day_and_time_words,
    day_words,
    grade_words,
    percent_words,
    state_words,
)

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import ReadingSummary, StudentRow

translate = QCoreApplication.translate

_ICON_SIDE = 64


class Narrow(Enum):
    """Which children the list shows."""

    ALL = "all"
    TO_CHECK = "to_check"
    NOT_THIS_WEEK = "not_this_week"


def needs_check(row: StudentRow) -> bool:
    """Whether the last reading has words that only an ear can decide, or was never marked."""
    return row.last is not None and (row.last.doubtful_words > 0 or row.last.state in ("recording", "judging"))


def passes(row: StudentRow, narrow: Narrow, search: str, group: str | None = None) -> bool:
    """Whether a row is shown. search: any parts of the name, in any order, without regard to accents.

    group: the name of a reading group, empty for children in none, None for all.
    """
    if group is not None and (group not in row.groups if group else bool(row.groups)):
        return False
    if narrow is Narrow.TO_CHECK and not needs_check(row):
        return False
    if narrow is Narrow.NOT_THIS_WEEK and row.this_week > 0:
        return False
    name = folded(row.student.display_name)
    return all(part in name for part in folded(search).split())


def class_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    """The columns, with days named as seen from `today()`."""
    return (
        Column(
            translate("ClassList", "Name"),
            lambda row: row.student.display_name,
            lambda row: row.student.display_name,
            icon=lambda row: animal_icon(row.student.animal, _ICON_SIDE),
        ),
        Column(
            translate("ClassList", "Grade"), lambda row: grade_words(row.student.grade), lambda row: row.student.grade
        ),
        Column(
            translate("ClassList", "Last reading"),
            lambda row: row.last.text_title if row.last else translate("ClassList", "None yet"),
            lambda row: row.last and row.last.text_title,
        ),
        Column(
            translate("ClassList", "When"),
            lambda row: day_words(row.last.started_at, today()) if row.last else "",
            lambda row: row.last.started_at.timestamp() if row.last else None,
            cell_tip=lambda row: day_and_time_words(row.last.started_at, today()) if row.last else "",
        ),
        Column(
            translate("ClassList", "WCPM"),
            lambda row: _figure(row.last),
            lambda row: row.last and row.last.wcpm,
            tip=translate("ClassList", "Words read right in a minute"),
            number=True,
        ),
        Column(
            translate("ClassList", "Accuracy"),
            lambda row: percent_words(row.last.accuracy) if row.last and row.last.accuracy is not None else "",
            lambda row: row.last and row.last.accuracy,
            tip=translate("ClassList", "Share of the words tried that were read right"),
            number=True,
        ),
        Column(
            translate("ClassList", "Level"),
            lambda row: _level(row.last),
            lambda row: row.last and row.last.accuracy,
            tip=translate("ClassList", "How hard the text was for this child"),
            cell_tip=lambda row: band_meaning(row.last.band) if row.last and row.last.band else _level(row.last),
        ),
        Column(
            translate("ClassList", "This week"),
            lambda row: str(row.this_week) if row.this_week else "",
            lambda row: row.this_week,
            tip=translate("ClassList", "Readings of the last seven days"),
            number=True,
        ),
        Column(
            translate("ClassList", "To check"),
            lambda row: str(row.last.doubtful_words) if row.last and row.last.doubtful_words else "",
            lambda row: row.last.doubtful_words if row.last else 0,
            tip=translate("ClassList", "Words of the last reading that the computer is not sure of"),
            number=True,
        ),
        Column(
            translate("ClassList", "Groups"),
            lambda row: ", ".join(row.groups),
            lambda row: ", ".join(row.groups) or None,
            tip=translate("ClassList", "The reading groups that a child is in; children do not see them"),
        ),
    )


def _figure(last: ReadingSummary | None) -> str:
    return str(round(last.wcpm)) if last is not None and last.wcpm is not None else ""


def _level(last: ReadingSummary | None) -> str:
    if last is None:
        return ""
    return band_words(last.band) if last.band else state_words(last.state, last.unscored_reason)
