"""The table of who is in which class."""

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.tables import TeacherTable


class EnrolmentRow(TeacherTable, table=True):
    """A child in a class. `student.class_id` is the first of its classes, whose protocol holds; triggers see to it
    that there is a row for that one too.
    """

    __tablename__ = "enrolment"
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))
    class_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("class_room.id"),))
