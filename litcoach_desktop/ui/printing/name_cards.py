"""Name cards to print and cut: a child's animal and name, and the picture PIN to be folded under."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher.reporting.plain_text import on_paper
from litcoach_desktop.ui.printing.document import Page
from litcoach_desktop.ui.printing.sheet import UNITS_AN_INCH, Sheet, mm
from litcoach_desktop.ui.printing.text import INK, LINE, fitting_font, one_line
from litcoach_desktop.ui.widgets.animal import paint_animal

translate = QCoreApplication.translate

_COLUMNS, _ROWS = 2, 5
_ON_A_PAGE = _COLUMNS * _ROWS
_MARGIN_MM = 12.0
_POINTS_AN_INCH = 72.0


@dataclass(frozen=True)
class NameCards:
    """Ten cards on a page."""

    students: Sequence[Student]
    class_name: str

    @property
    def title(self) -> str:
        """The title."""
        return translate("NameCards", "Name cards, {0}").format(on_paper(self.class_name))

    @property
    def language(self) -> str:
        """The language of the title."""
        return translate("Printing", "en", "the tag of the language that this is translated into")

    def pages(self, sheet: Sheet) -> list[Page]:
        """A page for every ten children, and one for none at all."""
        firsts = range(0, max(1, len(self.students)), _ON_A_PAGE)
        return [partial(self._paint_page, sheet, self.students[first : first + _ON_A_PAGE]) for first in firsts]

    def _paint_page(self, sheet: Sheet, students: Sequence[Student], painter: QPainter) -> None:
        margin = mm(_MARGIN_MM)
        width = (sheet.size.width() - 2 * margin) / _COLUMNS
        height = (sheet.size.height() - 2 * margin) / _ROWS
        for place, student in enumerate(students):
            left, top = margin + place % _COLUMNS * width, margin + place // _COLUMNS * height
            _paint_card(painter, QRectF(left, top, width, height), student, self.class_name)


def _paint_card(painter: QPainter, card: QRectF, student: Student, class_name: str) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(LINE, card.height() / 200, Qt.PenStyle.DashLine))
    painter.drawRect(card)
    inset = card.height() * 0.08
    inside = card.adjusted(inset, inset, -inset, -inset)
    pin = student.picture_pin or ()
    side = inside.height() * (0.6 if pin else 0.8)
    paint_animal(painter, student.animal, QRectF(inside.left(), inside.top(), side, side))
    words = QRectF(inside.left() + side + inset, inside.top(), inside.width() - side - inset, side)
    _paint_words(painter, words.adjusted(0, 0, 0, -side * 0.55), student.given_name, side * 0.34, bold=True)
    _paint_words(painter, words.adjusted(0, side * 0.45, 0, -side * 0.3), student.family_name, side * 0.2)
    _paint_words(painter, words.adjusted(0, side * 0.75, 0, 0), class_name, side * 0.15)
    small = inside.height() * 0.3
    for number, picture in enumerate(pin):
        left = inside.left() + number * (small + inset)
        paint_animal(painter, picture, QRectF(left, inside.bottom() - small, small, small))


def _paint_words(painter: QPainter, area: QRectF, words: str, height: float, *, bold: bool = False) -> None:
    """One line, as tall as asked for or as small as the longest name needs, and at last cut with dots."""
    shown = on_paper(words)
    points = height / UNITS_AN_INCH * _POINTS_AN_INCH
    font = fitting_font([shown], points, points * 0.4, area.width(), bold=bold)
    one_line(painter, shown, font, area, Qt.AlignmentFlag.AlignLeft, INK)
