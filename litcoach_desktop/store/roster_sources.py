"""The lists that were imported before: their names, and what each has brought."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from litcoach_desktop.domain.rostering.sources import Familiar, Source, folded_name
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.enrolment_tables import EnrolmentRow
from litcoach_desktop.store.roster_source_tables import RosterSourceRow
from litcoach_desktop.store.roster_tables import ChildSourceRow, ClassSourceRow
from litcoach_desktop.store.tables import StudentRow


class RosterSources:
    """In teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_family(self, family: str) -> list[Source]:
        """The lists of one form, by name."""
        query = select(RosterSourceRow).where(col(RosterSourceRow.family) == family)
        with self._database.read() as session:
            found = [Source(row.id, row.family, row.name, row.shape) for row in session.exec(query)]
        return sorted(found, key=lambda one: (one.name.casefold(), one.id))

    def classes(self, source_id: str) -> frozenset[str]:
        """The ids of the classes that a list has brought."""
        query = select(ClassSourceRow.class_id).where(col(ClassSourceRow.source) == source_id)
        with self._database.read() as session:
            return frozenset(session.exec(query))

    def familiar(self, source_ids: Iterable[str]) -> dict[str, Familiar]:
        """What each of these lists has brought."""
        with self._database.read() as session:
            return {ident: _familiar(session, ident) for ident in source_ids}


def _familiar(session: Session, source: str) -> Familiar:
    # As plain columns: a district's children are looked through before anything is shown.
    children = (
        select(ChildSourceRow.source_id, StudentRow.id, StudentRow.given_name, StudentRow.family_name)
        .join(StudentRow)
        .where(col(ChildSourceRow.source) == source)
    )
    rooms = (
        select(EnrolmentRow.student_id, ClassSourceRow.source_id)
        .join(ClassSourceRow, col(ClassSourceRow.class_id) == col(EnrolmentRow.class_id))
        .where(col(ClassSourceRow.source) == source)
    )
    names = {}
    by_id = set()
    for source_id, ident, given, family in session.exec(children):
        names[ident] = folded_name(given, family)
        by_id.add((source_id, names[ident]))
    by_class = {(room, names[ident]) for ident, room in session.exec(rooms) if ident in names}
    return Familiar(frozenset(by_id), frozenset(by_class))
