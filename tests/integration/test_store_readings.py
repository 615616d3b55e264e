"""Readings, verdicts and marks: exact, only added to, and found by an index."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError

from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import Score, score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.readings import ReadingRepository, ReadingState
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.schema import TEACHER

MONDAY = datetime(2026, 10, 5, 9, 0, 0, 123456, tzinfo=UTC)
TEXT = "The hen ran up."
EVENTS = ReadingEvents(
    words=(
        WordEvent(0, WordStatus.CORRECT, 0.97, 0.4, 0.6),
        WordEvent(1, WordStatus.MISREAD, 0.3, 0.7, 1.0, heard="hat"),
        WordEvent(2, WordStatus.CORRECT, 0.7, 1.1, 1.4, flags=frozenset({WordFlag.SELF_CORRECTION})),
        WordEvent(3, WordStatus.NOT_REACHED, 0.0),
    ),
    duration_s=2.5,
    first_word_s=0.4,
    engine="sphinx",
    engine_version="5",
)
SCORE = score(EVENTS, Passage(TEXT), PRESETS["cbm"])


class School:
    """A class of two and the readings over it."""

    def __init__(self, folder: Path) -> None:
        self.database = Database(folder / "teacher.db", bytes(32))
        migrate(self.database, TEACHER)
        roster = RosterRepository(self.database)
        self.room = roster.add_class("Room 12", 1)
        self.maya = roster.add_student(self.room.id, "Maya", "Lin", 1)
        self.omar = roster.add_student(self.room.id, "Omar", "Aziz", 1)
        self.readings = ReadingRepository(self.database)

    def begin(self, student_id: str | None, started_at: datetime = MONDAY, text: str = TEXT) -> str:
        reading_id = new_id()
        self.readings.begin(
            reading_id=reading_id,
            student_id=student_id,
            text_id="hen",
            text_title="The Hen",
            passage_text=text,
            protocol="cbm",
            started_at=started_at,
            device="Headset",
        )
        return reading_id

    def done(self, student_id: str, started_at: datetime = MONDAY, scored: Score | None = SCORE) -> str:
        reading_id = self.begin(student_id, started_at)
        self.readings.finish(reading_id, EVENTS, scored)
        return reading_id

    def count(self, table: str) -> int:
        with self.database.outside_transactions() as connection:
            ((count,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
        return int(count)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    school = School(tmp_path)
    yield school
    school.database.close()


def test_a_reading_is_there_from_its_beginning(school: School) -> None:
    reading_id = school.begin(school.maya.id)
    stored = school.readings.get(reading_id)
    assert stored.state is ReadingState.RECORDING
    assert stored.started_at == MONDAY
    assert stored.started_at.tzinfo is UTC
    assert (stored.student_id, stored.text_id, stored.text_title) == (school.maya.id, "hen", "The Hen")
    assert (stored.passage_text, stored.protocol, stored.device) == (TEXT, "cbm", "Headset")
    assert stored.events is None
    assert stored.wcpm is None


def test_a_verdict_comes_back_exactly_with_its_figures(school: School) -> None:
    reading_id = school.done(school.maya.id)
    stored = school.readings.get(reading_id)
    assert stored.state is ReadingState.JUDGED
    assert stored.events == EVENTS
    assert (stored.wcpm, stored.wcpm_low, stored.wcpm_high) == (SCORE.wcpm, SCORE.wcpm_low, SCORE.wcpm_high)
    assert stored.accuracy == SCORE.accuracy
    assert stored.doubtful_words == 2


def test_a_reading_that_cannot_be_scored_says_why(school: School) -> None:
    reading_id = school.begin(school.maya.id)
    school.readings.finish(reading_id, replace(EVENTS, unscored_reason="too_quiet"), None)
    stored = school.readings.get(reading_id)
    assert stored.state is ReadingState.UNSCORED
    assert stored.unscored_reason == "too_quiet"
    assert stored.wcpm is None


def test_a_second_verdict_counts_and_the_first_one_stays(school: School) -> None:
    reading_id = school.done(school.maya.id)
    again = replace(EVENTS, engine="whisper")
    school.readings.finish(reading_id, again, SCORE)
    assert school.readings.get(reading_id).events == again
    assert school.count("judgement") == 2


def test_a_changed_score_replaces_the_figures_only(school: School) -> None:
    reading_id = school.done(school.maya.id)
    school.readings.set_score(reading_id, replace(SCORE, wcpm=123.5, accuracy=None))
    stored = school.readings.get(reading_id)
    assert stored.wcpm == 123.5
    assert stored.accuracy is None
    assert stored.events == EVENTS


def test_marks_are_added_and_come_in_the_order_in_which_they_were_made(school: School) -> None:
    reading_id = school.done(school.maya.id)
    marks = [
        TeacherMark(1, WordStatus.CORRECT, "teacher", "2026-10-05T10:00:00+00:00", "said it well"),
        TeacherMark(1, WordStatus.MISREAD, "teacher", "2026-10-05T09:00:00+00:00"),
        TeacherMark(2, WordStatus.CORRECT, "teacher", "2026-10-05T09:30:00+00:00", flags=frozenset()),
        TeacherMark(3, WordStatus.OMITTED, "teacher", "2026-10-05T09:30:00+00:00", flags=frozenset(WordFlag)),
    ]
    for mark in marks:
        school.readings.add_mark(reading_id, mark)
    assert school.readings.marks(reading_id) == marks
    assert school.readings.get(reading_id).events == EVENTS


@pytest.mark.parametrize("table", ["judgement", "mark", "audit"])
def test_what_was_judged_marked_or_noted_cannot_be_rewritten(school: School, table: str) -> None:
    reading_id = school.done(school.maya.id)
    school.readings.add_mark(reading_id, TeacherMark(0, WordStatus.CORRECT, "teacher", "2026-10-05T10:00:00+00:00"))
    with school.database.write_plain() as connection:
        connection.exec_driver_sql("INSERT INTO audit (id, at, who, what, about) VALUES ('1', 0, 'a', 'b', '')")
    with pytest.raises(DBAPIError, match="is never changed"), school.database.write_plain() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET id = 'other'")


def test_the_same_passage_is_kept_once(school: School) -> None:
    for text in (TEXT, TEXT, "Another text."):
        school.begin(school.maya.id, text=text)
    assert school.count("passage") == 2


def test_readings_of_a_child_come_newest_first_without_events(school: School) -> None:
    times = [MONDAY, MONDAY + timedelta(days=2), MONDAY + timedelta(days=1)]
    ids = [school.done(school.maya.id, at) for at in times]
    school.done(school.omar.id)
    found = school.readings.of_student(school.maya.id)
    assert [stored.id for stored in found] == [ids[1], ids[2], ids[0]]
    assert all(stored.events is None and stored.passage_text == TEXT for stored in found)


def test_the_class_page_has_the_last_finished_reading_of_each_child(school: School) -> None:
    school.done(school.maya.id)
    last = school.done(school.maya.id, MONDAY + timedelta(hours=1))
    school.begin(school.maya.id, MONDAY + timedelta(hours=2))
    school.begin(school.omar.id)
    found = school.readings.last_of_class(school.room.id)
    assert {child: stored.id for child, stored in found.items()} == {school.maya.id: last}
    assert school.readings.last_of_class("nowhere") == {}


def test_the_week_is_counted_by_child(school: School) -> None:
    for days in (0, 3, 9):
        school.done(school.maya.id, MONDAY - timedelta(days=days))
    school.begin(school.omar.id)
    assert school.readings.count_since(school.room.id, MONDAY - timedelta(days=7)) == {school.maya.id: 2}


def test_interrupted_readings_are_those_that_neither_ended_nor_were_set_aside(school: School) -> None:
    first = school.begin(school.maya.id)
    second = school.begin(None, MONDAY + timedelta(hours=1))
    school.readings.set_state(second, ReadingState.JUDGING)
    aside = school.begin(school.omar.id)
    school.readings.set_state(aside, ReadingState.ABANDONED)
    school.done(school.omar.id)
    assert [stored.id for stored in school.readings.interrupted()] == [second, first]


def test_a_time_without_a_zone_is_refused(school: School) -> None:
    with pytest.raises(Exception, match="has no time zone"):
        school.begin(school.maya.id, MONDAY.replace(tzinfo=None))
    assert school.count("reading") == 0


def test_unknown_readings_and_children_are_key_errors(school: School) -> None:
    with pytest.raises(KeyError):
        school.begin("nobody")
    for call in (
        lambda: school.readings.get("none"),
        lambda: school.readings.finish("none", EVENTS, SCORE),
        lambda: school.readings.set_state("none", ReadingState.JUDGED),
        lambda: school.readings.set_score("none", SCORE),
        lambda: school.readings.add_mark("none", TeacherMark(0, WordStatus.CORRECT, "t", "2026-10-05T10:00:00+00:00")),
    ):
        with pytest.raises(KeyError):
            call()
    assert school.readings.of_student("nobody") == []
    assert school.readings.marks("none") == []


def test_every_list_finds_its_rows_by_an_index(school: School) -> None:
    """With 400,000 readings a page that reads them all would take seconds; the plan says so without a clock."""
    for child in (school.maya, school.omar):
        school.done(child.id)
    asked: list[tuple[str, object]] = []
    engine = school.database._engine
    event.listen(
        engine, "before_cursor_execute", lambda _con, _cur, sql, parameters, *_: asked.append((sql, parameters))
    )
    school.readings.of_student(school.maya.id)
    school.readings.last_of_class(school.room.id)
    school.readings.count_since(school.room.id, MONDAY)
    school.readings.interrupted()
    school.readings.get(school.readings.of_student(school.maya.id)[0].id)
    plans = []
    with school.database.outside_transactions() as connection:
        for sql, parameters in asked:
            if sql.startswith("SELECT"):
                steps = connection.execute(f"EXPLAIN QUERY PLAN {sql}", parameters).fetchall()
                plans.append("; ".join(step for *_, step in steps))
    assert len(plans) >= 5
    scans = [plan for plan in plans if "SCAN reading" in plan and "reading_under_way" not in plan]
    assert scans == [], plans
    assert not any("SCAN judgement" in plan or "SCAN student" in plan for plan in plans), plans
    assert any("reading_under_way" in plan for plan in plans), plans
