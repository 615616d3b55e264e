"""A principal at the window: figures of every class, and no control that changes, plays or reads what a child said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.settings import Settings
from tests.fakes.teacher import PASSPHRASE, sample_school
from tests.ui.teacher_desk import Desk, teacher_desk

HERS = "eight quiet otters"
CLASSES = {
    "The school", "Settings", "Print, export", "Growth", "Open", "All", "Not read this week",
}  # fmt: skip


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    """Dr. Lund has opened the side in which the teacher sat before."""
    teacher = sample_school()
    teacher.accounts.keep("Dr. Lund", Role.PRINCIPAL, HERS)
    with teacher_desk(qtbot, teacher, Settings(data_dir=tmp_path)) as desk:
        sit(desk, "teacher", PASSPHRASE)
        desk.choose_class("Otters, room 12")
        desk.side.leave()
        desk.settle()
        sit(desk, "Dr. Lund", HERS)
        desk.choose_class("Otters, room 12")
        yield desk


def sit(desk: Desk, name: str, passphrase: str) -> None:
    names = desk.side.way_in.unlock_page.names
    names.setCurrentItem(names.findItems(name, Qt.MatchFlag.MatchExactly)[0])
    desk.unlock(passphrase)


def controls(page: QWidget) -> set[str]:
    """What can be pressed or chosen on a page, by its words."""
    pressed = [
        re.sub(r" \(?\d+\)?$", "", one.text())
        for one in page.findChildren(QAbstractButton)
        if one.isVisible() and one.text()
    ]
    chosen = [one.accessibleName() for one in page.findChildren(QComboBox) if one.isVisible()]
    return {*pressed, *chosen}


def test_the_classes_are_there_to_look_at(desk: Desk) -> None:
    page = desk.side.classes_page
    assert controls(page) == CLASSES
    assert "Maya Okafor" in desk.shown_rows(page.table)
    assert not desk.side.talking.panel.isVisible()
    menu = page.print.menu()
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions() if one.isVisible() and "cards" in one.text()] == []


def test_a_child_has_readings_and_growth_and_nothing_to_open(desk: Desk) -> None:
    desk.open_child("Maya Okafor")
    page = desk.side.child_page
    assert controls(page) == {"Growth", "For parents", "Readings"}
    assert len(desk.shown_rows(page.table)) == 5
    page.reading_opened.emit("reading-0")
    desk.settle()
    assert desk.side.pages.currentWidget() is page
    assert desk.side.review.detail is None


def test_growth_is_looked_at_and_changes_nothing(desk: Desk) -> None:
    desk.side.classes_page.growth.click()
    desk.settle()
    growth = desk.side.growth_pages
    forbidden = {"Score this year by ...", "Ask these children to read ...", "Make a group of them ..."}
    for view in [one for one in growth.findChildren(QAbstractButton) if one.isCheckable() and one.isVisible()]:
        view.click()
        assert not controls(growth) & forbidden
    desk.side.go_back()
    desk.open_child("Maya Okafor")
    desk.side.child_page.growth.click()
    desk.settle()
    assert controls(growth) & {"Show as a table"}
    assert "What to aim at" not in controls(growth)
    growth.reading_opened.emit(desk.teacher.children[0], "reading-0", "")
    desk.settle()
    assert desk.side.pages.currentWidget() is desk.side.child_page
    assert desk.side.review.detail is None


def test_an_empty_laptop_offers_a_principal_nothing_to_add(desk: Desk) -> None:
    desk.teacher.rooms.clear()
    desk.side.roster.load()
    desk.settle()
    assert desk.side.classes_page.notice.heading.text() == "No class yet"
    assert not desk.side.classes_page.notice.act.isVisible()


def test_the_teacher_who_comes_next_has_everything_again(desk: Desk) -> None:
    desk.open_child("Maya Okafor")
    desk.side.leave()
    desk.settle()
    sit(desk, "teacher", PASSPHRASE)
    desk.choose_class("Otters, room 12")
    page = desk.side.classes_page
    assert controls(page) > CLASSES
    for control in (page.add_class, page.add_children, page.import_roster, page.assistant, page.texts, page.asked):
        assert control.isVisible()
    desk.open_child("Maya Okafor")
    assert {"Change", "Picture PIN", "Talks with the coach", "Open this reading"} <= controls(desk.side.child_page)
