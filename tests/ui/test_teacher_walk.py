"""A teacher's whole stories over the real services: every page and window opens for each role and does what it says."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from litcoach_desktop.bootstrap import Services
from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.services.teacher.exporting import Format
from litcoach_desktop.ui.icons import icon_set
from litcoach_desktop.ui.messages import UserMessage, message_board
from litcoach_desktop.ui.teacher.assign_sheet import AssignSheet
from litcoach_desktop.ui.teacher.child_keeping_sheet import ChildKeepingSheet
from litcoach_desktop.ui.teacher.class_columns import Narrow
from litcoach_desktop.ui.teacher.export_sheet import ExportSheet
from litcoach_desktop.ui.teacher.group_sheet import GroupSheet
from litcoach_desktop.ui.teacher.print_sheet import PrintSheet
from litcoach_desktop.ui.teacher.side import TeacherSide
from tests.fakes.audio import FakeAudioOutput
from tests.fakes.teacher import LONG_NAME, PASSPHRASE
from tests.ui.teacher_desk import PATIENCE_MS
from tests.ui.test_teacher_store import opened, read_aloud

Window = TypeVar("Window", bound=QDialog)
HERS, LUNDS = "another quiet horse battery", "principal horse battery staple"
# What opens a window of the system.
_SYSTEM = ("file ...", "folder ...")


class Walk:
    """Presses what can be pressed, page by page, and holds that nothing goes wrong on the way."""

    def __init__(self, qtbot: QtBot, side: TeacherSide, services: Services) -> None:
        self._qtbot = qtbot
        self.side, self.services = side, services
        self.said: list[UserMessage] = []
        message_board().said.connect(self._hear)

    def _hear(self, message: UserMessage) -> None:
        self.said.append(message)

    def settle(self) -> None:
        """Wait for every answer, and let what was closed go."""
        self._qtbot.waitUntil(lambda: not self.side.busy, timeout=PATIENCE_MS)
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def sheet(self, kind: type[Window]) -> Window:
        """The window of that kind that is open."""
        return next(one for one in self.side.findChildren(kind) if one.isVisible())

    def sit(self, name: str, passphrase: str) -> None:
        """Lock, and come in as somebody."""
        self.side.leave()
        self.settle()
        page = self.side.way_in.unlock_page
        page.names.setCurrentItem(page.names.findItems(name, Qt.MatchFlag.MatchExactly)[0])
        page.unlock.emit(passphrase)
        self.settle()
        assert self.services.teacher.unlocked

    def choose_class(self, name: str) -> None:
        """Click a class."""
        rooms = self.side.classes_page.class_list
        rooms.setCurrentItem(rooms.findItems(name, Qt.MatchFlag.MatchExactly)[0])
        self.settle()

    def close_windows(self) -> None:
        """As Escape does."""
        for dialog in self.side.findChildren(QDialog):
            dialog.reject()
        self.settle()

    def back_to_classes(self) -> None:
        """Close what is open, then go back page by page: there is always a way."""
        self.close_windows()
        for _ in range(4):
            if self.side.pages.currentWidget() is not self.side.classes_page:
                self.side.go_back()
                self.settle()
        assert self.side.pages.currentWidget() is self.side.classes_page
        self.side.classes_page.filters[Narrow.ALL].click()

    def buttons(self) -> list[QAbstractButton]:
        """What can be pressed on the page that is shown."""
        found = self.side.pages.currentWidget().findChildren(QAbstractButton)
        return [
            one
            for one in found
            if one.isVisible() and one.isEnabled() and one.text() and not (isinstance(one, QPushButton) and one.menu())
        ]

    def come(self, way: list[str]) -> None:
        """From the classes to a page, by the buttons that lead there."""
        self.back_to_classes()
        for text in way:
            self.press(text)

    def press_all(self, way: list[str]) -> set[str]:
        """Press every button of the page at the end of the way. The texts that were pressed."""
        pressed: set[str] = set()
        self.come(way)
        page = self.side.pages.currentWidget()
        while left := [one for one in self.buttons() if one.text() not in pressed and not one.text().endswith(_SYSTEM)]:
            pressed.add(left[0].text())
            left[0].click()
            self.settle()
            self.close_windows()
            if self.side.pages.currentWidget() is not page:
                self.come(way)
        return pressed

    def press(self, text: str) -> None:
        """Press a button of the page by the beginning of its text."""
        next(one for one in self.buttons() if one.text().startswith(text)).click()
        self.settle()


@pytest.fixture
def walk(qtbot: QtBot, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Walk]:
    """A laptop with two classes, three readings and three people; afterwards nobody was told of anything wrong."""
    with opened(qtbot, tmp_path / "data", FakeAudioOutput()) as (side, services):
        icon_set().load()
        teacher = services.teacher
        teacher.set_up(PASSPHRASE)
        otters = teacher.add_class("Otters", 3)
        herons = teacher.add_class("H" * 60, 4)
        for room, given, family in ((otters, *LONG_NAME), (otters, "Leo", "Brandt"), (herons, "Noor", "")):
            student = teacher.add_student(room.id, given, family, room.grade)
            read_aloud(services, student, to_the_end=True)
        rivera = teacher.accounts.add("Ms. Rivera", Role.TEACHER, HERS)
        teacher.accounts.set_classes(rivera.id, [otters.id])
        teacher.accounts.add("Dr. Lund", Role.PRINCIPAL, LUNDS)
        teacher.lock()
        side.entry.ask()
        made = Walk(qtbot, side, services)
        made.settle()
        yield made
        made.back_to_classes()
        assert made.said == []
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


PAGES: dict[str, list[str]] = {
    "classes": [],
    "child": ["Open"],
    "growth of a child": ["Open", "Growth"],
    "growth of a class": ["Growth"],
    "school": ["The school"],
    "settings": ["Settings"],
}
PAGES_OF_TEACHERS: dict[str, list[str]] = {
    "reading": ["Open", "Open this reading"],
    "asked": ["What they read"],
    "groups": ["Groups"],
    "texts": ["Texts"],
    "import": ["Import"],
    "assistant": ["Assistant"],
    "talks": ["Open", "Talks"],
}


def test_every_button_of_every_page_can_be_pressed(walk: Walk) -> None:
    walk.sit("teacher", PASSPHRASE)
    walk.choose_class("Otters")
    assert walk.side.classes_page.class_list.count() == 2
    for page, way in (PAGES | PAGES_OF_TEACHERS).items():
        assert walk.press_all(way) or page == "import", page


def test_each_comes_to_the_pages_that_are_hers(walk: Walk) -> None:
    for name, passphrase, rooms in (("Ms. Rivera", HERS, 1), ("Dr. Lund", LUNDS, 2)):
        walk.sit(name, passphrase)
        walk.choose_class("Otters")
        assert walk.side.classes_page.class_list.count() == rooms
        listens = name == "Ms. Rivera"
        for way in (PAGES | PAGES_OF_TEACHERS if listens else PAGES).values():
            walk.come(way)
            assert walk.buttons()
        walk.back_to_classes()
        assert {one.text() for one in walk.buttons()}.isdisjoint({"Import", "Texts", "Assistant"}) is not listens


def test_a_roster_is_imported_with_the_keyboard_at_the_next_step(walk: Walk, tmp_path: Path) -> None:
    side = walk.side
    roster = tmp_path / "roster.csv"
    roster.write_text("Student Number,First Name,Last Name,Grade,Homeroom\n17,Ada,Diaz,2,Wrens\n", encoding="utf-8")
    walk.sit("teacher", PASSPHRASE)
    walk.press("Import")
    side.importing.read(roster)
    walk.settle()
    walk.press("What would change?")
    walk.press("Import")
    assert side.import_page.said.text() == "Imported: 1 added, 0 changed, 0 left."
    assert side.focusWidget() is side.import_page.open_file
    walk.back_to_classes()
    walk.choose_class("Wrens")
    walk.press("Groups")
    walk.press("New group")
    group = walk.sheet(GroupSheet)
    group.field.setText("Blue")
    group.keep.click()
    walk.settle()
    walk.come(["Groups"])
    assert side.focusWidget() is side.grouping.page.groups


def test_group_ask_print_export_hold_and_erase(walk: Walk, tmp_path: Path) -> None:
    side, teacher = walk.side, walk.services.teacher
    walk.sit("teacher", PASSPHRASE)
    walk.choose_class("Otters")
    room = side.roster.chosen
    assert room is not None
    walk.press("Groups")
    walk.press("New group")
    group = walk.sheet(GroupSheet)
    group.field.setText("Blue")
    group.keep.click()
    walk.settle()
    side.grouping.page.others.selectAll()
    side.grouping.page.put.click()
    walk.settle()
    assert [len(one.children) for one in teacher.groups.of_class(room.id)] == [2]
    side.grouping.page.ask.click()
    walk.settle()
    if not side.findChildren(AssignSheet):
        walk.press("Ask for a reading")
    walk.sheet(AssignSheet).ask.click()
    walk.settle()
    (given,) = teacher.assignments.of_class(room.id)
    assert given.assignment.group_id is not None
    walk.back_to_classes()

    side.classes_page.report_asked.emit()
    walk.settle()
    walk.sheet(PrintSheet).job.save(tmp_path / "class.pdf")
    walk.settle()
    assert (tmp_path / "class.pdf").read_bytes().startswith(b"%PDF")
    walk.back_to_classes()
    side.classes_page.export_asked.emit()
    walk.settle()
    export = walk.sheet(ExportSheet)
    for form, ending in ((Format.XLSX, "xlsx"), (Format.CSV, "csv"), (Format.ONEROSTER, "zip")):
        export.forms[form].setChecked(True)
        export.export_to(tmp_path / f"out.{ending}")
        walk.settle()
        assert (tmp_path / f"out.{ending}").stat().st_size > 0
    walk.back_to_classes()

    side.classes_page.table.choose(lambda row: row.student.given_name == "Leo")
    walk.press("Open")
    walk.press("What is kept")
    keeping = walk.sheet(ChildKeepingSheet)
    keeping.hand_out_to(tmp_path / "leo.zip")
    walk.settle()
    assert (tmp_path / "leo.zip").stat().st_size > 0
    keeping.reason.setText("asked for by the court")
    keeping.put_on.click()
    walk.settle()
    assert [hold.reason for hold in teacher.keeping.holds()] == ["asked for by the court"]
    keeping.typed.setText("Leo Brandt")
    assert not keeping.erase.isEnabled()
    keeping.lift.click()
    walk.settle()
    keeping.typed.setText("Leo Brandt")
    keeping.erase.click()
    walk.settle()
    keeping.certificate.click()
    walk.settle()
    assert walk.sheet(PrintSheet).isVisible()
    walk.back_to_classes()
    assert [student.given_name for student in teacher.students(room.id)] == [LONG_NAME[0]]
    assert len(teacher.keeping.certificates()) == 1
