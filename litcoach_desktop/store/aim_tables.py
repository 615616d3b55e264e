"""The table of the paces that teachers choose for children to aim at."""

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import TeacherTable


class AimPaceRow(TeacherTable, table=True):
    """A pace that was chosen for a child. Only ever added to: the newest counts."""

    __tablename__ = "aim_pace"
    seq: int | None = Field(default=None, primary_key=True)
    id: str = Field(default_factory=new_id)
    student_id: str = Field(sa_column_args=(ForeignKey("student.id"),))
    pace: str
    made_by: str
    made_at: str
