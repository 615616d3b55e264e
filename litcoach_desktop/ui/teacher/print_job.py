"""State of something that is to be printed: put together, looked at, saved as a PDF or given to a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale, QObject, Signal

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.jobs import JobContext, JobRunner, Lane
from litcoach_desktop.services.teacher.reporting import Language
from litcoach_desktop.services.teacher.whole_file import write_whole
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.printing.document import Document, Page, Tick
from litcoach_desktop.ui.printing.pdf import paint_on, pdf_of
from litcoach_desktop.ui.printing.sheet import Sheet, paper_called
from litcoach_desktop.ui.teacher.one_job import OneJob

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from litcoach_desktop.settings import Settings

Languages = tuple[Language, ...]


class PrintState(Enum):
    """What the window of it shows."""

    WORKING = auto()
    READY = auto()
    SAVING = auto()
    WRONG = auto()


class PrintJob(QObject):
    """fetch: asks the services, on a lane. lay_out: makes the document of what came, in some languages.

    `said`: what became of the last wish to save or print. After `forget` no answer arrives.
    """

    changed = Signal()

    def __init__(
        self,
        fetch: Callable[[Tick], Any],
        lay_out: Callable[[Any, Languages], Document],
        runner: JobRunner,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._lay_out = lay_out
        self._work = OneJob(runner, self)
        self.progressed = self._work.progressed
        self.sheet = Sheet(paper_called(settings.paper, QLocale()))
        self.state = PrintState.WORKING
        self.languages: Languages = (Language.ENGLISH,)
        self.document: Document | None = None
        self.pages: Sequence[Page] = ()
        self.said: UserMessage | None = None
        self._fetched: Any = None

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._work.busy

    def load(self) -> None:
        """Put it together (again)."""
        self._fetched = None
        self._put_together()

    def choose_languages(self, languages: Languages) -> None:
        """The same in other languages."""
        self.languages = languages
        self._put_together()

    def save(self, file: Path) -> None:
        """Write it as a PDF, whole or not at all."""
        document, sheet = self.document, self.sheet
        if document is None:
            return

        def write(ctx: JobContext) -> Path:
            write_whole(file, pdf_of(document, sheet, ctx.tick))
            return file

        self._go(PrintState.SAVING)
        self._work.send(write, "write a PDF", self._saved, self._not_done)

    def print_on(self, printer: QPrinter) -> None:
        """Give it to a printer: all pages, or those that were chosen in its window."""
        if self.document is None:
            return
        printer.setDocName(self.document.title)
        chosen = printer.printRange() is printer.PrintRange.PageRange and printer.toPage() > 0
        first, last = (printer.fromPage(), printer.toPage()) if chosen else (1, None)
        try:
            count = paint_on(printer, self.document, self.sheet, first=max(1, first), last=last)
        except EnvironmentProblem as problem:
            self._not_done(problem)
            return
        self.said = UserMessage(self.tr("Pages given to the printer: {0}.").format(count))
        self._go(PrintState.READY)

    def cancel(self) -> None:
        """Stop what is under way; a file of that name stays as it was."""
        self._work.cancel()
        if self.state is PrintState.SAVING:
            self.said = UserMessage(self.tr("Stopped. Nothing was written."))
            self._go(PrintState.READY)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self._work.cancel()
        self._fetched, self.document, self.pages, self.said = None, None, (), None

    def _put_together(self) -> None:
        fetched, languages = self._fetched, self.languages

        def work(ctx: JobContext) -> tuple[Any, Document, Sequence[Page]]:
            found = self._fetch(ctx.tick) if fetched is None else fetched
            document = self._lay_out(found, languages)
            return found, document, document.pages(self.sheet)

        self.said = None
        self._go(PrintState.WORKING)
        self._work.send(work, "put a report together", self._have, self._failed, lane=Lane.STORE)

    def _have(self, found: tuple[Any, Document, Sequence[Page]]) -> None:
        self._fetched, self.document, self.pages = found
        self._go(PrintState.READY)

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.said = describe(problem)
        self._go(PrintState.WRONG)

    def _saved(self, file: Path) -> None:
        self.said = UserMessage(self.tr("Saved: {0}").format(file.name))
        self._go(PrintState.READY)

    def _not_done(self, problem: Exception) -> None:
        log_bug(problem)
        self.said = describe(problem)
        self._go(PrintState.READY)

    def _go(self, state: PrintState) -> None:
        self.state = state
        self.changed.emit()
