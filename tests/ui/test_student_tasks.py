"""What the teacher asked for is the child's day: shown first, read under its name, and without help when assessed."""

from datetime import UTC, datetime, timedelta

import pytest

from litcoach_desktop.domain.assignments import Assignment, Kind, Task
from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.reading_model import Step
from litcoach_desktop.ui.student.today_view import TodayScreen
from litcoach_desktop.ui.widgets.due_words import due_words, today_here
from tests.ui.student_desk import StudentDesk

GIVEN = datetime(2026, 11, 20, 9, tzinfo=UTC)


def ask(desk: StudentDesk, kind: Kind, text_ids: tuple[str, ...], grade: int | None = None, **more: object) -> None:
    assignment = Assignment("a1", kind, text_ids, grade, "c1", (), "", GIVEN, **more)
    desk.services.assessment.asked = [Task(assignment, text_ids[0] if text_ids else None, 0, max(1, len(text_ids)))]


def today(desk: StudentDesk) -> TodayScreen:
    desk.open()
    assert desk.side is not None
    desk.side.journey.meet(desk.services.assessment.roster[1])
    screen = desk.at(Place.TODAY)
    assert isinstance(screen, TodayScreen)
    return screen


def test_what_the_teacher_asked_is_on_the_big_card(desk: StudentDesk) -> None:
    wanted = desk.services.content.texts[-1]
    ask(desk, Kind.PRACTICE, (wanted.id,), due=today_here() + timedelta(days=1))
    screen = today(desk)
    assert screen.name.text() == wanted.title
    assert screen.invitation.text() == "Your teacher asks you to read this. It is for tomorrow."
    screen.next.click()
    assert desk.side.journey.assignment_id == "a1"
    assert desk.side.journey.place is Place.MICROPHONE


def test_an_assessment_shows_nothing_of_the_text_before(desk: StudentDesk) -> None:
    texts = tuple(text.id for text in desk.services.content.texts[:3])
    ask(desk, Kind.BENCHMARK, texts, season=Season.FALL)
    screen = today(desk)
    assert screen.invitation.text() == "Your teacher asks you to read this, number 1 of 3:"
    assert screen.start.text().startswith("Read it once, in your own time.")


def test_any_text_of_the_level_is_one_of_that_grade(desk: StudentDesk) -> None:
    grade = desk.services.content.texts[-1].grade
    ask(desk, Kind.PRACTICE, (), grade)
    screen = today(desk)
    assert screen.model.suggestion is not None
    assert screen.model.suggestion.grade == grade


def test_a_text_that_is_gone_is_not_asked_for(desk: StudentDesk) -> None:
    ask(desk, Kind.PRACTICE, ("gone",))
    screen = today(desk)
    assert screen.invitation.text() == "Here is something to read today:"
    assert screen.model.task is None


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (3, "Saturday")])
def test_days_are_named_as_people_name_them(days: int, words: str) -> None:
    now = GIVEN.date() + timedelta(days=5)
    assert due_words(now + timedelta(days=days), now) == words


def test_no_ear_grows_in_an_assessment(desk: StudentDesk) -> None:
    ask(desk, Kind.ASSESSMENT, (desk.services.content.texts[0].id,))
    desk.services.assessment.helped = False
    screen = today(desk)
    screen.next.click()
    assert desk.side is not None
    desk.side.journey.start_reading(None)
    reading = desk.at(Place.READING)
    desk.until(lambda: reading.model.step is Step.READING)
    assert desk.services.assessment.read_for == ["a1"]
    assert not reading.model.helped
    reading.model.ear_changed.emit(0)
    assert reading.page.ear.isHidden()


def test_what_is_to_be_assessed_is_neither_on_the_shelf_nor_found(desk: StudentDesk) -> None:
    wanted = desk.services.content.texts[0]
    ask(desk, Kind.ASSESSMENT, (wanted.id,))
    desk.services.assessment.kept_unseen = frozenset([wanted.id])
    screen = today(desk)
    assert screen.name.text() == wanted.title
    desk.click(screen.shelf)
    shelf = desk.at(Place.SHELF)
    desk.until(lambda: bool(shelf.tiles))
    assert wanted.id not in [tile.shown_text.id for tile in shelf.tiles]
    shelf.search.setText(wanted.title)
    desk.until(lambda: shelf.model.found is not None)
    assert wanted.id not in [text.id for text in shelf.model.found]


def test_what_was_asked_meanwhile_is_not_read_to_the_child(desk: StudentDesk) -> None:
    screen = today(desk)
    desk.click(screen.shelf)
    shelf = desk.at(Place.SHELF)
    desk.until(lambda: bool(shelf.tiles))
    shelf.tiles[0].click()
    desk.services.assessment.kept_unseen = frozenset([shelf.model.chosen.id])
    desk.click(shelf.listen)
    desk.until(lambda: bool(desk.shell.messages.text))
    assert desk.side is not None
    assert desk.side.journey.place is Place.SHELF
    assert desk.voice.said == []


@pytest.mark.parametrize("helped", [True, False])
def test_an_assessment_is_paused_but_not_begun_again(desk: StudentDesk, helped: bool) -> None:
    ask(desk, Kind.PRACTICE if helped else Kind.ASSESSMENT, (desk.services.content.texts[0].id,))
    desk.services.assessment.helped = helped
    screen = today(desk)
    screen.next.click()
    assert desk.side is not None
    desk.side.journey.start_reading(None)
    reading = desk.at(Place.READING)
    desk.until(lambda: reading.model.step is Step.READING)
    reading.pause.click()
    assert reading.stop.isVisible()
    assert reading.again.isVisible() is helped


def test_words_are_not_cut_into_their_parts_in_an_assessment(desk: StudentDesk) -> None:
    wanted = desk.services.content.texts[0]
    ask(desk, Kind.ASSESSMENT, (wanted.id,))
    children = desk.services.assessment.roster
    desk.services.assessment.looks = {child.id: PageLook(syllables=True) for child in children}
    desk.services.assessment.helped = False
    screen = today(desk)
    screen.next.click()
    assert desk.side is not None
    desk.side.journey.start_reading(None)
    reading = desk.at(Place.READING)
    desk.until(lambda: reading.model.step is Step.READING)
    assert desk.side.look.look.syllables
    assert not reading.page.look.syllables
    desk.services.assessment.helped = True
    reading.model.give_up()
    desk.at(Place.TODAY)
    desk.side.journey.start_reading(None)
    desk.until(lambda: reading.model.step is Step.READING)
    assert reading.page.look.syllables
