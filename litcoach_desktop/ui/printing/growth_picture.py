"""A child's growth drawn for paper: dots of weeks, their line, the norms as a gray band. Safe in black and white."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from litcoach_desktop.domain.growth.norm_lines import NormLines
from litcoach_desktop.domain.growth.points import Week
from litcoach_desktop.ui.printing.sheet import mm, pt
from litcoach_desktop.ui.printing.text import INK, LINE, PALE, SOFT, paper_font

_POINTS = 8.0
# The band is the middle half: the lines of the 25th and the 75th percentile.
_BAND_FROM, _BAND_TO = 1, 3
_STEPS = (5, 10, 20, 25, 50, 100)
_MOST_STEPS = 6
_LEAST_TOP = 40.0
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class GrowthPicture:
    """weeks: at least two. norms: of this school year, None for no band. rate, band, months: what is written on it."""

    weeks: Sequence[Week]
    norms: NormLines | None
    rate: str
    band: str
    months: Sequence[str]

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """Paint it into an area: the scale at the left, months under it."""
        font = paper_font(_POINTS)
        metrics = QFontMetricsF(font)
        title = QRectF(area.left(), area.top(), area.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(SOFT)
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft, self.rate)
        scale = metrics.horizontalAdvance("1000")
        field = area.adjusted(scale, metrics.height() * 1.8, -mm(1), -metrics.height() * 1.3)
        first, last = self.weeks[0].monday, self.weeks[-1].monday
        # At least two months, so that two dots do not stand at the two edges.
        spare = max(timedelta(), 8 * _WEEK - (last - first)) / 2
        span = _Span(field, first - _WEEK / 2 - spare, last + _WEEK / 2 + spare, self._top())
        self._paint_band(painter, span)
        self._paint_scale(painter, span, metrics)
        self._paint_months(painter, span, metrics)
        self._paint_line(painter, span)
        # Over the dots, so that it is read.
        self._paint_band_name(painter, span, metrics)

    @property
    def _beside(self) -> int:
        """How many weeks' dots may stand over the name of the band: a quarter of all."""
        return max(2, len(self.weeks) // 4)

    def _top(self) -> float:
        heights = [week.wcpm for week in self.weeks]
        if self.norms is not None:
            heights += self.norms.lines[_BAND_TO]
        return max(_LEAST_TOP, 1.08 * max(heights))

    def _edge(self, place: int, day: date) -> float:
        """The height of a norm's line on a day: straight between its seasons, level before and after them."""
        norms = self.norms
        if norms is None:
            raise ValueError("there are no norms to draw")
        days, heights = norms.days, norms.lines[place]
        if day <= days[0]:
            return heights[0]
        for (one, low), (other, high) in zip(
            zip(days, heights, strict=True), zip(days[1:], heights[1:], strict=True), strict=False
        ):
            if day <= other:
                return low + (high - low) * ((day - one) / (other - one))
        return heights[-1]

    def _paint_band(self, painter: QPainter, span: "_Span") -> None:
        if self.norms is None:
            return
        days = [span.first, *(day for day in self.norms.days if span.first < day < span.last), span.last]
        upper = [span.at(day, self._edge(_BAND_TO, day)) for day in days]
        lower = [span.at(day, self._edge(_BAND_FROM, day)) for day in days]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(PALE))
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(LINE, pt(0.6), Qt.PenStyle.DashLine))
        painter.drawPolyline(QPolygonF(upper))
        painter.drawPolyline(QPolygonF(lower))

    def _paint_band_name(self, painter: QPainter, span: "_Span", metrics: QFontMetricsF) -> None:
        if self.norms is None:
            return
        place = QRectF(0, 0, metrics.horizontalAdvance(self.band) + mm(2), metrics.height())
        # In the corner of the band that is farthest from the child's line.
        corners = []
        for day, left in ((span.first, True), (span.last, False)):
            low, high = self._edge(_BAND_FROM, day), self._edge(_BAND_TO, day)
            beside = self.weeks[: self._beside] if left else self.weeks[-self._beside :]
            inset = span.rate(place.height() * 0.7)
            for rate in (low + inset, high - inset):
                away = min(abs(week.wcpm - rate) for week in beside)
                corners.append((away, span.at(day, rate), left))
        _away, middle, left = max(corners, key=lambda one: one[0])
        place.moveCenter(middle)
        if left:
            place.moveLeft(span.field.left() + mm(1))
        else:
            place.moveRight(span.field.right() - mm(1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(PALE)
        painter.drawRect(place)
        painter.setPen(INK)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.band)

    def _paint_scale(self, painter: QPainter, span: "_Span", metrics: QFontMetricsF) -> None:
        step = next((one for one in _STEPS if span.top / one <= _MOST_STEPS), _STEPS[-1])
        height = 0
        while height <= span.top:
            y = span.at(span.first, height).y()
            painter.setPen(QPen(LINE if height else INK, pt(0.4 if height else 0.8)))
            painter.drawLine(QPointF(span.field.left(), y), QPointF(span.field.right(), y))
            painter.setPen(SOFT)
            beside = QRectF(0, 0, span.field.left(), metrics.height())
            beside.moveCenter(QPointF(0, y))
            beside.moveRight(span.field.left() - mm(1))
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(height))
            height += step

    def _paint_months(self, painter: QPainter, span: "_Span", metrics: QFontMetricsF) -> None:
        day = date(span.first.year, span.first.month, 1)
        while day <= span.last:
            following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
            begin = max(span.at(day, 0).x(), span.field.left())
            end = min(span.at(following, 0).x(), span.field.right())
            painter.setPen(QPen(INK, pt(0.6)))
            if span.first <= day:
                painter.drawLine(QPointF(begin, span.field.bottom()), QPointF(begin, span.field.bottom() + mm(1.2)))
            name = self.months[day.month - 1]
            if end - begin > metrics.horizontalAdvance(name):
                under = QRectF(begin, span.field.bottom(), end - begin, metrics.height() * 1.3)
                painter.setPen(SOFT)
                painter.drawText(under, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, name)
            day = following

    def _paint_line(self, painter: QPainter, span: "_Span") -> None:
        dots = [span.at(week.monday, week.wcpm) for week in self.weeks]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(INK, pt(1.6), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(dots))
        radius = mm(1.1)
        painter.setPen(QPen(QColor("white"), pt(0.8)))
        painter.setBrush(INK)
        for dot in dots:
            painter.drawEllipse(dot, radius, radius)


@dataclass(frozen=True)
class _Span:
    """From days and rates to places on the field."""

    field: QRectF
    first: date
    last: date
    top: float

    def rate(self, height: float) -> float:
        """How many words a minute a height on the field is."""
        return height / self.field.height() * self.top

    def at(self, day: date, rate: float) -> QPointF:
        """Where a rate on a day stands."""
        along = (day - self.first) / (self.last - self.first)
        return QPointF(
            self.field.left() + along * self.field.width(), self.field.bottom() - rate / self.top * self.field.height()
        )
