"""Screen 8, a question: large answers, the sentence that helps, two tries, and no word that hurts."""

from dataclasses import replace
from typing import Any

import pytest

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.gateway import Heard
from litcoach_desktop.ui.student.journey import Place
from tests.fakes.coach import MITTEN, TIDE
from tests.fakes.services import children, result_of
from tests.ui.student_desk import StudentDesk

FIRST, SECOND = MITTEN.questions


def question_of(desk: StudentDesk, text: Text = MITTEN) -> Any:
    desk.services.content.texts = [text]
    desk.open()
    assert desk.side is not None
    journey = desk.side.journey
    journey.meet(children()[1])
    desk.at(Place.TODAY)
    journey.text = text
    journey.show_result(result_of(text), journey.student)
    result = desk.at(Place.RESULT)
    if text.questions:
        desk.click(result.question)
    else:
        assert not result.question.isVisible()
        journey.go(Place.QUESTION)
    return desk.at(Place.QUESTION)


def choose(desk: StudentDesk, screen: Any, words: str) -> None:
    desk.click(next(one for one in screen.answers.buttons if one.words == words))
    desk.until(lambda: not screen.model.busy)


def open_answers(screen: Any) -> list[str]:
    return [one.words for one in screen.answers.buttons if one.isEnabled()]


def test_a_question_stands_beside_the_text_with_its_answers(desk: StudentDesk) -> None:
    screen = question_of(desk)
    assert screen.prompt.text() == FIRST.prompt
    assert open_answers(screen) == list(FIRST.choices)
    assert desk.shell.title.text() == "Question 1 of 2"
    assert screen.page.isVisible()
    assert not screen.next.isEnabled()
    assert screen.answers.buttons[0].hasFocus()


def test_the_right_answer_leads_to_the_next_question_and_to_the_end(desk: StudentDesk) -> None:
    screen = question_of(desk)
    choose(desk, screen, "under the bench")
    assert "That fits what the text says." in screen.told.text()
    assert open_answers(screen) == ["under the bench"]
    assert screen.answers.buttons[1].isChecked()
    desk.click(screen.next)
    desk.until(lambda: screen.prompt.text() == SECOND.prompt)
    choose(desk, screen, "The cat lay there.")
    desk.click(screen.next)
    desk.until(lambda: screen.next.text() == "All done")
    assert screen.answers.buttons == []
    desk.click(screen.next)
    desk.at(Place.RESULT)


def test_another_answer_shows_the_sentence_that_helps_and_may_be_chosen_again(desk: StudentDesk) -> None:
    screen = question_of(desk)
    choose(desk, screen, "in bed")
    assert screen.told.text() == "Look at the marked sentence. Then choose again."
    words = MITTEN.passage.words
    marked = screen.page.marked_words
    assert {"looked", "bench"} <= {words[index].text for index in marked}
    assert open_answers(screen) == ["in the garden", "under the bench"]
    choose(desk, screen, "under the bench")
    assert "You went back to the text" in screen.told.text()


def test_after_two_other_answers_the_answer_is_told(desk: StudentDesk) -> None:
    screen = question_of(desk)
    choose(desk, screen, "in bed")
    choose(desk, screen, "in the garden")
    assert screen.told.text().startswith("It is: under the bench.")
    assert screen.next.isEnabled()
    for hurting in ("wrong", "false", "mistake", "sorry", "no,"):
        assert hurting not in desk.texts().casefold()


def test_show_me_where_scrolls_the_text_to_the_place(desk: StudentDesk) -> None:
    long = replace(MITTEN, id="long", body="He waited a while. " * 300 + MITTEN.body)
    screen = question_of(desk, long)
    desk.click(screen.where)
    desk.until(lambda: bool(screen.page.marked_words))
    first = screen.page.marked_words.start
    assert first > 500
    desk.until(lambda: screen.page.viewport().rect().contains(screen.page.word_area(first)))


def test_the_question_can_be_heard_and_so_can_what_is_said_to_the_answer(desk: StudentDesk) -> None:
    screen = question_of(desk)
    desk.click(screen.read)
    assert desk.voice.said[-1][0] == "Where did Tom look first? in the garden. under the bench. in bed."
    choose(desk, screen, "under the bench")
    desk.click(screen.read)
    assert desk.voice.said[-1][0] == screen.told.text()


def test_a_text_without_questions_says_so(desk: StudentDesk) -> None:
    question_of(desk, TIDE)
    assert "There are no questions for this one." in desk.texts()


def test_a_question_that_cannot_be_had_says_why(desk: StudentDesk) -> None:
    desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
    screen = question_of(desk)
    assert "The disk is full." in desk.texts()
    assert not screen.next.isVisible()


def test_an_answer_that_cannot_be_checked_can_be_given_again(desk: StudentDesk) -> None:
    screen = question_of(desk)
    desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
    choose(desk, screen, "under the bench")
    assert "The disk is full." in desk.shell.messages.text
    choose(desk, screen, "under the bench")
    assert "Yes!" in screen.told.text()


@pytest.mark.parametrize("leave_first", [False, True])
def test_coming_back_finds_the_question_that_waits(desk: StudentDesk, leave_first: bool) -> None:
    screen = question_of(desk)
    assert desk.side is not None
    if leave_first:
        desk.side.go_back()
        desk.click(desk.at(Place.RESULT).question)
    else:
        desk.click(screen.coach)
        desk.at(Place.COACH)
        desk.side.go_back()
    screen = desk.at(Place.QUESTION)
    assert screen.prompt.text() == FIRST.prompt


def test_a_question_is_asked_and_answered_by_voice(desk: StudentDesk) -> None:
    screen = question_of(desk)
    gateway = desk.services.gateway
    desk.click(screen.voice.free)
    desk.until(lambda: bool(gateway.talks))
    assert gateway.talks[0].expected[0] == (*FIRST.choices, "Show me where")
    for heard, told in (("Show me where", "Look at the marked sentence."), ("B", "Yes! You went back")):
        gateway.said.put(Heard(heard, 0.9))
        desk.until(lambda told=told: screen.told.text().startswith(told))
        assert desk.voice.said[-1][0] == screen.told.text()
    gateway.said.put(Heard("Next question", 0.9))
    desk.until(lambda: screen.prompt.text() == SECOND.prompt)
    assert desk.voice.said[-1][0].startswith(SECOND.prompt)
    gateway.said.put(Heard("I think the cat lay there", 1.0))
    desk.until(lambda: screen.told.text().startswith("Yes!"))
