"""State of the teacher's texts: which were added, what a file would bring, how far the work is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobContext, JobRunner
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, report
from litcoach_desktop.ui.teacher.one_job import OneJob

if TYPE_CHECKING:
    from litcoach_desktop.services.content import Added, ImportPreview

T = TypeVar("T")
Progress = Callable[[int, int], None]
Tick = Callable[[int, int, str], None]


class Library(Protocol):
    """What importing needs of the content service."""

    def preview_import(self, path: Path, tick: Tick) -> ImportPreview:
        """What a file would bring."""

    def preview_paste(self, pasted: str, title: str, tick: Tick) -> ImportPreview:
        """What a pasted text would bring."""

    def add_texts(self, texts: Sequence[Text], name: str, progress: Progress | None = None) -> Added:
        """Add texts under the name of where they come from."""

    def added_texts(self) -> list[Text]:
        """The texts that were added."""

    def remove_text(self, text_id: str) -> bool:
        """Take one away."""


class ImportState(Enum):
    """What the page shows."""

    LOADING = auto()
    LIST = auto()
    READING = auto()
    PREVIEW = auto()
    ADDING = auto()


class TextImport(QObject):
    """`changed`: look again. `progressed`: how many of how many. After `forget` no answer arrives."""

    changed = Signal()

    def __init__(self, library: Library, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._work = OneJob(runner, self)
        self.progressed = self._work.progressed
        self.state = ImportState.LOADING
        self.texts: list[Text] = []
        self.preview: ImportPreview | None = None
        self.problem: UserMessage | None = None
        self.added = 0

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._work.busy

    def load(self) -> None:
        """Fetch the texts that were added before."""
        self._go(ImportState.LOADING)
        self._send(lambda _ctx: self._library.added_texts(), "fetch the school's texts", self._listed)

    def read_file(self, path: Path) -> None:
        """Look into a file; nothing is added yet."""
        self._read(lambda ctx: self._library.preview_import(path, ctx.tick))

    def read_pasted(self, text: str) -> None:
        """Look into a text that was pasted."""
        title = QCoreApplication.translate("TextImport", "Pasted text")
        self._read(lambda ctx: self._library.preview_paste(text, title, ctx.tick))

    def cancel(self) -> None:
        """Stop what is under way, or put the preview away; nothing was added."""
        self._work.cancel()
        self.preview = None
        self._go(ImportState.LIST)

    def add(self, texts: Sequence[Text]) -> None:
        """Add these, which come from the preview."""
        name = self.preview.title if self.preview is not None else ""
        self._go(ImportState.ADDING)
        self._send(
            lambda ctx: self._library.add_texts(texts, name, ctx.tick),
            "add texts",
            self._added,
            back=ImportState.PREVIEW,
        )

    def remove(self, text_id: str) -> None:
        """Take a text off the shelf."""
        self._send(lambda _ctx: self._library.remove_text(text_id), "remove a text", lambda _gone: self.load())

    def forget(self) -> None:
        """The teacher has gone."""
        self._work.cancel()
        self.texts, self.preview, self.problem, self.added = [], None, None, 0
        self._go(ImportState.LOADING)

    def _read(self, work: Callable[[JobContext], ImportPreview]) -> None:
        self.problem, self.added = None, 0
        self._go(ImportState.READING)
        self._send(work, "read a text file", self._previewed)

    def _send(
        self,
        work: Callable[[JobContext], T],
        name: str,
        then: Callable[[T], object],
        *,
        back: ImportState = ImportState.LIST,
    ) -> None:
        def failed(problem: Exception) -> None:
            log_bug(problem)
            self.problem = describe(problem)
            if self.state is ImportState.LOADING:
                report(problem)
            self._go(back)

        self._work.send(work, name, then, failed)

    def _listed(self, texts: list[Text]) -> None:
        self.texts = texts
        self._go(ImportState.LIST)

    def _previewed(self, preview: ImportPreview) -> None:
        self.preview = preview
        self._go(ImportState.PREVIEW)

    def _added(self, added: Added) -> None:
        self.preview, self.added = None, added.new + added.changed
        self.load()

    def _go(self, state: ImportState) -> None:
        self.state = state
        self.changed.emit()
