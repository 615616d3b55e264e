"""Readings: what was read, by whom, what the machine found, and the marks that people made over it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BindParameter, bindparam
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, func, select

from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordFlag, WordStatus
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.events_format import FORMAT, pack, unpack
from litcoach_desktop.store.tables import JudgementRow, MarkRow, PassageRow, ReadingRow, StudentRow


class ReadingState(StrEnum):
    """How far a reading is."""

    RECORDING = "recording"
    JUDGING = "judging"
    JUDGED = "judged"
    UNSCORED = "unscored"
    ABANDONED = "abandoned"


_DONE = (ReadingState.JUDGED, ReadingState.UNSCORED)
UNDER_WAY = (ReadingState.RECORDING, ReadingState.JUDGING)
"""A reading in one of these states when litcoach starts was cut short."""


@dataclass(frozen=True, slots=True)
class StoredReading:
    """A reading as it is kept.

    student_id: None for a reading without a child. started_at: UTC. wcpm, its 95 % interval and accuracy:
    None until it was scored. doubtful_words: words of which the machine was not sure.
    events: what the machine found; None until it was judged, and in every list: `get` brings them.
    """

    id: str
    student_id: str | None
    text_id: str
    text_title: str
    passage_text: str
    protocol: str
    started_at: datetime
    state: ReadingState
    device: str
    wcpm: float | None
    wcpm_low: float | None
    wcpm_high: float | None
    accuracy: float | None
    unscored_reason: str | None
    doubtful_words: int
    events: ReadingEvents | None = None


class ReadingRepository:
    """The readings in teacher.db. Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(
        self,
        *,
        reading_id: str,
        student_id: str | None,
        text_id: str,
        text_title: str,
        passage_text: str,
        protocol: str,
        started_at: datetime,
        device: str = "",
    ) -> None:
        """Keep that a reading began, before its first second. started_at must be aware."""
        digest = hashlib.sha256(passage_text.encode()).digest()
        with self._database.write() as session:
            if student_id is not None and session.get(StudentRow, student_id) is None:
                raise KeyError(student_id)
            passage = insert(PassageRow).values(sha256=digest, text=passage_text)
            session.execute(passage.on_conflict_do_nothing())
            session.add(
                ReadingRow(
                    id=reading_id,
                    student_id=student_id,
                    text_id=text_id,
                    text_title=text_title,
                    passage_sha256=digest,
                    protocol=protocol,
                    started_at=started_at,
                    state=ReadingState.RECORDING.value,
                    device=device,
                )
            )

    def set_state(self, reading_id: str, state: ReadingState) -> None:
        """Move a reading on."""
        with self._database.write() as session:
            row = _reading(session, reading_id)
            row.state = state.value
            session.add(row)

    def finish(
        self, reading_id: str, events: ReadingEvents, score: Score | None, expression: int | None = None
    ) -> None:
        """Keep the verdict: events, figures and state in one transaction. A second verdict is added to the first.

        expression: NAEP level, 1 to 4; None leaves the one that is known already.
        """
        blob = pack(events)
        with self._database.write() as session:
            row = _reading(session, reading_id)
            session.add(JudgementRow(reading_id=reading_id, format=FORMAT, events=blob))
            row.state = (ReadingState.JUDGED if events.unscored_reason is None else ReadingState.UNSCORED).value
            row.unscored_reason = events.unscored_reason
            row.doubtful_words = sum(word.doubtful for word in events.words)
            _set_figures(row, score, expression)
            session.add(row)

    def set_score(self, reading_id: str, score: Score | None, expression: int | None = None) -> None:
        """Keep the figures that lists show: after a mark or a protocol changed them. expression: as in `finish`."""
        with self._database.write() as session:
            row = _reading(session, reading_id)
            _set_figures(row, score, expression)
            session.add(row)

    def set_protocol(self, reading_id: str, protocol: str, score: Score | None) -> None:
        """The reading is scored under another protocol from now on; the figures that lists show with it."""
        with self._database.write() as session:
            row = _reading(session, reading_id)
            row.protocol = protocol
            # How it sounded does not hang on how it is scored.
            _set_figures(row, score, None)
            session.add(row)

    def get(self, reading_id: str) -> StoredReading:
        """One reading, with what the machine found."""
        newest = (
            select(JudgementRow)
            .where(col(JudgementRow.reading_id) == reading_id)
            .order_by(col(JudgementRow.seq).desc())
            .limit(1)
        )
        with self._database.read() as session:
            row = _reading(session, reading_id)
            passage = session.get_one(PassageRow, row.passage_sha256)
            judgement = session.exec(newest).first()
            events = None if judgement is None else unpack(judgement.events, judgement.format)
            return _stored(row, passage.text, events)

    def of_student(self, student_id: str) -> list[StoredReading]:
        """All readings of a child, newest first."""
        query = (
            select(ReadingRow, PassageRow.text)
            .join(PassageRow)
            .where(col(ReadingRow.student_id) == student_id)
            .order_by(col(ReadingRow.started_at).desc(), col(ReadingRow.id).desc())
        )
        with self._database.read() as session:
            return [_stored(row, text) for row, text in session.exec(query)]

    def last_of_class(self, class_id: str) -> dict[str, StoredReading]:
        """The last finished reading of each child of a class, by the child's id; children without one are left out."""
        last = (
            select(ReadingRow.id)
            .where(col(ReadingRow.student_id) == col(EnrolmentRow.student_id), col(ReadingRow.state).in_(_DONE))
            .order_by(col(ReadingRow.started_at).desc(), col(ReadingRow.id).desc())
            .limit(1)
            .correlate(EnrolmentRow)
            .scalar_subquery()
        )
        ids = select(last).select_from(EnrolmentRow).where(col(EnrolmentRow.class_id) == class_id)
        query = select(ReadingRow, PassageRow.text).join(PassageRow).where(col(ReadingRow.id).in_(ids))
        with self._database.read() as session:
            found = [_stored(row, text) for row, text in session.exec(query)]
        return {stored.student_id: stored for stored in found if stored.student_id is not None}

    def count_since(self, class_id: str, since: datetime) -> dict[str, int]:
        """How many readings each child of a class has finished since then; children without one are left out."""
        query = (
            select(EnrolmentRow.student_id, func.count())
            .join(ReadingRow, col(ReadingRow.student_id) == col(EnrolmentRow.student_id))
            .where(
                col(EnrolmentRow.class_id) == class_id,
                col(ReadingRow.started_at) >= since,
                col(ReadingRow.state).in_(_DONE),
            )
            .group_by(EnrolmentRow.student_id)
        )
        with self._database.read() as session:
            return dict(session.exec(query).all())

    def interrupted(self) -> list[StoredReading]:
        """Readings that began and were neither judged nor set aside, newest first."""
        # Written out in the statement, because SQLite uses the index over these readings only if it sees them there.
        states: BindParameter[str] = bindparam("under_way", UNDER_WAY, expanding=True, literal_execute=True)
        query = (
            select(ReadingRow, PassageRow.text)
            .join(PassageRow)
            .where(col(ReadingRow.state).in_(states))
            .order_by(col(ReadingRow.started_at).desc(), col(ReadingRow.id).desc())
        )
        with self._database.read() as session:
            return [_stored(row, text) for row, text in session.exec(query)]

    def add_mark(self, reading_id: str, mark: TeacherMark) -> None:
        """Add a person's mark; earlier marks on the word stay beside it."""
        flags = None if mark.flags is None else " ".join(sorted(mark.flags))
        with self._database.write() as session:
            _reading(session, reading_id)
            session.add(
                MarkRow(
                    reading_id=reading_id,
                    word=mark.index,
                    status=mark.status.value,
                    made_by=mark.made_by,
                    made_at=mark.made_at,
                    note=mark.note,
                    flags=flags,
                )
            )

    def marks(self, reading_id: str) -> list[TeacherMark]:
        """All marks on a reading, oldest first."""
        query = select(MarkRow).where(col(MarkRow.reading_id) == reading_id).order_by(col(MarkRow.seq))
        with self._database.read() as session:
            return [mark_of(row) for row in session.exec(query)]


def _reading(session: Session, reading_id: str) -> ReadingRow:
    row = session.get(ReadingRow, reading_id)
    if row is None:
        raise KeyError(reading_id)
    return row


def _set_figures(row: ReadingRow, score: Score | None, expression: int | None) -> None:
    row.wcpm = None if score is None else score.wcpm
    row.wcpm_low = None if score is None else score.wcpm_low
    row.wcpm_high = None if score is None else score.wcpm_high
    row.accuracy = None if score is None else score.accuracy
    row.missed = None if score is None else " ".join(score.missed)
    row.expression = row.expression if expression is None else expression


def _stored(row: ReadingRow, passage_text: str, events: ReadingEvents | None = None) -> StoredReading:
    return StoredReading(
        id=row.id,
        student_id=row.student_id,
        text_id=row.text_id,
        text_title=row.text_title,
        passage_text=passage_text,
        protocol=row.protocol,
        started_at=row.started_at,
        state=ReadingState(row.state),
        device=row.device,
        wcpm=row.wcpm,
        wcpm_low=row.wcpm_low,
        wcpm_high=row.wcpm_high,
        accuracy=row.accuracy,
        unscored_reason=row.unscored_reason,
        doubtful_words=row.doubtful_words,
        events=events,
    )


def mark_of(row: MarkRow) -> TeacherMark:
    """The mark that a row keeps."""
    flags: Iterable[str] | None = None if row.flags is None else row.flags.split()
    return TeacherMark(
        index=row.word,
        status=WordStatus(row.status),
        made_by=row.made_by,
        made_at=row.made_at,
        note=row.note,
        flags=None if flags is None else frozenset(WordFlag(flag) for flag in flags),
    )
