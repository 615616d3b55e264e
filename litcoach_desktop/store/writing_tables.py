"""The tables of what children wrote."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class WritingRow(TeacherTable, table=True):
    """A piece of writing about a text. started_at: when its first version was kept."""

    __tablename__ = "writing"
    id: str = Field(default_factory=new_id, primary_key=True)
    student_id: str = Field(sa_column_args=(ForeignKey("student.id"),))
    text_id: str
    text_title: str
    prompt: str
    started_at: datetime = Field(sa_type=UtcTime)


class WritingVersionRow(TeacherTable, table=True):
    """A piece as it stood when the coach looked at it or when it was handed in. Only ever added to.

    words to possible: see domain.writing.counts; counted_by: the rules that made them.
    """

    __tablename__ = "writing_version"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    writing_id: str = Field(sa_column_args=(ForeignKey("writing.id"),))
    at: datetime = Field(sa_type=UtcTime)
    written: str
    handed_in: bool
    words: int
    spelled: int
    sentences: int
    sequences: int
    possible: int
    counted_by: str
