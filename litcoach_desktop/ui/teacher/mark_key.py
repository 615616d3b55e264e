"""The key under a passage: each mark with its name."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.marked_passage_shapes import Shape, paint_shape, text_colour
from litcoach_desktop.ui.widgets.plain import label

_SPACING = 8


class _Sample(QWidget):
    """Two letters with the mark on them. The name beside it says it all to a screen reader."""

    def __init__(self, shape: Shape | None) -> None:
        super().__init__()
        self._shape = shape
        current_theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Wide enough for two letters and the marks beside them."""
        em = self._em()
        return QSize(round(em * 1.8), round(em * 1.8))

    def minimumSizeHint(self) -> QSize:
        """The same: a mark that is cut off cannot be learned."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the letters and the mark."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = theme.font("note", passage=True)
        painter.setFont(font)
        em = self._em()
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance("ab")
        area = QRectF((self.width() - width) / 2, (self.height() - em) / 2, width, em)
        status = {
            None: WordStatus.NOT_REACHED,
            Shape.MISREAD: WordStatus.MISREAD,
            Shape.OMITTED: WordStatus.OMITTED,
            Shape.UNSCORED: WordStatus.UNSCORED,
        }.get(self._shape, WordStatus.CORRECT)
        painter.setPen(text_colour(status, theme))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "ab")
        if self._shape is not None:
            paint_shape(painter, self._shape, area, theme)

    def _em(self) -> float:
        self.ensurePolished()
        return current_theme().points("note") * self.logicalDpiY() / 72 * 1.2


class MarkKey(QWidget):
    """All marks, wrapping to the width there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What the marks mean"))
        flow = FlowLayout(self, _SPACING)
        for shape, words in (
            (Shape.MISREAD, self.tr("misread")),
            (Shape.OMITTED, self.tr("left out")),
            (Shape.INSERTED, self.tr("put in")),
            (Shape.CORRECTED, self.tr("put right")),
            (Shape.WAITED, self.tr("waited")),
            (Shape.REPEATED, self.tr("said again")),
            (Shape.UNSCORED, self.tr("not scored")),
            (Shape.LAST, self.tr("read to here")),
            (None, self.tr("not reached")),
            (Shape.DOUBTFUL, self.tr("to check")),
            (Shape.CHANGED, self.tr("changed by a teacher")),
        ):
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(2)
            row.addWidget(_Sample(shape))
            row.addWidget(label(words, "note", wrap=False))
            flow.addWidget(pair)
