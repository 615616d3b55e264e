"""What a teacher may print, and the windows for it: for parents, a class, a running record, name cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher.reporting.plain_text import on_paper
from litcoach_desktop.ui.printing.certificate_pages import CertificatePages
from litcoach_desktop.ui.printing.class_pages import ClassPages
from litcoach_desktop.ui.printing.document import Document, Tick
from litcoach_desktop.ui.printing.name_cards import NameCards
from litcoach_desktop.ui.printing.parents_page import parents_document
from litcoach_desktop.ui.printing.record_pages import RecordPages
from litcoach_desktop.ui.teacher.print_job import Languages, PrintJob
from litcoach_desktop.ui.teacher.print_sheet import PrintSheet

if TYPE_CHECKING:
    from litcoach_desktop.domain.retention import Certificate
    from litcoach_desktop.domain.roster import ClassRoom
    from litcoach_desktop.ui.needs import WindowServices

translate = QCoreApplication.translate

_NOT_IN_FILE_NAMES = '<>:"/\\|?*'


class PrintingDesk(QObject):
    """Opens a window for each wish over the page that asks; None and what has gone meanwhile are passed over."""

    def __init__(self, services: WindowServices, over: QWidget) -> None:
        super().__init__(over)
        self._services = services
        self._over = over

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return any(sheet.busy for sheet in self._over.findChildren(PrintSheet))

    def for_parents(self, student: Student | None) -> None:
        """The page for the parents of a child."""
        if student is None:
            return
        reports = self._services.teacher.reports
        title = self.tr("Report for parents")
        self._open(
            lambda _tick: [reports.for_parents(student.id)],
            lambda found, languages: parents_document(found, languages, self._school, title),
            title,
            on_paper(student.display_name),
            languages=True,
        )

    def for_all_parents(self, room: ClassRoom | None) -> None:
        """The pages for the parents of every child of a class, in the order of its list."""
        if room is None:
            return
        reports = self._services.teacher.reports
        title = self.tr("Reports for all parents")
        self._open(
            lambda tick: reports.for_all_parents(room.id, tick),
            lambda found, languages: parents_document(found, languages, self._school, title),
            title,
            on_paper(room.name),
            languages=True,
        )

    def of_class(self, room: ClassRoom | None) -> None:
        """The pages of a class."""
        if room is None:
            return
        reports = self._services.teacher.reports
        self._open(
            lambda _tick: reports.of_class(room.id),
            lambda found, _languages: ClassPages(found, self._school),
            self.tr("Class report"),
            on_paper(room.name),
        )

    def of_growth(self, subject: Student | ClassRoom) -> None:
        """What belongs to a page of growth: for the parents of a child, or the class."""
        if isinstance(subject, Student):
            self.for_parents(subject)
        else:
            self.of_class(subject)

    def running_record(self, reading_id: str | None) -> None:
        """The running record of a reading."""
        if reading_id is None:
            return
        reports = self._services.teacher.reports
        self._open(
            lambda _tick: reports.running_record(reading_id),
            lambda found, _languages: RecordPages(found, self._school),
            self.tr("Running record"),
            "",
        )

    def name_cards(self, room: ClassRoom | None) -> None:
        """The name cards of a class."""
        if room is None:
            return
        reports = self._services.teacher.reports
        self._open(
            lambda _tick: reports.name_cards(room.id),
            lambda found, _languages: NameCards(found[1], found[0].name),
            self.tr("Name cards"),
            on_paper(room.name),
        )

    def certificate(self, certificate: Certificate) -> None:
        """The certificate of an erasure."""
        self._open(
            lambda _tick: certificate,
            lambda found, _languages: CertificatePages(found, self._school),
            self.tr("Certificate of erasure"),
            "",
        )

    @property
    def _school(self) -> str:
        return self._services.settings.school_name

    def _open(
        self,
        fetch: Callable[[Tick], Any],
        lay_out: Callable[[Any, Languages], Document],
        title: str,
        whose: str,
        *,
        languages: bool = False,
    ) -> None:
        job = PrintJob(fetch, lay_out, self._services.runner, self._services.settings)
        name = "".join(letter for letter in f"{title} {whose}".strip() if letter not in _NOT_IN_FILE_NAMES)
        heading = self.tr("{0}: {1}").format(title, whose) if whose else title
        sheet = PrintSheet(job, title, heading, f"{name}.pdf", self._over, languages=languages)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
