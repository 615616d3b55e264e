"""Growth in the window: from the classes to a class, a child and a reading and back; nothing is left when it locks."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.growth.aims import Pace
from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage
from litcoach_desktop.ui.teacher.growth_plots import TimeLine
from litcoach_desktop.ui.teacher.growth_school_page import SchoolGrowthPage
from litcoach_desktop.ui.teacher.working_page import seconds_left
from litcoach_desktop.ui.teacher.writing_sheet import WritingSheet
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.teacher import LONG_NAME, NOW
from tests.fakes.writings import written
from tests.ui.growth_desk import growing_school, open_child, open_class
from tests.ui.teacher_desk import PATIENCE_MS, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled


def test_a_class_shows_its_groups_with_reasons(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        assert desk.side.heading().title == "Growth: Otters, room 12"
        assert "of 11 children read in the last seven days" in page.summary.text()
        growth = desk.side.growth_pages.answers[ClassRoom].value
        assert sum(map(len, growth.groups.values())) == 11
        reasons = desk.shown_rows(page.table, 4)
        assert "No scored reading in this school year." in reasons
        assert any("% of the words were right" in reason for reason in reasons)
        names = [one.text() for one in page.filters]
        assert names[0] == "All 11"
        page.filters[1].click()
        assert len(desk.shown_rows(page.table)) == len(growth.groups[Need.READ])
        assert "Listen to each of them once" in page.advice.text()


def test_a_bar_shows_the_children_that_it_counts(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        growth = desk.side.growth_pages.answers[ClassRoom].value
        stand, found = max(growth.spread.items(), key=lambda pair: len(pair[1]))
        page.bars.chosen.emit(stand)
        assert len(desk.shown_rows(page.table)) == len(found) > 0
        assert page.spread.summary.text().startswith("Below the 10th: ")
        page.spread.switch.click()
        assert page.spread.pages.currentWidget() is page.spread_table
        assert desk.shown_rows(page.spread_table, 1) == [str(len(growth.spread[one])) for one in Stand]


def test_weeks_say_the_rate_of_each_child(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        page.view_buttons[1].click()
        model = page.map.weeks
        growth = desk.side.growth_pages.answers[ClassRoom].value
        row = next(place for place, child in enumerate(growth.children) if child.student.given_name == "Maya")
        last = model.columnCount() - 1
        assert model.headerData(last, Qt.Orientation.Horizontal) == "23 Nov"
        assert model.headerData(row, Qt.Orientation.Vertical) == "Maya Okafor"
        assert model.index(row, last).data().isdigit()
        assert "words right a minute, readings: 2" in model.index(row, last).data(Qt.ItemDataRole.ToolTipRole)
        page.map.opened.emit(model.child(row).student)
        desk.settle()
        assert desk.side.heading() == desk.side.growth_pages.heading()
        assert desk.side.heading().title == "Growth: Maya Okafor"
        assert desk.side.heading().back == "Otters, room 12"


def test_a_child_stands_against_norms_and_aim(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_child(desk)
        growth = desk.side.growth_pages.answers[Student].value
        assert growth.aim is not None
        assert "The last four weeks" in page.summary.text()
        assert "The middle of grade 3 reads 83 at this time of the year." in page.summary.text()
        assert page.card.summary.text().endswith(f"words a week, {round(growth.aim.goal)} in the end.")
        page.pace.setCurrentIndex(page.pace.findData(Pace.AMBITIOUS))
        page.pace.activated.emit(page.pace.currentIndex())
        desk.settle()
        assert desk.side.growth_pages.answers[Student].value.aim.per_week == 1.5
        assert page.chosen.text().startswith("chosen by teacher, ")
        assert page.time_line.rate is not None
        year = page.time_line.rate.vb.viewRange()[0]
        desk.side.go_back()
        desk.side.child_page.growth.click()
        desk.settle()
        assert Pace(page.pace.currentData()) is Pace.AMBITIOUS
        # A second visit shows the whole year again, not just the days that were read on.
        assert page.time_line.rate is not None
        assert page.time_line.rate.vb.viewRange()[0] == year
        # Ten weeks and two more readings of the sample.
        page.card.switch.click()
        assert len(desk.shown_rows(page.table)) == len(growth.points) == 13


def test_writing_stands_on_the_time_line_and_opens(qtbot: QtBot) -> None:
    teacher = growing_school()
    maya = teacher.children[0].id
    written(teacher.kept_writings, maya, NOW - timedelta(days=9), "I rann over it", "I ran over it. It creaked.")
    with teacher_desk(qtbot, teacher) as desk:
        page = open_child(desk)
        assert page.card.summary.text().endswith(
            "Pieces of writing: 1. The last one: Words: 6 · spelled right: 6 · sentences: 2 · pairs right: 8 of 8."
        )
        assert page.time_line.pieces is not None
        page.time_line.pieces.sigClicked.emit(page.time_line.pieces, page.time_line.pieces.points()[:1], None)
        (sheet,) = page.findChildren(WritingSheet)
        assert sheet.written.text() == "I ran over it. It creaked."
        sheet.versions.setCurrentIndex(0)
        assert (sheet.written.text(), sheet.counts.text()) == (
            "I rann over it",
            "Words: 4 · spelled right: 3 · sentences: 1 · pairs right: 2 of 5",
        )
        sheet.accept()
        page.card.switch.click()
        assert desk.shown_rows(page.table, 4).count("6") == 1
        assert len(desk.shown_rows(page.table)) == 14
        page.table.choose(lambda one: isinstance(one, Piece))
        page.table.opened.emit(page.table.chosen)
        assert len([one for one in page.findChildren(WritingSheet) if one.isVisible()]) == 1
        desk.side.leave()
        desk.settle()
        assert "creaked" not in desk.everything_readable()


def test_a_point_opens_its_reading_and_back_leads_home(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_child(desk)
        assert isinstance(page.time_line, TimeLine)
        assert page.time_line.points is not None
        page.time_line.points.sigClicked.emit(page.time_line.points, page.time_line.points.points()[:1], None)
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.review_page
        desk.side.go_back()
        desk.settle()
        assert desk.side.growth_pages.pages.currentWidget() is page
        desk.side.go_back()
        assert desk.side.pages.currentWidget() is desk.side.child_page
        assert desk.side.heading().title == "Readings"


def test_the_school_leads_to_classes_and_children(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        desk.unlock()
        desk.side.classes_page.school.click()
        desk.settle()
        page = desk.side.growth_pages.pages.currentWidget()
        assert isinstance(page, SchoolGrowthPage)
        assert page.summary.text().startswith("11 children in 1 class; ")
        page.search.setText("okafor")
        assert desk.shown_rows(page.children_table) == ["Maya Okafor"]
        assert page.lists.currentWidget() is page.children_table
        page.search.clear()
        page.grades.cell_opened.emit(page.grades.chosen, 0)
        assert desk.shown_rows(page.classes, 1) == ["Otters, room 12"]
        page.classes.cell_opened.emit(page.classes.chosen, 0)
        desk.settle()
        assert isinstance(desk.side.growth_pages.pages.currentWidget(), ClassGrowthPage)
        assert desk.side.heading().back == "the school"
        desk.side.go_back()
        desk.settle()
        assert desk.side.growth_pages.pages.currentWidget() is page


def test_a_year_is_scored_by_another_protocol(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        page = open_class(desk)
        before = {kept.id: kept.protocol for kept in desk.teacher.kept}
        (action,) = [one for one in page.score_again.menu().actions() if one.text() == "CBM, one minute"]
        action.trigger()
        desk.settle()
        assert desk.side.growth_pages.pages.currentWidget() is page
        after = {kept.id: kept.protocol for kept in desk.teacher.kept}
        assert after["week-0"] == "cbm" != before["week-0"]


def test_scoring_a_year_shows_how_far_it_is_and_can_be_cancelled(qtbot: QtBot) -> None:
    teacher = growing_school()
    with teacher_desk(qtbot, teacher) as desk:
        page = open_class(desk)
        teacher.hold = threading.Event()
        (action,) = [one for one in page.score_again.menu().actions() if one.text() == "CBM, one minute"]
        action.trigger()
        pages = desk.side.growth_pages
        assert pages.pages.currentWidget() is pages.working
        qtbot.waitUntil(lambda: pages.working.bar.maximum() > 0, timeout=PATIENCE_MS)
        pages.working.cancel.click()
        teacher.hold.set()
        desk.settle()
        assert pages.pages.currentWidget() is page
        assert all(kept.protocol != "cbm" for kept in teacher.kept)


@pytest.mark.parametrize(
    ("done", "total", "passed", "left"),
    [
        (100, 1_000, 1.9, None),
        (49, 1_000, 10.0, None),
        (50, 1_000, 5.0, 95),
        (900, 1_000, 9.0, None),
        (0, 0, 9.0, None),
    ],
)
def test_time_left_is_said_when_it_is_no_guess(done: int, total: int, passed: float, left: int | None) -> None:
    assert seconds_left(done, total, passed) == left


def test_what_goes_wrong_is_said_and_can_be_tried_again(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.teacher.fail_with = StorageProblem("The disk is full.", "Nothing was kept.", "Make room on the disk.")
        desk.side.classes_page.growth.click()
        desk.settle()
        notice = desk.side.growth_pages.notice
        assert (notice.heading.text(), notice.sentence.text()) == (
            "The disk is full.",
            "Nothing was kept. Make room on the disk.",
        )
        notice.act.click()
        desk.settle()
        assert isinstance(desk.side.growth_pages.pages.currentWidget(), ClassGrowthPage)


def test_without_a_reading_there_is_nothing_to_show_yet(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Zoë Brandt")
        desk.side.child_page.growth.click()
        desk.settle()
        assert desk.side.growth_pages.notice.heading.text() == "Nothing to show yet"


def test_a_locked_side_holds_nothing_of_growth(qtbot: QtBot) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        open_class(desk)
        assert "Okafor" in desk.everything_readable()
        desk.side.leave()
        desk.settle()
        assert "Okafor" not in desk.everything_readable()
        assert all(answer.value is None for answer in desk.side.growth_pages.answers.values())


@pytest.fixture(params=[1.0, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    """The smallest and the largest text."""
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


def test_nothing_of_growth_is_cut_off(qtbot: QtBot, text_scale: float) -> None:
    with teacher_desk(qtbot, growing_school()) as desk:
        put_into_window(desk)
        page = open_class(desk)
        for one in page.view_buttons:
            one.click()
            assert cut_off(settled(desk)) == []
        growth = desk.side.growth_pages.answers[ClassRoom].value
        long_name = next(child.student for child in growth.children if child.student.given_name == LONG_NAME[0])
        desk.side.growth_pages.open(long_name)
        assert cut_off(settled(desk)) == []
        desk.side.growth_pages.open(growth.children[0].student)
        assert cut_off(settled(desk)) == []
        desk.side.growth_pages.open(None)
        assert cut_off(settled(desk)) == []
