"""Reviews: which readings a person is done with, and which wait."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from litcoach_desktop.domain.reading.review_queue import Waiting
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.readings import ReadingState
from litcoach_desktop.store.review_tables import ReviewRow
from litcoach_desktop.store.tables import ReadingRow

_JUDGED = (ReadingState.JUDGED.value, ReadingState.UNSCORED.value)


class ReviewRepository:
    """In teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, reading_id: str, made_by: str, made_at: str, note: str) -> None:
        """Keep that a reading was reviewed; KeyError for an unknown one. made_at: UTC, ISO 8601."""
        with self._database.write() as session:
            if session.get(ReadingRow, reading_id) is None:
                raise KeyError(reading_id)
            session.add(ReviewRow(reading_id=reading_id, made_by=made_by, made_at=made_at, note=note))

    def notes(self, reading_id: str) -> list[tuple[str, str, str]]:
        """Who reviewed a reading, when, and what they noted; oldest first."""
        query = select(ReviewRow).where(col(ReviewRow.reading_id) == reading_id).order_by(col(ReviewRow.seq))
        with self._database.read() as session:
            return [(row.made_by, row.made_at, row.note) for row in session.exec(query)]

    def not_reviewed(self, students: Iterable[Student], since: datetime) -> list[Waiting]:
        """The judged readings of these children from `since` on that nobody has reviewed, without their surprise."""
        names = {student.id: student.display_name for student in students}
        done = select(ReviewRow.id).where(col(ReviewRow.reading_id) == col(ReadingRow.id)).exists()
        found = []
        with self._database.read() as session:
            for student_id, name in names.items():
                query = select(ReadingRow).where(
                    col(ReadingRow.student_id) == student_id,
                    col(ReadingRow.started_at) >= since,
                    col(ReadingRow.state).in_(_JUDGED),
                    ~done,
                )
                found += [
                    Waiting(
                        row.id,
                        student_id,
                        name,
                        row.text_title,
                        row.started_at,
                        row.doubtful_words,
                        row.wcpm,
                        row.unscored_reason,
                    )
                    for row in session.exec(query)
                ]
        return found

    def rates(self, student_ids: Iterable[str], since: datetime) -> dict[str, list[tuple[datetime, float]]]:
        """Each child's rates from `since` on with when they were read, oldest first."""
        found: dict[str, list[tuple[datetime, float]]] = defaultdict(list)
        with self._database.read() as session:
            for student_id in student_ids:
                query = (
                    select(ReadingRow.started_at, ReadingRow.wcpm)
                    .where(
                        col(ReadingRow.student_id) == student_id,
                        col(ReadingRow.started_at) >= since,
                        col(ReadingRow.wcpm).is_not(None),
                    )
                    .order_by(col(ReadingRow.started_at))
                )
                found[student_id] = [(at, wcpm) for at, wcpm in session.exec(query) if wcpm is not None]
        return found
