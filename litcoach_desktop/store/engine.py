"""One encrypted database file: its connections, its one writer, and its transactions."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2
from sqlmodel import Session

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.store.problems import problem_of

# The lanes have seven threads that may read or write, and the window's thread may ask for a list.
_CONNECTIONS = 8
_BUSY_TIMEOUT_MS = 5_000
# After a checkpoint a long recording's log is cut back to this, so that it does not keep the disk's room.
_LOG_SIZE_LIMIT = 8 * 2**20
# SQLCipher 4's own; cipher_compatibility = 4 fixes it.
_PAGE_BYTES = 4096


class Database:
    """A SQLite file, encrypted with SQLCipher when it has a key.

    Safe to use from several threads: readers see a snapshot (WAL), writers queue up behind one lock. Every
    method may raise StorageProblem (disk full, not writable) or SchemaProblem (damaged).
    """

    def __init__(self, path: Path, raw_key: bytes | None) -> None:
        self.path = path
        self._raw_key = raw_key
        self._writer = threading.Lock()
        self._closed = False
        self._engine: Engine = create_engine(
            "sqlite+pysqlite://",
            module=dbapi2,
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=_CONNECTIONS,
            # A connection moves between the lanes' threads, but never serves two at once.
            pool_reset_on_return="rollback",
            # An error message must not carry a child's name into the log.
            hide_parameters=True,
        )
        event.listen(self._engine, "begin", _begin)
        self._immediate = self._engine.execution_options(litcoach_begin="BEGIN IMMEDIATE")

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session over one snapshot. Nothing that it changes is kept."""
        with self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def read_plain(self) -> Iterator[Connection]:
        """One snapshot like `read`, without the mapping to tables: for what is asked at every key press."""
        with self._translated(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session in one transaction: committed, and durably so, when the block ends; rolled back if it raises."""
        with self._writer, self._translated(), Session(self._immediate) as session:
            yield session
            session.commit()

    @contextmanager
    def write_plain(self) -> Iterator[Connection]:
        """A transaction like `write`, without the mapping to tables: for migrations."""
        with self._writer, self._translated(), self._immediate.begin() as connection:
            yield connection

    @contextmanager
    def outside_transactions(self) -> Iterator[Any]:
        """The driver's own connection in autocommit, for what SQLite refuses inside a transaction."""
        with self._writer, self._translated(), closing(self._engine.raw_connection()) as pooled:
            yield pooled.driver_connection

    def give_room_back(self) -> bool:
        """Give the disk back what was erased, and empty the log, so that it is in neither of the files.

        False when somebody who still reads kept the log from being emptied.
        """
        with self.outside_transactions() as connection:
            connection.execute("PRAGMA incremental_vacuum").fetchall()
            ((busy, _pages, _moved),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return not busy

    def pages_that_fit(self) -> int:
        """How many pages of an encrypted file were written with our key and are whole: each carries a proof."""
        connection = dbapi2.connect(str(self.path), isolation_level=None)
        with closing(connection):
            for statement in self._key_pragmas():
                connection.execute(statement).close()
            with closing(connection.execute("PRAGMA cipher_integrity_check")) as answer:
                failures = answer.fetchall()
        return self.path.stat().st_size // _PAGE_BYTES - len(failures)

    def close(self) -> None:
        """Fold the log into the file and let it go. Whoever comes later gets a RuntimeError.

        A transaction that is under way is waited for, but not for ever: a job that hangs must not keep the
        program open.
        """
        waited = self._writer.acquire(timeout=_BUSY_TIMEOUT_MS / 1_000)
        self._closed = True
        self._engine.dispose()
        if waited:
            self._writer.release()

    def _connect(self) -> Any:
        # A late job must not open the file again: the folder may by then be another litcoach's.
        if self._closed:
            raise RuntimeError(f"{self.path.name} is closed")
        # SQLAlchemy begins and ends transactions itself; the driver's own guesses would come in between.
        connection = dbapi2.connect(str(self.path), isolation_level=None, check_same_thread=False)
        try:
            for statement in self._pragmas():
                connection.execute(statement).close()
        except BaseException:
            connection.close()
            raise
        return connection

    def _key_pragmas(self) -> Iterator[str]:
        if self._raw_key is None:
            return
        # SQLCipher writes its own complaints to stderr; ours are the exceptions.
        yield "PRAGMA cipher_log_level = NONE"
        # Raw: the key is 256 random bits, so there is nothing that a slow derivation could add.
        yield f"PRAGMA key = \"x'{self._raw_key.hex()}'\""
        yield "PRAGMA cipher_compatibility = 4"
        # On, SQLCipher locks and wipes each allocation, which costs much and protects little here: the key
        # and the rows are Python objects anyway, which nobody can wipe.
        yield "PRAGMA cipher_memory_security = OFF"

    def _pragmas(self) -> Iterator[str]:
        yield from self._key_pragmas()
        yield f"PRAGMA busy_timeout = {_BUSY_TIMEOUT_MS}"
        # Sorting in temporary files would write rows to the disk in clear.
        yield "PRAGMA temp_store = MEMORY"
        if not self.path.exists() or self.path.stat().st_size == 0:
            # Lets room be given back when recordings are erased. Can be chosen for a new file only; said again
            # later, it would write to a file that may yet have to be refused.
            yield "PRAGMA auto_vacuum = INCREMENTAL"
        yield "PRAGMA journal_mode = WAL"
        # Each commit waits for the disk: acknowledged means kept, through a power cut too.
        yield "PRAGMA synchronous = FULL"
        yield "PRAGMA foreign_keys = ON"
        # What is erased is overwritten, so that it is gone even for one who has the key.
        yield "PRAGMA secure_delete = ON"
        yield f"PRAGMA journal_size_limit = {_LOG_SIZE_LIMIT}"
        yield "PRAGMA trusted_schema = OFF"

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, dbapi2.Error) as error:
            problem = self.problem_of(error)
            if problem is None:
                raise
            raise problem from error

    def problem_of(self, error: Exception) -> EnvironmentProblem | None:
        """The sentence for an exception of this database; None for a bug."""
        cause = error.orig if isinstance(error, DBAPIError) else error
        return problem_of(cause, self.path)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(options.get("litcoach_begin", "BEGIN"))
