"""Children's writing in the database: version by version, never changed, and gone with the child."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.retention import Kept, Retention
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import OpenQuestion
from litcoach_desktop.domain.writing.counts import COUNTED_BY
from litcoach_desktop.services.agent import WritingKeeper
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock
from tests.fakes.coach import MITTEN, TIDE, WORDS
from tests.fakes.parts import ScriptedParts
from tests.fakes.writings import FULL, MemoryWritings

KEY = Key(bytes(range(32)), "file")
NOON = datetime(2027, 2, 3, 12, 0, tzinfo=UTC)
ASKING = replace(MITTEN, open_question=OpenQuestion("What would you have done?", "a reason"))


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    with open_databases(tmp_path, KEY, FakeClock(NOON)) as opened:
        yield opened


@pytest.fixture
def maya(databases: Databases) -> Student:
    room = databases.roster.add_class("Room 12", 3)
    return databases.roster.add_student(room.id, "Maya", "Lin", 3, "fox")


def keeper(store: Databases | MemoryWritings, child: str | None, clock: FakeClock) -> WritingKeeper:
    kept_in = store if isinstance(store, MemoryWritings) else store.writings
    return WritingKeeper(kept_in, Pupil(child, "Maya", 3), clock, WORDS.__contains__)


def test_a_piece_is_kept_version_by_version_with_its_counts(databases: Databases, maya: Student) -> None:
    clock = FakeClock(NOON)
    visit = keeper(databases, maya.id, clock)
    visit.keep(ASKING, "The dog ran\n", handed_in=False)
    visit.keep(ASKING, "The dog ran", handed_in=False)
    clock.pass_time(300)
    visit.keep(ASKING, "The dog ran.", handed_in=True)
    visit.keep(ASKING, "The dog ran.", handed_in=False)
    visit.keep(TIDE, "The cat.", handed_in=False)
    keeper(databases, maya.id, clock).keep(ASKING, "The cat ran.", handed_in=True)
    first, *others = databases.writings.of_student(maya.id)
    assert [(one.written, one.handed_in) for one in first.versions] == [("The dog ran", False), ("The dog ran.", True)]
    assert (first.task.text_id, first.task.prompt) == (ASKING.id, "What would you have done?")
    assert (first.started_at, first.last.at) == (NOON, NOON + timedelta(minutes=5))
    counts = first.last.counts
    assert (counts.words, counts.spelled, counts.sequences, counts.possible, counts.sentences) == (3, 3, 4, 4, 1)
    assert first.last.counted_by == COUNTED_BY
    assert [(one.task.text_id, one.task.prompt, one.handed_in) for one in others] == [
        (TIDE.id, "", False),
        (ASKING.id, "What would you have done?", True),
    ]


def test_nothing_is_kept_of_a_guest_or_of_an_empty_page(databases: Databases, maya: Student) -> None:
    keeper(databases, None, FakeClock(NOON)).keep(ASKING, "The dog ran.", handed_in=True)
    keeper(databases, maya.id, FakeClock(NOON)).keep(ASKING, " \n", handed_in=True)
    assert databases.writings.of_student(maya.id) == []


def test_a_full_disk_is_said_only_when_something_is_handed_in() -> None:
    store = MemoryWritings(is_full=True)
    visit = keeper(store, "s1", FakeClock(NOON))
    visit.keep(ASKING, "The dog ran.", handed_in=False)
    with pytest.raises(type(FULL)):
        visit.keep(ASKING, "The dog ran.", handed_in=True)
    store.is_full = False
    visit.keep(ASKING, "The dog ran.", handed_in=True)
    assert [one.handed_in for one in store.pieces] == [True]


def test_a_child_that_was_erased_while_it_wrote_ends_nothing(databases: Databases, maya: Student) -> None:
    visit = keeper(databases, maya.id, FakeClock(NOON))
    visit.keep(ASKING, "The dog ran.", handed_in=False)
    assert set(databases.erasures.rows.everything(maya.id)) >= {"writing", "writing_version"}
    gone = databases.erasures.erase_child(maya.id, NOON, "teacher", 30)
    assert (gone.rows["writing"], gone.rows["writing_version"]) == (1, 1)
    visit.keep(ASKING, "The dog ran to me.", handed_in=True)
    assert databases.writings.of_student(maya.id) == []


def test_a_period_ends_for_what_was_written_before(databases: Databases, maya: Student) -> None:
    for days in (500, 10):
        clock = FakeClock(NOON - timedelta(days=days))
        keeper(databases, maya.id, clock).keep(ASKING, f"The dog ran {days} times.", handed_in=True)
    moment = Retention(sound=0, readings=0, talks=0, backups=0, writings=365).made_before(Kept.WRITINGS, NOON)
    assert moment is not None
    gone = databases.erasures.erase_made_before(Kept.WRITINGS, moment, NOON, NOON + timedelta(days=30))
    assert gone is not None
    assert (gone.what, dict(gone.rows)) == ("writings", {"writing": 1, "writing_version": 1})
    assert [one.last.written for one in databases.writings.of_student(maya.id)] == ["The dog ran 10 times."]


def test_a_merged_child_has_all_that_both_wrote(databases: Databases, maya: Student) -> None:
    twin = databases.roster.add_student(maya.class_id, "Maya", "Lin", 3, "owl")
    for child in (maya, twin):
        keeper(databases, child.id, FakeClock(NOON)).keep(ASKING, "The dog ran.", handed_in=True)
    databases.roster.merge(maya.id, twin.id)
    assert len(databases.writings.of_student(maya.id)) == 2


def test_what_was_written_is_never_changed(databases: Databases, maya: Student, tmp_path: Path) -> None:
    keeper(databases, maya.id, FakeClock(NOON)).keep(ASKING, "The dog ran.", handed_in=True)
    other = Database(tmp_path / "teacher.db", KEY.raw)
    with other.outside_transactions() as connection, pytest.raises(Exception, match="never changed"):
        connection.execute("UPDATE writing_version SET written = ''")
    other.close()


def test_what_is_handed_in_reaches_the_teacher_through_the_whole_program(tmp_path: Path) -> None:
    services = ScriptedParts(tmp_path).open_services(lambda letter: letter())
    try:
        services.teacher.set_up("seven quiet otters")
        room = services.teacher.add_class("Room 12", 1)
        child = services.teacher.add_student(room.id, "Maya", "Lin", 1)
        text = next(one for one in services.content.shelf() if one.open_question is not None)
        session = services.agent.open_session(child)
        session.open_text(text)
        session.keep_writing("The dog ran to me. it was hapy", handed_in=True)
        (piece,) = services.teacher.writings.of(child.id)
        assert text.open_question is not None
        assert (piece.task.text_title, piece.task.prompt) == (text.title, text.open_question.prompt)
        counts = piece.last.counts
        assert (counts.words, counts.spelled, counts.sentences) == (8, 7, 2)
        assert services.teacher.growth.of_child(child.id).writings == (piece,)
        services.teacher.lock()
        with pytest.raises(Refused):
            services.teacher.writings.of(child.id)
    finally:
        services.close()
