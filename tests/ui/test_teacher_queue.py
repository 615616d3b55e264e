"""The review queue by keyboard alone: from the class list through twenty readings and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.review_queue import Waiting
from litcoach_desktop.domain.reading.tokens import Passage
from tests.fakes.teacher import BRIDGE, NOW, FakeReading, bridge_events, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk


@contextmanager
def queue_desk(qtbot: QtBot, readings: int) -> Iterator[Desk]:
    """A desk at the class list; so many readings of Maya's wait, each with two words to check."""
    teacher = sample_school()
    events = bridge_events(Passage(BRIDGE))
    for number in range(readings):
        ident = f"waits-{number}"
        at = NOW - timedelta(hours=number)
        teacher.kept.append(FakeReading(ident, "child-0", "The Bridge", BRIDGE, at, events))
        teacher.reviews.waits.append(Waiting(ident, "child-0", "Maya Okafor", "The Bridge", at, 2, 110, None, 80, 3.0))
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        yield desk


def test_twenty_readings_are_reviewed_by_keyboard_alone(qtbot: QtBot) -> None:
    with queue_desk(qtbot, 20) as desk:
        page = desk.side.review_page
        button = desk.side.classes_page.review
        assert button.text() == "Review readings (20)"
        desk.press(Qt.Key.Key_Space, button)
        assert desk.side.pages.currentWidget() is page
        for number in range(20):
            assert page.strip.progress.text() == f"{number + 1} of 20"
            for key in (Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_M):
                desk.press(key)
            assert page.next.text() == "Done, next reading (N)"
            desk.press(Qt.Key.Key_N)
        assert [reading for reading, _note in desk.teacher.reviews.kept] == [f"waits-{n}" for n in range(20)]
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert button.text() == "Review readings (0)"
        assert not button.isEnabled()


def test_it_says_why_a_reading_waits_and_keeps_a_note_on_it(qtbot: QtBot) -> None:
    with queue_desk(qtbot, 2) as desk:
        page = desk.side.review_page
        desk.side.classes_page.review.click()
        desk.settle()
        assert page.strip.why.text() == "Maya Okafor · 2 words to check · 110 WCPM, usually 80"
        assert desk.side.heading().title == "Maya Okafor: The Bridge"
        desk.press(Qt.Key.Key_T)
        QTest.keyClicks(page.strip.note, "read it twice")
        page.passage.setFocus()
        for key in (Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_N):
            desk.press(key)
        assert desk.teacher.reviews.kept == [("waits-0", "read it twice")]
        assert page.strip.note.text() == ""


def test_later_passes_a_reading_and_it_waits_again(qtbot: QtBot) -> None:
    with queue_desk(qtbot, 2) as desk:
        desk.side.classes_page.review.click()
        desk.settle()
        desk.press(Qt.Key.Key_J)
        assert desk.side.review_page.strip.progress.text() == "2 of 2"
        desk.side.go_back()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert desk.side.classes_page.review.text() == "Review readings (2)"
        assert desk.side.review_page.strip.progress.text() == ""


@pytest.mark.parametrize("leave", [True, False])
def test_what_could_not_be_kept_is_not_passed(qtbot: QtBot, leave: bool) -> None:
    with queue_desk(qtbot, 2) as desk:
        page = desk.side.review_page
        desk.side.classes_page.review.click()
        desk.settle()
        for key in (Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_N, Qt.Key.Key_R):
            desk.press(key)
        desk.teacher.fail_with = StorageProblem("The disk is full.")
        desk.press(Qt.Key.Key_N)
        assert page.strip.progress.text() == "1 of 2"
        if leave:
            desk.side.leave()
            assert "Maya" not in desk.everything_readable()
        else:
            desk.press(Qt.Key.Key_N)
            assert page.strip.progress.text() == "2 of 2"
        assert [mark.status for mark in desk.teacher.kept[-2].marks] == [WordStatus.CORRECT] * 2
