"""The words for assignments: kinds, what is to be read, by whom, until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from litcoach_desktop.domain.assignments import Assignment, Kind
from litcoach_desktop.ui.widgets.due_words import due_words
from litcoach_desktop.ui.widgets.reading_words import grade_words, season_words

if TYPE_CHECKING:
    from litcoach_desktop.ui.teacher.assign_model import Assignments

translate = QCoreApplication.translate


def kind_words(kind: Kind) -> str:
    """The name of a kind."""
    return {
        Kind.PRACTICE: translate("Assign", "Practice"),
        Kind.ASSESSMENT: translate("Assign", "Assessment"),
        Kind.BENCHMARK: translate("Assign", "Benchmark"),
    }[kind]


def kind_meaning(kind: Kind) -> str:
    """What it means for the child."""
    return {
        Kind.PRACTICE: translate("Assign", "As often as the child likes, with all help."),
        Kind.ASSESSMENT: translate(
            "Assign", "One try, no word read aloud, scored by the protocol that you choose here."
        ),
        Kind.BENCHMARK: translate("Assign", "Three texts, one try each, no help; the middle one of the three counts."),
    }[kind]


def what_words(assignment: Assignment, model: Assignments) -> str:
    """What is to be read."""
    if not assignment.text_ids:
        return translate("Assign", "Any text of grade {0}").format(grade_words(assignment.grade or 0))
    titles = ", ".join(model.title(ident) for ident in assignment.text_ids)
    if assignment.season is None:
        return titles
    return translate("Assign", "{0}: {1}").format(season_words(assignment.season).capitalize(), titles)


def whom_words(assignment: Assignment) -> str:
    """Who is to read."""
    return assignment.group or translate("Assign", "The whole class")


def until_words(assignment: Assignment, today: date) -> str:
    """Until when; empty without a day."""
    if assignment.due is None:
        return ""
    return due_words(assignment.due, today)
