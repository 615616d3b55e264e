"""The pages of the teacher's side as a table: what stands above each, where the keyboard starts, where back leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.side import Heading


@dataclass(frozen=True, slots=True)
class Place:
    """A page and its ways. first: the widget that gets the keyboard, None to leave it where it is."""

    page: QWidget
    heading: Callable[[], Heading]
    back: Callable[[], object]
    first: Callable[[], QWidget | None]


class Places(QWidget):
    """Shows one place at a time; `turned` says that another one is shown, or that its heading is to be read again."""

    turned = Signal()

    def __init__(self, places: Iterable[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = QStackedWidget()
        self._places = list(places)
        for place in self._places:
            self.pages.addWidget(place.page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)

    @property
    def current(self) -> Place:
        """The place that is shown; there is always one."""
        return self._places[self.pages.currentIndex()]

    def turn_to(self, page: QWidget) -> None:
        """Show the place of a page, with the keyboard where its next step is."""
        self.pages.setCurrentWidget(page)
        self.turned.emit()
        self.focus()

    def focus(self) -> None:
        """The keyboard starts where the next step is; a page that nobody sees takes it from nobody."""
        first = self.current.first()
        if first is not None and self.isVisible():
            first.setFocus()
