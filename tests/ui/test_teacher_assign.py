"""Asking for readings in the window: a class, a group or a child, a text or a level, and how far everybody is."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.store.assignments import DoneReading
from litcoach_desktop.ui.teacher.assign_sheet import AssignSheet
from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.content import KITE, MITTEN, TIDE
from tests.ui.teacher_desk import TODAY, Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


def open_assignments(desk: Desk) -> None:
    desk.unlock()
    desk.choose_class("Otters, room 12")
    desk.side.classes_page.asked.click()
    desk.settle()


def sheet_of(desk: Desk) -> AssignSheet:
    (sheet,) = [one for one in desk.side.findChildren(AssignSheet) if one.isVisible()]
    return sheet


def test_a_text_is_given_to_the_whole_class(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_assignments(desk)
        page = desk.side.assign_page
        assert page.notice.heading.text() == "Nothing was asked for yet"
        page.ask.click()
        sheet = sheet_of(desk)
        sheet.search.setText(MITTEN.title)
        sheet.due.setCurrentIndex(2)
        sheet.ask.click()
        desk.settle()
        assert desk.shown_rows(page.table) == [MITTEN.title]
        assert desk.shown_rows(page.table, 1) == ["The whole class"]
        assert desk.shown_rows(page.table, 3) == ["tomorrow"]
        assert desk.shown_rows(page.table, 4) == ["0 of 11"]
        (given,) = desk.teacher.kept_assignments.kept
        assert (given.kind, given.text_ids, given.due) == (Kind.PRACTICE, (MITTEN.id,), TODAY.replace(day=25))
        assert given.class_id == desk.side.roster.chosen.id


def test_a_level_is_given_to_one_child(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_assignments(desk)
        desk.side.assign_page.ask.click()
        sheet = sheet_of(desk)
        sheet.whom.setCurrentIndex(sheet.whom.findText("Maya Okafor"))
        sheet.what.setCurrentIndex(1)
        assert not sheet.texts.isVisible()
        sheet.grade.setCurrentIndex(2)
        sheet.ask.click()
        desk.settle()
        assert desk.shown_rows(desk.side.assign_page.table) == ["Any text of grade 2"]
        assert desk.shown_rows(desk.side.assign_page.table, 1) == ["Maya Okafor"]
        assert desk.shown_rows(desk.side.assign_page.progress) == ["Maya Okafor"]


def test_a_benchmark_takes_three_texts_of_a_level(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        texts = desk.services.content.texts
        desk.services.content.texts = [
            type(text)(text.id, text.title, 2, text.genre, text.topics, text.body) for text in texts
        ]
        open_assignments(desk)
        desk.side.assign_page.ask.click()
        sheet = sheet_of(desk)
        sheet.kind.setCurrentIndex(2)
        sheet.grade.setCurrentIndex(3)
        assert not sheet.ask.isEnabled()
        assert sheet.picked.text().startswith("There are not three texts of this level yet.")
        sheet.grade.setCurrentIndex(2)
        assert sheet.ask.isEnabled()
        assert sheet.meaning.text().startswith("Three texts, one try each")
        sheet.ask.click()
        desk.settle()
        (given,) = desk.teacher.kept_assignments.kept
        assert (given.kind, given.season, given.protocol) == (Kind.BENCHMARK, Season.FALL, "dibels8")
        assert set(given.text_ids) == {KITE.id, MITTEN.id, TIDE.id}


def test_progress_opens_the_reading_and_can_be_taken_back(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_assignments(desk)
        desk.side.assign_page.ask.click()
        sheet_of(desk).ask.click()
        desk.settle()
        page = desk.side.assign_page
        (given,) = desk.teacher.kept_assignments.kept
        maya = next(child for child in desk.teacher.children if child.given_name == "Maya")
        desk.teacher.kept_assignments.read.append(
            DoneReading(given.id, "reading-0", maya.id, given.text_ids[0], 88.4, 0.96)
        )
        desk.side.assignments.load()
        desk.settle()
        assert desk.shown_rows(page.table, 4) == ["1 of 11"]
        page.progress.choose(lambda one: one.student == maya)
        assert page.progress.chosen.wcpm == 88.4
        page.progress.opened.emit(page.progress.chosen)
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.review_page
        desk.side.go_back()
        desk.side.go_back()
        desk.settle()
        desk.side.classes_page.asked.click()
        desk.settle()
        page.withdraw.click()
        desk.settle()
        assert page.notice.heading.text() == "Nothing was asked for yet"


def test_a_group_of_the_class_page_is_asked(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.growth.click()
        desk.settle()
        page = desk.side.growth_pages.pages.currentWidget()
        assert isinstance(page, ClassGrowthPage)
        assert not page.ask.isVisible()
        page.filters[1].click()
        page.ask.click()
        desk.settle()
        sheet = sheet_of(desk)
        group = sheet.wish.group
        assert group is not None
        assert group.name == "Has not read lately"
        sheet.ask.click()
        desk.settle()
        (given,) = desk.teacher.kept_assignments.kept
        assert (given.class_id, given.children, given.group) == (None, group.children, group.name)
        assert desk.side.heading().back == "My classes"


def test_a_text_of_the_school_is_asked_for_from_its_list(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.services.content.own = [TIDE]
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.side.classes_page.texts.click()
        desk.settle()
        desk.side.texts_page.assign.click()
        desk.settle()
        assert sheet_of(desk).wish.text_ids == (TIDE.id,)
        sheet_of(desk).reject()


def test_what_goes_wrong_is_said(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.teacher.fail_with = StorageProblem("The disk is full.", "Nothing was kept.", "Make room on the disk.")
        desk.side.classes_page.asked.click()
        desk.settle()
        assert desk.side.assign_page.notice.heading.text() == "The disk is full."
        desk.side.assign_page.notice.act.click()
        desk.settle()
        assert desk.side.assign_page.notice.heading.text() == "Nothing was asked for yet"


def test_nothing_of_it_is_cut_off(qtbot: QtBot, qapp: QApplication) -> None:
    for scale in (1.0, 2.0):
        current_theme().choose(text_scale=scale)
        with teacher_desk(qtbot) as desk:
            put_into_window(desk)
            open_assignments(desk)
            assert cut_off(settled(desk)) == []
            desk.side.assign_page.ask.click()
            sheet = sheet_of(desk)
            for kind in range(3):
                sheet.kind.setCurrentIndex(kind)
                settled(desk)
                assert cut_off(sheet) == []
                assert sheet.height() <= desk.side.height()
            sheet.kind.setCurrentIndex(0)
            sheet.ask.click()
            assert cut_off(settled(desk)) == []
