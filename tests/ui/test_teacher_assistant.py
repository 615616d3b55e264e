"""The teacher's assistant: ready questions and free ones, answers that open the child, the reading or the text."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.coaching.turns import Reply, Source
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ui.teacher.assistant import LONGEST_QUESTION
from litcoach_desktop.ui.teacher.assistant_page import AssistantPage
from litcoach_desktop.ui.teacher.text_sheet import TextSheet
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.content import MITTEN
from tests.fakes.teacher import sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


@contextmanager
def asking(qtbot: QtBot, *replies: Reply) -> Iterator[tuple[Desk, AssistantPage]]:
    with teacher_desk(qtbot, sample_school()) as desk:
        desk.services.agent.replies = list(replies)
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.assistant.click()
        desk.settle()
        yield desk, desk.side.talking.assistant_page


def ask(desk: Desk, page: AssistantPage, question: str) -> None:
    page.field.setText(question)
    desk.press(Qt.Key.Key_Return, page.field)


def absent(desk: Desk) -> Reply:
    """An answer that rests on a child, a reading of hers, and a text."""
    maya = desk.teacher.children[0]
    sources = (
        Source("student", maya.id, maya.display_name),
        Source("reading", "reading-0", "The Bridge"),
        Source("text", MITTEN.id, MITTEN.title),
    )
    return Reply("One child has not read this week: Maya Okafor.", ("Suggest a text",), sources)


def test_it_opens_on_the_chosen_class_with_ready_questions(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        assert desk.services.agent.asked_about == [desk.side.roster.chosen.id]
        assert desk.side.heading().title == "Assistant"
        assert [made.words for made in page.answers.buttons] == ["Who has not read this week?", "Which words are hard?"]


def test_a_ready_question_and_a_free_one_are_answered(qtbot: QtBot) -> None:
    with asking(qtbot, Reply("Nobody.", ("And last week?",)), Reply("Two.", ())) as (desk, page):
        page.answers.buttons[0].click()
        desk.settle()
        ask(desk, page, "and last week")
        said = [made.bubble.said for made in page.bubbles.frames]
        assert said[1:] == ["Who has not read this week?", "Nobody.", "and last week", "Two."]
        assert page.answers.buttons == []


def test_an_answer_opens_what_it_rests_on(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        desk.services.agent.replies = [absent(desk)]
        ask(desk, page, "who has not read this week")
        links = page.bubbles.frames[2].links
        assert [link.text() for link in links] == ["Maya Okafor", "Reading: The Bridge", "Text: The Lost Mitten"]
        links[2].click()
        desk.settle()
        sheet = next(one for one in desk.side.findChildren(TextSheet) if one.isVisible())
        assert sheet.words.text().startswith("Tom had one red mitten")
        sheet.accept()
        links[0].click()
        desk.settle()
        assert desk.side.child_page.name.text() == "Maya Okafor"
        desk.side.go_back()
        desk.side.classes_page.assistant.click()
        page.bubbles.frames[2].links[1].click()
        desk.settle()
        assert desk.side.heading().title == "Maya Okafor: The Bridge"


def test_a_note_keeps_its_lines_and_can_be_copied(qtbot: QtBot) -> None:
    note = "Dear family,\n\nMaya read four times this week.\nUnderstandingly yours"
    with asking(qtbot, Reply(note, ())) as (desk, page):
        assert not page.bubbles.frames[0].copy.isVisible()
        ask(desk, page, "draft a note home about maya")
        page.bubbles.frames[2].copy.click()
        assert QGuiApplication.clipboard().text() == note
        assert page.bubbles.frames[2].words.text().count("\n") == 3


def test_the_talk_goes_on_for_the_same_class_and_begins_anew_for_another(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        ask(desk, page, "hello")
        page.go.click()
        desk.side.classes_page.assistant.click()
        desk.settle()
        assert len(page.bubbles.frames) == 3
        desk.side.go_back()
        desk.choose_class("Kingfishers")
        desk.side.talking.open_assistant(desk.side.roster.chosen)
        desk.settle()
        assert len(page.bubbles.frames) == 1


@pytest.mark.parametrize("nothing", ["", "   "])
def test_no_question_is_asked_without_words(qtbot: QtBot, nothing: str) -> None:
    with asking(qtbot) as (desk, page):
        ask(desk, page, nothing)
        assert desk.services.agent.said == []


def test_a_question_without_end_is_cut_and_asked(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        ask(desk, page, "w" * 5_000)
        assert desk.services.agent.said == ["w" * LONGEST_QUESTION]


def test_while_it_looks_nothing_more_is_asked(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        hold = desk.services.agent.hold = Event()
        page.field.setText("who")
        qtbot.keyClick(page.field, Qt.Key.Key_Return)
        assert page.thinking.isVisible()
        assert not page.send.isEnabled()
        page.field.setText("who else")
        qtbot.keyClick(page.field, Qt.Key.Key_Return)
        assert page.field.text() == "who else"
        hold.set()
        desk.settle()
        assert desk.services.agent.said == ["who"]


def test_locking_forgets_the_talk(qtbot: QtBot) -> None:
    with asking(qtbot) as (desk, page):
        desk.services.agent.replies = [absent(desk)]
        ask(desk, page, "who has not read this week")
        desk.side.leave()
        assert "Okafor" not in desk.everything_readable()


def test_an_assistant_that_cannot_come_says_why_and_is_called_again(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.services.agent.problem = StorageProblem("The disk is full.", "", "Make room.")
        desk.side.classes_page.assistant.click()
        desk.settle()
        page = desk.side.talking.assistant_page
        assert page.notice.heading.text() == "The disk is full."
        page.notice.act.click()
        desk.settle()
        assert len(page.bubbles.frames) == 1


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off_beside_the_assistant(qtbot: QtBot, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    with asking(qtbot) as (desk, page):
        put_into_window(desk)
        desk.services.agent.replies = [absent(desk)]
        ask(desk, page, "who has not read this week")
        assert cut_off(settled(desk)) == []
