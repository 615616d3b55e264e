"""A line of the settings page that tells something and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from litcoach_desktop.ui.theme import MEDIUM
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import label


class FactRow(QWidget):
    """title: what is told."""

    def __init__(self, title: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "label")
        named = label(title, "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(MEDIUM)
        row.addWidget(named, 2, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 3, Qt.AlignmentFlag.AlignTop)
        self.tell(words)

    def tell(self, words: str) -> None:
        """Say it."""
        self.words.setText(breakable(words))
        self.words.setAccessibleName(words)
