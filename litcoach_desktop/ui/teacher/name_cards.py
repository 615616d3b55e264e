"""Name cards to print and cut: a child's animal and name, and the picture PIN to be folded under."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ui.widgets.animal import paint_animal

_COLUMNS, _ROWS = 2, 5
_MARGIN_MM = 12.0
_RESOLUTION = 300


def name_cards_pdf(students: Sequence[Student], class_name: str) -> bytes:
    """The cards as a PDF, ten on a page of letter size."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(_RESOLUTION)
    device.setTitle(QCoreApplication.translate("NameCards", "Name cards, {0}").format(class_name))
    device.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    device.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    page = QRectF(0, 0, device.width(), device.height())
    width, height = page.width() / _COLUMNS, page.height() / _ROWS
    for number, student in enumerate(students):
        place = number % (_COLUMNS * _ROWS)
        if number and not place:
            device.newPage()
        card = QRectF((place % _COLUMNS) * width, (place // _COLUMNS) * height, width, height)
        _paint_card(painter, card, student, class_name)
    painter.end()
    return bytes(buffer.data().data())


def _paint_card(painter: QPainter, card: QRectF, student: Student, class_name: str) -> None:
    line = QColor("#9a9484")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = painter.pen()
    pen.setColor(line)
    pen.setStyle(Qt.PenStyle.DashLine)
    pen.setWidthF(card.height() / 200)
    painter.setPen(pen)
    painter.drawRect(card)
    inset = card.height() * 0.08
    inside = card.adjusted(inset, inset, -inset, -inset)
    pin = student.picture_pin or ()
    side = inside.height() * (0.6 if pin else 0.8)
    paint_animal(painter, student.animal, QRectF(inside.left(), inside.top(), side, side))
    words = QRectF(inside.left() + side + inset, inside.top(), inside.width() - side - inset, side)
    painter.setPen(QColor("#1f1d18"))
    _paint_words(painter, words.adjusted(0, 0, 0, -side * 0.55), student.given_name, side * 0.34, bold=True)
    _paint_words(painter, words.adjusted(0, side * 0.45, 0, -side * 0.3), student.family_name, side * 0.2)
    _paint_words(painter, words.adjusted(0, side * 0.75, 0, 0), class_name, side * 0.15)
    small = inside.height() * 0.3
    for number, picture in enumerate(pin):
        left = inside.left() + number * (small + inset)
        paint_animal(painter, picture, QRectF(left, inside.bottom() - small, small, small))


def _paint_words(painter: QPainter, area: QRectF, words: str, height: float, *, bold: bool = False) -> None:
    """One line, as tall as asked for or as small as the longest name needs, and at last cut with dots."""
    font = QFont(painter.font())
    font.setBold(bold)
    size = height
    while True:
        font.setPixelSize(max(1, round(size)))
        metrics = QFontMetricsF(font, painter.device())
        if metrics.horizontalAdvance(words) <= area.width() or size < height * 0.4:
            break
        size *= 0.9
    painter.setFont(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
