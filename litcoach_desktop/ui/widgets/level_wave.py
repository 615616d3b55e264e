"""A wave that grows with the voice."""

import math
from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.ui.theme import current_theme

_BARS = 41


class LevelWave(QWidget):
    """Bars that run out from the middle as levels (0..1) arrive; it moves only when they do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: deque[float] = deque([0.0] * (_BARS // 2 + 1), maxlen=_BARS // 2 + 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("How loud the voice is"))

    def sizeHint(self) -> QSize:
        """Wide and not tall."""
        return QSize(560, 120)

    def show_level(self, level: float) -> None:
        """The newest level, 0..1; it appears in the middle."""
        self._levels.appendleft(min(1.0, max(0.0, level)))
        self.update()

    def clear(self) -> None:
        """Back to a flat line."""
        self._levels.extend([0.0] * len(self._levels))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, mirrored about the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        theme = current_theme()
        step = self.width() / _BARS
        for bar in range(_BARS):
            away = abs(bar - _BARS // 2)
            fade = math.cos(away / _BARS * math.pi) ** 1.5
            height = max(6.0, self._levels[away] * fade * (self.height() - 8))
            painter.setBrush(theme.colour("go" if self._levels[away] > 0.02 else "line"))
            area = QRectF(bar * step + step * 0.2, (self.height() - height) / 2, step * 0.6, height)
            corner = min(step * 0.3, height / 2)
            painter.drawRoundedRect(area, corner, corner)
