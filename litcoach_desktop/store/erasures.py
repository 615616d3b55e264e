"""Erasing: what is due, what a hold keeps, the rows themselves, the copies, and the certificates of it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from litcoach_desktop.domain.retention import Certificate, Copies, Hold, Kept
from litcoach_desktop.store.child_rows import ChildRows
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasure_tables import CertificateRow, HoldRow
from litcoach_desktop.store.problems import BACKUPS
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.tables import ReadingRow, StudentRow
from litcoach_desktop.store.talk_tables import AlertStepRow, MessageRow, TalkRow
from litcoach_desktop.store.writing_tables import WritingRow

_CHILD = "child"
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
    """Over teacher.db, recordings.db and the copies beside them. Every call may raise StorageProblem."""

    def __init__(self, teacher: Database, recordings: RecordingRepository) -> None:
        self.rows = ChildRows(teacher, recordings)
        self._teacher = teacher
        self._recordings = recordings

    def hold(self, hold: Hold) -> None:
        """Keep all that there is about a child; KeyError for no such child."""
        with self._teacher.write() as session:
            if session.get(StudentRow, hold.student_id) is None:
                raise KeyError(hold.student_id)
            session.merge(
                HoldRow(student_id=hold.student_id, since=hold.since, made_by=hold.made_by, reason=hold.reason)
            )

    def lift(self, student_id: str) -> None:
        """End the hold on a child; nothing happens without one."""
        with self._teacher.write() as session:
            row = session.get(HoldRow, student_id)
            if row is not None:
                session.delete(row)

    def holds(self) -> list[Hold]:
        """All holds, the oldest first."""
        with self._teacher.read() as session:
            rows = session.exec(select(HoldRow).order_by(col(HoldRow.since)))
            return [Hold(row.student_id, row.since, row.made_by, row.reason) for row in rows]

    def made_before(self, kind: Kept, moment: datetime) -> list[tuple[str, datetime]]:
        """The ids of what was made before then and no hold covers, with when it was made, the oldest first."""
        held = select(HoldRow.student_id)
        table = _ROWS[kind]
        query = (
            select(table.id, table.started_at)
            .where(
                col(table.started_at) < moment,
                col(table.student_id).is_(None) | col(table.student_id).not_in(held),
            )
            .order_by(col(table.started_at))
        )
        if kind is Kept.TALKS:
            query = query.where(col(TalkRow.id).not_in(_UNSETTLED))
        with self._teacher.read() as session:
            found = list(session.exec(query).all())
        if kind is Kept.SOUND:
            with_sound = self._recordings.kept()
            return [one for one in found if one[0] in with_sound]
        return found

    def erase_child(self, student_id: str, at: datetime, made_by: str, backup_days: int) -> Certificate:
        """Erase a child and all that belongs to it; KeyError for no such child."""
        with self._teacher.read() as session:
            if session.get(StudentRow, student_id) is None:
                raise KeyError(student_id)
        gone = self.rows.erase("student", [student_id])
        self.rows.give_room_back()
        return self._certify(at, made_by, _CHILD, student_id, gone, backup_days)

    def erase_made_before(self, kind: Kept, moment: datetime, at: datetime, backup_days: int) -> Certificate | None:
        """Erase what is due; None when nothing was."""
        ids = [one for one, _made in self.made_before(kind, moment)]
        if not ids:
            return None
        gone: Counter[str] = Counter()
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            if kind is Kept.SOUND:
                gone["recording"] += self.rows.erase_sound(batch)
            else:
                gone.update(self.rows.erase(_ROWS[kind].__tablename__, batch))
        self.rows.give_room_back()
        return self._certify(at, "retention", kind.value, "", gone, backup_days)

    def certificates(self) -> list[Certificate]:
        """All certificates, the newest first."""
        with self._teacher.read() as session:
            rows = session.exec(select(CertificateRow).order_by(col(CertificateRow.seq).desc()))
            return [_certificate(row) for row in rows]

    def erase_copies(self, made_before: datetime) -> int:
        """Erase copies of the databases that were made before then; how many."""
        old = [copy for copy in self._copies() if copy.stat().st_mtime < made_before.timestamp()]
        for copy in old:
            copy.unlink(missing_ok=True)
        return len(old)

    def copies(self) -> Copies:
        """What there is of copies. One that goes while it is looked at is not there."""
        seen = []
        for copy in self._copies():
            with suppress(FileNotFoundError):
                seen.append(copy.stat())
        newest = max((one.st_mtime for one in seen), default=None)
        return Copies(
            count=len(seen),
            newest=None if newest is None else datetime.fromtimestamp(newest, UTC),
            size=sum(one.st_size for one in seen),
            folder=str(self._teacher.path.parent / BACKUPS),
        )

    def _copies(self) -> Sequence[Path]:
        return sorted((self._teacher.path.parent / BACKUPS).glob("*.db"))

    def _certify(
        self, at: datetime, made_by: str, what: str, about: str, gone: Mapping[str, int], backup_days: int
    ) -> Certificate:
        row = CertificateRow(
            at=at,
            made_by=made_by,
            what=what,
            about=about,
            rows=json.dumps(gone, sort_keys=True),
            copies_until=at + timedelta(days=backup_days) if self._copies() else None,
        )
        certificate = _certificate(row)
        with self._teacher.write() as session:
            session.add(row)
        return certificate


def _certificate(row: CertificateRow) -> Certificate:
    return Certificate(row.id, row.at, row.made_by, row.what, row.about, json.loads(row.rows), row.copies_until)
