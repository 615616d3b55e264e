"""Readings as OneRoster 1.1 results: a zip of manifest, academicSessions, categories, lineItems and results.

A line item is one text read under one protocol by one class; a result is one child's reading of it, its score the words
correct per minute. Classes and children have the ids of the school's own OneRoster where they came from it; the
category and the grading period that line items have to name are in the zip. Columns in the order of the specification
(IMS Global, OneRoster 1.1, CSV tables).
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from litcoach_desktop.domain.growth.school_year import first_day
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.services.teacher.exporting.tables import Cell, csv_bytes
from litcoach_desktop.services.teacher.rows import ReadingSummary

LINE_ITEMS = (
    "sourcedId", "status", "dateLastModified", "title", "description", "assignDate", "dueDate", "classSourcedId",
    "categorySourcedId", "gradingPeriodSourcedId", "resultValueMin", "resultValueMax",
)  # fmt: skip
RESULTS = (
    "sourcedId", "status", "dateLastModified", "lineItemSourcedId", "studentSourcedId", "scoreStatus", "score",
    "scoreDate", "comment",
)  # fmt: skip
CATEGORIES = ("sourcedId", "status", "dateLastModified", "title")
SESSIONS = (
    "sourcedId", "status", "dateLastModified", "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear",
)  # fmt: skip
FAMILY = "oneroster"
"""Of imported lists: those whose ids a school's OneRoster knows."""
_FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItems", "orgs", "resources", "results", "users",
)  # fmt: skip
_CATEGORY = "litcoach-oral-reading"
# No child reads faster; a line item has to name a highest value.
_MOST_WCPM = 400


def results_zip(
    readings: Iterable[tuple[ClassRoom, Student, ReadingSummary]], at: datetime, ids: Mapping[str, str]
) -> bytes:
    """The zip file. Readings without a score are left out, as there is nothing to hand in.

    at: now, UTC. ids: the school's of classes and children, by ours.
    """
    changed = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    items: dict[str, list[Cell]] = {}
    years: dict[int, list[Cell]] = {}
    results: list[list[Cell]] = []
    for room, student, one in readings:
        if one.wcpm is None:
            continue
        day = one.started_at.astimezone().date()
        year = first_day(day)
        years.setdefault(year.year, _session(year, changed))
        room_id, child_id = ids.get(room.id, room.id), ids.get(student.id, student.id)
        item_id = f"{room_id}:{year.year}:{one.text_title}"
        item = items.setdefault(item_id, _line_item(item_id, changed, room_id, one, day, _period(year)))
        # The item lasts from the first reading of the text to the last.
        item[5], item[6] = min(str(item[5]), day.isoformat()), max(str(item[6]), day.isoformat())
        comment = "" if one.accuracy is None else f"accuracy {one.accuracy:.0%}"
        score = round(one.wcpm, 1)
        results.append([one.id, "active", changed, item_id, child_id, "fully graded", score, day.isoformat(), comment])
    category: list[list[Cell]] = [[_CATEGORY, "active", changed, "Oral reading"]] if items else []
    files = {
        "academicSessions.csv": (SESSIONS, years.values()),
        "categories.csv": (CATEGORIES, category),
        "lineItems.csv": (LINE_ITEMS, items.values()),
        "results.csv": (RESULTS, results),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", csv_bytes(("propertyName", "value"), _manifest(), mark=False))
        for name, (header, rows) in files.items():
            archive.writestr(name, csv_bytes(header, rows, mark=False))
    return packed.getvalue()


def _period(year: date) -> str:
    return f"litcoach-year-{year.year}"


def _session(year: date, changed: str) -> list[Cell]:
    """A school year as a grading period; OneRoster calls it by the year in which it ends."""
    end = first_day(year + timedelta(days=400)) - timedelta(days=1)
    title = f"{year.year}-{end.year}"
    return [
        _period(year), "active", changed, title, "gradingPeriod", year.isoformat(), end.isoformat(), "", end.year,
    ]  # fmt: skip


def _line_item(item_id: str, changed: str, room_id: str, one: ReadingSummary, day: date, period: str) -> list[Cell]:
    first = last = day.isoformat()
    description = "Oral reading, words correct per minute"
    title = one.text_title
    return [
        item_id, "active", changed, title, description, first, last, room_id, _CATEGORY, period, 0, _MOST_WCPM,
    ]  # fmt: skip


def _manifest() -> list[tuple[str, str]]:
    sent = {"academicSessions", "categories", "lineItems", "results"}
    return [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        *((f"file.{name}", "bulk" if name in sent else "absent") for name in _FILES),
        ("source.systemName", "litcoach"),
        ("source.systemCode", "litcoach"),
    ]
