"""Erasing: what is due, what a hold keeps, the rows themselves, the copies, and the certificates of it."""

import json
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, update
from sqlmodel import Session, col, select

from litcoach_desktop.domain.clock_doubt import ClockNote, Span, as_plain, from_plain
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.retention import RETENTION, Aged, Certificate, Hold, Kept
from litcoach_desktop.store.child_rows import ChildRows, delete_below, readings_below
from litcoach_desktop.store.copies import CopyFolder
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasure_tables import BegunErasureRow, CertificateRow, HoldRow
from litcoach_desktop.store.problems import BACKUPS
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.tables import FactRow, ReadingRow, StudentRow, TeacherTable
from litcoach_desktop.store.talk_tables import AlertStepRow, MessageRow, TalkRow
from litcoach_desktop.store.writing_tables import WritingRow

T = TypeVar("T")

_CHILD = "child"
_UNSWEPT = "unswept"
"""A fact that is there while something erased may still lie in a free page or a log."""
_CLOCK = "clock"
_BEGUN = TeacherTable.metadata.tables["begun_erasure"]
# What each period is counted for, and what goes at its end; sound is kept in a file of its own.
_ROWS: dict[Kept, type[ReadingRow] | type[TalkRow] | type[WritingRow]] = {
    Kept.SOUND: ReadingRow,
    Kept.READINGS: ReadingRow,
    Kept.TALKS: TalkRow,
    Kept.WRITINGS: WritingRow,
}
# Talks in which a child said what an adult should know, and no adult has said that it is settled.
_UNSETTLED = select(MessageRow.talk_id).where(
    col(MessageRow.tier).is_not(None),
    col(MessageRow.id).not_in(select(AlertStepRow.message_id).where(col(AlertStepRow.step) == "settled")),
)
# Children read while periods end: a transaction must not keep their seconds waiting.
_BATCH = 200


class ErasureRepository:
    """Over teacher.db, recordings.db and the copies beside them. Every call may raise StorageProblem.

    An erasure is written down before it begins and certified in the transaction that ends it: what a kill leaves half
    done, `finish` takes to its end. The sound goes first, since it lies in another file than what names it.
    """

    def __init__(self, teacher: Database, recordings: RecordingRepository) -> None:
        self.rows = ChildRows(teacher, recordings)
        self.copies = CopyFolder(teacher.path.parent / BACKUPS)
        self._teacher = teacher
        self._recordings = recordings
        # A hold that comes while something is erased waits until it is, or is there before it begins.
        self._order = threading.Lock()

    def hold(self, hold: Hold) -> None:
        """Keep all that there is about a child. KeyError for no such child, Refused for one that is being erased."""
        with self._order, self._teacher.write() as session:
            if session.get(StudentRow, hold.student_id) is None:
                raise KeyError(hold.student_id)
            begun = select(BegunErasureRow.id).where(col(BegunErasureRow.about) == hold.student_id)
            if session.exec(begun).first() is not None:
                raise Refused("This child is being erased: a hold comes too late.")
            session.merge(
                HoldRow(student_id=hold.student_id, since=hold.since, made_by=hold.made_by, reason=hold.reason)
            )

    def lift(self, student_id: str) -> None:
        """End the hold on a child; nothing happens without one."""
        with self._order, self._teacher.write() as session:
            row = session.get(HoldRow, student_id)
            if row is not None:
                session.delete(row)

    def holds(self) -> list[Hold]:
        """All holds, the oldest first."""
        with self._teacher.read() as session:
            rows = session.exec(select(HoldRow, StudentRow).join(StudentRow).order_by(col(HoldRow.since)))
            return [
                Hold(
                    row.student_id,
                    row.since,
                    row.made_by,
                    row.reason,
                    f"{child.given_name} {child.family_name}".strip(),
                )
                for row, child in rows
            ]

    def made_before(self, kind: Kept, moment: datetime, spans: Sequence[Span] = ()) -> list[Aged]:
        """What was made before then and no hold covers, the oldest first.

        spans: what bears a date within one of them was made with a wrong clock, and really at the span's own moment.
        """
        table, held = _ROWS[kind], select(HoldRow.student_id)
        query = (
            select(table.id, table.student_id, table.started_at)
            .where(
                col(table.started_at) < moment,
                col(table.student_id).is_(None) | col(table.student_id).not_in(held),
                *(~col(table.started_at).between(one.first, one.last) for one in spans if one.really >= moment),
            )
            .order_by(col(table.started_at))
        )
        if kind is Kept.TALKS:
            query = query.where(col(TalkRow.id).not_in(_UNSETTLED))
        with self._teacher.read() as session:
            found = [Aged(*row) for row in session.exec(query)]
        if kind is Kept.SOUND:
            with_sound = self._recordings.kept()
            found = [one for one in found if one.id in with_sound]
        return found

    def erase_child(self, student_id: str, at: datetime, made_by: str, copies_until: datetime) -> Certificate:
        """Erase a child and all that belongs to it. KeyError for no such child; Refused while a hold keeps it.

        copies_until: when the copies that were made before are gone too.
        """
        with self._order:
            with self._teacher.write() as session:
                if session.get(StudentRow, student_id) is None:
                    raise KeyError(student_id)
                hold = session.get(HoldRow, student_id)
                if hold is not None:
                    raise Refused(f"What is kept about this child is on hold: {hold.reason}. Lift the hold first.")
                begun = self._begin(session, at, made_by, _CHILD, student_id, copies_until)
            certificate = self._erase_begun_child(begun)
        self.sweep()
        return certificate

    def erase_made_before(
        self, kind: Kept, moment: datetime, at: datetime, copies_until: datetime, spans: Sequence[Span] = ()
    ) -> Certificate | None:
        """Erase what is due, in batches between which children's seconds are kept; None when nothing was."""
        due = self.made_before(kind, moment, spans)
        if not due:
            return None
        with self._teacher.write() as session:
            begun = self._begin(session, at, RETENTION, kind.value, "", copies_until)
        for batch in _batched(due):
            with self._order:
                # Now no hold can come, and one that came meanwhile counts.
                held = {one.student_id for one in self.holds()}
                self._erase_batch(begun, kind, [one.id for one in batch if one.student_id not in held])
        with self._teacher.write() as session:
            certificate = _certify(session, begun)
        self.sweep()
        return certificate if certificate.rows else None

    def finish(self) -> list[Certificate]:
        """Take to its end what an earlier start had begun to erase, and leave nothing of it in any file."""
        with self._teacher.read() as session:
            begun = [(row.id, row.what) for row in session.exec(select(BegunErasureRow))]
            swept = session.get(FactRow, _UNSWEPT) is None
        certificates = []
        for ident, what in begun:
            if what == _CHILD:
                with self._order:
                    certificates.append(self._erase_begun_child(ident))
                continue
            # What else is due is found again; here belongs what has gone already, and the sound that was going.
            self._erase_sound(ident)
            with self._teacher.write() as session:
                done = _certify(session, ident)
            certificates += [done] if done.rows else []
        if begun or not swept:
            self.sweep()
        return certificates

    def sweep(self) -> None:
        """Nothing of what was erased is left in any file then: not in free pages, not in a log, and no lone sound."""
        # A reading that was under way when its child was erased: its sound may have come after. Sound is looked for
        # first, because a reading is there before its sound is.
        lone = self._recordings.kept()
        for batch in _batched(sorted(lone)):
            with self._teacher.read() as session:
                known = session.exec(select(ReadingRow.id).where(col(ReadingRow.id).in_(batch))).all()
            lone.difference_update(known)
        for batch in _batched(sorted(lone)):
            self._recordings.erase(batch)
        if self.rows.give_room_back():
            with self._teacher.write() as session:
                unswept = session.get(FactRow, _UNSWEPT)
                if unswept is not None:
                    session.delete(unswept)

    def certificates(self) -> list[Certificate]:
        """All certificates, the newest first."""
        with self._teacher.read() as session:
            rows = session.exec(select(CertificateRow).order_by(col(CertificateRow.seq).desc()))
            return [_certificate(row) for row in rows]

    def names(self, student_ids: Collection[str]) -> dict[str, str]:
        """What children are called, by id."""
        query = select(StudentRow.id, StudentRow.given_name, StudentRow.family_name)
        with self._teacher.read() as session:
            return {
                ident: f"{given} {family}".strip()
                for batch in _batched(sorted(student_ids))
                for ident, given, family in session.exec(query.where(col(StudentRow.id).in_(batch)))
            }

    def clock_note(self) -> ClockNote | None:
        """What is known of the clock; None before anybody looked."""
        with self._teacher.read() as session:
            fact = session.get(FactRow, _CLOCK)
            return None if fact is None else from_plain(json.loads(fact.value))

    def keep_clock_note(self, note: ClockNote) -> None:
        """Know this of the clock from now on."""
        with self._teacher.write() as session:
            session.merge(FactRow(name=_CLOCK, value=json.dumps(as_plain(note))))

    def _begin(
        self, session: Session, at: datetime, made_by: str, what: str, about: str, copies_until: datetime
    ) -> str:
        row = BegunErasureRow(
            at=at,
            made_by=made_by,
            what=what,
            about=about,
            copies_until=copies_until if self.copies.look().count else None,
        )
        session.add(row)
        return row.id

    def _erase_begun_child(self, begun: str) -> Certificate:
        with self._teacher.write_plain() as connection:
            student_id = str(connection.scalar(select(_BEGUN.c.about).where(_BEGUN.c.id == begun)))
            # Also when it is done again: what was to go then stays on the list, so that it is counted once.
            self._list_sound(connection, begun, readings_below(connection, "student", [student_id]))
        self._erase_sound(begun)
        with self._teacher.write() as session:
            connection = session.connection()
            _count(connection, begun, delete_below(connection, "student", [student_id]))
            return _certify(session, begun)

    def _erase_batch(self, begun: str, kind: Kept, ids: Sequence[str]) -> None:
        table = _ROWS[kind].__tablename__
        with self._teacher.write_plain() as connection:
            readings = ids if kind is Kept.SOUND else readings_below(connection, str(table), ids)
            self._list_sound(connection, begun, readings)
        self._erase_sound(begun)
        if kind is not Kept.SOUND:
            with self._teacher.write_plain() as connection:
                _count(connection, begun, delete_below(connection, str(table), ids))

    def _list_sound(self, connection: Connection, begun: str, readings: Sequence[str]) -> None:
        listed = json.loads(connection.scalar(select(_BEGUN.c.sound).where(_BEGUN.c.id == begun)) or "[]")
        going = sorted({*listed, *self._recordings.kept().intersection(readings)})
        connection.execute(update(_BEGUN).where(_BEGUN.c.id == begun).values(sound=json.dumps(going)))

    def _erase_sound(self, begun: str) -> None:
        """Erase the sound that is listed, then count it."""
        with self._teacher.read_plain() as connection:
            going = json.loads(connection.scalar(select(_BEGUN.c.sound).where(_BEGUN.c.id == begun)) or "[]")
        for batch in _batched(going):
            self._recordings.erase(batch)
        with self._teacher.write_plain() as connection:
            _count(connection, begun, {"recording": len(going)})
            connection.execute(update(_BEGUN).where(_BEGUN.c.id == begun).values(sound="[]"))


def _batched(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    """In pieces that one transaction takes in its stride."""
    return (ids[start : start + _BATCH] for start in range(0, len(ids), _BATCH))


def _count(connection: Connection, begun: str, gone: Mapping[str, int]) -> None:
    """Add to what an erasure has taken away."""
    before = json.loads(connection.scalar(select(_BEGUN.c.rows).where(_BEGUN.c.id == begun)) or "{}")
    rows = json.dumps(+(Counter(before) + Counter(gone)), sort_keys=True)
    connection.execute(update(_BEGUN).where(_BEGUN.c.id == begun).values(rows=rows))


def _certify(session: Session, begun: str) -> Certificate:
    """Turn what was begun into a certificate; without one where nothing has gone."""
    row = session.get_one(BegunErasureRow, begun)
    session.refresh(row)
    done = CertificateRow(
        at=row.at,
        made_by=row.made_by,
        what=row.what,
        about=row.about,
        rows=row.rows,
        copies_until=row.copies_until,
    )
    certificate = _certificate(done)
    if certificate.rows:
        session.add(done)
        session.merge(FactRow(name=_UNSWEPT, value="1"))
    session.delete(row)
    return certificate


def _certificate(row: CertificateRow) -> Certificate:
    return Certificate(row.id, row.at, row.made_by, row.what, row.about, json.loads(row.rows), row.copies_until)
