"""Children changed by hand in the window: name, class, gone, here twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.teacher.edit_child import EditChildSheet, MergeSheet
from tests.fakes.audio import FakeAudioOutput
from tests.ui.test_teacher_roster_import import ImportDesk
from tests.ui.test_teacher_store import opened


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[ImportDesk]:
    """Maya lies open; another Maya Lin is in the class too."""
    with opened(qtbot, tmp_path / "profile", FakeAudioOutput()) as (side, services):
        desk = ImportDesk(qtbot, side, services)
        services.teacher.add_student(desk.maya.class_id, "Maya", "Lin", 2)
        services.teacher.add_student(desk.maya.class_id, "Ada", "Berg", 2)
        services.teacher.add_class("Kingfishers", 4)
        side.go_back()
        side.roster.load()
        desk.settle()
        side.roster.choose(desk.maya.class_id)
        desk.settle()
        side.classes_page.table.choose(lambda row: row.student.id == desk.maya.id)
        side.classes_page.open.click()
        desk.settle()
        yield desk


def edit_sheet(desk: ImportDesk) -> EditChildSheet:
    desk.side.child_page.edit.click()
    desk.settle()
    return desk.side.findChild(EditChildSheet)


def test_a_child_is_renamed_and_moved_by_keyboard(desk: ImportDesk, qtbot: QtBot) -> None:
    sheet = edit_sheet(desk)
    assert sheet.rooms.currentText() == "Room 12"
    sheet.given.selectAll()
    qtbot.keyClicks(sheet.given, "Mia")
    qtbot.keyClicks(sheet.rooms, "King")
    qtbot.keyClick(sheet.family, Qt.Key.Key_Return)
    desk.settle()
    assert desk.side.child_page.name.text() == "Mia Lin"
    assert desk.children() == {"Kingfishers": ["Mia Lin"], "Room 12": ["Ada Berg", "Maya Lin"]}


def test_a_child_is_put_into_a_second_class_and_taken_out_again(desk: ImportDesk) -> None:
    for checked, there in ((Qt.CheckState.Checked, ["Maya Lin"]), (Qt.CheckState.Unchecked, [])):
        sheet = edit_sheet(desk)
        shown = [sheet.also_in.item(row) for row in range(sheet.also_in.count())]
        (club,) = [item for item in shown if not item.isHidden()]
        assert club.text() == "Kingfishers"
        club.setCheckState(checked)
        sheet.keep.click()
        desk.settle()
        assert desk.children()["Kingfishers"] == there
        assert "Maya Lin" in desk.children()["Room 12"]


def test_a_class_of_another_teacher_stays_the_first(desk: ImportDesk, qtbot: QtBot) -> None:
    rooms = [room for room in desk.services.teacher.classes() if room.id != desk.maya.class_id]
    sheet = EditChildSheet(desk.maya, rooms, [desk.maya.class_id])
    qtbot.addWidget(sheet)
    assert sheet.rooms.currentText() == "A class of another teacher"
    with qtbot.waitSignal(sheet.kept) as kept:
        sheet.keep.click()
    assert kept.args[3:] == [desk.maya.class_id, []]


def test_without_a_name_nothing_is_kept(desk: ImportDesk) -> None:
    sheet = edit_sheet(desk)
    sheet.given.clear()
    sheet.family.clear()
    assert not sheet.keep.isEnabled()
    sheet.family.setText("x" * 200)
    assert not sheet.keep.isEnabled()
    assert "letters" in sheet.said.text()


def test_who_has_left_is_not_shown_any_more(desk: ImportDesk) -> None:
    edit_sheet(desk).left.click()
    desk.settle()
    assert desk.side.pages.currentWidget() is desk.side.classes_page
    assert desk.children()["Room 12"] == ["Ada Berg", "Maya Lin"]


def test_two_entries_of_one_child_become_one_after_one_was_chosen(desk: ImportDesk) -> None:
    edit_sheet(desk).merge.click()
    sheet = desk.side.findChild(MergeSheet)
    assert [sheet.children_list.item(row).text() for row in range(2)] == ["Maya Lin (Room 12)", "Ada Berg (Room 12)"]
    assert not sheet.merge.isEnabled()
    sheet.search.setText("ada")
    assert sheet.children_list.count() == 1
    sheet.search.clear()
    sheet.children_list.setCurrentRow(0)
    sheet.merge.click()
    desk.settle()
    assert desk.children()["Room 12"] == ["Ada Berg", "Maya Lin"]
    assert desk.services.teacher.roster_editing.everybody()[1].id == desk.maya.id
