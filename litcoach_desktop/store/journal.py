"""The log of who did what at the teacher's side: written by every deed, read by the manager, never changed."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from litcoach_desktop.domain.accounts import LogLine
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import AuditRow, ClassRow, ReadingRow, StudentRow

_BATCH = 500


class Journal:
    """Over teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def note(self, who: str, what: str, about: Iterable[str] = ()) -> None:
        """Write down a deed. about: ids of children, classes or readings, or a name; one line for each."""
        with self._database.write() as session:
            for one in about or ("",):
                self.add(session, who, what, one)

    def add(self, session: Session, who: str, what: str, about: str = "") -> None:
        """Write down a deed in the transaction that does it."""
        session.add(AuditRow(at=self._clock.now(), who=who, what=what, about=about))

    def lines(self, limit: int) -> list[LogLine]:
        """The last deeds, the newest first. What was erased since has no name any more."""
        with self._database.read() as session:
            rows = session.exec(select(AuditRow).order_by(col(AuditRow.seq).desc()).limit(limit)).all()
            names = _names(session, {row.about for row in rows if row.about})
            return [LogLine(row.at, row.who, row.what, names.get(row.about, row.about)) for row in rows]


def _names(session: Session, abouts: set[str]) -> dict[str, str]:
    """The names of children, of classes, and of the children of readings, by the ids that stand in the log."""
    found: dict[str, str] = {}
    wanted = sorted(abouts)
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        found.update(session.exec(select(ClassRow.id, ClassRow.name).where(col(ClassRow.id).in_(batch))).all())
        children = select(StudentRow.id, StudentRow.given_name, StudentRow.family_name)
        for ident, given, family in session.exec(children.where(col(StudentRow.id).in_(batch))):
            found[ident] = f"{given} {family}".strip()
        readers = select(ReadingRow.id, StudentRow.given_name, StudentRow.family_name).join(StudentRow)
        for ident, given, family in session.exec(readers.where(col(ReadingRow.id).in_(batch))):
            found[ident] = f"{given} {family}".strip()
    return found
