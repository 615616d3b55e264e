"""Choosing the teacher's passphrase on a new laptop."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import Refused, StorageProblem
from litcoach_desktop.ui.setup.passphrase_strength import LEAST_LETTERS, strength_of
from tests.fakes.door import PASSPHRASE, RECOVERY_KEY
from tests.fakes.teacher import FakeTeacherService
from tests.ui.teacher_desk import Desk, teacher_desk


def type_twice(desk: Desk, first: str, second: str | None = None) -> None:
    """Fill both fields."""
    page = desk.side.way_in.set_up_page
    page.first.setText(first)
    page.second.setText(first if second is None else second)


@pytest.mark.parametrize(
    ("passphrase", "level"),
    [
        ("", 0),
        ("seven", 0),
        ("password", 1),
        ("password1234", 1),
        ("teacherteacher", 1),
        ("aaaaaaaaaaaaaaaa", 1),
        ("abcdefghijklmnop", 1),
        ("mayamayamayamaya", 1),
        ("green otters", 2),
        ("seven quiet otters", 3),
        ("тихие выдры плывут", 3),
    ],
)
def test_the_hint_tells_a_passphrase_that_is_easy_to_guess_from_a_good_one(passphrase: str, level: int) -> None:
    assert strength_of(passphrase).level == level


def test_the_hint_says_how_many_letters_are_missing() -> None:
    assert str(LEAST_LETTERS - 5) in strength_of("seven").words


def test_a_new_laptop_asks_for_a_passphrase(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, FakeTeacherService(None)) as desk:
        assert desk.side.way_in.currentWidget() is desk.side.way_in.set_up_page
        assert not desk.side.way_in.set_up_page.go.isEnabled()


def test_two_different_entries_are_not_taken(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, FakeTeacherService(None)) as desk:
        page = desk.side.way_in.set_up_page
        type_twice(desk, "seven quiet otters", "seven q")
        assert page.problem.text() == ""  # still being typed
        assert not page.go.isEnabled()
        type_twice(desk, "seven quiet otters", "seven loud otters")
        assert page.problem.text() == "The two are not the same."
        assert not page.go.isEnabled()


def test_enter_leads_through_both_fields_and_the_recovery_key_to_the_empty_roster(qtbot: QtBot) -> None:
    teacher = FakeTeacherService(None)
    with teacher_desk(qtbot, teacher) as desk:
        page = desk.side.way_in.set_up_page
        type_twice(desk, "seven quiet otters")
        desk.press(Qt.Key.Key_Return, page.second)
        assert teacher.unlocked
        assert desk.side.way_in.key_page.key.text() == RECOVERY_KEY
        desk.press(Qt.Key.Key_Return, desk.side.way_in.key_page.go)
        assert RECOVERY_KEY not in desk.everything_readable()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert desk.side.classes_page.notice.heading.text() == "No class yet"
        assert desk.side.classes_page.notice.act.text() == "Add a class"
        assert "otters" not in page.first.text()


def test_what_the_service_refuses_is_said_and_can_be_mended(qtbot: QtBot) -> None:
    teacher = FakeTeacherService(None)
    with teacher_desk(qtbot, teacher) as desk:
        page = desk.side.way_in.set_up_page
        type_twice(desk, "seven quiet otters")
        teacher.fail_with = Refused("Too easy to guess.")
        page.go.click()
        desk.settle()
        assert page.problem.text() == "Too easy to guess."
        page.go.click()
        desk.settle()
        assert teacher.unlocked


def test_a_database_that_cannot_be_read_is_said_and_tried_again(qtbot: QtBot) -> None:
    teacher = FakeTeacherService(None)
    teacher.fail_with = StorageProblem("The disk is full.", "Nothing is lost.", "Free some space.")
    with teacher_desk(qtbot, teacher) as desk:
        assert desk.side.way_in.currentWidget() is desk.side.way_in.notice
        assert desk.side.way_in.notice.heading.text() == "The disk is full."
        assert "Free some space." in desk.side.way_in.notice.sentence.text()
        desk.side.way_in.notice.act.click()
        desk.settle()
        assert desk.side.way_in.currentWidget() is desk.side.way_in.set_up_page


def test_letters_can_be_shown_and_hidden(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, FakeTeacherService(None)) as desk:
        page = desk.side.way_in.set_up_page
        type_twice(desk, "otters")
        assert page.first.displayText() != "otters"
        page.show_letters.setChecked(True)
        assert page.first.displayText() == page.second.displayText() == "otters"


def test_with_the_recovery_key_another_passphrase_is_chosen(qtbot: QtBot) -> None:
    teacher = FakeTeacherService()
    with teacher_desk(qtbot, teacher) as desk:
        way_in = desk.side.way_in
        way_in.unlock_page.lost_it.click()
        page = way_in.recovery_page
        assert way_in.currentWidget() is page
        assert page.key is not None
        page.first.setText("nine new otters")
        page.second.setText("nine new otters")
        assert not page.go.isEnabled()
        page.key.setText("0000-0000")
        page.go.click()
        desk.settle()
        assert page.problem.text() == "That is not the recovery key."
        assert not teacher.unlocked
        page.key.setText(RECOVERY_KEY)
        page.go.click()
        desk.settle()
        assert way_in.currentWidget() is way_in.key_page
        way_in.key_page.go.click()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        desk.side.leave()
        desk.unlock(PASSPHRASE)
        assert not teacher.unlocked
        desk.unlock("nine new otters")
        assert teacher.unlocked


def test_from_the_recovery_key_there_is_a_way_back(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.side.way_in.unlock_page.lost_it.click()
        assert desk.side.heading().back == "Back"
        desk.side.go_back()
        assert desk.side.way_in.currentWidget() is desk.side.way_in.unlock_page


def test_the_key_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    with teacher_desk(qtbot, FakeTeacherService(None)) as desk:
        page = desk.side.way_in.key_page
        page.show_key(RECOVERY_KEY)
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "key.pdf"))
        page.print_on(printer)
    (sheet,) = PdfReader(tmp_path / "key.pdf").pages
    assert RECOVERY_KEY in sheet.extract_text()
