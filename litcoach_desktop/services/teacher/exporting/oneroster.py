"""Readings as OneRoster 1.1 results: a zip of manifest.csv, lineItems.csv and results.csv.

A line item is one text read under one protocol by one class; a result is one child's reading of it, its score the words
correct per minute. Columns in the order of the specification (IMS Global, OneRoster 1.1, CSV tables).
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, date, datetime

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
_FILES = (
    "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics",
    "enrollments", "lineItems", "orgs", "resources", "results", "users",
)  # fmt: skip
_CATEGORY, _PERIOD = "litcoach-oral-reading", "litcoach-year"
# No child reads faster; a line item has to name a highest value.
_MOST_WCPM = 400


def results_zip(readings: Iterable[tuple[ClassRoom, Student, ReadingSummary]], at: datetime) -> bytes:
    """The zip file. Readings without a score are left out, as there is nothing to hand in. at: now, UTC."""
    changed = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    items: dict[str, list[Cell]] = {}
    results: list[list[Cell]] = []
    for room, student, one in readings:
        if one.wcpm is None:
            continue
        day = one.started_at.astimezone().date()
        item_id = f"{room.id}:{one.text_title}"
        item = items.setdefault(item_id, _line_item(item_id, changed, room, one, day))
        # The item lasts from the first reading of the text to the last.
        item[5], item[6] = min(str(item[5]), day.isoformat()), max(str(item[6]), day.isoformat())
        comment = "" if one.accuracy is None else f"accuracy {one.accuracy:.0%}"
        score = round(one.wcpm, 1)
        results.append(
            [one.id, "active", changed, item_id, student.id, "fully graded", score, day.isoformat(), comment]
        )
    files = {"lineItems.csv": (LINE_ITEMS, items.values()), "results.csv": (RESULTS, results)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.csv", csv_bytes(("propertyName", "value"), _manifest(), mark=False))
        for name, (header, rows) in files.items():
            archive.writestr(name, csv_bytes(header, rows, mark=False))
    return packed.getvalue()


def _line_item(item_id: str, changed: str, room: ClassRoom, one: ReadingSummary, day: date) -> list[Cell]:
    first = last = day.isoformat()
    description = "Oral reading, words correct per minute"
    title = one.text_title
    return [
        item_id, "active", changed, title, description, first, last, room.id, _CATEGORY, _PERIOD, 0, _MOST_WCPM,
    ]  # fmt: skip


def _manifest() -> list[tuple[str, str]]:
    sent = {"lineItems", "results"}
    return [
        ("manifest.version", "1.0"),
        ("oneroster.version", "1.1"),
        *((f"file.{name}", "bulk" if name in sent else "absent") for name in _FILES),
        ("source.systemName", "litcoach"),
        ("source.systemCode", "litcoach"),
    ]
