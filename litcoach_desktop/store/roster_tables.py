"""The tables of imported rosters: where children and classes come from, and what an import changed."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class ClassSourceRow(TeacherTable, table=True):
    """The id of a class in a school's system."""

    __tablename__ = "class_source"
    source: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    class_id: str = Field(sa_column_args=(ForeignKey("class_room.id"),))


class ChildSourceRow(TeacherTable, table=True):
    """The id of a child in a school's system."""

    __tablename__ = "child_source"
    source: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    student_id: str = Field(sa_column_args=(ForeignKey("student.id"),))


class RosterImportRow(TeacherTable, table=True):
    """An import. undone_at: NULL while it holds."""

    __tablename__ = "roster_import"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    at: datetime = Field(sa_type=UtcTime)
    made_by: str
    kind: str
    file: str
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ChildBeforeRow(TeacherTable, table=True):
    """A child as it was before an import changed it. before: JSON of its row; NULL for one that the import added."""

    __tablename__ = "child_before_import"
    import_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("roster_import.id"),))
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))
    before: str | None = None
    had_source: bool


class ClassBeforeRow(TeacherTable, table=True):
    """A class as it was before an import changed it. before: JSON of its row; NULL for one that the import added."""

    __tablename__ = "class_before_import"
    import_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("roster_import.id"),))
    class_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("class_room.id"),))
    before: str | None = None
