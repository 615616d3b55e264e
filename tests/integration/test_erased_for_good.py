"""The promises about erasing: nothing is left in any file, a kill is finished, a hold and a wrong clock keep all."""

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection
from sqlmodel import Session

from litcoach_desktop.domain.assignments import Assignment, Kind
from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.errors import Refused, StorageProblem
from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordEvent, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.retention import Hold, Kept, Retention
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.assessment import AssessmentService
from litcoach_desktop.store.content import open_content
from litcoach_desktop.store.database import Databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasures import ErasureRepository
from litcoach_desktop.store.migrations import back_up, migrate
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.schema import RECORDINGS, TEACHER
from tests.fakes.clock import FakeClock
from tests.integration.desk import Desk
from tests.integration.test_assessment import Metronome, second

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)
TRACES = (b"Zebulon", b"Quackenbush", b"purple zeppelin")
# A sound that stands for itself in the bytes of a file, before it is packed.
SOUND = np.frombuffer(b"Zebulon " * 4_000, np.int16)


class Died(Exception):
    """The process ended here."""


class Mortal(Database):
    """A database without a key, so that its bytes can be read. left: how many more transactions before it dies."""

    left: int | None = None

    @contextmanager
    def write(self) -> Iterator[Session]:
        with super().write() as session:
            yield session
            self._count()

    @contextmanager
    def write_plain(self) -> Iterator[Connection]:
        with super().write_plain() as connection:
            yield connection
            self._count()

    def give_room_back(self) -> bool:
        self._count()
        return super().give_room_back()

    def _count(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Died


class Folder:
    """The databases of a folder, opened without a key."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.path = path
        self.teacher, self.sound = Mortal(path / "teacher.db", None), Mortal(path / "recordings.db", None)
        migrate(self.teacher, TEACHER)
        migrate(self.sound, RECORDINGS)
        content = open_content(path / "content.db")
        resources = ExitStack()
        for database in (self.teacher, self.sound, content):
            resources.callback(database.close)
        self.databases = Databases(self.teacher, self.sound, content, FakeClock(NOON), resources)

    def dies_after(self, transactions: int | None) -> None:
        """At which of its transactions the process ends; both databases count, the one that comes first."""
        self.teacher.left = self.sound.left = transactions

    def traces(self) -> list[str]:
        """The files in which something of Zebulon can be read."""
        files = sorted(file for file in self.path.rglob("*") if file.is_file())
        return [file.name for file in files if any(trace in file.read_bytes() for trace in TRACES)]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    folder = Folder(tmp_path / "data")
    yield folder
    folder.databases.close()


def child_with_everything(databases: Databases) -> Student:
    """Zebulon, with something in every kind of table, and sound both packed and in seconds."""
    room = databases.roster.add_class("Room 12", 3)
    child = databases.roster.add_student(room.id, "Zebulon", "Quackenbush", 3)
    for number in range(3):
        reading = f"reading-{number}"
        databases.readings.begin(
            reading_id=reading, student_id=child.id, text_id="t", text_title="For Zebulon",
            passage_text="A purple zeppelin flew.", protocol="cbm", started_at=NOON - timedelta(days=500 + number),
        )  # fmt: skip
        databases.recordings.begin(reading)
        databases.recordings.append(reading, 0, SOUND)
        if number:
            databases.recordings.compress(reading)
        events = ReadingEvents((WordEvent(0, WordStatus.MISREAD, 0.1, heard="Zebulon"),))
        databases.readings.finish(reading, events, None)
        databases.readings.add_mark(reading, TeacherMark(0, WordStatus.CORRECT, "teacher", NOON.isoformat(), "Zebulon"))
    databases.page_looks.put(child.id, PageLook())
    databases.talks.add(None, child.id, TalkTurn(NOON, Speaker.CHILD, "I am Zebulon"))
    databases.assignments.add(
        Assignment("a", Kind.PRACTICE, ("t",), None, None, (child.id,), "Zebulon alone", NOON, date(2026, 3, 9))
    )
    return child


def neighbour(databases: Databases) -> Student:
    """Noah, of whom nothing may be lost."""
    child = databases.roster.add_student(databases.roster.classes()[0].id, "Noah", "Lin", 3)
    databases.readings.begin(
        reading_id="noahs", student_id=child.id, text_id="t", text_title="Birds", passage_text="The birds flew.",
        protocol="cbm", started_at=NOON - timedelta(days=500),
    )  # fmt: skip
    databases.recordings.begin("noahs")
    databases.recordings.append("noahs", 0, np.ones(16_000, np.int16))
    return child


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with Zebulon and Noah in it, closed, to be copied."""
    folder = Folder(tmp_path_factory.mktemp("filled"))
    child_with_everything(folder.databases)
    neighbour(folder.databases)
    folder.databases.close()
    return folder.path


def called(folder: Folder, name: str) -> Student:
    (room,) = folder.databases.roster.classes()
    return next(one for one in folder.databases.roster.students(room.id) if one.given_name == name)


def test_nothing_of_an_erased_child_is_in_any_file(folder: Folder, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    child = child_with_everything(folder.databases)
    noah = neighbour(folder.databases)
    back_up(folder.teacher)
    (folder.path / "backups" / "recordings-20260301T120000000000Z.unfinished").write_bytes(b"half of Zebulon")
    assert {"teacher.db-wal", "recordings.db-wal"} <= set(folder.traces())
    certificate = folder.databases.erasures.erase_child(child.id, NOON, "teacher", LATER)
    assert {file.partition("-")[0] for file in folder.traces()} <= {"teacher", "recordings"}
    assert not {"teacher.db", "teacher.db-wal", "recordings.db", "recordings.db-wal"} & set(folder.traces())
    assert certificate.copies_until == LATER
    assert folder.databases.roster.student(noah.id).given_name == "Noah"
    assert len(folder.databases.recordings.samples("noahs")) == 16_000
    assert folder.databases.erasures.copies.erase(datetime.now(UTC) + timedelta(seconds=1)) == 2
    assert folder.traces() == []
    folder.databases.close()
    assert folder.traces() == []
    assert not any(trace.decode() in caplog.text for trace in TRACES)


def test_of_its_number_only_the_certificate_knows(folder: Folder) -> None:
    child = child_with_everything(folder.databases)
    folder.databases.erasures.erase_child(child.id, NOON, "teacher", LATER)
    with folder.teacher.outside_transactions() as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            table
            for table in tables
            for row in connection.execute(f"SELECT * FROM {table}").fetchall()
            if any(one in map(str, row) for one in (child.id, "reading-0", "reading-1", "reading-2"))
        }
        assert found == {"erasure"}
        assert connection.execute("SELECT count(*) FROM passage").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM assignment").fetchone() == (0,)


def test_a_process_that_dies_anywhere_in_it_is_finished_at_the_next_start(filled: Path, tmp_path: Path) -> None:
    deaths = 0
    while True:
        folder = Folder(shutil.copytree(filled, tmp_path / str(deaths)))
        child = called(folder, "Zebulon")
        folder.dies_after(deaths)
        try:
            folder.databases.erasures.erase_child(child.id, NOON, "teacher", LATER)
        except Died:
            deaths += 1
        else:
            folder.databases.close()
            break
        folder.databases.close()
        again = Folder(folder.path)
        began = again.databases.erasures.holds() == [] and deaths > 1
        again.databases.erasures.finish()
        certificates = again.databases.erasures.certificates()
        if began:
            assert again.traces() == [], f"after {deaths} transactions"
            (certificate,) = certificates
            assert certificate.rows["recording"] == 3
            assert (certificate.rows["reading"], certificate.rows["student"]) == (3, 1)
            assert len(again.databases.recordings.samples("noahs")) == 16_000
            assert again.databases.erasures.finish() == []
        else:
            # Nothing had begun: the child is whole.
            assert certificates == []
            assert len(again.databases.readings.of_student(child.id)) == 3
        again.databases.close()
    assert deaths >= 6


@pytest.mark.parametrize("kind", [Kept.SOUND, Kept.READINGS])
def test_a_period_that_dies_in_the_middle_is_certified_and_goes_on(filled: Path, tmp_path: Path, kind: Kept) -> None:
    deaths = 0
    while True:
        folder = Folder(shutil.copytree(filled, tmp_path / str(deaths)))
        child = called(folder, "Zebulon")
        folder.databases.erasures.hold(Hold(called(folder, "Noah").id, NOON.isoformat(), "teacher", "a court asked"))
        moment = NOON - timedelta(days=400)
        folder.dies_after(deaths)
        try:
            folder.databases.erasures.erase_made_before(kind, moment, NOON, LATER)
        except Died:
            deaths += 1
        else:
            folder.databases.close()
            break
        folder.databases.close()
        again = Folder(folder.path)
        again.databases.erasures.finish()
        again.databases.erasures.erase_made_before(kind, moment, NOON, LATER)
        told = again.databases.erasures.certificates()
        assert sum(one.rows.get("recording", 0) for one in told) == 3, f"after {deaths} transactions"
        assert again.databases.recordings.kept() == {"noahs"}
        left = 3 if kind is Kept.SOUND else 0
        assert len(again.databases.readings.of_student(child.id)) == left
        again.databases.close()
    assert deaths >= 5


def test_a_reading_that_is_being_made_stops_with_a_sentence_and_leaves_nothing(folder: Folder) -> None:
    databases = folder.databases
    child = child_with_everything(databases)
    service = AssessmentService(
        databases.roster, databases.readings, databases.recordings, databases.page_looks, databases.judgements,
        Metronome, FakeClock(NOON), protocol=lambda: "cbm", protocols=lambda: PRESETS,
    )  # fmt: skip
    text = Text("t", "Zebulon's text", 3, "story", (), "A purple zeppelin flew. Zebulon saw it.")
    reading = service.open_reading(child, text)
    reading.keep_second(0, second())
    databases.erasures.erase_child(child.id, NOON, "teacher", LATER)
    with pytest.raises(StorageProblem, match="no longer on the list"):
        reading.keep_second(1, second())
    with pytest.raises(StorageProblem, match="no longer on the list"):
        service.judge(reading)
    with pytest.raises(StorageProblem, match="no longer on the list"):
        service.open_reading(child, text)
    assert folder.traces() == []
    assert service.interrupted() == []


def test_sound_that_came_after_its_reading_went_is_swept_away(folder: Folder) -> None:
    databases = folder.databases
    databases.recordings.begin("nobody's")
    databases.recordings.append("nobody's", 0, SOUND)
    databases.erasures.sweep()
    assert databases.recordings.kept() == set()
    assert folder.traces() == []


class HoldingRecordings(RecordingRepository):
    """Somebody puts a hold on when it is first asked what sound there is: after what is due was listed."""

    def __init__(self, database: Database, hold: Callable[[], None]) -> None:
        super().__init__(database)
        self._to_do = [hold]

    def kept(self) -> set[str]:
        while self._to_do:
            self._to_do.pop()()
        return super().kept()


def test_a_hold_that_comes_while_periods_end_keeps_its_child(folder: Folder) -> None:
    child, databases = child_with_everything(folder.databases), folder.databases
    noah = neighbour(databases)
    recordings = HoldingRecordings(
        folder.sound, lambda: databases.erasures.hold(Hold(child.id, NOON.isoformat(), "teacher", "a court asked"))
    )
    erasures = ErasureRepository(folder.teacher, recordings)
    certificate = erasures.erase_made_before(Kept.SOUND, NOON - timedelta(days=400), NOON, LATER)
    assert certificate is not None
    assert dict(certificate.rows) == {"recording": 1}
    assert databases.recordings.kept() == {"reading-0", "reading-1", "reading-2"}
    assert databases.readings.of_student(noah.id) != []


def test_who_is_being_erased_is_held_no_more(folder: Folder) -> None:
    child = child_with_everything(folder.databases)
    folder.dies_after(2)
    with pytest.raises(Died):
        folder.databases.erasures.erase_child(child.id, NOON, "teacher", LATER)
    folder.databases.close()
    again = Folder(folder.path)
    with pytest.raises(Refused, match="comes too late"):
        again.databases.erasures.hold(Hold(child.id, NOON.isoformat(), "teacher", "a court asked"))
    again.databases.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "desk")
    desk.teacher.set_up("seven quiet otters")
    desk.periods = Retention(sound=365, readings=365, talks=0, backups=0)
    yield desk
    desk.databases.close()


def test_nothing_goes_by_a_clock_that_leapt_ahead(desk: Desk) -> None:
    desk.read("new", ReadingEvents(()))
    keeping, real = desk.teacher.keeping, desk.clock.now()
    keeping.end_periods()
    desk.clock.set_wall_clock(real + timedelta(days=800))
    assert keeping.end_periods() == []
    assert not keeping.clock().believed
    assert [one.id for one in desk.databases.readings.of_student(desk.child.id)] == ["new"]
    desk.clock.set_wall_clock(real + timedelta(days=1))
    assert keeping.end_periods() == []
    assert keeping.clock().believed
    desk.clock.set_wall_clock(real + timedelta(days=800))
    keeping.end_periods()
    keeping.believe_clock()
    assert [one.what for one in keeping.end_periods()] == ["readings"]


def test_what_was_read_while_the_clock_stood_back_is_not_old(desk: Desk) -> None:
    keeping, real = desk.teacher.keeping, desk.clock.now()
    keeping.end_periods()
    desk.clock.set_wall_clock(datetime(2001, 1, 1, 9, tzinfo=UTC))
    keeping.end_periods()
    desk.read("today", ReadingEvents(()))
    desk.clock.set_wall_clock(real + timedelta(days=1))
    assert keeping.due() == []
    assert keeping.end_periods() == []
    assert [one.id for one in desk.databases.readings.of_student(desk.child.id)] == ["today"]
    desk.clock.set_wall_clock(real + timedelta(days=100))
    keeping.end_periods()
    desk.clock.set_wall_clock(real + timedelta(days=200))
    keeping.end_periods()
    desk.clock.set_wall_clock(real + timedelta(days=300))
    keeping.end_periods()
    desk.clock.set_wall_clock(real + timedelta(days=366))
    assert [one.what for one in keeping.end_periods()] == ["readings"]


def test_a_certificate_keeps_its_word_on_copies_whatever_the_period_says_by_then(desk: Desk, tmp_path: Path) -> None:
    desk.periods = Retention(sound=0, readings=0, talks=0, backups=30)
    keeping, now = desk.teacher.keeping, desk.clock.now()
    backups = tmp_path / "desk" / "backups"
    backups.mkdir()
    stamps = {"old": now - timedelta(days=1), "future": now + timedelta(days=900), "new": now + timedelta(days=10)}
    for moment in stamps.values():
        (backups / f"teacher-{moment:%Y%m%dT%H%M%S}000000Z.db").write_bytes(b"x")
    certificate = keeping.erase_child(desk.child.id)
    assert certificate.copies_until == now + timedelta(days=30)
    desk.periods = Retention(sound=0, readings=0, talks=0, backups=0)
    for days in (29, 30):
        desk.clock.set_wall_clock(now + timedelta(days=days))
        keeping.end_periods()
        left = sorted(file.name[8:16] for file in backups.iterdir())
        kept = stamps.values() if days == 29 else [stamps["new"]]
        assert left == sorted(f"{moment:%Y%m%d}" for moment in kept)
    assert keeping.copies().count == 1
    assert json.loads(json.dumps(dict(certificate.rows)))["student"] == 1
