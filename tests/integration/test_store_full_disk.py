"""A full disk, made in every way that this machine allows: what was kept stays, and there is a sentence.

Limiting the pages of the database works everywhere, limiting the size of files on POSIX; a small disk of memory
is the real thing, and needs the right to mount it.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import Key, obtain_key
from litcoach_desktop.store.migrations import Migration, migrate
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.schema import RECORDINGS, TEACHER
from tests.fakes.clock import FakeClock

ROOM_BYTES = 2 * 2**20
KEY = Key(bytes(32), "file")
Limit = Callable[[Path], AbstractContextManager[None]]


def second(number: int) -> Samples:
    return np.random.default_rng(number).integers(-9_000, 9_000, 16_000).astype(np.int16)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM_BYTES}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


@contextmanager
def small_files(folder: Path, room_bytes: int = ROOM_BYTES) -> Iterator[None]:
    import resource

    folder.mkdir(exist_ok=True)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def may_mount() -> bool:
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", folder], capture_output=True, check=False)
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return tried.returncode == 0


@contextmanager
def no_room_left(folder: Path, limit: Limit) -> Iterator[None]:
    """Inside, nothing more can be written to the folder; afterwards it can."""
    if limit is small_files:
        with small_files(folder, 0):
            yield
        return
    filler = folder / "filler"
    fill(filler)
    yield
    filler.unlink()


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4_096))


def append_until_full(recordings: RecordingRepository) -> tuple[int, StorageProblem]:
    """How many seconds could be kept, and what was said then."""
    for number in range(200):
        try:
            recordings.append("r", number, second(number))
        except StorageProblem as problem:
            return number, problem
    raise AssertionError("the disk was never full")


LIMITS = ([small_disk] if may_mount() else []) + ([small_files] if os.name == "posix" else [])


@pytest.mark.parametrize("limit", LIMITS)
def test_recording_stops_with_a_sentence_and_keeps_what_it_has(tmp_path: Path, limit: Limit) -> None:
    folder = tmp_path / "data"
    with limit(folder):
        databases = open_databases(folder, KEY, FakeClock())
        databases.readings.begin(
            reading_id="r",
            student_id=None,
            text_id="t",
            text_title="T",
            passage_text="A b.",
            protocol="cbm",
            started_at=datetime(2026, 10, 5, tzinfo=UTC),
        )
        databases.recordings.begin("r")
        kept, problem = append_until_full(databases.recordings)
        assert "full" in problem.happened
        assert "Make room on the disk" in problem.remedy
        assert kept > 10
        # It does not get better by itself, and does not get worse either.
        for _ in range(5):
            with pytest.raises(StorageProblem):
                databases.recordings.append("r", kept, second(kept))
        assert databases.recordings.seconds("r") == kept
        # Turning it into a FLAC needs room as well: refused, and nothing of the seconds is lost.
        with pytest.raises(StorageProblem):
            databases.recordings.compress("r")
        expected = np.concatenate([second(number) for number in range(kept)])
        assert np.array_equal(databases.recordings.samples("r"), expected)
        databases.close()
        with open_databases(folder, KEY, FakeClock()) as databases:
            assert np.array_equal(databases.recordings.samples("r"), expected)
            assert [stored.id for stored in databases.readings.interrupted()] == ["r"]
        integrity(folder / "recordings.db")


@pytest.mark.parametrize("limit", LIMITS)
def test_a_first_start_on_a_full_disk_is_a_sentence_and_the_next_one_works(tmp_path: Path, limit: Limit) -> None:
    folder = tmp_path / "data"
    with limit(folder):
        key = obtain_key(folder, create=True, portable=True)
        with no_room_left(folder, limit), pytest.raises(StorageProblem, match="full"):
            open_databases(folder, key, FakeClock())
        open_databases(folder, key, FakeClock()).close()


@pytest.mark.parametrize("limit", LIMITS)
def test_a_key_that_finds_no_room_is_not_half_kept(tmp_path: Path, limit: Limit) -> None:
    folder = tmp_path / "data"
    with limit(folder):
        with no_room_left(folder, limit), pytest.raises(StorageProblem, match="full"):
            obtain_key(folder, create=True, portable=True)
        key = obtain_key(folder, create=True, portable=True)
        assert obtain_key(folder, create=False) == key


def test_when_there_is_room_again_recording_goes_on(tmp_path: Path) -> None:
    database = Database(tmp_path / "recordings.db", KEY.raw)
    migrate(database, RECORDINGS)
    recordings = RecordingRepository(database)
    recordings.begin("r")
    limit_pages(database, 100)
    kept, _problem = append_until_full(recordings)
    assert 0 < kept < 20
    limit_pages(database, 1_000_000)
    recordings.append("r", kept, second(kept))
    assert recordings.seconds("r") == kept + 1
    recordings.compress("r")
    assert np.array_equal(recordings.samples("r"), np.concatenate([second(number) for number in range(kept + 1)]))
    database.close()
    integrity(database.path)


def test_a_verdict_that_finds_no_room_is_not_half_kept(tmp_path: Path) -> None:
    with open_databases(tmp_path, KEY, FakeClock()) as databases:
        databases.readings.begin(
            reading_id="r",
            student_id=None,
            text_id="t",
            text_title="T",
            passage_text="A b.",
            protocol="cbm",
            started_at=datetime(2026, 10, 5, tzinfo=UTC),
        )
        limit_pages(databases.readings._database, 1)
        noise = "".join(map(str, np.random.default_rng(1).integers(0, 10**9, 9_000)))
        with pytest.raises(StorageProblem):
            databases.readings.finish("r", ReadingEvents((), engine=noise), None)
        assert [stored.id for stored in databases.readings.interrupted()] == ["r"]
        assert databases.readings.get("r").events is None


@pytest.mark.parametrize("limit", LIMITS)
def test_a_migration_without_room_for_its_copy_is_not_begun(tmp_path: Path, limit: Limit) -> None:
    folder = tmp_path / "data"
    later = Migration("0900 a motto", ("CREATE TABLE motto (id INTEGER NOT NULL PRIMARY KEY) STRICT",))
    with limit(folder):
        database = Database(folder / "teacher.db", KEY.raw)
        migrate(database, TEACHER)
        with no_room_left(folder, limit), pytest.raises(StorageProblem, match="full"):
            migrate(database, (*TEACHER, later))
        assert list((folder / "backups").iterdir()) == []
        migrate(database, (*TEACHER, later))
        assert len(list((folder / "backups").iterdir())) == 1
        database.close()
        integrity(database.path)


def limit_pages(database: Database, pages: int) -> None:
    """No more pages than these for the one connection that a single thread uses."""
    with database.outside_transactions() as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}").close()


def integrity(path: Path) -> None:
    database = Database(path, KEY.raw)
    with database.outside_transactions() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    database.close()
