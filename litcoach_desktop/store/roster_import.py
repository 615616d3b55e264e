"""Imports of rosters: what is known by which source, a plan carried out in one transaction, and the last one undone."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete as delete_rows
from sqlalchemy import func as count_of
from sqlalchemy import insert
from sqlmodel import Session, col, select

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.domain.rostering.incoming import IncomingChild, IncomingClass
from litcoach_desktop.domain.rostering.plan import KnownChild, KnownClass, Plan
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster_tables import (
    ChildBeforeRow,
    ChildSourceRow,
    ClassBeforeRow,
    ClassSourceRow,
    RosterImportRow,
)
from litcoach_desktop.store.tables import ClassRow, StudentRow

Tick = Callable[[int, int, str], None]
# What an import itself writes about a child; anything else means that the child has begun to use litcoach.
_OWN_TABLES = frozenset(("child_source", "child_before_import"))
_BATCH = 500


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import that was made. undone_at: None while it holds."""

    id: str
    at: datetime
    made_by: str
    kind: str
    file: str
    added: int
    changed: int
    undone_at: datetime | None


class RosterImportRepository:
    """In teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, source: str) -> tuple[list[KnownClass], list[KnownChild]]:
        """All classes and children of this laptop, with their ids in a source where they have one."""
        with self._database.read() as session:
            of_classes = select(ClassSourceRow.class_id, ClassSourceRow.source_id)
            of_children = select(ChildSourceRow.student_id, ChildSourceRow.source_id)
            rooms = dict(session.exec(of_classes.where(col(ClassSourceRow.source) == source)).all())
            ids: dict[str, list[str]] = defaultdict(list)
            for student_id, source_id in session.exec(of_children.where(col(ChildSourceRow.source) == source)):
                ids[student_id].append(source_id)
            known_rooms = session.exec(select(ClassRow))
            classes = [KnownClass(row.id, row.name, row.grade, rooms.get(row.id)) for row in known_rooms]
            # As plain columns: as objects, a district's children would take ten times as long.
            query = select(
                StudentRow.id,
                StudentRow.class_id,
                StudentRow.given_name,
                StudentRow.family_name,
            ).add_columns(col(StudentRow.grade), col(StudentRow.left_at))
            children = [
                _known(ident, room, given, family, grade, left_at is not None, ids.get(ident, ()))
                for ident, room, given, family, grade, left_at in session.execute(query)
            ]
        return classes, children

    def carry_out(self, plan: Plan, at: datetime, made_by: str, file: str, tick: Tick) -> str:
        """Do what a plan says, whole or not at all; the import's id comes back. tick may raise to stop it."""
        incoming = plan.incoming
        total = len(plan.added) + len(plan.changed) + len(plan.left)
        with self._database.write() as session:
            row = RosterImportRow(at=at, made_by=made_by, kind=incoming.kind, file=file)
            session.add(row)
            session.flush()
            work = _Work(session, row.id, incoming.source, at)
            work.classes(plan.new_classes, plan.renamed_classes)
            done = 0

            def step() -> None:
                nonlocal done
                tick(done := done + 1, total, "")

            work.add(plan.added, step)
            for change in plan.changed:
                step()
                work.change(change.before, change.after)
            for known in plan.left:
                step()
                work.leave(known)
            return row.id

    def imports(self) -> list[PastImport]:
        """All imports, the newest first."""
        with self._database.read() as session:
            rows = session.exec(select(RosterImportRow).order_by(col(RosterImportRow.seq).desc()))
            return [self._past(session, row) for row in rows]

    def undo(self, import_id: str, at: datetime) -> None:
        """Bring back what the last import changed. Children that it added go, unless they have read since: they stay.

        Raises Refused for any but the last import that holds, KeyError for an unknown one.
        """
        with self._database.write() as session:
            query = select(RosterImportRow).where(col(RosterImportRow.undone_at).is_(None))
            last = session.exec(query.order_by(col(RosterImportRow.seq).desc())).first()
            row = session.exec(select(RosterImportRow).where(col(RosterImportRow.id) == import_id)).first()
            if row is None:
                raise KeyError(import_id)
            if last is None or last.id != import_id:
                raise Refused("Only the last import can be undone.")
            kept = session.exec(select(ChildBeforeRow).where(col(ChildBeforeRow.import_id) == import_id)).all()
            for child in kept:
                if child.before is not None:
                    _bring_back(session, child)
            _take_away(session, [child.student_id for child in kept if child.before is None])
            session.flush()
            for room in session.exec(select(ClassBeforeRow).where(col(ClassBeforeRow.import_id) == import_id)).all():
                _undo_class(session, room)
            row.undone_at = at
            session.add(row)

    def _past(self, session: Session, row: RosterImportRow) -> PastImport:
        def count(added: bool) -> int:
            wanted = col(ChildBeforeRow.before).is_(None) if added else col(ChildBeforeRow.before).is_not(None)
            query = select(count_of.count()).select_from(ChildBeforeRow)
            return session.exec(query.where(col(ChildBeforeRow.import_id) == row.id, wanted)).one()

        return PastImport(row.id, row.at, row.made_by, row.kind, row.file, count(True), count(False), row.undone_at)


class _Work:
    """One import, inside its transaction."""

    def __init__(self, session: Session, import_id: str, source: str, at: datetime) -> None:
        self._session = session
        self._import_id = import_id
        self._source = source
        self._at = at
        self._rooms: dict[str, str] = {
            row.source_id: row.class_id
            for row in session.exec(select(ClassSourceRow).where(col(ClassSourceRow.source) == source))
        }

    def classes(self, new: Iterable[IncomingClass], renamed: Iterable[tuple[KnownClass, IncomingClass]]) -> None:
        for room in new:
            row = ClassRow(id=new_id(), name=room.name, grade=room.grade or 0)
            self._session.add(row)
            self._session.flush()
            self._session.add(ClassSourceRow(source=self._source, source_id=room.source_id, class_id=row.id))
            self._session.add(ClassBeforeRow(import_id=self._import_id, class_id=row.id))
            self._rooms[room.source_id] = row.id
        for known, room in renamed:
            row = self._session.get_one(ClassRow, known.id)
            self._session.add(ClassBeforeRow(import_id=self._import_id, class_id=row.id, before=row.model_dump_json()))
            row.name, row.grade = room.name, known.grade if room.grade is None else room.grade
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
            if child.source_id:
                sources.append({"source": self._source, "source_id": child.source_id, "student_id": ident})
            befores.append({"import_id": self._import_id, "student_id": ident, "had_source": False})
        for table, values in ((StudentRow, rows), (ChildSourceRow, sources), (ChildBeforeRow, befores)):
            if values:
                self._session.execute(insert(table), values)

    def change(self, known: KnownChild, child: IncomingChild) -> None:
        row = self._remember(known)
        row.given_name, row.family_name = child.given_name, child.family_name
        row.grade = known.grade if child.grade is None else child.grade
        row.class_id = self._rooms.get(child.class_id, row.class_id)
        row.left_at = (row.left_at or self._at) if child.left else None
        self._session.add(row)
        if known.source_id is None and child.source_id:
            self._session.add(ChildSourceRow(source=self._source, source_id=child.source_id, student_id=row.id))

    def leave(self, known: KnownChild) -> None:
        row = self._remember(known)
        row.left_at = self._at
        self._session.add(row)

    def _remember(self, known: KnownChild) -> StudentRow:
        row = self._session.get_one(StudentRow, known.id)
        self._session.add(
            ChildBeforeRow(
                import_id=self._import_id,
                student_id=known.id,
                before=json.dumps(_as_json(row)),
                had_source=known.source_id is not None,
            )
        )
        return row


def _bring_back(session: Session, kept: ChildBeforeRow) -> None:
    """A child that the import changed, as it was."""
    if not kept.had_source:
        session.exec(delete_rows(ChildSourceRow).where(col(ChildSourceRow.student_id) == kept.student_id))
    row = session.get_one(StudentRow, kept.student_id)
    before = json.loads(kept.before or "{}")
    for name in ("given_name", "family_name", "grade", "class_id"):
        setattr(row, name, before[name])
    row.left_at = None if before["left_at"] is None else datetime.fromisoformat(before["left_at"])
    session.add(row)


def _take_away(session: Session, added: Sequence[str]) -> None:
    """Children that the import added, but for those who have begun to use litcoach."""
    for start in range(0, len(added), _BATCH):
        batch = added[start : start + _BATCH]
        used = _used(session, batch)
        ids = [one for one in batch if one not in used]
        # What imports after this one remember of them goes too: those were undone before.
        for table, column in (
            (ChildSourceRow, ChildSourceRow.student_id),
            (ChildBeforeRow, ChildBeforeRow.student_id),
            (StudentRow, StudentRow.id),
        ):
            session.exec(
                delete_rows(table).where(col(column).in_(ids)), execution_options={"synchronize_session": False}
            )


def _undo_class(session: Session, kept: ClassBeforeRow) -> None:
    row = session.get_one(ClassRow, kept.class_id)
    if kept.before is not None:
        before = json.loads(kept.before)
        row.name, row.grade = before["name"], before["grade"]
        session.add(row)
        return
    if session.exec(select(StudentRow.id).where(col(StudentRow.class_id) == kept.class_id).limit(1)).first() is None:
        for table, column in ((ClassSourceRow, ClassSourceRow.class_id), (ClassBeforeRow, ClassBeforeRow.class_id)):
            gone = delete_rows(table).where(col(column) == kept.class_id)
            # Otherwise every row that the session has ever seen is looked at, for each class of a district.
            session.exec(gone, execution_options={"synchronize_session": False})
        session.delete(row)


def _used(session: Session, student_ids: Sequence[str]) -> set[str]:
    """Those of the children about whom anything but an import has written."""
    found: set[str] = set()
    for table in StudentRow.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.name == "student" and table.name not in _OWN_TABLES:
                query = select(key.parent).where(key.parent.in_(student_ids)).distinct()
                found.update(session.execute(query).scalars())
    return found


def _as_json(row: StudentRow) -> dict[str, Any]:
    return row.model_dump(mode="json")


def _known(
    ident: str, room: str, given: str, family: str, grade: int, left: bool, source_ids: Sequence[str]
) -> KnownChild:
    first, others = next(iter(source_ids), None), frozenset(source_ids[1:])
    return KnownChild(ident, room, given, family, grade, left, first, others)
