"""What helps a child on the page: an arc under each syllable, and a veil over the lines that are not read now."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from litcoach_desktop.ui.widgets.passage_layout import PassageLayout

_VEIL_OPACITY = 0.78
_SPACE_BETWEEN_ARCS = 2.0


def paint_arcs(
    painter: QPainter,
    layout: PassageLayout,
    cuts: Sequence[Sequence[float]],
    colour: QColor,
    shift: QPointF,
    top: float,
    bottom: float,
) -> None:
    """Draw an arc under each syllable of the words between `top` and `bottom` of the page.

    cuts: for each word where its syllables end, in pixels from the word's left.
    """
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 2))
    for areas, ends in zip(layout.words, cuts, strict=True):
        # A word too long for a line is broken by its letters; arcs would not know where.
        if len(areas) != 1 or areas[0].bottom() < top or areas[0].top() > bottom:
            continue
        word = areas[0].translated(shift)
        begin = 0.0
        depth = layout.line_height * 0.07
        base = word.bottom() - layout.line_height * 0.17
        for end in ends:
            path = QPainterPath(QPointF(word.left() + begin + _SPACE_BETWEEN_ARCS, base))
            middle = word.left() + (begin + end) / 2
            path.quadTo(QPointF(middle, base + 2 * depth), QPointF(word.left() + end - _SPACE_BETWEEN_ARCS, base))
            painter.drawPath(path)
            begin = end


def paint_veil(painter: QPainter, page: QRect, clear: QRectF, ground: QColor) -> None:
    """Veil all of the page but the clear lines."""
    veil = QColor(ground)
    veil.setAlphaF(_VEIL_OPACITY)
    above = QRectF(page.left(), page.top(), page.width(), clear.top() - page.top())
    below = QRectF(page.left(), clear.bottom(), page.width(), page.bottom() + 1 - clear.bottom())
    for area in (above, below):
        if area.height() > 0:
            painter.fillRect(area, veil)
