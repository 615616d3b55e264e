"""What is due, held and erased; all that is kept about one child: held, handed out, erased with its name typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.retention import Certificate, Due, Hold, Kept
from litcoach_desktop.services.teacher import Format
from litcoach_desktop.settings import load_settings
from litcoach_desktop.ui.teacher.child_keeping_sheet import ChildKeepingSheet
from litcoach_desktop.ui.teacher.export_sheet import ExportSheet
from litcoach_desktop.ui.teacher.keeping_page import KeepingPage, Listed
from litcoach_desktop.ui.teacher.print_sheet import PrintSheet
from litcoach_desktop.ui.teacher.settings.recordings_section import RecordingsSection
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.keeping import NOW, FakeKeeping
from tests.fakes.teacher import sample_school
from tests.ui.teacher_desk import Desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off, put_into_window, settled

FULL = StorageProblem("maya.zip could not be written.", "What was there before is still there.", "Make room.")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    settings = load_settings(user_file=tmp_path / "settings.toml", policy=tmp_path / "policy.toml", environment={})
    with teacher_desk(qtbot, sample_school(), settings) as desk:
        desk.unlock()
        desk.choose_class("Otters, room 12")
        yield desk


def keeping(desk: Desk) -> FakeKeeping:
    assert isinstance(desk.teacher.keeping, FakeKeeping)
    return desk.teacher.keeping


def fill(desk: Desk) -> None:
    """Something due of a child and of a guest, a hold, a certificate."""
    kept = keeping(desk)
    kept.kept_due = [
        Due(Kept.SOUND, "maya-0", "child-0", "Maya Okafor", NOW - timedelta(days=399), NOW + timedelta(days=1)),
        Due(Kept.TALKS, "t", None, "", NOW - timedelta(days=398), NOW + timedelta(days=2)),
    ]
    kept.kept_holds = [Hold("child-1", NOW.isoformat(), "Ms Lee", "a court asked", "Noor Haddad")]
    kept.kept_certificates = [
        Certificate("c-0", NOW, "retention", "sound", "", {"recording": 12}, NOW + timedelta(days=90))
    ]


def page_of(desk: Desk, listed: Listed) -> KeepingPage:
    """Asked for in the settings."""
    office = desk.side.office
    office.open_list(listed)
    desk.settle()
    page = desk.side.places.current.page
    assert isinstance(page, KeepingPage)
    return page


def sheet_of(desk: Desk) -> ChildKeepingSheet:
    desk.open_child("Maya Okafor")
    desk.side.child_page.keeping.click()
    desk.settle()
    (sheet,) = desk.side.findChildren(ChildKeepingSheet)
    return sheet


def test_what_is_due_is_listed_by_child_and_leads_to_the_reading(desk: Desk) -> None:
    fill(desk)
    page = page_of(desk, Listed.DUE)
    assert desk.shown_rows(page.tables[Listed.DUE]) == ["Maya Okafor", "A guest"]
    assert desk.shown_rows(page.tables[Listed.DUE], 4) == ["tomorrow", "in 2 days"]
    assert page.switches[Listed.DUE].text() == "Erased soon (2)"
    page.tables[Listed.DUE].choose(lambda one: one.student_id is None)
    assert not page.open.isEnabled()
    page.tables[Listed.DUE].choose(lambda one: one.id == "maya-0")
    desk.press(Qt.Key.Key_Return, page.tables[Listed.DUE])
    assert desk.side.places.current.page is desk.side.review_page


def test_a_hold_is_lifted(desk: Desk) -> None:
    fill(desk)
    page = page_of(desk, Listed.HELD)
    table = page.tables[Listed.HELD]
    assert [desk.shown_rows(table, column)[0] for column in (0, 2, 3)] == ["Noor Haddad", "Ms Lee", "a court asked"]
    table.choose(lambda one: True)
    page.open.click()
    desk.settle()
    assert keeping(desk).kept_holds == []
    assert page.notice.heading.text() == "No legal hold"


def test_a_certificate_is_looked_at_and_can_be_saved(desk: Desk, qtbot: QtBot) -> None:
    fill(desk)
    page = page_of(desk, Listed.ERASED)
    page.tables[Listed.ERASED].choose(lambda one: True)
    page.open.click()
    (sheet,) = desk.side.findChildren(PrintSheet)
    qtbot.waitUntil(lambda: not sheet.busy, timeout=20_000)
    assert sheet.windowTitle() == "Certificate of erasure"
    sheet.reject()


def test_empty_lists_say_so_and_a_problem_can_be_tried_again(desk: Desk) -> None:
    page = page_of(desk, Listed.DUE)
    assert page.notice.heading.text() == "Nothing is erased in the next seven days"
    desk.teacher.fail_with = FULL
    desk.side.office.keeping.load()
    desk.settle()
    assert page.notice.heading.text() == FULL.happened
    page.notice.act.click()
    desk.settle()
    assert page.notice.heading.text() == "Nothing is erased in the next seven days"


def test_a_clock_that_leapt_is_told_and_can_be_believed(desk: Desk) -> None:
    kept = keeping(desk)
    kept.kept_clock = replace(kept.kept_clock, doubted=(NOW + timedelta(days=400), NOW + timedelta(days=400)))
    page = page_of(desk, Listed.DUE)
    assert page.doubt.isVisible()
    assert "has leapt" in page.doubt_words.text()
    page.believe.click()
    desk.settle()
    assert not page.doubt.isVisible()


def test_the_settings_lead_to_the_lists_and_back_leads_there(desk: Desk) -> None:
    desk.side.office.open_settings()
    desk.settle()
    page = desk.side.office.settings_page
    section = next(one for one in page.sections if isinstance(one, RecordingsSection))
    section.lists[Listed.HELD].click()
    desk.settle()
    assert desk.side.office.keeping_page.listed is Listed.HELD
    desk.side.go_back()
    assert desk.side.places.current.page is page


def test_a_child_is_erased_only_with_its_name_typed(desk: Desk, qtbot: QtBot) -> None:
    sheet = sheet_of(desk)
    assert "Readings: 5" in sheet.there.text()
    assert not sheet.erase.isEnabled()
    sheet.typed.setFocus()
    qtbot.keyClicks(sheet.typed, "Maya")
    assert not sheet.erase.isEnabled()
    qtbot.keyClicks(sheet.typed, " okafor")
    sheet.erase.setFocus()
    desk.press(Qt.Key.Key_Return, sheet.erase)
    assert keeping(desk).erased == ["child-0"]
    assert sheet.there.text().startswith("Erased for good:\nEntries in the roster: 1\nReadings: 5")
    assert desk.side.places.current.page is desk.side.classes_page
    sheet.certificate.click()
    desk.settle()
    (shown,) = desk.side.findChildren(PrintSheet)
    qtbot.waitUntil(lambda: not shown.busy, timeout=20_000)
    shown.reject()


def test_a_hold_needs_a_reason_and_shuts_the_erasure(desk: Desk, qtbot: QtBot) -> None:
    sheet = sheet_of(desk)
    assert not sheet.put_on.isEnabled()
    sheet.reason.setFocus()
    qtbot.keyClicks(sheet.reason, "a court asked")
    sheet.put_on.click()
    desk.settle()
    assert "by teacher: a court asked" in sheet.held.text()
    assert not sheet.typed.isEnabled()
    sheet.lift.click()
    desk.settle()
    assert sheet.typed.isEnabled()
    sheet.reject()


def test_everything_is_handed_out_stopped_and_refused_with_a_sentence(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    sheet, kept = sheet_of(desk), keeping(desk)
    kept.go_on.clear()
    sheet.hand_out_to(tmp_path / "maya.zip")
    qtbot.waitUntil(lambda: sheet.bar.maximum() == 3, timeout=20_000)
    sheet.cancel.click()
    desk.settle()
    assert sheet.said.text() == "Stopped. Nothing was written."
    kept.go_on.set()
    kept.write_problem = FULL
    sheet.hand_out_to(tmp_path / "maya.zip")
    desk.settle()
    assert sheet.said.text() == FULL.args[0]
    assert kept.handed_out == []
    kept.write_problem = None
    sheet.hand_out_to(tmp_path / "maya.zip")
    desk.settle()
    assert kept.handed_out == [("child-0", tmp_path / "maya.zip")]
    assert "maya.zip" in sheet.said.text()
    sheet.reject()


def test_readings_are_exported_stopped_and_refused_with_a_sentence(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    kept, file = keeping(desk), tmp_path / "readings.zip"
    desk.side.classes_page.export_asked.emit()
    (sheet,) = desk.side.findChildren(ExportSheet)
    assert sheet.form is Format.XLSX
    sheet.forms[Format.ONEROSTER].setChecked(True)
    kept.go_on.clear()
    sheet.export_to(file)
    qtbot.waitUntil(lambda: sheet.bar.maximum() == 3, timeout=20_000)
    assert not sheet.go.isEnabled()
    sheet.cancel.click()
    assert sheet.said.text() == "Stopped. Nothing was written."
    kept.go_on.set()
    kept.write_problem = FULL
    sheet.export_to(file)
    desk.settle()
    assert sheet.said.text() == FULL.args[0]
    kept.write_problem = None
    sheet.whose.setCurrentIndex(1)
    sheet.export_to(file)
    desk.settle()
    assert sheet.said.text() == "readings.zip has 12 readings."
    assert kept.exported == [(Format.ONEROSTER, file, "")]
    sheet.reject()


def test_locked_nothing_of_it_is_left(desk: Desk) -> None:
    fill(desk)
    page_of(desk, Listed.HELD)
    desk.side.leave()
    desk.settle()
    told = desk.everything_readable()
    assert "a court asked" not in told
    assert "Maya Okafor" not in told


@pytest.fixture(params=[1.0, 2.0], ids=lambda scale: f"text {scale:.0%}")
def text_scale(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[float]:
    current_theme().choose(text_scale=request.param)
    yield request.param
    current_theme().choose(text_scale=1.0)


def test_nothing_is_cut_off(text_scale: float, desk: Desk) -> None:
    put_into_window(desk)
    fill(desk)
    kept = keeping(desk)
    kept.kept_clock = replace(kept.kept_clock, doubted=(NOW + timedelta(days=400), NOW + timedelta(days=400)))
    for listed in Listed:
        page_of(desk, listed)
        assert cut_off(settled(desk)) == []
    desk.side.office.forget()
    desk.side.places.turn_to(desk.side.classes_page)
    sheet = sheet_of(desk)
    settled(desk)
    assert cut_off(sheet) == []
    sheet.reject()
    desk.side.classes_page.export_asked.emit()
    (export,) = desk.side.findChildren(ExportSheet)
    settled(desk)
    assert cut_off(export) == []
    export.reject()
