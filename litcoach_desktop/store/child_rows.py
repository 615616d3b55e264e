"""All rows that belong to a child, to a reading or to another row: found along the foreign keys, listed or erased.

No list of tables is kept here. A table that holds something about a child says so with its foreign key, and is then
part of every export and every erasure from its first day.
"""

import json
import zlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, or_, select

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

    def erase(self, root: str, ids: Sequence[str]) -> dict[str, int]:
        """Erase rows of a table with all that belongs to them, sound too; how many rows of each table went.

        The sound goes first: what a dying process leaves half done still says that there is something to erase.
        """
        below = rows_below(root, ids)
        reading = _TABLES["reading"]
        condition = next((condition for table, condition in below if table is reading), None)
        readings: list[str] = []
        if condition is not None:
            with self._teacher.read_plain() as connection:
                readings = list(connection.scalars(select(reading.c.id).where(condition)))
        gone = {"recording": self.erase_sound(readings)}
        with self._teacher.write_plain() as connection:
            # Two rows may point at each other; that both are gone is looked at when the transaction ends.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for table, rows in reversed(below):
                gone[table.name] = connection.execute(delete(table).where(rows)).rowcount
        return {name: count for name, count in gone.items() if count}

    def erase_sound(self, reading_ids: Sequence[str]) -> int:
        """Erase the sound of readings, which stay; how many had some."""
        return sum(self._recordings.erase(one) for one in reading_ids)

    def give_room_back(self) -> None:
        """After erasing: nothing of it is left in any file then, and the disk has its room again."""
        self._teacher.give_room_back()
        self._recordings.give_room_back()


def _as_json(name: str, value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        # The events of a judgement are JSON inside; every other run of bytes is a hash.
        return json.loads(zlib.decompress(value)) if name == "events" else value.hex()
    return value
