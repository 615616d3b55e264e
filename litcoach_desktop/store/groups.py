"""Reading groups: which there are in a class, and who is in them now."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, insert, literal
from sqlmodel import Session, col, select

from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.store.assignment_tables import AssignedChildRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.group_tables import AssignedGroupRow, GroupMemberRow, GroupRow
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import ClassRow, StudentRow


class GroupRepository:
    """In teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_class(self, class_id: str) -> list[ReadingGroup]:
        """The groups of a class, by name."""
        here = (
            select(GroupMemberRow.group_id, GroupMemberRow.student_id)
            .join(GroupRow)
            .join(StudentRow)
            .join(EnrolmentRow)
            .where(
                col(GroupRow.class_id) == class_id,
                col(EnrolmentRow.class_id) == class_id,
                col(StudentRow.left_at).is_(None),
            )
            .order_by(col(GroupMemberRow.student_id))
        )
        members: dict[str, list[str]] = {}
        with self._database.read() as session:
            for group_id, student_id in session.exec(here):
                members.setdefault(group_id, []).append(student_id)
            rows = session.exec(select(GroupRow).where(col(GroupRow.class_id) == class_id)).all()
            groups = [
                ReadingGroup(row.id, row.class_id, row.name, row.reason, tuple(members.get(row.id, ()))) for row in rows
            ]
        return sorted(groups, key=lambda one: (one.name.casefold(), one.id))

    def class_of(self, group_id: str) -> str:
        """The class of a group."""
        with self._database.read() as session:
            return _group(session, group_id).class_id

    def make(self, class_id: str, name: str, reason: str, children: Sequence[str], at: datetime) -> str:
        """A new group with these children in it; its id comes back."""
        with self._database.write() as session:
            if session.get(ClassRow, class_id) is None:
                raise KeyError(class_id)
            row = GroupRow(id=new_id(), class_id=class_id, name=name, reason=reason, made_at=at)
            session.add(row)
            session.flush()
            _put(session, row.id, children)
            return row.id

    def change(self, group_id: str, name: str, reason: str) -> None:
        """Another name or reason."""
        with self._database.write() as session:
            row = _group(session, group_id)
            row.name, row.reason = name, reason
            session.add(row)

    def put(self, group_id: str, children: Sequence[str]) -> None:
        """These children are in the group from now on, too."""
        with self._database.write() as session:
            _group(session, group_id)
            _put(session, group_id, children)

    def take(self, group_id: str, children: Sequence[str] | None = None) -> None:
        """These children, or all, are not in the group any more."""
        theirs = delete(GroupMemberRow).where(col(GroupMemberRow.group_id) == group_id)
        if children is not None:
            theirs = theirs.where(col(GroupMemberRow.student_id).in_(children))
        with self._database.write() as session:
            _group(session, group_id)
            session.exec(theirs)

    def remove(self, group_id: str) -> None:
        """No such group any more. What it was asked to read stays with the children who are in it now."""
        with self._database.write() as session:
            row = _group(session, group_id)
            asked = session.exec(
                select(AssignedGroupRow.assignment_id).where(col(AssignedGroupRow.group_id) == group_id)
            ).all()
            for assignment_id in asked:
                members = select(literal(assignment_id), GroupMemberRow.student_id).where(
                    col(GroupMemberRow.group_id) == group_id
                )
                session.exec(insert(AssignedChildRow).from_select(["assignment_id", "student_id"], members))
            for table in (AssignedGroupRow, GroupMemberRow):
                session.exec(delete(table).where(col(table.group_id) == group_id))
            session.delete(row)


def _group(session: Session, group_id: str) -> GroupRow:
    row = session.get(GroupRow, group_id)
    if row is None:
        raise KeyError(group_id)
    return row


def _put(session: Session, group_id: str, children: Sequence[str]) -> None:
    known = set(session.exec(select(StudentRow.id).where(col(StudentRow.id).in_(children))))
    for student_id in children:
        if student_id not in known:
            raise KeyError(student_id)
    rows = [{"group_id": group_id, "student_id": one} for one in dict.fromkeys(children)]
    if rows:
        session.execute(insert(GroupMemberRow).prefix_with("OR IGNORE"), rows)
