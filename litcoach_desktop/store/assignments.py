"""Assignments: what was asked for, of whom, and which readings were done for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from litcoach_desktop.domain.assignments import Assignment, Kind
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.store.assignment_tables import AssignedChildRow, AssignedReadingRow, AssignmentRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.group_tables import AssignedGroupRow, GroupMemberRow, GroupRow
from litcoach_desktop.store.readings import ReadingState
from litcoach_desktop.store.tables import ReadingRow

_COUNTS = (ReadingState.JUDGED.value, ReadingState.JUDGING.value)


@dataclass(frozen=True, slots=True)
class DoneReading:
    """A reading done for an assignment. wcpm: None until it was scored."""

    assignment_id: str
    reading_id: str
    student_id: str
    text_id: str
    wcpm: float | None
    accuracy: float | None


class AssignmentRepository:
    """In teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, assignment: Assignment) -> None:
        """Keep what was asked for."""
        with self._database.write() as session:
            session.add(
                AssignmentRow(
                    id=assignment.id,
                    kind=assignment.kind.value,
                    text_ids=" ".join(assignment.text_ids),
                    grade=assignment.grade,
                    class_id=assignment.class_id,
                    group_name=assignment.group,
                    given_at=assignment.given_at,
                    due=None if assignment.due is None else assignment.due.isoformat(),
                    protocol=assignment.protocol,
                    season=None if assignment.season is None else assignment.season.value,
                    withdrawn=assignment.withdrawn,
                )
            )
            session.flush()
            for student_id in assignment.children if assignment.group_id is None else ():
                session.add(AssignedChildRow(assignment_id=assignment.id, student_id=student_id))
            if assignment.group_id is not None:
                session.add(AssignedGroupRow(assignment_id=assignment.id, group_id=assignment.group_id))

    def withdraw(self, assignment_id: str) -> None:
        """Nobody is asked any more; what was read for it stays."""
        with self._database.write() as session:
            row = session.get(AssignmentRow, assignment_id)
            if row is None:
                raise KeyError(assignment_id)
            row.withdrawn = True
            session.add(row)

    def get(self, assignment_id: str) -> Assignment:
        """One assignment."""
        with self._database.read() as session:
            row = session.get(AssignmentRow, assignment_id)
            if row is None:
                raise KeyError(assignment_id)
            return _assignments(session, [row])[0]

    def for_child(self, student_id: str) -> list[Assignment]:
        """What a child is asked by itself, in groups or in classes, the oldest first; not what was withdrawn."""
        named = select(AssignedChildRow.assignment_id).where(col(AssignedChildRow.student_id) == student_id)
        rooms = select(EnrolmentRow.class_id).where(col(EnrolmentRow.student_id) == student_id)
        grouped = (
            select(AssignedGroupRow.assignment_id)
            .join(GroupRow)
            .join(GroupMemberRow)
            .where(col(GroupMemberRow.student_id) == student_id, col(GroupRow.class_id).in_(rooms))
        )
        whose = or_(
            col(AssignmentRow.class_id).in_(rooms),
            col(AssignmentRow.id).in_(named),
            col(AssignmentRow.id).in_(grouped),
        )
        return self._find(whose, col(AssignmentRow.withdrawn).is_(False))

    def for_children(self, class_id: str, student_ids: Iterable[str]) -> list[Assignment]:
        """What a class, a group of it or any of these children were asked, the oldest first, withdrawn or not."""
        named = select(AssignedChildRow.assignment_id).where(col(AssignedChildRow.student_id).in_(list(student_ids)))
        grouped = select(AssignedGroupRow.assignment_id).join(GroupRow).where(col(GroupRow.class_id) == class_id)
        return self._find(
            or_(
                col(AssignmentRow.class_id) == class_id,
                col(AssignmentRow.id).in_(named),
                col(AssignmentRow.id).in_(grouped),
            )
        )

    def open_assessments(self) -> list[Assignment]:
        """All that is asked with one try of anybody on this laptop, the oldest first; not what was withdrawn."""
        return self._find(col(AssignmentRow.kind) != Kind.PRACTICE.value, col(AssignmentRow.withdrawn).is_(False))

    def has_fixed_protocol(self, reading_id: str) -> bool:
        """Whether a reading was done for an assessment, which is scored by one protocol for ever."""
        query = (
            select(AssignmentRow.id)
            .join(AssignedReadingRow)
            .where(col(AssignedReadingRow.reading_id) == reading_id, col(AssignmentRow.kind) != Kind.PRACTICE.value)
        )
        with self._database.read() as session:
            return session.exec(query).first() is not None

    def note_reading(self, reading_id: str, assignment_id: str) -> None:
        """This reading is done for that assignment."""
        with self._database.write() as session:
            session.add(AssignedReadingRow(reading_id=reading_id, assignment_id=assignment_id))

    def done(self, assignment_ids: Iterable[str], student_id: str | None = None) -> list[DoneReading]:
        """The readings done for assignments, by one child or by all, oldest first.

        One that could not be scored, or was set aside, is none: the child may try again.
        """
        query = (
            select(AssignedReadingRow.assignment_id, ReadingRow)
            .join(ReadingRow)
            .where(col(AssignedReadingRow.assignment_id).in_(list(assignment_ids)), col(ReadingRow.state).in_(_COUNTS))
            .order_by(col(ReadingRow.started_at), col(ReadingRow.id))
        )
        if student_id is not None:
            query = query.where(col(ReadingRow.student_id) == student_id)
        with self._database.read() as session:
            return [
                DoneReading(ident, row.id, row.student_id or "", row.text_id, row.wcpm, row.accuracy)
                for ident, row in session.exec(query)
            ]

    def _find(self, *conditions: ColumnElement[bool]) -> list[Assignment]:
        query = select(AssignmentRow).where(*conditions).order_by(col(AssignmentRow.given_at), col(AssignmentRow.id))
        with self._database.read() as session:
            return _assignments(session, list(session.exec(query)))


def _assignments(session: Session, rows: list[AssignmentRow]) -> list[Assignment]:
    children: dict[str, list[str]] = {}
    ids = [row.id for row in rows]
    query = select(AssignedChildRow).where(col(AssignedChildRow.assignment_id).in_(ids))
    for named in session.exec(query):
        children.setdefault(named.assignment_id, []).append(named.student_id)
    groups: dict[str, tuple[str, str]] = {}
    # The group as it is now: its name, and who is in it and in the class.
    asked = select(AssignedGroupRow.assignment_id, GroupRow.id, GroupRow.name).join(GroupRow)
    for assignment_id, group_id, name in session.exec(asked.where(col(AssignedGroupRow.assignment_id).in_(ids))):
        groups[assignment_id] = (group_id, name)
    members = (
        select(AssignedGroupRow.assignment_id, GroupMemberRow.student_id)
        .join(GroupRow, col(GroupRow.id) == col(AssignedGroupRow.group_id))
        .join(GroupMemberRow, col(GroupMemberRow.group_id) == col(GroupRow.id))
        .join(
            EnrolmentRow,
            and_(
                col(EnrolmentRow.student_id) == col(GroupMemberRow.student_id),
                col(EnrolmentRow.class_id) == col(GroupRow.class_id),
            ),
        )
    )
    for assignment_id, student_id in session.exec(members.where(col(AssignedGroupRow.assignment_id).in_(ids))):
        children.setdefault(assignment_id, []).append(student_id)
    return [
        Assignment(
            id=row.id,
            kind=Kind(row.kind),
            text_ids=tuple(row.text_ids.split()),
            grade=row.grade,
            class_id=row.class_id,
            children=tuple(children.get(row.id, ())),
            group=groups.get(row.id, ("", row.group_name))[1],
            given_at=row.given_at,
            due=None if row.due is None else date.fromisoformat(row.due),
            protocol=row.protocol,
            season=None if row.season is None else Season(row.season),
            withdrawn=row.withdrawn,
            group_id=groups[row.id][0] if row.id in groups else None,
        )
        for row in rows
    ]
