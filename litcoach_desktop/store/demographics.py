"""Demographics: what is said of children, how groups of them read, and erasing all of it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert
from sqlmodel import Session, col, select

from litcoach_desktop.domain.rostering.demographics import Demographics, Trait
from litcoach_desktop.store.demographic_tables import DemographicRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasure_tables import CertificateRow
from litcoach_desktop.store.identifiers import new_id

WHAT = "demographics"
"""What a certificate calls them."""
_BATCH = 400
_READ = (
    # Of each child: readings, those that could not be scored, words nobody is sure of, words of reviewed readings that
    # a person said were right after all, and reviewed readings.
    "SELECT reading.student_id, count(*), sum(state = 'unscored'), sum(doubtful_words),"
    " (SELECT count(DISTINCT mark.reading_id || ':' || word) FROM mark JOIN reading AS theirs"
    "  ON theirs.id = mark.reading_id WHERE theirs.student_id = reading.student_id AND theirs.started_at >= ?1"
    "  AND status = 'correct'),"
    " (SELECT count(DISTINCT review.reading_id) FROM review JOIN reading AS theirs"
    "  ON theirs.id = review.reading_id WHERE theirs.student_id = reading.student_id AND theirs.started_at >= ?1)"
    " FROM reading JOIN demographic ON demographic.student_id = reading.student_id"
    " WHERE started_at >= ?1 AND state IN ('judged', 'unscored') GROUP BY reading.student_id"
)


@dataclass(frozen=True, slots=True)
class HeardOf:
    """How the readings of one child were heard. put_right: words that a person said were right after all."""

    readings: int
    unscored: int
    doubtful: int
    put_right: int
    reviewed: int


class DemographicRepository:
    """In teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(self) -> int:
        """Of how many children anything is kept."""
        with self._database.read() as session:
            return session.exec(select(func.count()).select_from(DemographicRow)).one()

    def everybody(self) -> dict[str, Demographics]:
        """What is kept, by the children's ids."""
        with self._database.read() as session:
            return known_of(session)

    def heard(self, since: datetime) -> dict[str, HeardOf]:
        """How the children's readings since then were heard; children without one, or of whom nothing is kept, not."""
        micros = int(since.timestamp() * 1_000_000)
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_READ, (micros,))
            return {ident: HeardOf(*map(int, figures)) for ident, *figures in rows}

    def erase(self, at: datetime, made_by: str, copies_until: datetime) -> int:
        """Erase all of it, also what imports remember, with a certificate; of how many children there was anything."""
        with self._database.write() as session:
            gone = session.exec(delete(DemographicRow)).rowcount
            session.connection().exec_driver_sql(
                "UPDATE child_before_import SET before = json_remove(before, '$.demographics')"
                " WHERE json_type(before, '$.demographics') IS NOT NULL"
            )
            if gone:
                session.add(
                    CertificateRow(
                        id=new_id(),
                        at=at,
                        made_by=made_by,
                        what=WHAT,
                        about="",
                        rows=json.dumps({"demographic": gone}),
                        copies_until=copies_until,
                    )
                )
        self._database.give_room_back()
        return gone


def known_of(session: Session) -> dict[str, Demographics]:
    """What is kept, by the children's ids."""
    table = DemographicRow.metadata.tables["demographic"]
    # As plain columns: as objects, a district's children would take ten times as long.
    rows = session.execute(table.select())
    return {
        ident: Demographics(
            tuple((trait, value) for trait, value in zip(Trait, values, strict=True) if value is not None)
        )
        for ident, *values in rows
    }


def put_demographics(session: Session, said: Mapping[str, Demographics | None]) -> None:
    """What is said of these children from now on, in the place of what was said before; None: nothing."""
    ids = list(said)
    for start in range(0, len(ids), _BATCH):
        gone = delete(DemographicRow).where(col(DemographicRow.student_id).in_(ids[start : start + _BATCH]))
        session.exec(gone, execution_options={"synchronize_session": False})
    rows = [
        {"student_id": ident, **{trait.value: one.get(trait) for trait in Trait}}
        for ident, one in said.items()
        if one is not None
    ]
    if rows:
        session.execute(insert(DemographicRow), rows)


def as_plain(one: Demographics) -> dict[str, str]:
    """To be remembered as JSON."""
    return {trait.value: value for trait, value in one.values}


def from_plain(remembered: Mapping[str, str]) -> Demographics:
    """What `as_plain` made."""
    return Demographics(tuple((trait, remembered[trait.value]) for trait in Trait if trait.value in remembered))
