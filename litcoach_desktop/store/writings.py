"""Children's writing in teacher.db: kept version by version, read by teachers, never rewritten."""

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from litcoach_desktop.domain.writing.counts import WritingCounts
from litcoach_desktop.domain.writing.pieces import Piece, WritingTask, WritingVersion
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.tables import StudentRow
from litcoach_desktop.store.writing_tables import WritingRow, WritingVersionRow


class WritingRepository:
    """Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, piece_id: str | None, student_id: str, task: WritingTask, version: WritingVersion) -> str:
        """Keep one version; piece_id None begins a piece with it. The id of the piece comes back."""
        kept_in = piece_id or new_id()
        counts = version.counts
        with self._database.write() as session:
            if session.get(StudentRow, student_id) is None:
                raise KeyError(student_id)
            if piece_id is None:
                session.add(
                    WritingRow(
                        id=kept_in,
                        student_id=student_id,
                        text_id=task.text_id,
                        text_title=task.text_title,
                        prompt=task.prompt,
                        started_at=version.at,
                    )
                )
                # Before its first version, which names it.
                session.flush()
            elif session.get(WritingRow, piece_id) is None:
                raise KeyError(piece_id)
            session.add(
                WritingVersionRow(
                    writing_id=kept_in,
                    at=version.at,
                    written=version.written,
                    handed_in=version.handed_in,
                    words=counts.words,
                    spelled=counts.spelled,
                    sentences=counts.sentences,
                    sequences=counts.sequences,
                    possible=counts.possible,
                    counted_by=version.counted_by,
                )
            )
        return kept_in

    def of_student(self, student_id: str) -> list[Piece]:
        """All that a child wrote, the oldest piece first."""
        with self._database.read() as session:
            return _pieces(session, col(WritingRow.student_id) == student_id)


def _pieces(session: Session, which: ColumnElement[bool]) -> list[Piece]:
    query = (
        select(WritingRow, WritingVersionRow)
        .join(WritingVersionRow)
        .where(which)
        .order_by(col(WritingRow.started_at), col(WritingRow.id), col(WritingVersionRow.seq))
    )
    rows: dict[str, WritingRow] = {}
    versions: dict[str, list[WritingVersion]] = {}
    for row, version in session.exec(query):
        rows[row.id] = row
        versions.setdefault(row.id, []).append(_version(version))
    return [
        Piece(
            row.id,
            row.student_id,
            WritingTask(row.text_id, row.text_title, row.prompt),
            row.started_at,
            tuple(versions[row.id]),
        )
        for row in rows.values()
    ]


def _version(row: WritingVersionRow) -> WritingVersion:
    counts = WritingCounts(row.words, row.spelled, row.sequences, row.possible, row.sentences)
    return WritingVersion(row.at, row.written, counts, row.counted_by, row.handed_in)
