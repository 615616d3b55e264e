"""The table of the lists that were imported."""

from datetime import datetime

from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.tables import TeacherTable


class RosterSourceRow(TeacherTable, table=True):
    """A list. id: what `child_source` and `class_source` call it. shape: the columns of a table, else empty."""

    __tablename__ = "roster_source"
    id: str = Field(primary_key=True)
    family: str
    name: str
    shape: str
    made_at: datetime = Field(sa_type=UtcTime)
