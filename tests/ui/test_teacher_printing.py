"""Printing in the window: what is asked for where, its languages, saved whole or not at all, printed, forgotten."""

import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.services.teacher.reporting import Language
from litcoach_desktop.ui.teacher.growth_child_page import ChildGrowthPage
from litcoach_desktop.ui.teacher.growth_class_page import ClassGrowthPage
from litcoach_desktop.ui.teacher.print_job import PrintJob, PrintState
from litcoach_desktop.ui.teacher.print_sheet import PrintSheet
from litcoach_desktop.ui.teacher.view_menu import View
from litcoach_desktop.ui.theme import current_theme
from tests.ui.teacher_desk import Desk, reading_desk, teacher_desk
from tests.ui.test_teacher_fits import cut_off

OTTERS = "Otters, room 12"
BOTH = (Language.ENGLISH, Language.SPANISH)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A teacher in front of a class of eleven."""
    with teacher_desk(qtbot) as desk:
        desk.unlock()
        desk.choose_class(OTTERS)
        yield desk


def sheet_of(desk: Desk) -> PrintSheet:
    desk.settle()
    sheet = desk.side.findChild(PrintSheet)
    assert sheet is not None
    return sheet


def ask(desk: Desk, words: str) -> PrintSheet:
    """What the menu of the class offers."""
    menu = desk.side.classes_page.print.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.text() == words).trigger()
    return sheet_of(desk)


def saved(desk: Desk, sheet: PrintSheet, file: Path) -> list[str]:
    """The text of each page of what was saved."""
    sheet.job.save(file)
    desk.settle()
    return [" ".join(page.extract_text().split()) for page in PdfReader(file).pages]


def test_a_page_for_parents_is_chosen_in_a_language_and_saved(desk: Desk, tmp_path: Path) -> None:
    desk.open_child("Maya Okafor")
    desk.side.child_page.report.click()
    sheet = sheet_of(desk)
    assert sheet.job.state is PrintState.READY
    assert sheet.preview.count == 1
    assert not sheet.after.isVisible()
    assert saved(desk, sheet, tmp_path / "en.pdf")[0].startswith("How Maya Okafor reads")
    sheet.languages[(Language.SPANISH,)].click()
    desk.settle()
    assert saved(desk, sheet, tmp_path / "es.pdf")[0].startswith("La lectura de Maya Okafor")
    assert "Saved: es.pdf" in sheet.said.text()
    sheet.languages[BOTH].click()
    desk.settle()
    assert sheet.preview.count == 2
    sheet.after.click()
    assert sheet.place.text() == "Page 2 of 2"


def test_all_parents_are_one_pdf_in_the_order_of_the_class(desk: Desk, tmp_path: Path) -> None:
    sheet = ask(desk, "Reports for all parents ...")
    pages = saved(desk, sheet, tmp_path / "all.pdf")
    names = [child.given_name for child in desk.teacher.students(desk.teacher.rooms[0].id)]
    assert len(pages) == len(names)
    for name, text in zip(names, pages, strict=True):
        # What is written from right to left comes out of a PDF in the order in which it is drawn.
        assert name in text or not unicodedata.name(name[0]).startswith("LATIN")


def test_a_class_and_its_name_cards_are_offered_beside_it(desk: Desk, tmp_path: Path) -> None:
    sheet = ask(desk, "Class report ...")
    assert not any(one.isVisible() for one in sheet.languages.values())
    assert "Otters, room 12: class report" in saved(desk, sheet, tmp_path / "class.pdf")[0]
    sheet.close_it.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sheet = ask(desk, "Name cards ...")
    assert "Ivy" in saved(desk, sheet, tmp_path / "cards.pdf")[0]


def test_what_a_page_of_growth_shows_can_be_printed(desk: Desk) -> None:
    desk.side.classes_page.growth.click()
    desk.settle()
    room = desk.side.growth_pages.pages.currentWidget()
    assert isinstance(room, ClassGrowthPage)
    room.print.click()
    sheet = sheet_of(desk)
    assert sheet.windowTitle() == "Class report"
    sheet.close_it.click()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    desk.side.growth_pages.open(desk.teacher.children[0])
    desk.settle()
    child = desk.side.growth_pages.pages.currentWidget()
    assert isinstance(child, ChildGrowthPage)
    child.print.click()
    assert sheet_of(desk).windowTitle() == "Report for parents"


def test_a_running_record_is_printed_from_its_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    with reading_desk(qtbot) as desk:
        desk.side.review_page.show_view(View.RECORD)
        desk.side.review_page.sheet.print.click()
        sheet = sheet_of(desk)
        assert "Running record: The Bridge" in saved(desk, sheet, tmp_path / "record.pdf")[0]


def test_what_cannot_be_written_is_said_and_the_old_file_stays(desk: Desk, tmp_path: Path) -> None:
    sheet = ask(desk, "Class report ...")
    sheet.job.save(tmp_path / "nowhere" / "class.pdf")
    desk.settle()
    assert "could not be written" in sheet.said.text()
    taken = tmp_path / "class.pdf"
    taken.mkdir()
    (taken / "inside").write_text("kept", encoding="utf-8")
    sheet.job.save(taken)
    desk.settle()
    assert "could not be written" in sheet.said.text()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["class.pdf", "inside"]
    assert sheet.save.isEnabled()


def test_what_cannot_be_put_together_is_said_and_tried_again(desk: Desk) -> None:
    desk.teacher.fail_with = StorageProblem("The disk is gone.", "Nothing can be read.", "Plug it in.")
    sheet = ask(desk, "Class report ...")
    assert sheet.job.state is PrintState.WRONG
    assert "The disk is gone." in sheet.said.text()
    assert not sheet.print.isEnabled()
    sheet.again.click()
    desk.settle()
    assert sheet.job.state is PrintState.READY
    assert not sheet.said.isVisible()


def test_a_printer_gets_all_pages_or_those_that_were_chosen(desk: Desk, tmp_path: Path) -> None:
    sheet = ask(desk, "Reports for all parents ...")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "all.pdf"))
    sheet.job.print_on(printer)
    assert len(PdfReader(tmp_path / "all.pdf").pages) == 11
    printer.setOutputFileName(str(tmp_path / "some.pdf"))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 4)
    sheet.job.print_on(printer)
    pages = PdfReader(tmp_path / "some.pdf").pages
    assert len(pages) == 3
    assert "Pages given to the printer: 3." in sheet.said.text()
    # The same sheet of paper, its places counted from the corner.
    assert round(pages[0].mediabox.width) == 612


def test_the_window_of_printers_opens_over_it(desk: Desk) -> None:
    sheet = ask(desk, "Class report ...")
    sheet.print.click()
    dialog = sheet.findChild(QPrintDialog)
    assert dialog.isVisible()
    assert (dialog.minPage(), dialog.maxPage()) == (1, sheet.preview.count)
    dialog.reject()


def test_putting_together_can_be_cancelled(qtbot: QtBot, desk: Desk) -> None:
    begun, let_go = threading.Event(), threading.Event()

    def fetch(tick: object) -> None:
        begun.set()
        let_go.wait(20)

    job = PrintJob(fetch, lambda _found, _languages: None, desk.services.runner, desk.services.settings)
    sheet = PrintSheet(job, "Reports", "Reports", "reports.pdf", desk.side)
    sheet.open()
    qtbot.waitUntil(begun.is_set)
    assert sheet.bar.isVisible()
    assert sheet.close_it.text() == "Cancel"
    sheet.close_it.click()
    assert not sheet.isVisible()
    let_go.set()
    assert (job.document, job.pages) == (None, ())


def test_locking_leaves_nothing_of_a_child_behind(desk: Desk) -> None:
    desk.open_child("Maya Okafor")
    desk.side.child_page.report.click()
    sheet = sheet_of(desk)
    job = sheet.job
    desk.side.leave()
    assert not sheet.isVisible()
    assert (job.document, job.pages) == (None, ())
    assert "Maya" not in desk.everything_readable()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_window_fits_at_every_size_of_text(desk: Desk, qapp: QApplication, scale: float) -> None:
    current_theme().choose(text_scale=scale)
    desk.open_child("Maximiliana-Theodora von Hohenstaufen-Württemberg-Liechtenberg")
    desk.side.child_page.report.click()
    sheet = sheet_of(desk)
    assert sheet.width() <= 1366
    assert sheet.height() <= desk.side.height()
    assert cut_off(sheet) == []
