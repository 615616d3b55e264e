"""Reading groups in the window: made from nothing or of what Growth suggests, filled by drag and by keyboard, asked."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.ui.teacher.assign_sheet import AssignSheet
from litcoach_desktop.ui.teacher.child_list import ChildList
from litcoach_desktop.ui.teacher.group_sheet import GroupSheet, RemoveGroupSheet
from litcoach_desktop.ui.teacher.groups_page import GroupsPage
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.content import MITTEN
from tests.ui.growth_desk import growing_school, open_class
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    with teacher_desk(qtbot, growing_school()) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        yield desk


def open_groups(desk: Desk) -> GroupsPage:
    desk.side.classes_page.groups.click()
    desk.settle()
    return desk.side.grouping.page


def sheet_of(desk: Desk, kind: type) -> object:
    (sheet,) = [one for one in desk.side.findChildren(kind) if one.isVisible()]
    return sheet


def make(desk: Desk, page: GroupsPage, name: str, reason: str = "") -> None:
    (page.new if page.groups.count() else page.notice.act).click()
    sheet = sheet_of(desk, GroupSheet)
    assert isinstance(sheet, GroupSheet)
    sheet.field.setText(name)
    sheet.reason.setPlainText(reason)
    sheet.keep.click()
    desk.settle()


def texts(items: QListWidget) -> list[str]:
    return [items.item(row).text() for row in range(items.count())]


def item_of(items: QListWidget, words: str) -> QListWidgetItem:
    return next(items.item(row) for row in range(items.count()) if items.item(row).text().startswith(words))


def choose(children: ChildList, *names: str) -> None:
    children.clearSelection()
    for name in names:
        item_of(children, name).setSelected(True)


def drop(desk: Desk, source: ChildList, target: QListWidget, onto: QListWidgetItem | None = None) -> None:
    """The chosen children of one list let go over another."""
    dragged: QMimeData = source.model().mimeData(source.selectedIndexes())
    place = target.visualItemRect(onto).center() if onto else target.rect().center()
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    target.dropEvent(QDropEvent(QPointF(place), copy, dragged, left, none))
    desk.settle()


def test_a_group_is_made_from_nothing_and_filled_by_keyboard(desk: Desk, qtbot: QtBot) -> None:
    page = open_groups(desk)
    assert desk.side.heading().title == "Reading groups: Otters, room 12"
    assert page.notice.heading.text() == "No group yet"
    make(desk, page, "Foxes", "They read word by word.")
    assert (texts(page.groups), page.name.text(), page.why.text()) == (
        ["Foxes (0)"],
        "Foxes",
        "They read word by word.",
    )
    assert page.nobody.isVisible()
    assert not page.ask.isEnabled()
    choose(page.others, "Maya", "Noor")
    qtbot.keyClick(page.others, Qt.Key.Key_Return)
    desk.settle()
    assert texts(page.groups) == ["Foxes (2)"]
    assert texts(page.members) == ["Maya Okafor", "Noor Haddad"]
    choose(page.members, "Maya")
    qtbot.keyClick(page.members, Qt.Key.Key_Delete)
    desk.settle()
    assert texts(page.members) == ["Noor Haddad"]
    assert "Maya Okafor" in texts(page.others)


def test_children_are_dragged_into_groups_and_out(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    make(desk, page, "Owls")
    assert page.name.text() == "Owls"
    choose(page.others, "Maya", "Ivy")
    drop(desk, page.others, page.groups, item_of(page.groups, "Foxes"))
    drop(desk, page.others, page.members)
    assert texts(page.groups) == ["Foxes (2)", "Owls (2)"]
    assert texts(page.members) == ["Maya Okafor", "Ivy Nguyễn"]
    choose(page.members, "Ivy")
    drop(desk, page.members, page.others)
    assert texts(page.members) == ["Maya Okafor"]
    assert item_of(page.others, "Ivy").text() == "Ivy Nguyễn  ·  Foxes"


def test_nothing_but_children_can_be_dropped(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    stranger = QMimeData()
    stranger.setText("child-0")
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.members.dropEvent(QDropEvent(QPointF(5, 5), copy, stranger, left, none))
    desk.settle()
    assert texts(page.members) == []


def test_a_group_is_renamed_emptied_and_removed_after_a_question(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    page.others.selectAll()
    page.put.click()
    desk.settle()
    assert len(texts(page.members)) == 11
    page.change.click()
    sheet = sheet_of(desk, GroupSheet)
    assert isinstance(sheet, GroupSheet)
    sheet.field.setText(" ")
    assert not sheet.keep.isEnabled()
    sheet.field.setText("Bears")
    sheet.keep.click()
    desk.settle()
    assert page.name.text() == "Bears"
    page.empty.click()
    desk.settle()
    assert texts(page.groups) == ["Bears (0)"]
    page.remove.click()
    question = sheet_of(desk, RemoveGroupSheet)
    assert isinstance(question, RemoveGroupSheet)
    question.reject()
    assert texts(page.groups) == ["Bears (0)"]
    page.remove.click()
    question = sheet_of(desk, RemoveGroupSheet)
    assert isinstance(question, RemoveGroupSheet)
    question.remove.click()
    desk.settle()
    assert page.notice.heading.text() == "No group yet"
    assert len(desk.teacher.children) == 11


def test_two_groups_of_one_name_are_not_made(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    page.new.click()
    sheet = sheet_of(desk, GroupSheet)
    assert isinstance(sheet, GroupSheet)
    sheet.field.setText("foxes")
    assert not sheet.keep.isEnabled()
    assert "already" in sheet.said.text()


def test_the_class_table_names_groups_and_is_narrowed_by_them(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    choose(page.others, "Maya", "Ruth")
    page.put.click()
    desk.settle()
    desk.side.go_back()
    desk.settle()
    classes = desk.side.classes_page
    box = classes.group_filter
    assert [box.itemText(row) for row in range(box.count())] == ["All groups", "Foxes", "In no group"]
    box.setCurrentIndex(1)
    assert desk.shown_rows(classes.table) == ["Maya Okafor", "Ruth Lee"]
    assert desk.shown_rows(classes.table, 9) == ["Foxes", "Foxes"]
    box.setCurrentIndex(2)
    assert len(desk.shown_rows(classes.table)) == 9


def test_growth_suggests_a_group_with_its_reason_and_tells_of_it(desk: Desk) -> None:
    desk.side.go_back()
    page = open_class(desk)
    growth = desk.side.growth_pages.answers[ClassRoom].value
    page.filters[1].click()
    page.make.click()
    desk.settle()
    sheet = sheet_of(desk, GroupSheet)
    assert isinstance(sheet, GroupSheet)
    assert sheet.field.text() == "Has not read lately"
    reason = sheet.reason.toPlainText()
    assert reason.startswith("Listen to each of them once")
    sheet.keep.click()
    desk.settle()
    (made,) = desk.teacher.kept_groups.kept
    assert (set(made.children), made.reason) == (set(growth.groups[Need.READ]), reason)
    page.view_buttons[3].click()
    assert desk.shown_rows(page.by_group) == ["Has not read lately"]
    assert desk.shown_rows(page.by_group, 1) == [str(len(made.children))]
    page.by_group.opened.emit(page.by_group.chosen)
    assert len(desk.shown_rows(page.table)) == len(made.children)


def test_a_group_is_asked_to_read_as_it_is_on_the_day(desk: Desk) -> None:
    page = open_groups(desk)
    make(desk, page, "Foxes")
    choose(page.others, "Maya")
    page.put.click()
    desk.settle()
    page.ask.click()
    desk.settle()
    sheet = sheet_of(desk, AssignSheet)
    assert isinstance(sheet, AssignSheet)
    assert sheet.whom.currentText() == "Foxes: 1 children"
    assert sheet.later.isVisible()
    sheet.search.setText(MITTEN.title)
    sheet.ask.click()
    desk.settle()
    (given,) = desk.teacher.kept_assignments.kept
    assert (given.group_id, given.children, given.class_id) == (desk.teacher.kept_groups.kept[0].id, (), None)
    assert desk.shown_rows(desk.side.assign_page.table, 1) == ["Foxes"]


def test_what_goes_wrong_is_said_and_nothing_stays_after_locking(desk: Desk) -> None:
    page = open_groups(desk)
    desk.teacher.fail_with = StorageProblem("The disk is full.", "", "Make room.")
    desk.side.grouping.model.load()
    desk.settle()
    assert page.notice.heading.text() == "The disk is full."
    page.notice.act.click()
    desk.settle()
    make(desk, page, "Foxes")
    page.others.selectAll()
    page.put.click()
    desk.settle()
    desk.side.leave()
    assert "Maya" not in desk.everything_readable()
    assert texts(page.members) == texts(page.others) == texts(page.groups) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(desk: Desk, qapp: QApplication, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    try:
        put_into_window(desk)
        page = open_groups(desk)
        assert cut_off(settled(desk)) == []
        make(desk, page, "The children who read on Tuesday mornings with Ms. Ola", "They read word by word. " * 8)
        page.others.selectAll()
        page.put.click()
        desk.settle()
        assert cut_off(settled(desk)) == []
    finally:
        current_theme().choose(text_scale=1.0)
