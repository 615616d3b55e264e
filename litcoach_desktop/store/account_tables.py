"""The tables of accounts: who may open the teacher's side, and whose the classes are."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlmodel import Field

from litcoach_desktop.store.columns import UtcTime
from litcoach_desktop.store.tables import TeacherTable


class AccountRow(TeacherTable, table=True):
    """An account. name_key: equal for names that look alike. wrong_tries: in a row; last_try: NULL before the first."""

    __tablename__ = "account"
    id: str = Field(primary_key=True)
    name: str
    name_key: str
    role: str
    passphrase_hash: str
    wrong_tries: int = 0
    last_try: datetime | None = Field(default=None, sa_type=UtcTime)
    made_at: datetime = Field(sa_type=UtcTime)


class ClassTeacherRow(TeacherTable, table=True):
    """This class is one of that teacher's; several may share one."""

    __tablename__ = "class_teacher"
    account_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("account.id"),))
    class_id: str = Field(primary_key=True, sa_column_args=(ForeignKey("class_room.id"),))
