"""Brings a database from whatever older schema it has to today's: named steps, a copy first, a newer one refused."""

import logging
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.problems import BACKUPS, damaged, disk_full, written_by_newer

_JOURNAL = (
    "CREATE TABLE IF NOT EXISTS migration ("
    " place INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied_at TEXT NOT NULL) STRICT"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step forward. name: unique for ever. statements: run in one transaction with the note that they ran."""

    name: str
    statements: tuple[str, ...]


def migrate(database: Database, migrations: Sequence[Migration]) -> Path | None:
    """Run the migrations that the database does not have yet.

    Returns the copy that was made first, None when there was nothing to lose. Each migration is a transaction:
    a process that dies in between leaves a database that the next start takes further. Raises SchemaProblem
    when the database knows a migration that we do not, StorageProblem when there is no room for the copy.
    """
    applied = _applied(database)
    known = [migration.name for migration in migrations]
    if applied != known[: len(applied)]:
        unknown = next((name for name in applied if name not in known), applied[-1])
        raise written_by_newer(database.path, unknown)
    pending = migrations[len(applied) :]
    if not pending:
        return None
    copy = back_up(database) if applied else None
    for place, migration in enumerate(pending, start=len(applied)):
        with database.write_plain() as connection:
            connection.exec_driver_sql(_JOURNAL)
            for statement in migration.statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                "INSERT INTO migration (place, name, applied_at) VALUES (?, ?, ?)",
                (place, migration.name, datetime.now(UTC).isoformat(timespec="seconds")),
            )
        _log.info("%s: migration %r done", database.path.name, migration.name)
    return copy


def back_up(database: Database) -> Path:
    """Copy the database, under the same key, into the folder `backups` beside it; the copy is read through once."""
    folder = database.path.parent / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    copy = folder / f"{database.path.stem}-{stamp}{database.path.suffix}"
    if shutil.disk_usage(folder).free < 2 * database.path.stat().st_size:
        raise disk_full(copy)
    unfinished = copy.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    try:
        # SQLCipher encrypts the new file with the connection's own key.
        with database.outside_transactions() as connection:
            connection.execute("VACUUM INTO ?", (str(unfinished),)).close()
        check_whole(database, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(copy)
    finally:
        unfinished.unlink(missing_ok=True)
    return copy


def check_whole(database: Database, copy: Path) -> None:
    """Read every page of a copy of the database. Raises SchemaProblem when one is damaged."""
    with database.outside_transactions() as connection:
        connection.execute("ATTACH DATABASE ? AS copy", (str(copy),)).close()
        try:
            verdict = connection.execute("PRAGMA copy.quick_check(1)").fetchall()
        finally:
            connection.execute("DETACH DATABASE copy").close()
    if verdict != [("ok",)]:
        raise damaged(copy)


def _applied(database: Database) -> list[str]:
    """The names of the migrations that ran, in order; none for a new file."""
    with database.outside_transactions() as connection:
        try:
            return [name for (name,) in connection.execute("SELECT name FROM migration ORDER BY place").fetchall()]
        except dbapi2.OperationalError as error:
            if "no such table" not in str(error):
                raise
            ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    if tables:
        # Tables without our journal: no litcoach wrote this.
        raise damaged(database.path)
    return []
