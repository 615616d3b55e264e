"""The window before the printer: the pages as they will be, the language of them, save as a PDF, print."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.services.teacher.reporting import Language
from litcoach_desktop.ui.teacher.page_preview import PagePreview
from litcoach_desktop.ui.teacher.print_job import Languages, PrintJob, PrintState
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label

_ENGLISH, _SPANISH = (Language.ENGLISH,), (Language.SPANISH,)


class PrintSheet(Sheet):
    """job: what it shows. file_name: what is proposed for the PDF. languages: whether one may be chosen."""

    def __init__(
        self,
        job: PrintJob,
        title: str,
        heading: str,
        file_name: str,
        parent: QWidget | None = None,
        *,
        languages: bool = False,
    ) -> None:
        super().__init__(parent)
        job.setParent(self)
        self.job = job
        self._file_name = file_name
        self.set_title(title, heading)
        self._group = QButtonGroup(self)
        self.languages = {
            chosen: self._language(words, chosen)
            for chosen, words in (
                (_ENGLISH, self.tr("English")),
                (_SPANISH, self.tr("Spanish")),
                (_ENGLISH + _SPANISH, self.tr("Both, on two pages")),
            )
        }
        choice = QWidget()
        flow = FlowLayout(choice, SMALL)
        for one in self.languages.values():
            flow.addWidget(one)
        choice.setVisible(languages)
        self.preview = PagePreview()
        self.before = button(self.tr("Page before"), "back", "small", lambda: self._turn(-1))
        self.after = button(self.tr("Next page"), "next", "small", lambda: self._turn(1))
        self.place = label("", "label", wrap=False)
        self.waiting = label("", "body")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.again = button(self.tr("Try again"), "again", "small", job.load)
        self.said = label("", "label")
        self._pages = QStackedWidget()
        self._pages.addWidget(self._pages_view())
        self._pages.addWidget(self._waiting_view())
        # What was said stands over the page: in large type it would have to be scrolled to under it.
        for part in (choice, self.said, self._pages):
            self.body_column.addWidget(part)
        self.close_it = button(self.tr("Close"), "close", "small", self._stop_or_close)
        self.save = button(self.tr("Save as PDF"), None, "small", self.ask_where)
        self.print = button(self.tr("Print"), "print", "go", self.ask_printer)
        self.put_buttons(self.close_it, self.save, go=self.print)
        job.changed.connect(self._show)
        job.progressed.connect(self._progress)
        self._show()
        job.load()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self.job.busy

    def ask_where(self) -> None:
        """Let the teacher say where the PDF goes."""
        name, _kind = QFileDialog.getSaveFileName(self, self.tr("Save as PDF"), self._file_name, self.tr("PDF (*.pdf)"))
        if name:
            self.job.save(Path(name) if name.casefold().endswith(".pdf") else Path(f"{name}.pdf"))

    def ask_printer(self) -> None:
        """Open the system's window of printers."""
        # Slow to import, and seldom wanted.
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(self.job.sheet.layout)
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, False)
        dialog.setMinMax(1, max(1, len(self.job.pages)))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.job.print_on(printer))
        # Its own open() asks for a slot of its own kind.
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def done(self, result: int) -> None:
        """Closed: nothing of any child stays behind."""
        self.job.forget()
        self.preview.show_pages((), None)
        super().done(result)

    def _language(self, words: str, chosen: Languages) -> QPushButton:
        made = button(words, None, "small")
        made.setCheckable(True)
        made.setChecked(chosen == _ENGLISH)
        made.toggled.connect(lambda on: self.job.choose_languages(chosen) if on else None)
        self._group.addButton(made)
        return made

    def _pages_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        row = QHBoxLayout()
        row.addWidget(self.before)
        row.addStretch(1)
        row.addWidget(self.place)
        row.addStretch(1)
        row.addWidget(self.after)
        column.addLayout(row)
        column.addWidget(self.preview, 1)
        return view

    def _waiting_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.waiting)
        column.addWidget(self.bar)
        column.addWidget(self.again)
        column.addStretch(1)
        return view

    @Slot()
    def _show(self) -> None:
        job = self.job
        ready = job.state is PrintState.READY
        working = job.state in (PrintState.WORKING, PrintState.SAVING)
        if ready and self.preview.shown is not job.pages:
            self.preview.show_pages(job.pages, job.sheet)
        self._pages.setCurrentIndex(0 if ready else 1)
        self.waiting.setText(
            self.tr("Writing the PDF ...")
            if job.state is PrintState.SAVING
            else self.tr("Putting the pages together ...")
        )
        self.waiting.setVisible(working)
        self.bar.setVisible(working)
        self.bar.setRange(0, 0)
        self.again.setVisible(job.state is PrintState.WRONG)
        self.said.setText(job.said.text if job.said is not None else "")
        self.said.setVisible(job.said is not None)
        self.print.setEnabled(ready)
        self.save.setEnabled(ready)
        self.close_it.setText(self.tr("Cancel") if working else self.tr("Close"))
        for one in self.languages.values():
            one.setEnabled(ready)
        self._show_place()
        if ready and self.focusWidget() not in self.languages.values():
            # The keyboard starts where the next step is, but stays on a language that was just chosen.
            self.print.setFocus()

    def _show_place(self) -> None:
        number, count = self.preview.number, self.preview.count
        self.place.setText(self.tr("Page {0} of {1}").format(number + 1, count))
        several = count > 1
        for one in (self.before, self.after, self.place):
            one.setVisible(several)
        self.before.setEnabled(number > 0)
        self.after.setEnabled(number + 1 < count)

    @Slot(int, int)
    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _turn(self, pages: int) -> None:
        self.preview.turn_to(self.preview.number + pages)
        self._show_place()

    def _stop_or_close(self) -> None:
        if self.job.state is PrintState.SAVING:
            self.job.cancel()
        else:
            self.reject()
