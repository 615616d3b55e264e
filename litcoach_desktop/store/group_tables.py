"""The tables of reading groups."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.tables import TeacherTable


class GroupRow(TeacherTable, table=True):
    """A reading group of a class. reason: why it was made, in the teacher's words."""

    __tablename__ = "reading_group"
    id: str = Field(primary_key=True)
    class_id: str = Field(sa_column_args=(ForeignKey("class_room.id"),))
    name: str
    reason: str
    made_at: datetime = Field(sa_type=UtcTime)


class GroupMemberRow(TeacherTable, table=True):
    """A child in a group. The row stays when the child leaves the class, so that it comes back into its groups."""

    __tablename__ = "group_member"
    group_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("reading_group.id"),))
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))


class AssignedGroupRow(TeacherTable, table=True):
    """A group that an assignment is for: those who are in it on the day."""

    __tablename__ = "assigned_group"
    assignment_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("assignment.id"),))
    group_id: str = Field(sa_column_args=(ForeignKey("reading_group.id"),))
