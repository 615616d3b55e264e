"""One child's readings, and the picture PIN."""

from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.norms import Percentile, Season
from litcoach_desktop.ui.teacher.pin_dialog import PinDialog
from litcoach_desktop.ui.teacher.writing_sheet import WritingSheet
from litcoach_desktop.ui.widgets.reading_words import day_words, percentile_words
from tests.fakes.teacher import NOW, sample_school
from tests.fakes.writings import written
from tests.ui.teacher_desk import TODAY, Desk, teacher_desk


def open_maya(desk: Desk) -> None:
    """Unlock and go to Maya."""
    desk.unlock()
    desk.choose_class("Otters, room 12")
    desk.open_child("Maya Okafor")


def test_the_readings_come_newest_first_with_rate_interval_percentile_and_state(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_maya(desk)
        table = desk.side.child_page.table
        first = [table.model().index(0, column).data() for column in range(8)]
        assert first[0].startswith("Today")
        assert first[1:] == ["The Bridge", "110 (100 to 117)", "88\u00a0%", "Frustration", "78", "2", "Marked"]
        assert desk.shown_rows(table, 7) == [
            "Marked", "Marked", "Not scored: the voice was too quiet", "Cut short", "Marked",
        ]  # fmt: skip
        assert desk.side.child_page.place.text() == "Against grade 3 in fall: percentile 78, in the faster quarter."
        assert desk.side.heading().back == "My classes"


def test_a_child_without_readings_is_told_how_the_first_one_comes(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Zoë Brandt")
        assert desk.side.child_page.notice.heading.text() == "No reading yet"
        assert not desk.side.child_page.open.isVisible()


def test_readings_that_cannot_be_had_are_said_and_tried_again(qtbot: QtBot) -> None:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        teacher.fail_with = StorageProblem("The disk is gone.", "", "Plug it in.")
        desk.open_child("Maya Okafor")
        page = desk.side.child_page
        assert page.notice.heading.text() == "The disk is gone."
        page.notice.act.click()
        desk.settle()
        assert page.table.model().rowCount() == 5


def test_enter_opens_the_chosen_reading_and_back_leads_home(qtbot: QtBot) -> None:
    with teacher_desk(qtbot) as desk:
        open_maya(desk)
        desk.press(Qt.Key.Key_Return, desk.side.child_page.table)
        assert desk.side.pages.currentWidget() is desk.side.review_page
        assert desk.side.heading().title == "Maya Okafor: The Bridge"
        desk.side.go_back()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.child_page
        desk.side.go_back()
        desk.settle()
        assert desk.side.pages.currentWidget() is desk.side.classes_page


def test_a_picture_pin_is_given_and_taken_away(qtbot: QtBot) -> None:
    teacher = sample_school()
    with teacher_desk(qtbot, teacher) as desk:
        open_maya(desk)
        page = desk.side.child_page
        page.pin.click()
        dialog = next(one for one in page.findChildren(PinDialog) if one.isVisible())
        assert dialog.remove.isHidden()
        for animal in ("fox", "whale"):
            dialog.chooser.pictures[animal].click()
        dialog.chooser.again.click()
        for animal in ("bee", "owl", "bee"):
            dialog.chooser.pictures[animal].click()
        dialog.keep.click()
        desk.settle()
        assert teacher.children[0].picture_pin == ("bee", "owl", "bee")
        assert page.grade.text() == "Grade 3, has a picture PIN"
        page.pin.click()
        dialog = next(one for one in page.findChildren(PinDialog) if one.isVisible())
        dialog.remove.click()
        desk.settle()
        assert teacher.children[0].picture_pin is None


def test_days_are_named_as_people_name_them() -> None:
    assert day_words(NOW, TODAY) == "Today"
    assert day_words(NOW - timedelta(days=1), TODAY) == "Yesterday"
    assert day_words(NOW - timedelta(days=3), TODAY) == "Saturday"
    assert "2026" in day_words(NOW - timedelta(days=30), TODAY)
    # A clock that was set back must not call tomorrow a weekday of the past.
    assert "2026" in day_words(NOW + timedelta(days=2), TODAY)


def test_percentiles_are_said_in_words() -> None:
    assert "below the 10th" in percentile_words(Percentile(10, Season.FALL, 2, below=True))
    assert "above the 90th" in percentile_words(Percentile(90, Season.SPRING, 2, above=True))
    assert percentile_words(Percentile(18, Season.WINTER, 1)) == (
        "Against grade 1 in winter: percentile 18, in the slower quarter."
    )
    assert "middle half" in percentile_words(Percentile(50, Season.WINTER, 1))


def test_what_a_child_wrote_is_listed_and_opens(qtbot: QtBot) -> None:
    teacher = sample_school()
    maya = teacher.children[0].id
    written(teacher.kept_writings, maya, NOW - timedelta(days=9), "I rann over it", "I ran over it. It creaked.")
    written(teacher.kept_writings, maya, NOW - timedelta(days=2), "Bees hum", title="Bees", done=False)
    with teacher_desk(qtbot, teacher) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        desk.open_child("Maya Okafor")
        page = desk.side.child_page
        assert (page.show_readings.text(), page.show_writings.text()) == ("Readings (5)", "Writing (2)")
        page.show_writings.click()
        assert desk.shown_rows(page.writings, 1) == ["Bees", "The Bridge"]
        assert desk.shown_rows(page.writings, 5) == ["2 of 3", "8 of 8"]
        assert desk.shown_rows(page.writings, 6) == ["Not finished", "Handed in"]
        page.open.click()
        (sheet,) = page.findChildren(WritingSheet)
        assert sheet.written.text() == "Bees hum"
        assert sheet.asked.text() == "Would you have crossed it, and why?"
        sheet.accept()
        page.show_readings.click()
        assert page.open.text() == "Open this reading"
        desk.side.go_back()
        desk.open_child("Łukasz Żółkiewski")
        page.show_writings.click()
        assert page.notice.heading.text() == "No writing yet"
