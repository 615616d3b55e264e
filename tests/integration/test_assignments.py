"""Assignments from the teacher's desk to the child's day and back, on a real database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.assessment.tasks import Tasks
from litcoach_desktop.services.teacher.assigning import Assigning
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock
from tests.fakes.content import MITTEN
from tests.fakes.scope import open_scope

KEY = Key(bytes(range(32)), "file")
BODY = "The hen ran up to the old barn."
OTHER = Text("other", "Other", 2, "story", (), BODY)


class Desk:
    """A class of two; the teacher asks, the children read."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.databases: Databases = open_databases(folder, KEY, self.clock)
        roster = self.databases.roster
        self.room = roster.add_class("Room 12", 2)
        self.maya = roster.add_student(self.room.id, "Maya", "Lin", 2)
        self.omar = roster.add_student(self.room.id, "Omar", "Aziz", 2)
        self.tasks = Tasks(self.databases.assignments)
        groups = self.databases.groups
        scope = open_scope(roster.classes)
        self.assigning = Assigning(roster, self.databases.assignments, self.clock, lambda: PRESETS, scope, groups)
        self.growth = Growth(
            roster,
            self.databases.growth,
            self.databases.judgements,
            self.clock,
            lambda: PRESETS,
            scope,
            groups,
            aims=self.databases.aims,
            writings=self.databases.writings,
            manner=ExpressionRules,
        )

    def read(self, student_id: str, assignment_id: str, text_id: str, seconds: float, unscored: str = "") -> str:
        """The eight words, all right, in so many seconds."""
        self.clock.pass_time(60)
        reading_id = new_id()
        words = tuple(
            WordEvent(place, WordStatus.CORRECT, 1.0, place * seconds / 8, (place + 1) * seconds / 8)
            for place in range(8)
        )
        events = ReadingEvents(words, duration_s=seconds, first_word_s=0.0, unscored_reason=unscored or None)
        self.databases.readings.begin(
            reading_id=reading_id,
            student_id=student_id,
            text_id=text_id,
            text_title=text_id,
            passage_text=BODY,
            protocol="dibels8",
            started_at=self.clock.now(),
        )
        self.databases.assignments.note_reading(reading_id, assignment_id)
        scored = None if unscored else score(events, Passage(BODY), PRESETS["dibels8"])
        self.databases.readings.finish(reading_id, events, scored)
        return reading_id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.databases.close()


def test_a_class_is_asked_and_each_child_has_it_until_it_is_read(desk: Desk) -> None:
    given = desk.assigning.give(
        Kind.PRACTICE, text_ids=(MITTEN.id,), class_id=desk.room.id, due=desk.clock.now().date() + timedelta(days=3)
    )
    (task,) = desk.tasks.of(desk.maya)
    assert (task.assignment, task.next_text) == (given, MITTEN.id)
    desk.read(desk.maya.id, given.id, MITTEN.id, 4.0)
    assert desk.tasks.of(desk.maya) == []
    assert len(desk.tasks.of(desk.omar)) == 1
    (row,) = desk.assigning.of_class(desk.room.id)
    assert [(one.student.id, one.done, one.of) for one in row.progress] == [
        (desk.maya.id, 1, 1),
        (desk.omar.id, 0, 1),
    ]
    assert row.finished == 1


def test_a_group_is_asked_by_its_children(desk: Desk) -> None:
    desk.assigning.give(Kind.PRACTICE, grade=2, children=(desk.omar.id,), group="Reading faster")
    assert desk.tasks.of(desk.maya) == []
    assert desk.tasks.of(desk.omar)[0].next_text is None
    (row,) = desk.assigning.of_class(desk.room.id)
    assert (row.assignment.group, [one.student.id for one in row.progress]) == ("Reading faster", [desk.omar.id])


def test_an_assessment_has_one_try_unless_it_could_not_be_scored(desk: Desk) -> None:
    given = desk.assigning.give(Kind.ASSESSMENT, text_ids=(MITTEN.id,), class_id=desk.room.id)
    assert given.protocol == "dibels8"
    with pytest.raises(Refused, match="read this one already"):
        desk.tasks.begin(desk.maya, OTHER, given.id)
    assert desk.tasks.begin(desk.maya, MITTEN, given.id) == given
    desk.read(desk.maya.id, given.id, MITTEN.id, 4.0, unscored="noise")
    assert desk.tasks.begin(desk.maya, MITTEN, given.id) == given
    desk.read(desk.maya.id, given.id, MITTEN.id, 4.0)
    with pytest.raises(Refused, match="read this one already"):
        desk.tasks.begin(desk.maya, MITTEN, given.id)


def test_a_benchmark_is_the_median_of_its_three_passages(desk: Desk) -> None:
    texts = ("one", "two", "three")
    given = desk.assigning.give(Kind.BENCHMARK, text_ids=texts, class_id=desk.room.id, season=Season.FALL)
    for text_id, seconds in zip(texts, (8.0, 4.0, 6.0), strict=True):
        assert desk.tasks.of(desk.maya)[0].next_text == text_id
        desk.read(desk.maya.id, given.id, text_id, seconds)
    assert desk.tasks.of(desk.maya) == []
    (row,) = desk.assigning.of_class(desk.room.id)
    maya, omar = row.progress
    # 60, 120 and 80 words a minute.
    assert maya.wcpm == pytest.approx(80)
    assert (omar.wcpm, omar.done, omar.of) == (None, 0, 3)
    assert len(maya.readings) == 3


def test_what_is_withdrawn_is_asked_no_more_and_stays_read(desk: Desk) -> None:
    given = desk.assigning.give(Kind.PRACTICE, text_ids=(MITTEN.id,), class_id=desk.room.id)
    desk.read(desk.maya.id, given.id, MITTEN.id, 4.0)
    desk.assigning.withdraw(given.id)
    assert desk.tasks.of(desk.omar) == desk.assigning.of_class(desk.room.id) == []
    assert len(desk.databases.readings.of_student(desk.maya.id)) == 1
    with pytest.raises(KeyError):
        desk.assigning.withdraw("none")


def test_what_cannot_be_asked_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="a text or a level"):
        desk.assigning.give(Kind.PRACTICE, class_id=desk.room.id)
    with pytest.raises(KeyError):
        desk.assigning.give(Kind.ASSESSMENT, text_ids=("one",), class_id=desk.room.id, protocol="none")


def test_an_assessment_keeps_its_protocol_when_a_year_is_scored_anew(desk: Desk) -> None:
    practice = desk.assigning.give(Kind.PRACTICE, text_ids=("one",), class_id=desk.room.id)
    test = desk.assigning.give(Kind.ASSESSMENT, text_ids=("two",), class_id=desk.room.id)
    first = desk.read(desk.maya.id, practice.id, "one", 4.0)
    second = desk.read(desk.maya.id, test.id, "two", 4.0)
    ticks: list[tuple[int, int, str]] = []
    assert desk.growth.score_again(desk.room.id, "cbm", lambda *tick: ticks.append(tick)) == 1
    assert [desk.databases.readings.get(one).protocol for one in (first, second)] == ["cbm", "dibels8"]
    assert ticks == [(0, 1, "")]


def test_a_child_that_is_erased_is_asked_nothing_any_more(desk: Desk) -> None:
    given = desk.assigning.give(Kind.PRACTICE, text_ids=("one",), children=(desk.maya.id, desk.omar.id), group="two")
    desk.read(desk.maya.id, given.id, "one", 4.0)
    desk.databases.erasures.erase_child(desk.maya.id, desk.clock.now(), "teacher", 90)
    (row,) = desk.assigning.of_class(desk.room.id)
    assert row.assignment.children == (desk.omar.id,)
    assert [one.student.id for one in row.progress] == [desk.omar.id]
    assert row.assignment.due is None
