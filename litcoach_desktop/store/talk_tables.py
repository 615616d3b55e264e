"""The tables of talks with the coach, and of what was done about the messages that an adult should know."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class TalkRow(TeacherTable, table=True):
    """A talk. student_id: NULL for a guest's, of which only what is grave is kept."""

    __tablename__ = "talk"
    id: str = Field(default_factory=new_id, primary_key=True)
    student_id: str | None = Field(default=None, sa_column_args=(ForeignKey("student.id"),))
    started_at: datetime = Field(sa_type=UtcTime)


class MessageRow(TeacherTable, table=True):
    """What was said. Only ever added to. tier: set when an adult should know. sources: JSON list of objects."""

    __tablename__ = "talk_message"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    talk_id: str = Field(sa_column_args=(ForeignKey("talk.id"),))
    at: datetime = Field(sa_type=UtcTime)
    said_by: str
    said: str
    text_id: str
    text_title: str
    tier: str | None = None
    category: str | None = None
    sources: str


class AlertStepRow(TeacherTable, table=True):
    """Who saw or settled a message that an adult should know. Only ever added to."""

    __tablename__ = "alert_step"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    message_id: str = Field(sa_column_args=(ForeignKey("talk_message.id"),))
    at: datetime = Field(sa_type=UtcTime)
    made_by: str
    step: str
    note: str
