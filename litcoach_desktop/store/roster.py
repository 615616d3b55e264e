"""Classes and children."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from litcoach_desktop.domain.roster import PICTURES, ClassRoom, Student
from litcoach_desktop.domain.rostering.sources import OWN_ID
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster_source_tables import RosterSourceRow
from litcoach_desktop.store.roster_tables import ChildBeforeRow, ChildSourceRow, ClassSourceRow
from litcoach_desktop.store.tables import ClassRow, StudentRow, TeacherTable

_BY_CLASS = (
    "SELECT enrolment.class_id, student.id, student.class_id, given_name, family_name, grade, animal, picture_pin"
    " FROM enrolment JOIN student ON student.id = enrolment.student_id WHERE left_at IS NULL"
)


class RosterRepository:
    """The roster in teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def classes(self) -> list[ClassRoom]:
        """All classes, by name."""
        with self._database.read() as session:
            rooms = [_class_room(row) for row in session.exec(select(ClassRow))]
        return sorted(rooms, key=lambda room: (room.name.casefold(), room.id))

    def students(self, class_id: str) -> list[Student]:
        """The children who are in a class now, by given name, then family name. Empty for an unknown class."""
        with self._database.read() as session:
            query = select(StudentRow).join(EnrolmentRow)
            here = (col(EnrolmentRow.class_id) == class_id, col(StudentRow.left_at).is_(None))
            students = [student_of(row) for row in session.exec(query.where(*here))]
        return sorted(students, key=_by_name)

    def by_class(self) -> dict[str, list[Student]]:
        """The children of every class, as `students` gives them; classes without any are left out."""
        found: dict[str, list[Student]] = {}
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_BY_CLASS).all()
        # Without an object for each row, as a school has thousands of children; one of two classes is one child.
        known: dict[str, Student] = {}
        for room, ident, first, given, family, grade, animal, pin in rows:
            if ident not in known:
                pictures = None if pin is None else tuple(pin.split())
                known[ident] = Student(ident, first, given, family, grade, animal, pictures)
            found.setdefault(room, []).append(known[ident])
        for children in found.values():
            children.sort(key=_by_name)
        return found

    def student(self, student_id: str) -> Student:
        """One child."""
        with self._database.read() as session:
            row = session.get(StudentRow, student_id)
            if row is None:
                raise KeyError(student_id)
            return student_of(row)

    def add_class(self, name: str, grade: int) -> ClassRoom:
        """Add a class. Raises ValueError without a name."""
        row = ClassRow(id=new_id(), name=_named(name), grade=grade)
        room = _class_room(row)
        with self._database.write() as session:
            session.add(row)
        return room

    def add_student(
        self, class_id: str, given_name: str, family_name: str, grade: int, animal: str = PICTURES[0]
    ) -> Student:
        """Add a child to a class. Raises ValueError without a given name or for an animal that is not drawn."""
        if animal not in PICTURES:
            raise ValueError(f"there is no picture of “{animal}”")
        row = StudentRow(
            id=new_id(),
            class_id=class_id,
            given_name=_named(given_name),
            family_name=family_name.strip(),
            grade=grade,
            animal=animal,
        )
        student = student_of(row)
        with self._database.write() as session:
            if session.get(ClassRow, class_id) is None:
                raise KeyError(class_id)
            session.add(row)
        return student

    def set_picture_pin(self, student_id: str, pin: tuple[str, ...] | None) -> Student:
        """Give a child a picture PIN, or none. Raises ValueError for an empty one or for pictures not drawn."""
        if pin is not None and (not pin or any(picture not in PICTURES for picture in pin)):
            raise ValueError("a picture PIN is one or more of the pictures")
        with self._database.write() as session:
            row = session.get(StudentRow, student_id)
            if row is None:
                raise KeyError(student_id)
            row.picture_pin = None if pin is None else " ".join(pin)
            session.add(row)
            return student_of(row)

    def everybody(self) -> list[Student]:
        """The children who are in any class now, by given name, then family name."""
        with self._database.read() as session:
            rows = session.exec(select(StudentRow).where(col(StudentRow.left_at).is_(None)))
            students = [student_of(row) for row in rows]
        return sorted(students, key=lambda one: (one.given_name.casefold(), one.family_name.casefold(), one.id))

    def classes_of(self, student_id: str) -> frozenset[str]:
        """The ids of all classes of a child; empty for an unknown one."""
        query = select(EnrolmentRow.class_id).where(col(EnrolmentRow.student_id) == student_id)
        with self._database.read() as session:
            return frozenset(session.exec(query))

    def school_ids(self, family: str) -> dict[str, str]:
        """The ids that a school's system of one form gave to classes and children, by ours; one each."""
        found: dict[str, str] = {}
        with self._database.read() as session:
            for table, ours in ((ClassSourceRow, ClassSourceRow.class_id), (ChildSourceRow, ChildSourceRow.student_id)):
                query = (
                    select(ours, table.source_id)
                    .join(RosterSourceRow, col(RosterSourceRow.id) == col(table.source))
                    .where(col(RosterSourceRow.family) == family, ~col(table.source_id).startswith(OWN_ID))
                    .order_by(col(table.source_id))
                )
                for ident, source_id in session.exec(query):
                    found.setdefault(ident, source_id)
        return found

    def change_student(
        self,
        student_id: str,
        *,
        given_name: str,
        family_name: str,
        grade: int,
        class_id: str,
        also_in: Collection[str] | None = None,
    ) -> Student:
        """Another name, grade or classes. Raises ValueError without a given name, KeyError for an unknown class.

        class_id: its first class, whose protocol holds. also_in: all its others; None: as they are, but for the first
        one so far, out of which it moves.
        """
        with self._database.write() as session:
            row = session.get(StudentRow, student_id)
            if row is None:
                raise KeyError(student_id)
            theirs = col(EnrolmentRow.student_id) == student_id
            if also_in is None:
                before = session.exec(select(EnrolmentRow.class_id).where(theirs))
                also_in = [one for one in before if one != row.class_id]
            after = {class_id, *also_in}
            for room in sorted(after):
                if session.get(ClassRow, room) is None:
                    raise KeyError(room)
            row.given_name, row.family_name = _named(given_name), family_name.strip()
            row.grade, row.class_id = grade, class_id
            session.add(row)
            session.flush()
            session.exec(delete(EnrolmentRow).where(theirs, col(EnrolmentRow.class_id).not_in(after)))
            wanted = [{"student_id": student_id, "class_id": room} for room in sorted(after)]
            session.execute(insert(EnrolmentRow).prefix_with("OR IGNORE"), wanted)
            return student_of(row)

    def leave(self, student_id: str, at: datetime) -> None:
        """The child is not in the class any more: kept with all that was read, and marked."""
        with self._database.write() as session:
            row = session.get(StudentRow, student_id)
            if row is None:
                raise KeyError(student_id)
            row.left_at = at
            session.add(row)

    def merge(self, student_id: str, duplicate_id: str) -> Student:
        """All that is kept of a duplicate becomes the other child's, its ids in school systems too; the duplicate goes.

        What both have of a kind that a child has once, such as the look of the page, stays as the first one's.
        What imports remember of the duplicate goes with it, so that undoing one cannot take the merged child away.
        Raises ValueError for one and the same child.
        """
        if student_id == duplicate_id:
            raise ValueError("a child cannot be merged with itself")
        tables = TeacherTable.metadata
        with self._database.write_plain() as connection:
            for ident in (student_id, duplicate_id):
                if connection.execute(select(StudentRow.id).where(col(StudentRow.id) == ident)).first() is None:
                    raise KeyError(ident)
            connection.execute(delete(ChildBeforeRow).where(col(ChildBeforeRow.student_id) == duplicate_id))
            for table in tables.sorted_tables:
                for key in table.foreign_keys:
                    if key.column is tables.tables["student"].c.id:
                        theirs = key.parent == duplicate_id
                        moved = update(table).where(theirs).values({key.parent.name: student_id})
                        connection.execute(moved.prefix_with("OR IGNORE"))
                        connection.execute(delete(table).where(theirs))
            connection.execute(delete(StudentRow).where(col(StudentRow.id) == duplicate_id))
        return self.student(student_id)


def _by_name(student: Student) -> tuple[str, str, str]:
    return student.given_name.casefold(), student.family_name.casefold(), student.id


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise ValueError("a name is needed")
    return name


def _class_room(row: ClassRow) -> ClassRoom:
    return ClassRoom(row.id, row.name, row.grade)


def student_of(row: StudentRow) -> Student:
    """The child of a row."""
    return Student(
        id=row.id,
        class_id=row.class_id,
        given_name=row.given_name,
        family_name=row.family_name,
        grade=row.grade,
        animal=row.animal,
        picture_pin=None if row.picture_pin is None else tuple(row.picture_pin.split()),
    )
