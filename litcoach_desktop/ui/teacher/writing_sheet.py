"""One piece of writing in a small window: what was asked, what was written, its counts, its earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.writing_words import counts_words, pairs_source
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words


class WritingSheet(Sheet):
    """Opens with the piece as it stands; the list on top turns to what it was before."""

    def __init__(self, piece: Piece, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._piece = piece
        self.set_title(self.tr("Writing"), breakable(piece.task.text_title))
        self.asked = label(breakable(piece.task.prompt), "note")
        self.asked.setVisible(bool(piece.task.prompt))
        self.versions = QComboBox()
        self.versions.setAccessibleName(self.tr("Versions"))
        for version in piece.versions:
            when = day_and_time_words(version.at, today())
            self.versions.addItem(self.tr("{0}, handed in").format(when) if version.handed_in else when)
        self.versions.setCurrentIndex(len(piece.versions) - 1)
        self.versions.currentIndexChanged.connect(self._show)
        self.written = label("", "body")
        self.counts = label("", "strong")
        for part in (self.asked, self.versions, self.written, self.counts, label(pairs_source(), "note")):
            self.body_column.addWidget(part)
        self.put_buttons(go=button(self.tr("Done"), "done", "go", self.accept))
        self._show()

    @Slot()
    def _show(self) -> None:
        version = self._piece.versions[self.versions.currentIndex()]
        self.written.setText(breakable(version.written))
        self.counts.setText(counts_words(version.counts))
