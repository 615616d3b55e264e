"""The window's frame: opening, problems, the two sides, messages, text size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import MicrophoneProblem, Refused
from litcoach_desktop.ui.messages import UserMessage, describe, report
from litcoach_desktop.ui.shell import Shell
from litcoach_desktop.ui.side import Heading, Side
from litcoach_desktop.ui.theme import current_theme


class PlainSide(Side):
    """A side that counts what the shell asks of it."""

    def __init__(self, heading: Heading | None = None) -> None:
        super().__init__()
        self.shown_heading = heading or Heading()
        self.backs = 0
        self.left = 0

    def heading(self) -> Heading:
        return self.shown_heading

    def go_back(self) -> None:
        self.backs += 1

    def leave(self) -> None:
        self.left += 1


@pytest.fixture
def shell(qtbot: QtBot) -> Iterator[Shell]:
    made = Shell()
    made.resize(1366, 768)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_while_it_opens_the_window_says_so_and_has_no_doors(shell: Shell) -> None:
    assert shell.notice.heading.text() == "Opening the books ..."
    assert shell.notice.bar.isVisible()
    assert not shell.door.isVisible()
    assert not shell.back.isVisible()


def test_a_problem_at_the_start_fills_the_window_and_can_be_tried_again(qtbot: QtBot, shell: Shell) -> None:
    tried: list[str] = []
    shell.show_problem(UserMessage("The key is missing.", "Put it back."), lambda: tried.append("again"))
    assert shell.notice.heading.text() == "The key is missing."
    assert shell.notice.sentence.text() == "Put it back."
    qtbot.mouseClick(shell.notice.act, Qt.MouseButton.LeftButton)
    assert tried == ["again"]


def test_the_teachers_side_is_made_when_its_door_is_first_used(qtbot: QtBot, shell: Shell) -> None:
    made: list[Side] = []

    def make_teacher() -> Side:
        made.append(PlainSide(Heading("My classes")))
        return made[0]

    shell.show_sides(PlainSide, make_teacher)
    assert made == []
    assert shell.door.text() == "Teacher"
    qtbot.mouseClick(shell.door, Qt.MouseButton.LeftButton)
    assert shell.teacher_is_shown
    assert shell.title.text() == "My classes"
    assert shell.door.text() == "Lock and leave"
    qtbot.mouseClick(shell.door, Qt.MouseButton.LeftButton)
    assert not shell.teacher_is_shown
    assert made[0].left == 1  # type: ignore[attr-defined]
    assert len(made) == 1


def test_while_a_child_reads_the_teachers_door_is_away(shell: Shell) -> None:
    side = PlainSide()
    shell.show_sides(lambda: side, PlainSide)
    side.heading_changed.emit(Heading("The Lost Mitten", "Stop", quiet=True))
    assert not shell.door.isVisible()
    assert shell.back.text() == "Stop"
    side.heading_changed.emit(Heading())
    assert shell.door.isVisible()
    assert not shell.back.isVisible()


def test_back_and_escape_go_to_the_side_that_shows(qtbot: QtBot, shell: Shell) -> None:
    side = PlainSide(Heading("Shelf", "Back"))
    shell.show_sides(lambda: side, PlainSide)
    qtbot.mouseClick(shell.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: side.backs == 1)
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    qtbot.keyClick(shell, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: side.backs == 2)


def test_a_reported_problem_stands_in_the_message_bar_until_it_is_closed(qtbot: QtBot, shell: Shell) -> None:
    assert shell.messages.text == ""
    report(MicrophoneProblem("The headset is gone.", "What was read is kept.", "Plug it in again."))
    assert shell.messages.text == "The headset is gone. What was read is kept. Plug it in again."
    report(Refused("Not now. Try again in 8 seconds."))
    assert shell.messages.text == "Not now. Try again in 8 seconds."
    qtbot.mouseClick(shell.messages.close_button, Qt.MouseButton.LeftButton)
    assert shell.messages.text == ""


def test_a_bug_is_one_calm_sentence_without_its_innards(shell: Shell) -> None:
    words = describe(ZeroDivisionError("division by zero at 0x7f")).text
    assert "0x7f" not in words
    assert "Something went wrong" in words
    assert "kept" in words


def test_text_grows_and_shrinks_with_the_keyboard(qtbot: QtBot, shell: Shell) -> None:
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    theme = current_theme()
    before = shell.door.fontMetrics().height()
    qtbot.keyClick(shell, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.text_scale == 1.25
    assert shell.door.fontMetrics().height() > before
    qtbot.keyClick(shell, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert theme.text_scale == 1.0


def test_closing_leaves_both_sides_and_then_tells_whoever_waits(qtbot: QtBot) -> None:
    shell, student, teacher, told = Shell(), PlainSide(), PlainSide(), []
    shell.show_sides(lambda: student, lambda: teacher)
    shell.show()
    shell.show_teacher()
    shell.on_closed(lambda: told.append((student.left, teacher.left)))
    shell.close()
    assert told == [(1, 1)]
    shell.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
