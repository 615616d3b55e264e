"""Children changed by hand in the window: name, class, gone, here twice; and their name cards."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ui.messages import message_board
from litcoach_desktop.ui.teacher.edit_child import EditChildSheet, MergeSheet
from litcoach_desktop.ui.teacher.name_cards import name_cards_pdf
from tests.fakes.audio import FakeAudioOutput
from tests.fakes.teacher import LONG_NAME
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


def test_name_cards_have_every_child_ten_on_a_page(qtbot: QtBot) -> None:
    children = [Student(f"s{number}", "c", f"Child{number}", "Lin", 3, "owl") for number in range(12)]
    children.append(Student("s12", "c", *LONG_NAME, 3, "fox", ("bee", "owl", "fox")))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(name_cards_pdf(children, "Room 12"))).pages]
    assert len(pages) == 2
    for number in range(12):
        assert f"Child{number}" in pages[number // 10]
    assert "Maximiliana-Theodora" in pages[1]


def test_a_card_shows_the_picture_pin(qtbot: QtBot) -> None:
    plain = Student("s1", "c", "Maya", "Lin", 3, "owl")
    with_pin = replace(plain, picture_pin=("bee", "snail", "fox"))
    # Drawn, not written: the page has more to draw than without.
    assert len(name_cards_pdf([with_pin], "Room 12")) > 1.5 * len(name_cards_pdf([plain], "Room 12"))


def test_cards_of_a_class_are_kept_or_it_is_said_why_not(desk: ImportDesk, qtbot: QtBot, tmp_path: Path) -> None:
    page = desk.side.classes_page
    page.keep_cards(tmp_path / "cards.pdf")
    assert "Ada" in PdfReader(tmp_path / "cards.pdf").pages[0].extract_text()
    with qtbot.waitSignal(message_board().said) as said:
        page.keep_cards(tmp_path / "nowhere" / "cards.pdf")
    assert "could not be written" in said.args[0].text
