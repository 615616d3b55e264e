"""The table of demographics, which is empty unless the school has switched them on."""

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.tables import TeacherTable


class DemographicRow(TeacherTable, table=True):
    """What a school says of a child. The columns are named by `Trait`; NULL: not said."""

    __tablename__ = "demographic"
    student_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("student.id"),))
    birth_date: str | None = None
    sex: str | None = None
    race: str | None = None
    hispanic: str | None = None
    home_language: str | None = None
    ell: str | None = None
    iep: str | None = None
    lunch: str | None = None
