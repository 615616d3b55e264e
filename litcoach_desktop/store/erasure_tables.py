"""The tables of legal holds, of erasures that were begun, and of certificates of those that are done."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class HoldRow(TeacherTable, table=True):
    """What is kept about this child is not erased, whatever its age."""

    __tablename__ = "legal_hold"
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))
    since: str
    made_by: str
    reason: str


class BegunErasureRow(TeacherTable, table=True):
    """An erasure under way, which the next start finishes if this one cannot.

    what, about: as on its certificate. rows: JSON object of what has gone, by table. sound: JSON list of the readings
    whose sound goes now, from another file than this. copies_until: as on its certificate.
    """

    __tablename__ = "begun_erasure"
    id: str = Field(primary_key=True, default_factory=new_id)
    at: datetime = Field(sa_type=UtcTime)
    made_by: str
    what: str
    about: str
    rows: str = "{}"
    sound: str = "[]"
    copies_until: datetime | None = Field(default=None, sa_type=UtcTime)


class CertificateRow(TeacherTable, table=True):
    """What was erased. Only ever added to. rows: JSON object of counts by table."""

    __tablename__ = "erasure"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    at: datetime = Field(sa_type=UtcTime)
    made_by: str
    what: str
    about: str
    rows: str
    copies_until: datetime | None = Field(default=None, sa_type=UtcTime)
