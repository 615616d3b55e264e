"""Readings as one table, a line each, the figures as lists show them: for a spreadsheet program, or as CSV."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.services.teacher.exporting.spreadsheet import Cell, workbook
from litcoach_desktop.services.teacher.exporting.tables import csv_bytes
from litcoach_desktop.services.teacher.rows import ReadingSummary

Listed = Iterable[tuple[ClassRoom, Student, ReadingSummary]]

HEADER = (
    "class", "grade", "given_name", "family_name", "student_id", "reading_id", "read_at", "text", "state",
    "wcpm", "wcpm_low", "wcpm_high", "accuracy", "level", "words_to_check", "not_scored_because",
)  # fmt: skip


def readings_csv(readings: Listed) -> bytes:
    """The table as CSV. read_at: ISO 8601 with the offset of this computer. accuracy: 0..1."""
    return csv_bytes(
        HEADER,
        (
            [cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell for cell in row]
            for row in _rows(readings)
        ),
    )


def readings_workbook(readings: Listed) -> bytes:
    """The table as an .xlsx file. accuracy: 0..1."""
    return workbook("litcoach", HEADER, _rows(readings))


def _rows(readings: Listed) -> Iterator[tuple[Cell, ...]]:
    for room, student, one in readings:
        yield (
            room.name,
            student.grade,
            student.given_name,
            student.family_name,
            student.id,
            one.id,
            one.started_at.astimezone(),
            one.text_title,
            one.state,
            _rounded(one.wcpm, 1),
            _rounded(one.wcpm_low, 1),
            _rounded(one.wcpm_high, 1),
            _rounded(one.accuracy, 4),
            None if one.band is None else one.band.value,
            one.doubtful_words,
            one.unscored_reason,
        )


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
