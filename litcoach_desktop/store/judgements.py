"""What teachers decide beside marks: a class's protocol, a running record's cues, accepted pronunciations."""

from sqlmodel import col, select

from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
from litcoach_desktop.domain.reading.running_record import Cue, CueMark, Entry
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import ClassProtocolRow, ClassRow, CueRow, PronunciationRow, ReadingRow, StudentRow


class TeacherJudgementRepository:
    """In teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def class_protocol(self, class_id: str) -> str | None:
        """The protocol that a class reads under; None for the usual one."""
        with self._database.read() as session:
            row = session.get(ClassProtocolRow, class_id)
            return None if row is None else row.protocol

    def set_class_protocol(self, class_id: str, protocol: str | None) -> None:
        """From now on the class reads under this protocol; None: under the usual one."""
        with self._database.write() as session:
            if session.get(ClassRow, class_id) is None:
                raise KeyError(class_id)
            row = session.get(ClassProtocolRow, class_id)
            if protocol is not None:
                session.merge(ClassProtocolRow(class_id=class_id, protocol=protocol))
            elif row is not None:
                session.delete(row)

    def add_cues(self, reading_id: str, mark: CueMark) -> None:
        """Keep the cues of a line; earlier ones stay beside them."""
        with self._database.write() as session:
            if session.get(ReadingRow, reading_id) is None:
                raise KeyError(reading_id)
            session.add(
                CueRow(
                    reading_id=reading_id,
                    word=mark.index,
                    entry=mark.entry.value,
                    cues=" ".join(sorted(mark.cues)),
                    made_by=mark.made_by,
                    made_at=mark.made_at,
                )
            )

    def cues(self, reading_id: str) -> list[CueMark]:
        """All cues ever marked in a reading, oldest first."""
        query = select(CueRow).where(col(CueRow.reading_id) == reading_id).order_by(col(CueRow.seq))
        with self._database.read() as session:
            return [
                CueMark(row.word, Entry(row.entry), frozenset(map(Cue, row.cues.split())), row.made_by, row.made_at)
                for row in session.exec(query)
            ]

    def add_pronunciation(self, pronunciation: AcceptedPronunciation) -> None:
        """Keep a confirmation or its taking back; earlier ones stay beside it."""
        with self._database.write() as session:
            for kind, ident in ((StudentRow, pronunciation.student_id), (ReadingRow, pronunciation.reading_id)):
                if session.get(kind, ident) is None:
                    raise KeyError(ident)
            session.add(
                PronunciationRow(
                    student_id=pronunciation.student_id,
                    reading_id=pronunciation.reading_id,
                    word_index=pronunciation.index,
                    word=pronunciation.word,
                    heard=pronunciation.heard,
                    since=pronunciation.since,
                    accepted=pronunciation.accepted,
                    made_by=pronunciation.made_by,
                    made_at=pronunciation.made_at,
                )
            )

    def pronunciations(self, student_id: str) -> list[AcceptedPronunciation]:
        """All that was ever confirmed or taken back for a child, oldest first."""
        query = (
            select(PronunciationRow)
            .where(col(PronunciationRow.student_id) == student_id)
            .order_by(col(PronunciationRow.seq))
        )
        with self._database.read() as session:
            return [
                AcceptedPronunciation(
                    student_id=row.student_id,
                    word=row.word,
                    heard=row.heard,
                    since=row.since,
                    reading_id=row.reading_id,
                    index=row.word_index,
                    made_by=row.made_by,
                    made_at=row.made_at,
                    accepted=row.accepted,
                )
                for row in session.exec(query)
            ]
