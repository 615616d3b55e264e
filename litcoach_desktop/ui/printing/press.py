"""Makes PDFs where there is no window: for the command line."""

import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.services.teacher.reporting import ClassReport, Language, ParentReport, RunningRecordReport
from litcoach_desktop.ui.app import application
from litcoach_desktop.ui.printing.class_pages import ClassPages
from litcoach_desktop.ui.printing.document import Document, Tick
from litcoach_desktop.ui.printing.name_cards import NameCards
from litcoach_desktop.ui.printing.parents_page import parents_document
from litcoach_desktop.ui.printing.pdf import pdf_of
from litcoach_desktop.ui.printing.record_pages import RecordPages
from litcoach_desktop.ui.printing.sheet import Sheet, paper_called
from litcoach_desktop.ui.translation import load_translation


class Press:
    """Made on the main thread; its calls may come on any. school: its name. paper: as in the settings."""

    def __init__(self, school: str, paper: str) -> None:
        if QCoreApplication.instance() is None:
            # Nothing is shown, so no screen is needed.
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        load_translation(application())
        self._school = school
        self._sheet = Sheet(paper_called(paper, QLocale()))

    def for_parents(self, reports: Sequence[ParentReport], languages: Sequence[Language], tick: Tick) -> bytes:
        """The pages for parents, a child's languages together."""
        title = "Reports for parents"
        return self._pdf(parents_document(reports, languages, self._school, title), tick)

    def of_class(self, report: ClassReport, tick: Tick) -> bytes:
        """The pages of a class."""
        return self._pdf(ClassPages(report, self._school), tick)

    def running_record(self, report: RunningRecordReport, tick: Tick) -> bytes:
        """The pages of a running record."""
        return self._pdf(RecordPages(report, self._school), tick)

    def name_cards(self, room: ClassRoom, students: Sequence[Student], tick: Tick) -> bytes:
        """The name cards of a class."""
        return self._pdf(NameCards(students, room.name), tick)

    def _pdf(self, document: Document, tick: Tick) -> bytes:
        return pdf_of(document, self._sheet, tick)
