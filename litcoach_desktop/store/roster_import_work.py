"""One import, inside its transaction: what a plan says is done, and what was there before is remembered."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, tuple_
from sqlmodel import Session, col, select

from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.domain.rostering.demographics import Demographics
from litcoach_desktop.domain.rostering.incoming import WHOLE_LIST, IncomingChild, IncomingClass
from litcoach_desktop.domain.rostering.plan import KnownChild, KnownClass, classes_after
from litcoach_desktop.domain.rostering.sources import OWN_ID
from litcoach_desktop.store.demographics import as_plain, put_demographics
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster_tables import ChildBeforeRow, ChildSourceRow, ClassBeforeRow, ClassSourceRow
from litcoach_desktop.store.tables import ClassRow, StudentRow, TeacherTable

_BATCH = 4_000


class ImportWork:
    """Call `finish` at the end."""

    def __init__(self, session: Session, import_id: str, source: str, at: datetime, *, demographics: bool) -> None:
        self._session = session
        self._keeps = demographics
        self._import_id = import_id
        self._source = source
        self._at = at
        self._rooms: dict[str, str] = {
            row.source_id: row.class_id
            for row in session.exec(select(ClassSourceRow).where(col(ClassSourceRow.source) == source))
        }
        self._governed = frozenset(self._rooms.values())
        self._enrolled: dict[str, set[str]] = defaultdict(set)
        for student_id, class_id in session.exec(select(EnrolmentRow.student_id, EnrolmentRow.class_id)):
            self._enrolled[student_id].add(class_id)
        # Written together at the end: one by one, a district's would take minutes.
        self._come_in: list[dict[str, object]] = []
        self._go_out: list[tuple[str, str]] = []
        self._said: dict[str, Demographics | None] = {}

    def classes(self, new: Iterable[IncomingClass], renamed: Iterable[tuple[KnownClass, IncomingClass]]) -> None:
        """The classes first: children need them."""
        rooms: list[dict[str, object]] = []
        sources: list[dict[str, object]] = []
        befores: list[dict[str, object]] = []
        for room in new:
            ident = new_id()
            rooms.append({"id": ident, "name": room.name, "grade": room.grade or 0})
            sources.append({"source": self._source, "source_id": room.source_id, "class_id": ident})
            befores.append({"import_id": self._import_id, "class_id": ident})
            self._rooms[room.source_id] = ident
        self._insert((ClassRow, rooms), (ClassSourceRow, sources), (ClassBeforeRow, befores))
        for known, room in renamed:
            row = self._session.get_one(ClassRow, known.id)
            self._session.add(ClassBeforeRow(import_id=self._import_id, class_id=row.id, before=row.model_dump_json()))
            row.name = known.name if room.source_id == WHOLE_LIST else room.name
            row.grade = known.grade if room.grade is None else room.grade
            self._session.add(row)
        self._session.flush()

    def add(self, children: Iterable[IncomingChild], step: Callable[[], None]) -> None:
        """Row by row through the mapping, a district's hundred thousand children would take minutes."""
        grades = {row.id: row.grade for row in self._session.exec(select(ClassRow))}
        rows: list[dict[str, object]] = []
        sources: list[dict[str, object]] = []
        befores: list[dict[str, object]] = []
        for number, child in enumerate(children):
            step()
            room = self._rooms[child.class_id]
            ident = new_id()
            rows.append(
                {
                    "id": ident,
                    "class_id": room,
                    "given_name": child.given_name,
                    "family_name": child.family_name,
                    "grade": grades[room] if child.grade is None else child.grade,
                    # In turn, so that a class has as many different ones as there are.
                    "animal": PICTURES[number % len(PICTURES)],
                }
            )
            # The first class is entered by the row itself.
            others = {self._rooms[one] for one in child.also_in} - {room}
            self._come_in += [{"student_id": ident, "class_id": one} for one in others]
            # Without an id of the school's we give one, so that it can be noticed when the child leaves the list.
            source_id = child.source_id or f"{OWN_ID}{ident}"
            sources.append({"source": self._source, "source_id": source_id, "student_id": ident})
            if child.demographics is not None:
                self._said[ident] = child.demographics
            befores.append({"import_id": self._import_id, "student_id": ident, "had_source": False})
            if len(rows) >= _BATCH:
                # In pieces, so that a stop is never waited for long.
                self._insert((StudentRow, rows), (ChildSourceRow, sources), (ChildBeforeRow, befores))
                rows, sources, befores = [], [], []
        self._insert((StudentRow, rows), (ChildSourceRow, sources), (ChildBeforeRow, befores))

    def change(self, known: KnownChild, child: IncomingChild) -> None:
        """Everything as the file has it; see `classes_after` for its classes."""
        row = self._remember(known)
        row.given_name, row.family_name = child.given_name, child.family_name
        row.grade = known.grade if child.grade is None else child.grade
        row.left_at = (row.left_at or self._at) if child.left else None
        if child.demographics is not None:
            self._said[row.id] = child.demographics
        if child.classes:
            self._move(row, known, [self._rooms[one] for one in child.classes])
        self._session.add(row)
        if known.source_id is None or (child.source_id and child.source_id not in known.ids):
            source_id = child.source_id or f"{OWN_ID}{row.id}"
            self._session.add(ChildSourceRow(source=self._source, source_id=source_id, student_id=row.id))

    def leave(self, known: KnownChild) -> None:
        """Not here any more; kept in its classes, so that it comes back into them."""
        row = self._remember(known)
        row.left_at = self._at
        self._session.add(row)

    def take_out(self, known: KnownChild) -> None:
        """Not in the classes of this source any more."""
        row = self._remember(known)
        self._move(row, known, [])
        self._session.add(row)

    def finish(self) -> None:
        """Write who is in which class, and what is said of whom."""
        self._session.flush()
        for start in range(0, len(self._go_out), _BATCH):
            pair = tuple_(col(EnrolmentRow.student_id), col(EnrolmentRow.class_id))
            gone = delete(EnrolmentRow).where(pair.in_(self._go_out[start : start + _BATCH]))
            self._session.exec(gone, execution_options={"synchronize_session": False})
        if self._come_in:
            table = TeacherTable.metadata.tables["enrolment"]
            self._session.execute(insert(table).prefix_with("OR IGNORE"), self._come_in)
        if self._keeps:
            put_demographics(self._session, self._said)

    def _insert(self, *rows: tuple[type[TeacherTable], list[dict[str, object]]]) -> None:
        """Past the mapping of classes, which would take as long again as the database."""
        for kind, values in rows:
            if values:
                self._session.execute(insert(TeacherTable.metadata.tables[str(kind.__tablename__)]), values)

    def _move(self, row: StudentRow, known: KnownChild, wanted: list[str]) -> None:
        row.class_id, after = classes_after(known, wanted, self._governed)
        before = self._enrolled[row.id]
        self._go_out += [(row.id, one) for one in before - after]
        self._come_in += [{"student_id": row.id, "class_id": one} for one in after - before]

    def _remember(self, known: KnownChild) -> StudentRow:
        row = self._session.get_one(StudentRow, known.id)
        before: dict[str, Any] = row.model_dump(mode="json") | {"classes": sorted(self._enrolled[row.id])}
        before |= {"source": self._source, "ids": sorted(known.ids)}
        if known.demographics is not None:
            before["demographics"] = as_plain(known.demographics)
        self._session.add(
            ChildBeforeRow(
                import_id=self._import_id,
                student_id=known.id,
                before=json.dumps(before),
                had_source=known.source_id is not None,
            )
        )
        return row
