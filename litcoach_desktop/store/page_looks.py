"""How each child likes its pages to look."""

import json

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import PageLookRow, StudentRow


class PageLookRepository:
    """Looks in teacher.db, one for each child that chose. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, student_id: str) -> PageLook:
        """What the child chose; a fresh look when it chose nothing yet."""
        with self._database.read() as session:
            row = session.get(PageLookRow, student_id)
            return PageLook() if row is None else PageLook.from_values(json.loads(row.look))

    def put(self, student_id: str, look: PageLook) -> None:
        """Keep it in the place of the one before. Raises KeyError for an unknown child."""
        with self._database.write() as session:
            if session.get(StudentRow, student_id) is None:
                raise KeyError(student_id)
            session.merge(PageLookRow(student_id=student_id, look=json.dumps(look.as_values())))
