"""The menu of a reading: how to look at it, and by which protocol it is scored."""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from litcoach_desktop.ui.widgets.expression_words import protocol_words

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import ReadingDetail


class View(Enum):
    """What the middle of the page shows."""

    WORDS = 0
    EXPRESSION = 1
    RECORD = 2


class ViewMenu(QPushButton):
    """`view_asked` carries a View, `protocol_asked` an id, `class_asked` and `all_asked` the id to use for
    the class or for everybody from now on.
    """

    view_asked = Signal(object)
    protocol_asked = Signal(str)
    class_asked = Signal(str)
    all_asked = Signal(str)
    own_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("View"), parent)
        self.setProperty("role", "small")
        self.setAccessibleName(self.tr("View and protocol"))
        menu = QMenu(self)
        self.views: dict[View, QAction] = {}
        group = QActionGroup(menu)
        for view, words in (
            (View.WORDS, self.tr("Words and marks (1)")),
            (View.EXPRESSION, self.tr("Expression (2)")),
            (View.RECORD, self.tr("Running record (3)")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.triggered.connect(partial(self._ask_for, view))
            group.addAction(action)
            self.views[view] = action
        self.views[View.WORDS].setChecked(True)
        menu.addSeparator()
        self.marks = menu.addAction(self.tr("What the marks mean"))
        self.marks.setCheckable(True)
        self._scored_as = menu.addMenu(self.tr("Scored as"))
        self.protocols: dict[str, QAction] = {}
        self.setMenu(menu)

    def show_view(self, view: View) -> None:
        """Tick the view that is shown."""
        self.views[view].setChecked(True)

    def show_detail(self, detail: ReadingDetail | None) -> None:
        """Offer the protocols that this reading can be scored under."""
        self._scored_as.clear()
        self._scored_as.setTitle(self.tr("Scored as"))
        self.protocols.clear()
        self._scored_as.setEnabled(detail is not None)
        if detail is None:
            return
        group = QActionGroup(self._scored_as)
        for protocol in detail.protocols:
            action = self._scored_as.addAction(protocol_words(protocol))
            action.setCheckable(True)
            action.setChecked(protocol.id == detail.protocol.id)
            action.triggered.connect(partial(self._choose, protocol.id))
            group.addAction(action)
            self.protocols[protocol.id] = action
        self._scored_as.addSeparator()
        chosen = detail.protocol
        self._scored_as.setTitle(self.tr("Scored as: {0}").format(protocol_words(chosen)))
        self.for_class = self._scored_as.addAction(
            self.tr("Use “{0}” for new readings of this class").format(protocol_words(chosen))
        )
        self.for_class.triggered.connect(lambda _checked=False: self.class_asked.emit(chosen.id))
        self.for_all = self._scored_as.addAction(
            self.tr("Use “{0}” for all new readings").format(protocol_words(chosen))
        )
        self.for_all.triggered.connect(lambda _checked=False: self.all_asked.emit(chosen.id))
        self.own = self._scored_as.addAction(self.tr("Own protocols ..."))
        self.own.triggered.connect(lambda _checked=False: self.own_asked.emit())

    def _ask_for(self, view: View, _checked: bool = False) -> None:
        self.view_asked.emit(view)

    def _choose(self, ident: str, _checked: bool = False) -> None:
        self.protocol_asked.emit(ident)
