"""The thin line that shows that what is said is being kept."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.ui.theme import current_theme

# The line fills once a minute and begins again: it says "kept", it does not measure.
_FULL_S = 60


class KeptLine(QWidget):
    """Grows by one step for each second that is safely stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seconds = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_seconds(0)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(200, 6)

    def show_seconds(self, seconds: int) -> None:
        """How many seconds are kept."""
        self._seconds = seconds
        self.setAccessibleName(self.tr("%n second(s) kept", "", seconds))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the part of the present minute."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = current_theme()
        painter.setBrush(theme.colour("sunken"))
        painter.drawRect(self.rect())
        if self._seconds:
            part = ((self._seconds - 1) % _FULL_S + 1) / _FULL_S
            painter.setBrush(theme.colour("go"))
            painter.drawRect(QRectF(0, 0, self.width() * part, self.height()))
