"""The marks of a reading as shapes: each can be told from the others without its colour.

Above a word, from left to right: dots (waited), an arrow back (said again), a curl (put right). Around it:
a dashed frame (left out) or hatching (could not be scored). Under it: a line (misread), at its end a question
mark (the machine is not sure) or a filled corner (a teacher changed it). Between words: a caret (put in).
After the last word that was tried: a closing bracket.
"""

from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

from litcoach_desktop.domain.reading.events import WordEvent, WordFlag, WordStatus
from litcoach_desktop.ui.theme import Theme


class Shape(Enum):
    """One kind of mark, in the order of the key under a passage."""

    MISREAD = "misread"
    OMITTED = "omitted"
    INSERTED = "inserted"
    CORRECTED = "corrected"
    WAITED = "waited"
    REPEATED = "repeated"
    UNSCORED = "unscored"
    LAST = "last"
    DOUBTFUL = "doubtful"
    CHANGED = "changed"


_COLOURS = {
    Shape.MISREAD: "mark_misread",
    Shape.OMITTED: "mark_omitted",
    Shape.INSERTED: "mark_inserted",
    Shape.CORRECTED: "mark_corrected",
    Shape.WAITED: "mark_waited",
    Shape.REPEATED: "mark_corrected",
    Shape.UNSCORED: "mark_unscored",
    Shape.LAST: "ink",
    Shape.DOUBTFUL: "look",
    Shape.CHANGED: "focus",
}

_TEXT_COLOURS = {
    WordStatus.CORRECT: "ink",
    WordStatus.MISREAD: "mark_misread",
    WordStatus.OMITTED: "mark_omitted",
    WordStatus.NOT_REACHED: "read_ink",
    WordStatus.UNSCORED: "mark_unscored",
}


def text_colour(status: WordStatus, theme: Theme) -> QColor:
    """The colour of a word's letters."""
    colour = theme.colour(_TEXT_COLOURS[status])
    if status is WordStatus.NOT_REACHED:
        colour.setAlphaF(0.85)
    return colour


def shapes_of(event: WordEvent, *, changed: bool) -> tuple[Shape, ...]:
    """The marks that a word carries. changed: a teacher's mark lies over the machine's."""
    shapes = []
    by_status = {
        WordStatus.MISREAD: Shape.MISREAD,
        WordStatus.OMITTED: Shape.OMITTED,
        WordStatus.UNSCORED: Shape.UNSCORED,
    }
    if event.status in by_status:
        shapes.append(by_status[event.status])
    for flag, shape in (
        (WordFlag.HESITATION, Shape.WAITED),
        (WordFlag.REPETITION, Shape.REPEATED),
        (WordFlag.SELF_CORRECTION, Shape.CORRECTED),
    ):
        if flag in event.flags:
            shapes.append(shape)
    if changed:
        shapes.append(Shape.CHANGED)
    elif event.doubtful:
        shapes.append(Shape.DOUBTFUL)
    return tuple(shapes)


def paint_shape(painter: QPainter, shape: Shape, area: QRectF, theme: Theme) -> None:
    """Paint one mark at a word. area: the word's box, one em tall, without the room for marks around it."""
    colour = theme.colour(_COLOURS[shape])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(colour, area))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _PAINTERS[shape](painter, area, colour)
    painter.restore()


def _pen(colour: QColor, area: QRectF, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    width = max(2.0, area.height() * 0.085)
    return QPen(colour, width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _underline(painter: QPainter, area: QRectF, colour: QColor) -> None:
    y = area.bottom() + area.height() * 0.06
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))


def _gap(painter: QPainter, area: QRectF, colour: QColor) -> None:
    pen = QPen(colour, max(1.5, area.height() * 0.06), Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([2.5, 2.0])
    painter.setPen(pen)
    tint = QColor(colour)
    tint.setAlphaF(0.07)
    painter.setBrush(tint)
    room = area.height() * 0.1
    painter.drawRoundedRect(area.adjusted(-room, 0, room, room * 0.6), room * 2, room * 2)


def _caret(painter: QPainter, area: QRectF, colour: QColor) -> None:
    # Stands in the space behind the word, its tip a little over the line that the letters stand on.
    half = area.height() * 0.17
    tip = QPointF(area.right() + half * 1.05, area.bottom() - area.height() * 0.3)
    foot = area.bottom() + area.height() * 0.16
    painter.drawPolyline(QPolygonF([QPointF(tip.x() - half, foot), tip, QPointF(tip.x() + half, foot)]))


def _curl(painter: QPainter, area: QRectF, colour: QColor) -> None:
    size = area.height() * 0.36
    loop = QRectF(area.right() - size * 0.6, area.top() - size * 1.1, size, size)
    path = QPainterPath()
    path.arcMoveTo(loop, -60)
    path.arcTo(loop, -60, 250)
    end = path.currentPosition()
    painter.drawPath(path)
    tip = size * 0.42
    painter.drawPolyline(QPolygonF([end + QPointF(-tip, -tip * 0.35), end, end + QPointF(tip * 0.75, -tip * 0.7)]))


def _dots(painter: QPainter, area: QRectF, colour: QColor) -> None:
    radius = area.height() * 0.07
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    y = area.top() - radius * 2
    # Before the word, as the waiting was.
    left = area.left() - area.height() * 0.3
    for number in range(3):
        painter.drawEllipse(QPointF(left + radius * (1 + 3.2 * number), y), radius, radius)


def _arrow_back(painter: QPainter, area: QRectF, colour: QColor) -> None:
    y = area.top() - area.height() * 0.12
    left = area.left() + area.height() * 0.28
    right = max(left + area.height() * 0.35, area.right() - area.height() * 0.4)
    tip = area.height() * 0.13
    painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.drawPolyline(QPolygonF([QPointF(left + tip, y - tip), QPointF(left, y), QPointF(left + tip, y + tip)]))


def _hatching(painter: QPainter, area: QRectF, colour: QColor) -> None:
    tint = QColor(colour)
    tint.setAlphaF(0.45)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(tint, Qt.BrushStyle.BDiagPattern))
    room = area.height() * 0.08
    painter.drawRect(area.adjusted(-room, 0, room, 0))


def _bracket(painter: QPainter, area: QRectF, colour: QColor) -> None:
    x = area.right() + area.height() * 0.22
    arm = area.height() * 0.16
    top, bottom = area.top(), area.bottom()
    painter.drawPolyline(
        QPolygonF([QPointF(x - arm, top), QPointF(x, top), QPointF(x, bottom), QPointF(x - arm, bottom)])
    )


def _question(painter: QPainter, area: QRectF, colour: QColor) -> None:
    font = QFont(painter.font())
    font.setPixelSize(max(9, round(area.height() * 0.5)))
    font.setBold(True)
    painter.setFont(font)
    side = area.height() * 0.5
    place = QRectF(area.right() - side * 0.4, area.bottom() - side * 0.05, side, side * 1.1)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "?")


def _corner(painter: QPainter, area: QRectF, colour: QColor) -> None:
    side = area.height() * 0.32
    right, bottom = area.right() + side * 0.6, area.bottom() + side * 0.9
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([QPointF(right, bottom - side), QPointF(right, bottom), QPointF(right - side, bottom)])
    )


_PAINTERS = {
    Shape.MISREAD: _underline,
    Shape.OMITTED: _gap,
    Shape.INSERTED: _caret,
    Shape.CORRECTED: _curl,
    Shape.WAITED: _dots,
    Shape.REPEATED: _arrow_back,
    Shape.UNSCORED: _hatching,
    Shape.LAST: _bracket,
    Shape.DOUBTFUL: _question,
    Shape.CHANGED: _corner,
}
