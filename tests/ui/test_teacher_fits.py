"""Nothing is cut off: every label and button of the teacher's screens has the room that its text needs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.shell import Shell
from litcoach_desktop.ui.teacher.add_dialogs import AddChildrenDialog, AddClassDialog
from litcoach_desktop.ui.teacher.pin_dialog import PinDialog
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.side import TeacherSide
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import LONG_NAME, FakeTeacherService, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk

# Layouts round.
_PIXEL = 1


@pytest.fixture(params=[1.0, 1.5, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """The sizes of text that a teacher can choose."""
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


def cut_off(root: QWidget) -> list[str]:
    """The texts below `root` that are in view and do not fit into their place."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            fits = label.height() + _PIXEL >= label.heightForWidth(label.width())
            fits &= label.width() + _PIXEL >= label.minimumSizeHint().width()
        else:
            fits = label.width() + _PIXEL >= label.sizeHint().width()
            fits &= label.height() + _PIXEL >= label.sizeHint().height()
        if not fits:
            found.append(f"{label.text()!r} in {label.width()} x {label.height()}")
    for button in root.findChildren(QPushButton):
        if button.isVisible() and button.text():
            need = button.sizeHint()
            if button.width() + _PIXEL < need.width() or button.height() + _PIXEL < need.height():
                found.append(f"button {button.text()!r} in {button.width()} x {button.height()}, needs {need}")
    for area in root.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width() + _PIXEL:
            found.append(f"sideways: {inside.width()} in {area.viewport().width()}")
    return found


def settled(desk: Desk) -> TeacherSide:
    """The side once layouts have been made."""
    desk.settle()
    for _ in range(3):
        QGuiApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QGuiApplication.processEvents()
    assert desk.side.minimumSizeHint().width() <= 1366
    return desk.side


def put_into_window(desk: Desk) -> None:
    """As much room as the window of 1366 x 768 leaves under its bar, at this size of text."""
    shell = Shell()
    shell.resize(1366, 768)
    bar = shell.back.sizeHint().height() + 12
    shell.deleteLater()
    desk.side.resize(1366, 768 - bar)


def test_set_up_and_unlock(qtbot: QtBot, text_scale: float) -> None:
    with teacher_desk(qtbot, FakeTeacherService(None)) as desk:
        put_into_window(desk)
        desk.side.way_in.set_up_page.first.setText("seven quiet")
        desk.side.way_in.set_up_page.second.setText("otters")
        assert cut_off(settled(desk)) == []
    with teacher_desk(qtbot) as desk:
        put_into_window(desk)
        desk.unlock("wrong")
        desk.side.entry.waiting_changed.emit(900)
        assert cut_off(settled(desk)) == []


def test_my_classes_with_and_without_children(qtbot: QtBot, text_scale: float) -> None:
    with teacher_desk(qtbot) as desk:
        put_into_window(desk)
        desk.unlock()
        desk.choose_class("Kingfishers")
        assert cut_off(settled(desk)) == []
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.search.setText("nobody of this name")
        assert cut_off(settled(desk)) == []


def test_the_small_windows(qtbot: QtBot, text_scale: float) -> None:
    with teacher_desk(qtbot) as desk:
        put_into_window(desk)
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.ask_for_class()
        desk.side.classes_page.ask_for_children()
        for kind in (AddClassDialog, AddChildrenDialog):
            sheet = next(one for one in desk.side.findChildren(kind) if one.isVisible())
            if isinstance(sheet, AddChildrenDialog):
                sheet.with_pin.setChecked(True)
            settled(desk)
            assert cut_off(sheet) == []
            assert sheet.height() <= desk.side.height()
            sheet.reject()
        desk.open_child(" ".join(LONG_NAME))
        desk.side.child_page.ask_for_pin()
        sheet = next(one for one in desk.side.findChildren(PinDialog) if one.isVisible())
        settled(desk)
        assert cut_off(sheet) == []
        sheet.reject()
        assert all(not one.isVisible() for one in desk.side.findChildren(Sheet))


def test_a_child_with_a_name_of_60_letters(qtbot: QtBot, text_scale: float) -> None:
    with teacher_desk(qtbot) as desk:
        put_into_window(desk)
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child(" ".join(LONG_NAME))
        assert cut_off(settled(desk)) == []


@pytest.mark.parametrize("reading_id", ["reading-0", "maya-1", "maya-2"])
def test_one_reading(qtbot: QtBot, text_scale: float, reading_id: str) -> None:
    with teacher_desk(qtbot, sample_school()) as desk:
        put_into_window(desk)
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        desk.open_reading(reading_id)
        desk.side.review_page.passage.set_current(2)
        assert cut_off(settled(desk)) == []


def test_the_check_sees_what_is_cut_off(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(300, 200)
    wrapped = QLabel("A sentence that needs three lines in so little room, or even more.", page)
    wrapped.setWordWrap(True)
    wrapped.setGeometry(0, 0, 120, 20)
    plain = QLabel("One line", page)
    plain.setGeometry(0, 30, 10, 20)
    button = QPushButton("A button", page)
    button.setGeometry(0, 60, 20, 90)
    page.show()
    assert len(cut_off(page)) == 3
