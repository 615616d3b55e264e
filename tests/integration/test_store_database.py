"""The files as a whole: unreadable without the key, refused when they do not fit, held by one litcoach."""

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlcipher3 import dbapi2

from litcoach_desktop.domain.errors import KeyProblem, SchemaProblem, StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import Key, obtain_key
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.schema import TEACHER
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
ENCRYPTED = ("teacher.db", "recordings.db")
A_TUNE = (np.sin(np.arange(16_000) / 9) * 9_000).astype(np.int16)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a class, a child and a reading of three seconds."""
    with open_databases(tmp_path / "data", KEY, FakeClock()) as databases:
        fill(databases)
    return tmp_path / "data"


def fill(databases: Databases) -> None:
    room = databases.roster.add_class("Klasse Regenbogen", 2)
    child = databases.roster.add_student(room.id, "Scheherazade", "Featherstonehaugh", 2)
    databases.readings.begin(
        reading_id="r1",
        student_id=child.id,
        text_id="hen",
        text_title="The Hen",
        passage_text="The hen ran up the hill.",
        protocol="cbm",
        started_at=datetime(2026, 10, 5, 9, 0, tzinfo=UTC),
    )
    databases.recordings.begin("r1")
    for second in range(3):
        databases.recordings.append("r1", second, A_TUNE)
    events = ReadingEvents((WordEvent(0, WordStatus.MISREAD, 0.1, heard="zephyr"),), engine="sphinx")
    databases.readings.finish("r1", events, None)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name.startswith(ENCRYPTED)}


def test_nothing_of_a_child_stands_on_the_disk_in_clear(tmp_path: Path) -> None:
    secrets = [b"Scheherazade", b"Featherstonehaugh", b"Regenbogen", b"hen ran up", b"The Hen", A_TUNE.tobytes()[:64]]
    with open_databases(tmp_path, KEY, FakeClock()) as databases:
        fill(databases)
        # While it is open the logs hold what was written last.
        running = contents(tmp_path)
    assert {"teacher.db-wal", "recordings.db-wal"} <= set(running)
    for name, content in [*running.items(), *contents(tmp_path).items()]:
        if not name.endswith("-shm"):
            assert not any(secret in content for secret in secrets), name
            # Not even that it is a database.
            assert b"SQLite format" not in content
            assert b"CREATE TABLE" not in content


def test_the_standard_library_cannot_open_the_files(folder: Path) -> None:
    for name in ENCRYPTED:
        connection = sqlite3.connect(folder / name)
        with pytest.raises(sqlite3.DatabaseError, match="not a database"):
            connection.execute("SELECT * FROM sqlite_master")
        connection.close()


def test_it_opens_again_with_the_key(folder: Path) -> None:
    with open_databases(folder, KEY, FakeClock()) as databases:
        (room,) = databases.roster.classes()
        (child,) = databases.roster.students(room.id)
        assert child.display_name == "Scheherazade Featherstonehaugh"
        assert np.array_equal(databases.recordings.samples("r1"), np.tile(A_TUNE, 3))


def test_another_key_is_refused_and_nothing_changes(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(KeyProblem, match=r"does not open teacher\.db"):
        open_databases(folder, Key(b"x" * 32, "file"), FakeClock())
    assert contents(folder) == before
    # The refusal has let the folder go.
    open_databases(folder, KEY, FakeClock()).close()


def test_one_file_of_another_computer_is_refused(folder: Path, tmp_path: Path) -> None:
    open_databases(tmp_path / "other", Key(b"x" * 32, "file"), FakeClock()).close()
    shutil.copy(tmp_path / "other" / "recordings.db", folder / "recordings.db")
    with pytest.raises(KeyProblem, match=r"does not open recordings\.db"):
        open_databases(folder, KEY, FakeClock())


@pytest.mark.parametrize("name", ENCRYPTED)
@pytest.mark.parametrize("place", [100, 2_000, 5_000, 9_000])
def test_a_damaged_file_is_refused_with_what_to_do_and_left_as_it_is(folder: Path, name: str, place: int) -> None:
    path = folder / name
    content = bytearray(path.read_bytes())
    content[place : place + 40] = bytes(byte ^ 0x55 for byte in content[place : place + 40])
    path.write_bytes(content)
    with pytest.raises(SchemaProblem, match="is damaged") as caught:
        open_databases(folder, KEY, FakeClock())
    assert name in caught.value.happened
    assert "left as it is" in caught.value.meaning
    assert f"Copy the folder {folder} to a safe place" in caught.value.remedy
    assert path.read_bytes() == bytes(content)


def test_a_file_cut_short_is_refused(folder: Path) -> None:
    path = folder / "teacher.db"
    path.write_bytes(path.read_bytes()[:8_192])
    with pytest.raises(SchemaProblem, match="damaged"):
        open_databases(folder, KEY, FakeClock())


def test_damage_that_shows_while_it_is_open_is_a_sentence_too(folder: Path) -> None:
    database = Database(folder / "recordings.db", KEY.raw)
    recordings = RecordingRepository(database)
    assert recordings.seconds("r1") == 3
    with database.outside_transactions() as connection:
        connection.execute("PRAGMA shrink_memory").close()
    content = database.path.read_bytes()
    with database.path.open("rb+") as file:
        file.seek(len(content) // 2)
        file.write(bytes(len(content) // 2))
    with pytest.raises(SchemaProblem, match="damaged"):
        recordings.samples("r1")
    database.close()


def test_a_second_litcoach_is_refused_until_the_first_is_closed(folder: Path) -> None:
    first = open_databases(folder, KEY, FakeClock())
    with pytest.raises(StorageProblem, match="Another litcoach is using") as caught:
        open_databases(folder, KEY, FakeClock())
    assert "close it and try again" in caught.value.remedy
    # A folder may be closed by another thread than the one that opened it, and twice.
    closer = threading.Thread(target=first.close)
    closer.start()
    closer.join()
    first.close()
    open_databases(folder, KEY, FakeClock()).close()


def test_a_job_that_comes_after_the_end_cannot_open_the_files_again(folder: Path) -> None:
    databases = open_databases(folder, KEY, FakeClock())
    databases.close()
    with pytest.raises(RuntimeError, match=r"teacher\.db is closed"):
        databases.roster.classes()
    with pytest.raises(RuntimeError, match=r"recordings\.db is closed"):
        databases.recordings.begin("late")


def test_a_folder_that_cannot_be_made_is_a_storage_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StorageProblem):
        open_databases(tmp_path / "file" / "data", KEY, FakeClock())


def test_closing_leaves_no_log_behind(folder: Path) -> None:
    assert not [path.name for path in folder.iterdir() if path.name.endswith(("-wal", "-shm"))]


def test_key_and_databases_work_together_from_the_first_start(tmp_path: Path) -> None:
    for _ in range(2):
        key = obtain_key(tmp_path / "new", create=True, portable=True)
        open_databases(tmp_path / "new", key, FakeClock()).close()
    (tmp_path / "new" / "key.json").unlink()
    with pytest.raises(KeyProblem):
        obtain_key(tmp_path / "new", create=True, portable=True)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "teacher.db", KEY.raw)
    migrate(database, TEACHER)
    yield database
    database.close()


def test_every_commit_waits_for_the_disk(database: Database) -> None:
    with database.outside_transactions() as connection:

        def value(name: str) -> object:
            ((value,),) = connection.execute(f"PRAGMA {name}").fetchall()
            return value

        assert value("journal_mode") == "wal"
        assert value("synchronous") == 2
        assert value("foreign_keys") == 1
        assert value("secure_delete") == 1
        assert value("busy_timeout") == 5_000
        assert value("temp_store") == 2
        assert str(value("cipher_version")).startswith("4.")


def test_a_block_that_raises_leaves_nothing_behind(database: Database) -> None:
    def write_half() -> None:
        with database.write_plain() as connection:
            connection.exec_driver_sql("INSERT INTO class_room VALUES ('1', 'a', 1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_half()
    with database.outside_transactions() as connection:
        assert connection.execute("SELECT * FROM class_room").fetchall() == []


def test_another_program_that_writes_for_too_long_is_a_sentence(database: Database) -> None:
    other = dbapi2.connect(str(database.path), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{KEY.raw.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with database.outside_transactions() as connection:
        connection.execute("PRAGMA busy_timeout = 10").close()
    with pytest.raises(StorageProblem, match="Another program is using"), database.write_plain():
        pass
    other.execute("ROLLBACK")
    other.close()


def test_threads_write_and_read_at_once_and_nothing_is_lost(folder: Path) -> None:
    problems: list[Exception] = []
    with open_databases(folder, KEY, FakeClock()) as databases:
        room = databases.roster.classes()[0]

        def work(number: int) -> None:
            try:
                for place in range(15):
                    databases.roster.add_student(room.id, f"Child {number} {place}", "", 1)
                    assert databases.roster.students(room.id)
            except Exception as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(7)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert problems == []
        assert len(databases.roster.students(room.id)) == 1 + 7 * 15


def test_an_error_message_carries_no_names(database: Database) -> None:
    with pytest.raises(Exception, match="no such table") as caught, database.write_plain() as connection:
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (?)", ("Scheherazade",))
    assert "Scheherazade" not in str(caught.value)
