"""A label of one line: it ends in dots where its text is longer than its place, and hovering then says all of it."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class OneLine(QLabel):
    """Takes whatever width there is; `text()` is always the whole text."""

    def __init__(self, text: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    @property
    def tip(self) -> str:
        """All of the text where some is left out, else nothing."""
        return "" if self.shown == self.text() else self.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """As a label paints itself, but with dots at the end."""
        self.style().drawItemText(
            QPainter(self),
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            self.shown,
            self.foregroundRole(),
        )

    def event(self, event: QEvent) -> bool:
        """The whole of it where some is left out."""
        if event.type() is QEvent.Type.ToolTip:
            self.setToolTip(self.tip)
        return super().event(event)
