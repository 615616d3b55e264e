"""All rows that belong to a child, to a reading or to another row: found along the foreign keys, listed or erased.

No list of tables is kept here. A table that holds something about a child says so with its foreign key, and is then
part of every export and every erasure from its first day.
"""

import json
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, false, func, or_, select

from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.tables import TeacherTable

_TABLES = TeacherTable.metadata.tables


def rows_below(root: str, ids: Sequence[str]) -> list[tuple[Table, ColumnElement[bool]]]:
    """The tables with rows that belong to rows of `root`, and which rows those are; every table after what it needs."""
    conditions: dict[str, ColumnElement[bool]] = {root: _TABLES[root].c.id.in_(ids)}
    for table in TeacherTable.metadata.sorted_tables:
        leading_up = [
            key.parent.in_(select(key.column).where(conditions[key.column.table.name]))
            for key in table.foreign_keys
            if key.column.table.name in conditions and key.column.table is not table
        ]
        if leading_up and table.name != root:
            conditions[table.name] = or_(*leading_up)
    return [(_TABLES[name], condition) for name, condition in conditions.items()]


class ChildRows:
    """Over teacher.db and recordings.db. Every call may raise StorageProblem."""

    def __init__(self, teacher: Database, recordings: RecordingRepository) -> None:
        self._teacher = teacher
        self._recordings = recordings

    def everything(self, student_id: str) -> dict[str, list[dict[str, Any]]]:
        """Every row about a child by the name of its table, its values as JSON knows them; KeyError without the child.

        The passages that the child read, its classes and its groups are there too; the sound is not: see
        RecordingRepository.
        """
        with self._teacher.read_plain() as connection:
            found = {
                table.name: [
                    {name: _as_json(name, value) for name, value in row._mapping.items()}
                    for row in connection.execute(select(table).where(condition))
                ]
                for table, condition in rows_below("student", [student_id])
            }
            if not found["student"]:
                raise KeyError(student_id)
            passage, reading = _TABLES["passage"], _TABLES["reading"]
            read = select(reading.c.passage_sha256).where(reading.c.student_id == student_id)
            found["passage"] = [
                {"sha256": row.sha256.hex(), "text": row.text}
                for row in connection.execute(select(passage).where(passage.c.sha256.in_(read)))
            ]
            for name, of_child in (
                ("class_room", _TABLES["enrolment"].c.class_id),
                ("reading_group", _TABLES["group_member"].c.group_id),
            ):
                table, child = _TABLES[name], of_child.table.c.student_id
                theirs = table.c.id.in_(select(of_child).where(child == student_id))
                found[name] = [
                    {key: _as_json(key, value) for key, value in row._mapping.items()}
                    for row in connection.execute(select(table).where(theirs))
                ]
        return found

    def counts(self, student_id: str) -> dict[str, int]:
        """How many rows there are about a child, by the name of their table; the recordings too."""
        with self._teacher.read_plain() as connection:
            found = {
                table.name: connection.scalar(select(func.count()).select_from(table).where(condition)) or 0
                for table, condition in rows_below("student", [student_id])
            }
            readings = readings_below(connection, "student", [student_id])
        found["recording"] = len(self._recordings.kept().intersection(readings))
        return {name: count for name, count in found.items() if count}

    def give_room_back(self) -> bool:
        """After erasing: nothing of it is left in any file then, and the disk has its room again. As in Database."""
        emptied = [self._teacher.give_room_back(), self._recordings.give_room_back()]
        return all(emptied)


def readings_below(connection: Connection, root: str, ids: Sequence[str]) -> list[str]:
    """The readings that belong to rows of `root`."""
    reading = _TABLES["reading"]
    condition = next((condition for table, condition in rows_below(root, ids) if table is reading), None)
    return [] if condition is None else list(connection.scalars(select(reading.c.id).where(condition)))


def delete_below(connection: Connection, root: str, ids: Sequence[str]) -> Counter[str]:
    """Delete rows of `root` with all that belongs to them, in the transaction that is open; how many of each table.

    With them go the passages that nobody else has read, and what was asked of nobody else: a teacher may have put the
    child's name into either.
    """
    # Two rows may point at each other; that both are gone is looked at when the transaction ends.
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    below = rows_below(root, ids)
    reading, asked = _TABLES["reading"], _TABLES["assigned_child"]
    passages, assignments = (
        set(connection.scalars(select(column).where(condition)))
        for column, condition in (
            (reading.c.passage_sha256, _of(below, reading)),
            (asked.c.assignment_id, _of(below, asked)),
        )
    )
    gone: Counter[str] = Counter()
    for table, rows in reversed(below):
        gone[table.name] += connection.execute(delete(table).where(rows)).rowcount
    passage, assignment = _TABLES["passage"], _TABLES["assignment"]
    still_read = select(reading.c.passage_sha256).where(reading.c.passage_sha256.in_(passages))
    unread = passage.c.sha256.in_(passages) & passage.c.sha256.not_in(still_read)
    gone["passage"] += connection.execute(delete(passage).where(unread)).rowcount
    idle = select(assignment.c.id).where(
        assignment.c.id.in_(assignments),
        assignment.c.class_id.is_(None),
        assignment.c.id.not_in(select(asked.c.assignment_id)),
    )
    for table, rows in reversed(rows_below("assignment", list(connection.scalars(idle)))):
        gone[table.name] += connection.execute(delete(table).where(rows)).rowcount
    return +gone


def _of(below: Sequence[tuple[Table, ColumnElement[bool]]], table: Table) -> ColumnElement[bool]:
    """Which rows of a table are among those below; none where the table is not among them."""
    return next((condition for one, condition in below if one is table), false())


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        # The events of a judgement are JSON inside; every other run of bytes is a hash.
        return json.loads(zlib.decompress(value)) if name == "events" else value.hex()
    return value
