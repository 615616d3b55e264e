"""Room beside the page for one panel at a time, which can be put away."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.plain import button, frame, scrolling

_WIDTH = 330


class Beside(QWidget):
    """Nothing to see until a panel is brought."""

    def __init__(self, panels: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget()
        self._place = {panel: self._stack.addWidget(scrolling(panel)) for panel in panels}
        self.close_button = button(self.tr("Close"), "close", "quiet", self.put_away)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(2, SMALL, 2, 2)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, SMALL, 0)
        top.addStretch(1)
        top.addWidget(self.close_button)
        inside.addLayout(top)
        inside.addWidget(self._stack, 1)
        margin = QHBoxLayout(self)
        margin.setContentsMargins(0, MEDIUM, MEDIUM, MEDIUM)
        margin.addWidget(card)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        current_theme().changed.connect(self._resize)
        self._resize()
        self.hide()

    def bring(self, panel: QWidget) -> None:
        """Show this panel."""
        self._stack.setCurrentIndex(self._place[panel])
        self.show()

    def toggle(self, panel: QWidget) -> None:
        """Show this panel, or put it away when it is the one that shows."""
        if self.isVisible() and self._stack.currentIndex() == self._place[panel]:
            self.put_away()
        else:
            self.bring(panel)

    def put_away(self) -> None:
        """Give the room back to the page."""
        self.hide()

    @Slot()
    def _resize(self) -> None:
        self.setFixedWidth(round(_WIDTH * (0.4 + 0.6 * current_theme().text_scale)))
