"""Paragraphs on paper: words broken into lines of a width, in the fonts made for readers."""

from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from litcoach_desktop.ui.fonts import INTERFACE_PACKAGE, PASSAGE_PACKAGE, load_family
from litcoach_desktop.ui.printing.sheet import pt

INK = QColor("#1b1a17")
SOFT = QColor("#55524a")
"""For what matters less; still dark enough for a copier."""
LINE = QColor("#8b877b")
"""Rules and frames."""
PALE = QColor("#e2e0d8")
"""Grounds; a black and white printer makes a light gray of it."""

_LEADING = 1.18


@cache
def _families() -> tuple[str, str]:
    interface = load_family(INTERFACE_PACKAGE) or QFont().defaultFamily()
    return interface, load_family(PASSAGE_PACKAGE) or interface


def paper_font(points: float, *, bold: bool = False, passage: bool = False) -> QFont:
    """A font whose size is a number of points on paper."""
    font = QFont(_families()[passage])
    font.setPixelSize(max(1, round(pt(points))))
    font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    # The screen's grid of pixels is nothing to paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A ligature has no letter of its own: what is copied out of the PDF would lack it.
    font.setFeature(QFont.Tag("liga"), 0)
    return font


class Paragraph:
    """A paragraph as it will stand: its lines are set when it is made. width, height: units.

    A word longer than a line is broken, so nothing ever stands outside of the width.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        width: float,
        *,
        colour: QColor = INK,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        leading: float = _LEADING,
        most_lines: int | None = None,
    ) -> None:
        self._colour = colour
        # A line's end as Qt's layouts know it.
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # Our sentences run from left to right whatever name they begin with.
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        metrics = QFontMetricsF(font)
        step = metrics.height() * leading
        self._layout.beginLayout()
        self.lines = 0
        self.width = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.lines * step + (step - metrics.height()) / 2))
            self.width = max(self.width, line.naturalTextWidth())
            self.lines += 1
            if most_lines is not None and self.lines == most_lines:
                break
        self._layout.endLayout()
        self.height = self.lines * step

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint it, its top left corner there."""
        painter.setPen(self._colour)
        self._layout.draw(painter, QPointF(left, top))


def one_line(painter: QPainter, text: str, font: QFont, area: QRectF, align: Qt.AlignmentFlag, colour: QColor) -> None:
    """Paint a line in the middle of an area's height, cut with dots where it is too long."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)


def fitting_font(words: Sequence[str], points: float, least: float, width: float, *, bold: bool = False) -> QFont:
    """The font in which the longest of the words fits, not larger than `points` and not smaller than `least`."""
    size = points
    while size > least:
        metrics = QFontMetricsF(paper_font(size, bold=bold))
        if max((metrics.horizontalAdvance(word) for word in words), default=0.0) <= width:
            break
        size *= 0.93
    return paper_font(max(size, least), bold=bold)
