"""The databases of a data folder: opened together, held by one litcoach, closed together."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from litcoach_desktop.domain.errors import KeyProblem, SchemaProblem, StorageProblem
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.aims import AimRepository
from litcoach_desktop.store.assignments import AssignmentRepository
from litcoach_desktop.store.class_teachers import ClassTeachers
from litcoach_desktop.store.content import TextRepository, open_content
from litcoach_desktop.store.content_index import LibraryIndex
from litcoach_desktop.store.demographics import DemographicRepository
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasures import ErasureRepository
from litcoach_desktop.store.groups import GroupRepository
from litcoach_desktop.store.growth import GrowthRepository
from litcoach_desktop.store.journal import Journal
from litcoach_desktop.store.judgements import TeacherJudgementRepository
from litcoach_desktop.store.keys import Key
from litcoach_desktop.store.migrations import Migration, migrate
from litcoach_desktop.store.page_looks import PageLookRepository
from litcoach_desktop.store.problems import damaged, disk_full, not_writable
from litcoach_desktop.store.readings import ReadingRepository
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.reviews import ReviewRepository
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.roster_import import RosterImportRepository
from litcoach_desktop.store.roster_sources import RosterSources
from litcoach_desktop.store.schema import RECORDINGS, TEACHER
from litcoach_desktop.store.talks import TalkRepository
from litcoach_desktop.store.writings import WritingRepository

INSTANCE_LOCK = "litcoach.lock"
# Reading a file of this size through takes a fraction of a second.
_SMALL_BYTES = 32 * 2**20


class Databases:
    """The databases of one folder, and the repositories over them. Safe to use from several threads."""

    def __init__(
        self, teacher: Database, recordings: Database, content: Database, clock: Clock, resources: ExitStack
    ) -> None:
        self.roster = RosterRepository(teacher)
        self.readings = ReadingRepository(teacher)
        self.recordings = RecordingRepository(recordings)
        self.page_looks = PageLookRepository(teacher)
        self.judgements = TeacherJudgementRepository(teacher)
        self.talks = TalkRepository(teacher)
        self.writings = WritingRepository(teacher)
        self.growth = GrowthRepository(teacher)
        self.aims = AimRepository(teacher)
        self.assignments = AssignmentRepository(teacher)
        self.groups = GroupRepository(teacher)
        self.demographics = DemographicRepository(teacher)
        self.reviews = ReviewRepository(teacher)
        self.roster_imports = RosterImportRepository(teacher)
        self.roster_sources = RosterSources(teacher)
        self.erasures = ErasureRepository(teacher, self.recordings)
        self.journal = Journal(teacher, clock)
        self.accounts = AccountRepository(teacher, clock, self.journal)
        self.class_teachers = ClassTeachers(teacher)
        self.texts = TextRepository(content)
        self.library_index = LibraryIndex(content)
        self._resources = resources

    def close(self) -> None:
        """Fold the logs into the files and let the folder go. May be called twice."""
        self._resources.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_databases(data_dir: Path, key: Key, clock: Clock) -> Databases:
    """Open the folder's databases, made or migrated where needed, and hold the folder until `close`.

    Raises StorageProblem (another litcoach holds the folder, disk full, not writable), KeyProblem (the key does
    not fit), SchemaProblem (damaged, or written by a newer litcoach); nothing is changed then.
    """
    with ExitStack() as resources:
        try:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Not bound to a thread: the folder may be closed by another one than opened it.
            resources.enter_context(FileLock(data_dir / INSTANCE_LOCK, blocking=False, thread_local=False))
            teacher = _opened(data_dir / "teacher.db", key, TEACHER, resources)
            # The finished recordings may be gigabytes; what a crash could have touched are the seconds.
            recordings = _opened(data_dir / "recordings.db", key, RECORDINGS, resources, only="second")
            content = open_content(data_dir / "content.db")
            resources.callback(content.close)
        except Timeout as error:
            raise StorageProblem(
                f"Another litcoach is using the folder {data_dir}.",
                "Nothing was changed.",
                "Use the litcoach that is open already, or close it and try again.",
            ) from error
        except PermissionError as error:
            raise not_writable(data_dir) from error
        except OSError as error:
            raise disk_full(data_dir / "teacher.db") from error
        return Databases(teacher, recordings, content, clock, resources.pop_all())


def _opened(
    path: Path, key: Key, migrations: Sequence[Migration], resources: ExitStack, *, only: str | None = None
) -> Database:
    size = path.stat().st_size if path.exists() else 0
    log = path.with_name(f"{path.name}-wal")
    # SQLite removes the log when it closes, so a log that is there tells of a crash or a power cut.
    crashed = log.exists() and log.stat().st_size > 0
    database = Database(path, key.raw)
    resources.callback(database.close)
    if size:
        _need_fitting_key(database)
        # A large file is not read through, which would take long; SQLCipher proves each page when it is read, so
        # that no damage is ever taken for data.
        if size < _SMALL_BYTES or (crashed and only is not None):
            _need_whole(database, only)
    migrate(database, migrations)
    return database


def _need_fitting_key(database: Database) -> None:
    """Raise KeyProblem for another computer's file, SchemaProblem for a damaged one of ours."""
    try:
        with database.outside_transactions() as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").close()
    except SchemaProblem as problem:
        if database.pages_that_fit() > 0:
            raise
        raise KeyProblem(
            f"The key of this computer does not open {database.path.name}.",
            "The file comes from another computer or another user, or its beginning is damaged. It was left as it is.",
            f"Put back the whole folder {database.path.parent} from one backup, with its key.",
        ) from problem


def _need_whole(database: Database, only: str | None) -> None:
    with database.outside_transactions() as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        if only is not None and only not in tables:
            return
        verdict = connection.execute(f"PRAGMA quick_check({only or 1})").fetchall()
    if verdict != [("ok",)]:
        raise damaged(database.path)
