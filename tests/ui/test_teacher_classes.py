"""My classes: the list of children, finding them, and adding classes and children by hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ui.messages import message_board
from litcoach_desktop.ui.teacher.add_dialogs import AddChildrenDialog, AddClassDialog
from litcoach_desktop.ui.teacher.class_columns import Narrow
from litcoach_desktop.ui.teacher.names import LONGEST_NAME, letters_in, tidy_name
from litcoach_desktop.ui.teacher.roster import RosterState
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.scope import MANAGER
from tests.fakes.teacher import FakeTeacherService, sample_school
from tests.ui.teacher_desk import PATIENCE_MS, Desk, teacher_desk

OTTERS = "Otters, room 12"


def open_class(desk: Desk, name: str = OTTERS) -> None:
    """Unlock and choose a class."""
    desk.unlock()
    desk.choose_class(name)


def dialog_of(desk: Desk, kind: type[QDialog]) -> QDialog:
    """The open window of a kind."""
    return next(one for one in desk.side.findChildren(kind) if one.isVisible())


def test_a_child_s_row_tells_of_the_last_reading(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        row = desk.shown_rows(table).index("Maya Okafor")
        cells = [table.model().index(row, column).data() for column in range(9)]
        assert cells == ["Maya Okafor", "3", "The Bridge", "Today", "110", "88\u00a0%", "Frustration", "2", "2"]


def test_a_child_without_a_reading_and_one_that_could_not_be_scored_say_so(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        names = desk.shown_rows(table)
        assert desk.shown_rows(table, 2)[names.index("Zoë Brandt")] == "None yet"
        assert desk.shown_rows(table, 6)[names.index("Mateo Álvarez")] == "Not scored: the voice was too quiet"


def test_the_list_is_sorted_by_any_column_and_what_is_missing_comes_last(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            table.sortByColumn(4, order)
            rates = desk.shown_rows(table, 4)
            assert rates[-1] == ""
            assert rates[0] != ""
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        names = desk.shown_rows(table)
        assert names.index("Łukasz Żółkiewski") < names.index("Mateo Álvarez") < names.index("Zoë Brandt")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("maya", ["Maya Okafor"]),
        ("OKA may", ["Maya Okafor"]),
        ("zoe", ["Zoë Brandt"]),
        ("zolk", []),
        ("小", ["小明 王"]),
        ("رضا", ["آوا رضایی"]),
    ],
)
def test_a_child_is_found_by_parts_of_the_name_without_accents(qtbot: QtBot, typed: str, found: list[str]) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        page = desk.side.classes_page
        page.search.setText(typed)
        assert desk.shown_rows(page.table) == found
        assert page.none_found.isHidden() is bool(found)
        assert page.open.isEnabled() is bool(found)


def test_the_filters_count_and_show_who_needs_the_teacher(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        page = desk.side.classes_page
        for narrow in Narrow:
            page.filters[narrow].click()
            count = int(page.filters[narrow].text().rsplit(" ", 1)[1])
            assert len(desk.shown_rows(page.table)) == count > 0
        assert "Maya Okafor" not in desk.shown_rows(page.table)


def test_enter_opens_the_chosen_child(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        table.choose(lambda row: row.student.given_name == "Maya")
        desk.press(Qt.Key.Key_Return, table)
        assert desk.side.pages.currentWidget() is desk.side.child_page
        assert desk.side.child_page.name.text() == "Maya Okafor"
        desk.side.go_back()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.classes_page
        assert table.chosen.student.given_name == "Maya"


def test_a_class_of_1200_children_is_listed_narrowed_and_sorted(qtbot: QtBot) -> None:
    teacher = sample_school()
    teacher.account = MANAGER
    room = teacher.add_class("The whole school", 4)
    for number in range(1200):
        teacher.add_student(room.id, f"Child{number:04}", "Of-the-school", 4)
    with teacher_desk(qtbot, teacher) as desk:
        open_class(desk, "The whole school")
        page = desk.side.classes_page
        assert page.table.model().rowCount() == 1200
        assert page.count.text() == "1200 children"
        page.search.setText("0777")
        assert desk.shown_rows(page.table) == ["Child0777 Of-the-school"]


def test_a_name_of_60_letters_does_not_push_the_figures_out(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        widths = [table.columnWidth(column) for column in range(9)]
        assert sum(widths) <= table.viewport().width()


def test_the_first_class_and_its_first_children_are_added_by_hand(qtbot: QtBot) -> None:
    teacher = FakeTeacherService()
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        page = desk.side.classes_page
        page.notice.act.click()
        dialog = dialog_of(desk, AddClassDialog)
        assert not dialog.add.isEnabled()
        dialog.field.setText("  Otters \t room 12 ")
        dialog.grades.setCurrentIndex(3)
        dialog.add.click()
        desk.settle()
        assert [(room.name, room.grade) for room in teacher.rooms] == [("Otters room 12", 3)]
        assert desk.side.roster.state is RosterState.NO_CHILDREN
        page.notice.act.click()
        dialog = dialog_of(desk, AddChildrenDialog)
        for given, family in (("Maya", "Okafor"), ("", "Teller"), ("小明", "王")):
            dialog.given.setText(given)
            dialog.family.setText(family)
            desk.press(Qt.Key.Key_Return, dialog.family)
            assert dialog.given.text() == ""
        assert dialog.said.text() == "小明 王 is in the class."
        dialog.done_button.click()
        assert sorted(desk.shown_rows(page.table)) == ["Maya Okafor", "Teller", "小明 王"]
        assert {child.grade for child in teacher.children} == {3}


def test_a_child_is_added_with_a_picture_pin(qtbot: QtBot) -> None:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher) as desk:
        open_class(desk)
        desk.side.classes_page.add_children.click()
        dialog = dialog_of(desk, AddChildrenDialog)
        dialog.given.setText("Nour")
        dialog.with_pin.setChecked(True)
        for animal in ("owl", "owl"):
            dialog.chooser.pictures[animal].click()
        assert not dialog.add.isEnabled()
        dialog.chooser.pictures["bee"].click()
        dialog.add.click()
        desk.settle()
        assert teacher.children[-1].picture_pin == ("owl", "owl", "bee")
        dialog.reject()


def test_a_child_that_cannot_be_kept_stays_typed_in(qtbot: QtBot) -> None:
    teacher = sample_school()
    said: list[str] = []
    with teacher_desk(qtbot, teacher) as desk:
        open_class(desk)
        message_board().said.connect(lambda message: said.append(message.text))
        desk.side.classes_page.add_children.click()
        dialog = dialog_of(desk, AddChildrenDialog)
        dialog.given.setText("Nour")
        teacher.fail_with = StorageProblem("The disk is full.", "Nothing was added.", "Free some space.")
        dialog.add.click()
        desk.settle()
        assert "The disk is full." in dialog.said.text()
        assert dialog.given.text() == "Nour"
        assert dialog.add.isEnabled()
        dialog.reject()
    assert said == ["The disk is full. Nothing was added. Free some space."]


def test_a_class_list_that_cannot_be_had_is_said_and_tried_again(qtbot: QtBot) -> None:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher) as desk:
        open_class(desk)
        teacher.fail_with = StorageProblem("The database is damaged.", "", "Restore a backup.")
        desk.side.roster.load()
        desk.settle()
        notice = desk.side.classes_page.notice
        assert notice.heading.text() == "The database is damaged."
        notice.act.click()
        desk.settle()
        assert desk.side.roster.state is RosterState.ROWS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Maya\u00a0 Okafor\n", "Maya Okafor"),
        ("Zoe\u0308", "Zoë"),
        ("gpj\u202eexe", "gpjexe"),
        ("a\x00b\x1b", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_names_are_kept_in_one_form_and_without_tricks(typed: str, kept: str) -> None:
    assert tidy_name(typed) == kept


def test_letters_are_counted_as_a_reader_counts_them(qtbot: QtBot) -> None:
    assert letters_in("Zoë") == letters_in("Zoe\u0308") == 3
    assert letters_in("👩‍👧") == 1
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        desk.side.classes_page.add_children.click()
        dialog = dialog_of(desk, AddChildrenDialog)
        dialog.given.setText("x\u0323\u0302" * LONGEST_NAME)
        assert dialog.add.isEnabled()
        dialog.given.setText("x" * (LONGEST_NAME + 1))
        assert not dialog.add.isEnabled()
        assert str(LONGEST_NAME) in dialog.said.text()
        dialog.reject()


def test_when_large_type_moves_the_table_sideways_the_names_stay(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        assert table.staying.isHidden()
        current_theme().choose(text_scale=2.0)
        bar = table.horizontalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0, timeout=PATIENCE_MS)
        bar.setValue(bar.maximum())
        assert table.staying.isVisible()
        assert table.staying.width() == table.columnWidth(0)
        table.choose(lambda row: row.student.given_name == "Maya")
        assert table.staying.selectionModel().isRowSelected(table.currentIndex().row())
        bar.setValue(0)
        assert table.staying.isHidden()


def test_widths_chosen_by_hand_stay_when_the_list_is_sorted_or_fetched_again(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_class(desk)
        table = desk.side.classes_page.table
        table.setColumnWidth(2, 333)
        table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
        desk.side.roster.refresh()
        desk.settle()
        assert table.columnWidth(2) == 333
