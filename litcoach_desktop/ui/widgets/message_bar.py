"""The bar under the top of the window that says what happened and what to do."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from litcoach_desktop.ui.messages import UserMessage
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, frame, label


class MessageBar(QWidget):
    """Hidden until something is said; it stays until it is closed or the next message comes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = label("", "label")
        self.close_button = button(self.tr("OK"), "close", "bar", self.hide)
        inside = frame("message")
        row = QHBoxLayout(inside)
        row.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        outside = QHBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(inside)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now, empty when the bar is hidden."""
        return self._words.text() if not self.isHidden() else ""

    @Slot(object)
    def show_message(self, message: UserMessage) -> None:
        """Put a message up in place of the one before."""
        self._words.setText(message.text)
        self._words.setAccessibleName(message.text)
        self.show()
