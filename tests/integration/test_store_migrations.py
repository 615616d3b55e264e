"""From the oldest schema forward, with a copy first; never backward, never past a migration that we do not know."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData

from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.domain.errors import Refused, SchemaProblem
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import Key
from litcoach_desktop.store.migrations import Migration, migrate
from litcoach_desktop.store.schema import CONTENT, RECORDINGS, TEACHER
from litcoach_desktop.store.tables import ContentTable, RecordingsTable, TeacherTable
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
# Asked in plain SQL at every key press, so no class is mapped to them.
SEARCH_INDEX = {"indexed_text", "indexed_passage", "embedding"}
OLDEST = Path(__file__).parent / "schemas"
LATER = Migration("0900 a nickname", ("ALTER TABLE student ADD COLUMN nickname TEXT",))
LATEST = Migration("0901 a motto", ("CREATE TABLE motto (id INTEGER NOT NULL PRIMARY KEY) STRICT",))
BROKEN = Migration("0902 half of something", ("CREATE TABLE half (id INTEGER)", "CREATE TABLE half (id INTEGER)"))


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.outside_transactions() as connection:
        found: list[tuple[object, ...]] = connection.execute(query).fetchall()
    return found


def build_oldest(folder: Path) -> None:
    """The databases as the first shipped litcoach left them: its schema and some rows, as SQL that never changes."""
    for name in ("teacher", "recordings"):
        database = Database(folder / f"{name}.db", KEY.raw)
        with database.outside_transactions() as connection:
            connection.executescript((OLDEST / f"{name}-0001.sql").read_text(encoding="utf-8"))
        database.close()


def test_the_oldest_databases_come_forward_with_all_that_they_hold(tmp_path: Path) -> None:
    build_oldest(tmp_path)
    with open_databases(tmp_path, KEY, FakeClock()) as databases:
        (room,) = databases.roster.classes()
        (child,) = databases.roster.students(room.id)
        assert (room.name, child.display_name, child.picture_pin) == ("Room 12", "Maya Lin", ("fox", "owl", "bee"))
        (reading,) = databases.readings.of_student(child.id)
        stored = databases.readings.get(reading.id)
        assert stored.passage_text == "The hen ran."
        assert stored.events is not None
        assert [word.p_correct for word in stored.events.words] == [0.9, 0.2, 0.95]
        (mark,) = databases.readings.marks(reading.id)
        assert mark.note == "clear"
        assert len(databases.recordings.samples(reading.id)) == 4
        (first,) = databases.accounts.everybody()
        assert databases.accounts.verify("seven green kites") == first
        assert (first.name, first.role, len(first.id)) == ("teacher", Role.MANAGER, 36)
        assert len(list((tmp_path / "backups").glob("teacher-*.db"))) == 1
        assert databases.judgements.pronunciations(child.id) == databases.judgements.cues(reading.id) == []
        assert databases.judgements.class_protocol(room.id) is None
        assert databases.talks.talks_of(child.id) == databases.talks.alerts() == []
        migrated = {
            name: rows(Database(tmp_path / f"{name}.db", KEY.raw), "SELECT sql FROM sqlite_master ORDER BY name")
            for name in ("teacher", "recordings")
        }
    (tmp_path / "fresh").mkdir()
    with open_databases(tmp_path / "fresh", KEY, FakeClock()):
        for name, schema in migrated.items():
            fresh = Database(tmp_path / "fresh" / f"{name}.db", KEY.raw)
            assert rows(fresh, "SELECT sql FROM sqlite_master ORDER BY name") == schema
            fresh.close()


def test_the_wait_for_wrong_tries_comes_along_with_the_passphrase(tmp_path: Path) -> None:
    build_oldest(tmp_path)
    clock = FakeClock()
    database = Database(tmp_path / "teacher.db", KEY.raw)
    with database.write_plain() as connection:
        for name, value in (("wrong_tries", "6"), ("last_try", clock.now().isoformat())):
            connection.exec_driver_sql("INSERT INTO fact VALUES (?, ?)", (f"passphrase.{name}", value))
    database.close()
    clock.pass_time(30)
    with open_databases(tmp_path, KEY, clock) as databases:
        with pytest.raises(Refused, match="Wait 10 seconds"):
            databases.accounts.verify("seven green kites")
        clock.pass_time(10)
        databases.accounts.verify("seven green kites")


@pytest.mark.parametrize(
    ("migrations", "metadata"),
    [(TEACHER, TeacherTable.metadata), (RECORDINGS, RecordingsTable.metadata), (CONTENT, ContentTable.metadata)],
)
def test_the_tables_are_what_the_migrations_make(
    tmp_path: Path, migrations: tuple[Migration, ...], metadata: MetaData
) -> None:
    database = Database(tmp_path / "some.db", KEY.raw)
    migrate(database, migrations)
    # Search tables of FTS5 and what belongs to them are of other types.
    plain = rows(database, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    ours = {str(name) for (name,) in plain if not str(name).startswith("sqlite_")} - {"migration"} - SEARCH_INDEX
    assert ours == set(metadata.tables)
    for table in metadata.tables.values():
        found = rows(database, f"SELECT name, [notnull], pk > 0 FROM pragma_table_info('{table.name}')")
        assert found == [(one.name, int(not one.nullable), int(one.primary_key)) for one in table.columns]
        keys = rows(database, f"SELECT [from], [table], [to] FROM pragma_foreign_key_list('{table.name}')")
        assert set(keys) == {(key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys}
    database.close()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database(tmp_path / "teacher.db", KEY.raw)
    assert migrate(database, TEACHER) is None
    with database.write_plain() as connection:
        connection.exec_driver_sql("INSERT INTO class_room VALUES ('c', 'Room 12', 3)")
        connection.exec_driver_sql("INSERT INTO student VALUES ('s', 'c', 'Maya', 'Lin', 3, 'fox', NULL, NULL)")
    return database


def test_a_copy_is_made_before_the_first_step(database: Database) -> None:
    copy = migrate(database, (*TEACHER, LATER, LATEST))
    assert rows(database, "SELECT given_name, nickname FROM student") == [("Maya", None)]
    assert [name for (name,) in rows(database, "SELECT name FROM migration ORDER BY place")] == [
        *(one.name for one in TEACHER),
        LATER.name,
        LATEST.name,
    ]
    database.close()
    assert copy is not None
    assert copy.parent == database.path.parent / "backups"
    assert b"Maya" not in copy.read_bytes()
    old = Database(copy, KEY.raw)
    assert rows(old, "SELECT given_name FROM student") == [("Maya",)]
    assert rows(old, "SELECT count(*) FROM pragma_table_info('student') WHERE name = 'nickname'") == [(0,)]
    old.close()


def test_nothing_happens_the_second_time(database: Database) -> None:
    migrate(database, (*TEACHER, LATER))
    assert migrate(database, (*TEACHER, LATER)) is None
    database.close()
    assert len(list((database.path.parent / "backups").iterdir())) == 1


def test_a_step_that_fails_leaves_the_steps_before_it_and_nothing_of_itself(database: Database) -> None:
    with pytest.raises(Exception, match="already exists"):
        migrate(database, (*TEACHER, LATER, BROKEN))
    assert rows(database, "SELECT count(*) FROM sqlite_master WHERE name = 'half'") == [(0,)]
    # What came before it is done, and the way on is open.
    migrate(database, (*TEACHER, LATER, LATEST))
    assert rows(database, "SELECT count(*) FROM sqlite_master WHERE name = 'motto'") == [(1,)]
    database.close()


def test_a_newer_schema_is_refused_and_nothing_changes(tmp_path: Path, database: Database) -> None:
    migrate(database, (*TEACHER, LATER))
    database.close()
    before = database.path.read_bytes()
    with pytest.raises(SchemaProblem, match="newer litcoach") as caught:
        open_databases(tmp_path, KEY, FakeClock())
    assert LATER.name in caught.value.happened
    assert "Install the newest litcoach" in caught.value.remedy
    assert database.path.read_bytes() == before


def test_a_database_with_tables_of_somebody_else_is_refused(tmp_path: Path) -> None:
    database = Database(tmp_path / "teacher.db", KEY.raw)
    with database.outside_transactions() as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)").close()
    with pytest.raises(SchemaProblem):
        migrate(database, TEACHER)
    database.close()
