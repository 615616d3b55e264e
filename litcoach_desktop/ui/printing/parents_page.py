"""The page for parents on paper: always one, however much there is to say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from litcoach_desktop.services.teacher.reporting import Language, ParentPage, ParentReport, parent_page
from litcoach_desktop.ui.printing.document import Document, Page, Together, with_feet
from litcoach_desktop.ui.printing.growth_picture import GrowthPicture
from litcoach_desktop.ui.printing.sheet import Sheet, mm, pt
from litcoach_desktop.ui.printing.text import INK, LINE, SOFT, Paragraph, fitting_font, paper_font

_TITLE, _HEADING, _BODY, _SMALL, _WORD = 22.0, 14.0, 12.0, 9.0, 17.0
_SMALLEST_TITLE = 12.0
# How much smaller all type gets, step by step, until the page holds it.
_STEPS = (1.15, 1.1, 1.05, 1.0, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76, 0.72, 0.68, 0.64)
_PICTURES_MM = (70.0, 60.0, 50.0, 42.0, 34.0)
_READS_WELL = 0.88


@dataclass(frozen=True)
class ParentsPage:
    """One child's page. school: its name, may be empty."""

    page: ParentPage
    school: str = ""

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.page.title

    @property
    def language(self) -> str:
        """The language that it is in."""
        return self.page.language.value

    def pages(self, sheet: Sheet) -> list[Page]:
        """The one page, laid out when it is painted: a school's would take a while."""

        def paint(painter: QPainter) -> None:
            self._fitted(sheet).paint(painter, sheet.body.left(), sheet.body.top())

        return with_feet([paint], sheet, self.page.title, lambda _place, _count: self.page.number)

    def _fitted(self, sheet: Sheet) -> _Column:
        """What the page holds, as large as there is room for it."""
        body = sheet.body
        # Type that reads well comes before a large picture, and a large picture before large type.
        tries = [(type_size, picture) for type_size in _STEPS for picture in _PICTURES_MM]
        tries.sort(key=lambda one: (one[0] < _READS_WELL, -one[0] * one[1] ** 0.5))
        for type_size, picture in tries:
            column = _column(self.page, self.school, body.width(), type_size, mm(picture))
            if column.height <= body.height():
                break
        return column


def parents_document(
    reports: Sequence[ParentReport], languages: Sequence[Language], school: str, title: str
) -> Document:
    """The pages for parents in their languages, a child's together; the title is the child's where it is only one."""
    pages = [ParentsPage(parent_page(one, language), school) for one in reports for language in languages]
    return pages[0] if len(pages) == 1 else Together(title, languages[0].value, pages)


_Painted = Callable[[QPainter, float, float], None]


class _Column:
    """Things under each other. height: of all of them."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self._parts: list[tuple[float, _Painted]] = []

    def put(self, height: float, paint: _Painted) -> None:
        """Something of that height."""
        self._parts.append((self.height, paint))
        self.height += height

    def text(self, paragraph: Paragraph, indent: float = 0.0) -> None:
        """A paragraph."""
        self.put(paragraph.height, lambda painter, left, top: paragraph.paint(painter, left + indent, top))

    def space(self, height: float) -> None:
        """Nothing."""
        self.height += height

    def paint(self, painter: QPainter, left: float, top: float) -> None:
        """Paint all of it."""
        for offset, paint in self._parts:
            paint(painter, left, top + offset)


def _column(page: ParentPage, school: str, width: float, size: float, picture: float) -> _Column:
    column = _Column(width)
    gap = pt(5) * size
    if school:
        column.text(Paragraph(school, paper_font(_BODY * size), width, colour=SOFT, most_lines=1))
    title = fitting_font([page.title], _TITLE * size, _SMALLEST_TITLE * size, width, bold=True)
    column.text(Paragraph(page.title, title, width, most_lines=2))
    column.text(Paragraph(" · ".join(page.about), paper_font(_BODY * size), width, colour=SOFT, most_lines=2))
    _rule(column, gap)
    for part in (page.well, page.now):
        _part(column, part.heading, part.said, size, gap)
    if page.picture is not None:
        weeks, norms = page.report.growth.weeks, page.report.growth.norms
        column.space(gap)
        drawn = GrowthPicture(
            weeks, norms[-1] if page.picture.band else None, page.picture.rate, page.picture.band, page.picture.months
        )
        column.put(picture, lambda painter, left, top: drawn.paint(painter, QRectF(left, top, width, picture)))
        column.space(gap / 2)
        column.text(Paragraph(page.picture.sentence, paper_font((_BODY - 1) * size), width, colour=SOFT))
        column.space(gap)
    _part(column, page.home.heading, page.home.said, size, gap)
    if page.words:
        _bullet(column, page.cards, size)
        column.space(gap)
        _cards(column, page.words, size)
    column.space(gap)
    _rule(column, gap)
    column.text(Paragraph(page.made_by, paper_font(_SMALL * max(size, 0.8)), width, colour=SOFT))
    return column


def _part(column: _Column, heading: str, said: tuple[str, ...], size: float, gap: float) -> None:
    column.space(gap)
    column.text(Paragraph(heading, paper_font(_HEADING * size, bold=True), column.width))
    column.space(gap / 3)
    for one in said:
        _bullet(column, one, size)
        column.space(gap / 3)


def _bullet(column: _Column, said: str, size: float) -> None:
    indent, radius = pt(14) * size, pt(2) * size
    font = paper_font(_BODY * size)
    paragraph = Paragraph(said, font, column.width - indent)
    middle = QFontMetricsF(font).height() * 0.62

    def paint(painter: QPainter, left: float, top: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(INK)
        painter.drawEllipse(QPointF(left + indent / 2, top + middle), radius, radius)
        paragraph.paint(painter, left + indent, top)

    column.put(paragraph.height, paint)


def _cards(column: _Column, words: tuple[str, ...], size: float) -> None:
    """The words to practise, each in a frame to be cut out or copied."""
    font = paper_font(_WORD * size, passage=True)
    metrics = QFontMetricsF(font)
    room, gap = pt(8) * size, pt(6) * size
    height = metrics.height() + room
    rows: list[list[tuple[str, float]]] = [[]]
    used = 0.0
    for word in words:
        wide = min(metrics.horizontalAdvance(word) + 2 * room, column.width)
        if rows[-1] and used + wide > column.width:
            rows.append([])
            used = 0.0
        rows[-1].append((word, wide))
        used += wide + gap
    for row in rows:

        def paint(painter: QPainter, left: float, top: float, row: list[tuple[str, float]] = row) -> None:
            for word, wide in row:
                card = QRectF(left, top, wide, height)
                painter.setPen(QPen(LINE, pt(0.8)))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(card, room / 2, room / 2)
                painter.setPen(INK)
                painter.setFont(font)
                painter.drawText(card, Qt.AlignmentFlag.AlignCenter, word)
                left += wide + gap

        column.put(height, paint)
        column.space(gap)


def _rule(column: _Column, gap: float) -> None:
    column.space(gap / 2)

    def paint(painter: QPainter, left: float, top: float) -> None:
        painter.setPen(QPen(LINE, pt(0.8)))
        painter.drawLine(QPointF(left, top), QPointF(left + column.width, top))

    column.put(gap / 2, paint)
