"""Whose the classes are, and to which class a child, a reading or anything else of the teacher's side belongs."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import insert
from sqlmodel import col, delete, select

from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.store.account_tables import AccountRow, ClassTeacherRow
from litcoach_desktop.store.assignment_tables import AssignedChildRow, AssignmentRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.group_tables import AssignedGroupRow, GroupRow
from litcoach_desktop.store.tables import ClassRow, ReadingRow
from litcoach_desktop.store.talk_tables import MessageRow, TalkRow

_BATCH = 500


class ClassTeachers:
    """Over teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all_classes(self) -> list[ClassRoom]:
        """Every class of the laptop, by name."""
        with self._database.read() as session:
            rooms = [ClassRoom(row.id, row.name, row.grade) for row in session.exec(select(ClassRow))]
        return sorted(rooms, key=lambda room: (room.name.casefold(), room.id))

    def of(self, account_id: str) -> frozenset[str]:
        """The ids of a teacher's classes."""
        query = select(ClassTeacherRow.class_id).where(col(ClassTeacherRow.account_id) == account_id)
        with self._database.read() as session:
            return frozenset(session.exec(query))

    def give(self, account_id: str, class_ids: Iterable[str]) -> None:
        """These classes are hers too."""
        rows = [{"account_id": account_id, "class_id": class_id} for class_id in class_ids]
        if rows:
            with self._database.write_plain() as connection:
                connection.execute(insert(ClassTeacherRow).prefix_with("OR IGNORE"), rows)

    def set(self, account_id: str, class_ids: Iterable[str]) -> None:
        """These classes are hers, and no others."""
        wanted = frozenset(class_ids)
        with self._database.write() as session:
            if session.get(AccountRow, account_id) is None:
                raise KeyError(account_id)
            for class_id in sorted(wanted):
                if session.get(ClassRow, class_id) is None:
                    raise KeyError(class_id)
            session.exec(delete(ClassTeacherRow).where(col(ClassTeacherRow.account_id) == account_id))
            session.add_all(ClassTeacherRow(account_id=account_id, class_id=one) for one in sorted(wanted))

    def of_children(self, student_ids: Iterable[str]) -> dict[str, frozenset[str]]:
        """The classes of each of these children; one who has left belongs to the last ones still."""
        wanted = sorted(frozenset(student_ids))
        found: dict[str, set[str]] = defaultdict(set)
        with self._database.read() as session:
            for start in range(0, len(wanted), _BATCH):
                batch = wanted[start : start + _BATCH]
                query = select(EnrolmentRow.student_id, EnrolmentRow.class_id)
                for student_id, class_id in session.exec(query.where(col(EnrolmentRow.student_id).in_(batch))):
                    found[student_id].add(class_id)
        missing = set(wanted) - set(found)
        if missing:
            raise KeyError(min(missing))
        return {student_id: frozenset(rooms) for student_id, rooms in found.items()}

    def of_reading(self, reading_id: str) -> str | None:
        """The child of a reading; None for a guest's."""
        with self._database.read() as session:
            row = session.exec(select(ReadingRow.student_id).where(col(ReadingRow.id) == reading_id)).all()
        if not row:
            raise KeyError(reading_id)
        return row[0]

    def of_talk(self, talk_id: str) -> str | None:
        """The child of a talk; None for a guest's."""
        with self._database.read() as session:
            row = session.exec(select(TalkRow.student_id).where(col(TalkRow.id) == talk_id)).all()
        if not row:
            raise KeyError(talk_id)
        return row[0]

    def of_alert(self, message_id: str) -> str | None:
        """The child of an alert; None for a guest's."""
        query = select(TalkRow.student_id).join(MessageRow, col(MessageRow.talk_id) == col(TalkRow.id))
        with self._database.read() as session:
            row = session.exec(query.where(col(MessageRow.id) == message_id)).all()
        if not row:
            raise KeyError(message_id)
        return row[0]

    def of_assignment(self, assignment_id: str) -> tuple[str | None, tuple[str, ...]]:
        """The class that something was asked of, or a group of it, None for none; and the children who were named."""
        with self._database.read() as session:
            row = session.get(AssignmentRow, assignment_id)
            if row is None:
                raise KeyError(assignment_id)
            named = select(AssignedChildRow.student_id).where(col(AssignedChildRow.assignment_id) == assignment_id)
            of_group = (
                select(GroupRow.class_id).join(AssignedGroupRow).where(AssignedGroupRow.assignment_id == assignment_id)
            )
            return row.class_id or session.exec(of_group).first(), tuple(session.exec(named))
