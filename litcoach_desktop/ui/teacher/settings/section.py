"""A section of the settings page: a card with a heading and rows. Every section has a file of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.settings.row import SettingRow
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import label


class Section(QFrame):
    """name: what the list at the left calls it. about: a sentence under the heading, may be empty.

    for_all: whether a principal sees it too.
    """

    for_all = False

    def __init__(self, name: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        self.column.setSpacing(SMALL)
        self.column.addWidget(label(name, "heading"))
        if about:
            self.column.addWidget(label(about, "label"))

    def add(self, part: QWidget) -> None:
        """Put a row, or anything else, under what is there."""
        self.column.addWidget(part)

    def load(self) -> None:
        """The page comes up: show what holds now. A section that has to ask for something does so here."""
        for row in self.findChildren(SettingRow):
            row.show_now()

    def forget(self) -> None:
        """The teacher's side is locked: hold nothing of any child."""

    def set_read_only(self, on: bool) -> None:
        """Whether the one who looks may change nothing."""
        for row in self.findChildren(SettingRow):
            row.set_read_only(on)
