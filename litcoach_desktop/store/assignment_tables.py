"""The tables of what teachers ask children to read."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.tables import TeacherTable


class AssignmentRow(TeacherTable, table=True):
    """An assignment. text_ids: parted by spaces. due: ISO 8601. class_id: NULL when it is for some children."""

    __tablename__ = "assignment"
    id: str = Field(primary_key=True)
    kind: str
    text_ids: str
    grade: int | None = None
    class_id: str | None = Field(default=None, sa_column_args=(ForeignKey("class_room.id"),))
    group_name: str
    given_at: datetime = Field(sa_type=UtcTime)
    due: str | None = None
    protocol: str | None = None
    season: str | None = None
    withdrawn: bool = False


class AssignedChildRow(TeacherTable, table=True):
    """A child that an assignment is for, when it is not for a class."""

    __tablename__ = "assigned_child"
    assignment_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("assignment.id"),))
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))


class AssignedReadingRow(TeacherTable, table=True):
    """A reading that was done for an assignment."""

    __tablename__ = "assigned_reading"
    reading_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("reading.id"),))
    assignment_id: str = Field(sa_column_args=(ForeignKey("assignment.id"),))
