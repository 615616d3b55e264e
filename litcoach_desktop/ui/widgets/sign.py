"""A round sign that shows by its shape how things are: listening, good, look here."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.ui.theme import current_theme

_SIDE = 72


class Sign(QWidget):
    """kind: "listening" (dots), "good" (a tick) or "look" (a headset with its plug out). Words stand beside it."""

    def __init__(self, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def kind(self) -> str:
        """What is shown."""
        return self._kind

    def sizeHint(self) -> QSize:
        """A square."""
        return QSize(_SIDE, _SIDE)

    def show_sign(self, kind: str) -> None:
        """Another sign."""
        self._kind = kind
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        colour = {"good": "go", "look": "look"}.get(self._kind, "ink_soft")
        pen = QPen(theme.colour("go_ink" if self._kind == "good" else colour), 6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if self._kind == "good":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("go"))
            painter.drawEllipse(QRectF(3, 3, _SIDE - 6, _SIDE - 6))
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([QPointF(21, 38), QPointF(32, 49), QPointF(52, 25)]))
        elif self._kind == "look":
            painter.setPen(pen)
            painter.drawArc(QRectF(14, 10, 44, 48), 0, 180 * 16)
            painter.setBrush(theme.colour("look"))
            painter.drawRoundedRect(QRectF(10, 34, 10, 18), 5, 5)
            painter.drawRoundedRect(QRectF(52, 34, 10, 18), 5, 5)
            painter.drawArc(QRectF(24, 40, 34, 24), -80 * 16, -70 * 16)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colour))
            for dot in range(3):
                painter.drawEllipse(QPointF(18 + 18 * dot, _SIDE / 2), 6, 6)
