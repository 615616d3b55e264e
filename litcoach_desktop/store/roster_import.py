"""Imports of rosters: what is known by which source, a plan carried out in one transaction, and the last one undone."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func as count_of
from sqlmodel import Session, col, select

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.rostering.plan import KnownChild, KnownClass, Plan
from litcoach_desktop.domain.rostering.sources import OWN_ID
from litcoach_desktop.store.demographics import known_of
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.roster_import_undo import (
    Remembered,
    bring_back,
    forget_empty_sources,
    take_away,
    undo_classes,
)
from litcoach_desktop.store.roster_import_work import ImportWork
from litcoach_desktop.store.roster_source_tables import RosterSourceRow
from litcoach_desktop.store.roster_tables import (
    ChildBeforeRow,
    ChildSourceRow,
    ClassBeforeRow,
    ClassSourceRow,
    RosterImportRow,
)
from litcoach_desktop.store.tables import ClassRow, StudentRow

Tick = Callable[[int, int, str], None]


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
            for found in ids.values():
                # An id of the school's before one that we gave.
                found.sort(key=lambda one: one.startswith(OWN_ID))
            demographics = known_of(session)
            others = select(ChildSourceRow.student_id).where(col(ChildSourceRow.source) != source)
            elsewhere = set(session.exec(others))
            enrolled: dict[str, list[str]] = defaultdict(list)
            for student_id, class_id in session.exec(select(EnrolmentRow.student_id, EnrolmentRow.class_id)):
                enrolled[student_id].append(class_id)
            known_rooms = session.exec(select(ClassRow))
            classes = [KnownClass(row.id, row.name, row.grade, rooms.get(row.id)) for row in known_rooms]
            # As plain columns: as objects, a district's children would take ten times as long.
            query = select(
                StudentRow.id,
                StudentRow.class_id,
                StudentRow.given_name,
                StudentRow.family_name,
            ).add_columns(col(StudentRow.grade), col(StudentRow.left_at))
            children = []
            for ident, room, given, family, grade, left_at in session.execute(query):
                first, more = next(iter(ids[ident]), None), ids[ident][1:]
                also_in = frozenset(one for one in enrolled[ident] if one != room)
                left, others_know, said = left_at is not None, ident in elsewhere, demographics.get(ident)
                children.append(
                    KnownChild(
                        ident, room, given, family, grade, left, first, frozenset(more), also_in, others_know, said
                    )
                )
        return classes, children

    def carry_out(
        self, plan: Plan, at: datetime, made_by: str, file: str, tick: Tick, *, demographics: bool = False
    ) -> str:
        """Do what a plan says, whole or not at all; the import's id comes back. tick may raise to stop it.

        demographics: whether the school keeps any.
        """
        incoming = plan.incoming
        total = len(plan.added) + len(plan.changed) + len(plan.left) + len(plan.out)
        with self._database.write() as session:
            row = RosterImportRow(at=at, made_by=made_by, kind=incoming.kind, file=file)
            session.add(row)
            if session.get(RosterSourceRow, incoming.source) is None:
                name = incoming.source_name or incoming.kind
                shape, family = incoming.shape, incoming.family
                session.add(RosterSourceRow(id=incoming.source, family=family, name=name, shape=shape, made_at=at))
            session.flush()
            work = ImportWork(session, row.id, incoming.source, at, demographics=demographics)
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
            for known in plan.out:
                step()
                work.take_out(known)
            work.finish()
            return row.id

    def imports(self) -> list[PastImport]:
        """All imports, the newest first."""
        with self._database.read() as session:
            rows = session.exec(select(RosterImportRow).order_by(col(RosterImportRow.seq).desc()))
            return [self._past(session, row) for row in rows]

    def classes_added(self, import_id: str) -> list[str]:
        """The ids of the classes that an import added."""
        query = select(ClassBeforeRow.class_id).where(
            col(ClassBeforeRow.import_id) == import_id, col(ClassBeforeRow.before).is_(None)
        )
        with self._database.read() as session:
            return list(session.exec(query))

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
            mine = col(ChildBeforeRow.import_id) == import_id
            kept = session.exec(
                select(ChildBeforeRow.student_id, ChildBeforeRow.before, ChildBeforeRow.had_source).where(mine)
            ).all()
            bring_back(session, [Remembered(one, before, had) for one, before, had in kept if before is not None])
            take_away(session, [student_id for student_id, before, _had in kept if before is None])
            session.flush()
            rooms = session.exec(select(ClassBeforeRow).where(col(ClassBeforeRow.import_id) == import_id)).all()
            undo_classes(session, rooms)
            row.undone_at = at
            session.add(row)
            session.flush()
            forget_empty_sources(session)

    def _past(self, session: Session, row: RosterImportRow) -> PastImport:
        def count(added: bool) -> int:
            wanted = col(ChildBeforeRow.before).is_(None) if added else col(ChildBeforeRow.before).is_not(None)
            query = select(count_of.count()).select_from(ChildBeforeRow)
            return session.exec(query.where(col(ChildBeforeRow.import_id) == row.id, wanted)).one()

        return PastImport(row.id, row.at, row.made_by, row.kind, row.file, count(True), count(False), row.undone_at)
