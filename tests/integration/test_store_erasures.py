"""Erasing a child leaves nothing of it in any table or file, and nothing of anybody else is gone."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import MetaData

from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordEvent, WordStatus
from litcoach_desktop.domain.retention import Hold, Kept, Retention
from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.store.child_rows import rows_below
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.erasures import ErasureRepository
from litcoach_desktop.store.keys import Key
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.schema import RECORDINGS, TEACHER
from litcoach_desktop.store.tables import TeacherTable
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    with open_databases(tmp_path, KEY, FakeClock()) as opened:
        yield opened


def child_with_a_reading(databases: Databases, name: str, at: datetime = NOON) -> tuple[str, str]:
    """The ids of a child with this name and of its reading, which has sound, a judgement and a mark."""
    room = databases.roster.add_class(f"Room of {name}", 3)
    child = databases.roster.add_student(room.id, name, "Lin", 3)
    reading_id = f"reading of {name}"
    databases.readings.begin(
        reading_id=reading_id,
        student_id=child.id,
        text_id="t",
        text_title="The hen",
        passage_text=f"The hen ran to {name}.",
        protocol="curriculum",
        started_at=at,
    )
    databases.recordings.begin(reading_id)
    databases.recordings.append(reading_id, 0, np.ones(16_000, np.int16))
    databases.recordings.compress(reading_id)
    words = tuple(WordEvent(index, WordStatus.CORRECT, 0.9) for index in range(5))
    databases.readings.finish(reading_id, ReadingEvents(words), None)
    databases.readings.add_mark(reading_id, TeacherMark(1, WordStatus.MISREAD, "teacher", NOON.isoformat(), name))
    databases.page_looks.put(child.id, PageLook())
    return child.id, reading_id


def test_every_column_that_names_a_child_or_a_reading_leads_to_it() -> None:
    """A column without a foreign key would be left out of exports and erasures."""
    for table in TeacherTable.metadata.tables.values():
        for column in table.columns:
            if column.name.endswith(("student_id", "reading_id")):
                assert column.foreign_keys, f"{table.name}.{column.name} has no foreign key"


def test_rows_come_after_those_that_they_belong_to() -> None:
    metadata: MetaData = TeacherTable.metadata
    order = [table.name for table, _ in rows_below("student", ["s"])]
    assert order[0] == "student"
    assert {"reading", "mark", "judgement", "cue_mark", "pronunciation", "page_look", "legal_hold"} <= set(order)
    assert not {"class_room", "passage", "audit", "fact", "erasure"} & set(order)
    for name in order:
        above = {key.column.table.name for key in metadata.tables[name].foreign_keys} & set(order)
        assert all(order.index(one) <= order.index(name) for one in above)


def test_all_that_is_kept_of_a_child_is_told(databases: Databases) -> None:
    child, reading = child_with_a_reading(databases, "Maya")
    child_with_a_reading(databases, "Noah")
    told = databases.erasures.rows.everything(child)
    assert [row["given_name"] for row in told["student"]] == ["Maya"]
    assert [row["started_at"] for row in told["reading"]] == ["2026-03-02T12:00:00+00:00"]
    assert [row["events"]["status"] for row in told["judgement"]] == ["ccccc"]
    assert [row["note"] for row in told["mark"]] == ["Maya"]
    assert [row["text"] for row in told["passage"]] == ["The hen ran to Maya."]
    assert {row["reading_id"] for row in told["mark"]} == {reading}
    with pytest.raises(KeyError):
        databases.erasures.rows.everything("nobody")


def test_nothing_is_left_of_an_erased_child_and_all_of_the_others(databases: Databases, tmp_path: Path) -> None:
    child, reading = child_with_a_reading(databases, "Zebulon")
    other, others_reading = child_with_a_reading(databases, "Noah")
    certificate = databases.erasures.erase_child(child, NOON, "teacher", LATER)
    assert dict(certificate.rows) == {
        "recording": 1, "student": 1, "reading": 1, "judgement": 1, "mark": 1, "page_look": 1,
        "enrolment": 1, "passage": 1,
    }  # fmt: skip
    assert certificate.about == child
    assert certificate.copies_until is None
    assert databases.erasures.certificates() == [certificate]
    assert "Zebulon" not in str(certificate)
    assert databases.recordings.samples(reading).size == 0
    with pytest.raises(KeyError):
        databases.roster.student(child)
    assert databases.roster.student(other).given_name == "Noah"
    assert databases.readings.get(others_reading).events is not None
    assert databases.recordings.samples(others_reading).size == 16_000
    with pytest.raises(KeyError):
        databases.erasures.erase_child(child, NOON, "teacher", LATER)


def test_what_was_erased_is_in_no_page_of_the_file(tmp_path: Path) -> None:
    """Looked at without encryption, which would hide what is left."""
    teacher, recordings = Database(tmp_path / "teacher.db", None), Database(tmp_path / "recordings.db", None)
    migrate(teacher, TEACHER)
    migrate(recordings, RECORDINGS)
    roster, erasures = RosterRepository(teacher), ErasureRepository(teacher, RecordingRepository(recordings))
    room = roster.add_class("Room 12", 3)
    child = roster.add_student(room.id, "Zebulon", "Quackenbush", 3)

    def traces() -> list[str]:
        return [file.name for file in sorted(tmp_path.iterdir()) if b"Zebulon" in file.read_bytes()]

    assert traces() != []
    erasures.erase_child(child.id, NOON, "teacher", LATER)
    assert traces() == []
    teacher.close()
    recordings.close()


def test_a_period_ends_for_what_is_older_and_not_held(databases: Databases) -> None:
    _old, old_reading = child_with_a_reading(databases, "Old", NOON - timedelta(days=400))
    held, held_reading = child_with_a_reading(databases, "Held", NOON - timedelta(days=400))
    _new, new_reading = child_with_a_reading(databases, "New", NOON - timedelta(days=10))
    databases.erasures.hold(Hold(held, NOON.isoformat(), "teacher", "a case"))
    periods = Retention(sound=365, readings=0, talks=0, backups=30)
    moment = periods.made_before(Kept.SOUND, NOON)
    assert moment is not None
    assert periods.made_before(Kept.READINGS, NOON) is None
    assert [one.id for one in databases.erasures.made_before(Kept.SOUND, moment)] == [old_reading]
    certificate = databases.erasures.erase_made_before(Kept.SOUND, moment, NOON, LATER)
    assert certificate is not None
    assert (certificate.what, certificate.about, dict(certificate.rows)) == ("sound", "", {"recording": 1})
    assert databases.recordings.kept() == {held_reading, new_reading}
    assert databases.readings.get(old_reading).events is not None
    assert databases.erasures.erase_made_before(Kept.SOUND, moment, NOON, LATER) is None
    gone = databases.erasures.erase_made_before(Kept.READINGS, moment, NOON, LATER)
    assert gone is not None
    assert gone.rows["reading"] == 1
    databases.erasures.lift(held)
    assert databases.erasures.holds() == []
    assert [one.id for one in databases.erasures.made_before(Kept.READINGS, moment)] == [held_reading]


def test_old_talks_go_but_not_before_their_alerts_are_settled(databases: Databases) -> None:
    child, _reading = child_with_a_reading(databases, "Maya")

    def talk(said: str, tier: Tier | None = None, category: Category | None = None) -> str:
        turn = TalkTurn(NOON - timedelta(days=500), Speaker.CHILD, said, tier=tier, category=category)
        return databases.talks.add(None, child, turn)

    talk("read to me")
    grave = talk("my uncle hits me", Tier.NOW, Category.ABUSE)
    (gone,) = filter(None, [databases.erasures.erase_made_before(Kept.TALKS, NOON, NOON, LATER)])
    assert dict(gone.rows) == {"talk": 1, "talk_message": 1}
    assert [one.session_id for one in databases.talks.talks_of(child)] == [grave]
    (alert,) = databases.talks.alerts()
    databases.talks.settle(alert.id, NOON, "teacher", "spoke with her")
    (gone,) = filter(None, [databases.erasures.erase_made_before(Kept.TALKS, NOON, NOON, LATER)])
    assert dict(gone.rows) == {"talk": 1, "talk_message": 1, "alert_step": 1}
    assert databases.talks.talks_of(child) == []


def test_a_hold_needs_a_child(databases: Databases) -> None:
    with pytest.raises(KeyError):
        databases.erasures.hold(Hold("nobody", NOON.isoformat(), "teacher", "a case"))


def test_old_copies_go_and_a_certificate_says_until_when_there_are_some(databases: Databases, tmp_path: Path) -> None:
    child, _reading = child_with_a_reading(databases, "Maya")
    (tmp_path / "backups").mkdir()
    copy = tmp_path / "backups" / "teacher-20260101T000000000000Z.db"
    copy.write_bytes(b"x")
    certificate = databases.erasures.erase_child(child, NOON, "teacher", LATER)
    assert certificate.copies_until == LATER
    made = datetime(2026, 1, 1, tzinfo=UTC)
    assert databases.erasures.copies.erase(made - timedelta(days=1)) == 0
    assert databases.erasures.copies.erase(made + timedelta(days=1)) == 1
    assert not copy.exists()
