"""The table of reviews."""

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class ReviewRow(TeacherTable, table=True):
    """A person listened to a reading and is done with it. Only ever added to: the newest counts."""

    __tablename__ = "review"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    reading_id: str = Field(sa_column_args=(ForeignKey("reading.id"),))
    made_by: str
    made_at: str
    note: str
