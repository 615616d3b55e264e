"""A row of dots, some of them filled."""

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.ui.theme import current_theme

_SIDE = 30


class Dots(QWidget):
    """`filled` of `total` dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled, self._total = 0, 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One square for each dot."""
        return QSize(max(1, self._total) * _SIDE, _SIDE)

    def show_dots(self, filled: int, total: int) -> None:
        """How many there are and how many are filled."""
        self._filled, self._total = filled, total
        self.setAccessibleName(self.tr("%1 of %2").replace("%1", str(filled)).replace("%2", str(total)))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dots."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        for dot in range(self._total):
            painter.setPen(QPen(theme.colour("go"), 3))
            painter.setBrush(theme.colour("go" if dot < self._filled else "ground"))
            painter.drawEllipse(QPointF(_SIDE * (dot + 0.5), _SIDE / 2), _SIDE * 0.32, _SIDE * 0.32)
