"""Screen 9, writing: the prompt, the text at hand, one suggestion at a time, and nothing that is lost."""

import threading
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt

from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.texts import OpenQuestion
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.writing_model import LONGEST_WRITING
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.coach import MITTEN
from tests.fakes.services import children, result_of
from tests.fakes.talking import careful
from tests.ui.student_desk import StudentDesk

PROMPT = "What would you have done with the mitten, and why?"
TEXT = replace(MITTEN, open_question=OpenQuestion(PROMPT, "a reason"))


def page_of(desk: StudentDesk, *replies: Reply) -> Any:
    desk.services.content.texts = [TEXT]
    desk.services.agent.replies = list(replies)
    desk.open()
    assert desk.side is not None
    journey = desk.side.journey
    journey.meet(children()[1])
    desk.at(Place.TODAY)
    journey.text = TEXT
    journey.show_result(result_of(TEXT), journey.student)
    desk.click(desk.at(Place.RESULT).write)
    return desk.at(Place.WRITING)


def look(desk: StudentDesk, screen: Any) -> None:
    desk.click(screen.idea)
    desk.until(lambda: not screen.model.busy)


def test_the_prompt_the_page_and_the_text_lie_side_by_side(desk: StudentDesk) -> None:
    screen = page_of(desk)
    assert screen.prompt.text() == PROMPT
    assert screen.field.hasFocus()
    assert screen.page.isVisible()
    assert not screen.idea.isEnabled()
    assert not screen.margin.isVisible()
    assert "Your teacher can read what you hand over." in desk.texts()
    desk.click(screen.text)
    assert not screen.page.isVisible()
    desk.click(screen.text)
    assert screen.page.isVisible()


def test_a_guest_is_told_that_its_page_is_not_kept(desk: StudentDesk) -> None:
    page_of(desk)
    assert desk.side is not None
    desk.side.journey.meet(None)
    desk.side.journey.text = TEXT
    desk.side.journey.go(Place.WRITING)
    assert "A guest's page is not kept, unless something is really wrong." in desk.texts()


def test_one_suggestion_at_a_time_and_its_place_is_marked(desk: StudentDesk) -> None:
    first = Reply("You gave a reason. Look at “keeped”: how does it sound?", ("Next",))
    screen = page_of(desk, first, Reply("Does “because it was warm” end with a mark?", ()))
    screen.field.setPlainText("🦊 I keeped it because it was warm")
    look(desk, screen)
    assert desk.services.agent.said == ["Check my writing: 🦊 I keeped it because it was warm"]
    assert screen.suggestion.text() == first.said
    marks = screen.field.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == ["keeped"]
    assert screen.idea.text() == "Another idea"
    look(desk, screen)
    assert [mark.cursor.selectedText() for mark in screen.field.extraSelections()] == ["because it was warm"]


def test_the_mark_goes_when_the_words_change(desk: StudentDesk) -> None:
    screen = page_of(desk, Reply("Look at “keeped”.", ()))
    screen.field.setPlainText("I keeped it")
    look(desk, screen)
    screen.field.insertPlainText("So ")
    assert screen.field.extraSelections() == []
    assert screen.suggestion.text() == "Look at “keeped”."


def test_the_childs_words_are_read_to_it(desk: StudentDesk) -> None:
    screen = page_of(desk)
    screen.field.setPlainText("I kept it.")
    desk.click(screen.read)
    assert desk.voice.said[-1][0] == "I kept it."


def test_done_hands_over_what_was_not_looked_at_and_goes_back(desk: StudentDesk) -> None:
    screen = page_of(desk)
    screen.field.setPlainText("I kept it.")
    desk.click(screen.next)
    desk.at(Place.RESULT)
    assert desk.services.agent.said == ["Check my writing: I kept it."]
    assert desk.services.agent.written == [("I kept it.", True)]


def test_done_sends_nothing_twice_and_nothing_empty(desk: StudentDesk) -> None:
    screen = page_of(desk)
    screen.field.setPlainText("I kept it.")
    look(desk, screen)
    desk.click(screen.next)
    desk.at(Place.RESULT)
    assert len(desk.services.agent.said) == 1
    assert desk.services.agent.written == [("I kept it.", False), ("I kept it.", True)]
    assert desk.side is not None
    desk.side.journey.go(Place.WRITING)
    desk.click(screen.next)
    desk.at(Place.RESULT)
    assert len(desk.services.agent.written) == 2
    desk.side.journey.go(Place.WRITING)
    screen.field.setPlainText("  ")
    desk.click(screen.next)
    desk.at(Place.RESULT)
    assert len(desk.services.agent.said) == 1


def test_what_is_for_a_grown_up_keeps_the_child_here_and_asks_one(desk: StudentDesk) -> None:
    screen = page_of(desk, careful())
    screen.field.setPlainText("I want to hurt myself")
    desk.click(screen.next)
    desk.until(lambda: screen.suggestion.text() == careful().said)
    desk.until(lambda: screen.next.text() == "Ask a grown-up" and screen.next.isEnabled())
    desk.click(screen.next)
    assert "Go to a grown-up near you" in desk.texts()
    desk.click(screen.next)
    desk.click(screen.next)
    desk.at(Place.RESULT)


def test_a_page_that_was_left_is_found_again_by_the_same_child_only(desk: StudentDesk) -> None:
    screen = page_of(desk)
    screen.field.setPlainText("I kept")
    assert desk.side is not None
    desk.side.go_back()
    desk.click(desk.at(Place.RESULT).write)
    assert screen.field.toPlainText() == "I kept"
    desk.side.journey.meet(children()[2])
    desk.side.journey.text = TEXT
    desk.side.journey.go(Place.WRITING)
    assert screen.field.toPlainText() == ""


def test_a_page_without_end_is_cut_where_it_can_be_kept(desk: StudentDesk) -> None:
    screen = page_of(desk)
    screen.field.setPlainText("a lot " * 2_000)
    assert len(screen.field.toPlainText()) == LONGEST_WRITING
    look(desk, screen)
    assert len(desk.services.agent.said[0]) <= 4_000


def test_a_look_that_fails_is_said_and_the_words_stay(desk: StudentDesk) -> None:
    screen = page_of(desk)
    desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
    screen.field.setPlainText("I kept it.")
    look(desk, screen)
    assert desk.shell.messages.text == "The disk is full. Make room."
    assert screen.field.toPlainText() == "I kept it."
    look(desk, screen)
    assert screen.margin.isVisible()


def test_the_page_can_be_written_on_while_the_coach_looks(desk: StudentDesk) -> None:
    screen = page_of(desk)
    hold = desk.services.agent.hold = threading.Event()
    screen.field.setPlainText("I kept it")
    desk.click(screen.idea)
    desk.until(lambda: "Looking" in screen.suggestion.text())
    desk.press(screen.field, Qt.Key.Key_A)
    hold.set()
    desk.until(lambda: not screen.model.busy)
    assert screen.field.toPlainText() == "aI kept it"


def test_today_leads_to_the_page_once_something_was_read(desk: StudentDesk) -> None:
    page_of(desk)
    assert desk.side is not None
    desk.side.journey.go(Place.TODAY)
    desk.click(desk.at(Place.TODAY).write)
    desk.at(Place.WRITING)
    desk.side.journey.meet(children()[2])
    today = desk.at(Place.TODAY)
    desk.until(lambda: not today.write.isVisible())


def test_in_large_type_the_text_waits_until_it_is_asked_for(desk: StudentDesk) -> None:
    current_theme().choose(text_scale=2.0)
    screen = page_of(desk)
    assert not screen.page.isVisible()
    desk.click(screen.text)
    desk.settle()
    assert screen.page.isVisible()
    assert desk.shell.width() == 1366
