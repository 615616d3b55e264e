"""What is drawn with pyqtgraph: a child's time line, and bars of how many stand where. Imported when first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.ui.teacher.growth_words import stand_words
from litcoach_desktop.ui.theme import current_theme

# Two theme colours and how much of the second is mixed in; amber is where to look.
_STAND_COLOURS = {
    Stand.BELOW_10: ("look", "look", 0.0),
    Stand.TO_25: ("look_soft", "look", 0.15),
    Stand.TO_50: ("sunken", "sunken", 0.0),
    Stand.TO_75: ("go_soft", "go_soft", 0.0),
    Stand.TO_90: ("go_soft", "go", 0.45),
    Stand.ABOVE_90: ("go", "go", 0.0),
}
# More intervals than these would cover each other and the norms.
_MOST_INTERVALS = 250
_NARROWEST = 320
_SMALL_PLOT = 68
_NAMES = ("10", "25", "50", "75", "90")


def seconds(day: date) -> float:
    """A day as the time axis counts: seconds since 1970 at midday here."""
    return datetime.combine(day, time(12)).astimezone().timestamp()


def stand_colour(stand: Stand) -> QColor:
    """The colour of a place in the theme of now."""
    one, other, share = _STAND_COLOURS[stand]
    first, second = current_theme().colour(one), current_theme().colour(other)
    return QColor.fromRgbF(
        first.redF() + (second.redF() - first.redF()) * share,
        first.greenF() + (second.greenF() - first.greenF()) * share,
        first.blueF() + (second.blueF() - first.blueF()) * share,
    )


class Plot(QWidget):
    """A pyqtgraph widget in the theme's colours, drawn anew when they change. It never moves under the wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = pg.GraphicsLayoutWidget()
        # The page scrolls, not the plot.
        self.canvas.viewport().installEventFilter(self)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        current_theme().changed.connect(self._restyle)

    @Slot()
    def _restyle(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Draw what is held."""
        self.canvas.clear()
        self.canvas.setBackground(current_theme().colour("card"))

    def plot_at(self, row: int, *, axis: dict[str, pg.AxisItem] | None = None) -> pg.PlotItem:
        """A plot in a row of its own, still and without a menu."""
        plot = self.canvas.addPlot(row=row, col=0, axisItems=axis or {})
        plot.setMenuEnabled(False)
        plot.setMouseEnabled(False, False)
        plot.hideButtons()
        # Before a range is set: pyqtgraph then makes up for a fit to the points that a hidden page still owes.
        plot.disableAutoRange()
        theme = current_theme()
        for side in ("left", "bottom"):
            one = plot.getAxis(side)
            one.setPen(pg.mkPen(theme.colour("line")))
            one.setTextPen(pg.mkPen(theme.colour("ink")))
            one.setStyle(tickFont=theme.font("note"))
        return plot

    def sizeHint(self) -> QSize:
        """No more than it needs: pyqtgraph would ask for 480 pixels, and the page would scroll for nothing."""
        return QSize(_NARROWEST, self.minimumHeight())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel is the page's."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class TimeLine(Plot):
    """A child's readings: rate with norms, aim and intervals, accuracy and expression under it, then its writing.

    `opened` carries the id of a reading whose point was clicked, `piece_opened` the Piece of writing.
    """

    opened = Signal(str)
    piece_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._growth: ChildGrowth | None = None
        self._since: date | None = None
        self.rate: pg.PlotItem | None = None
        self.points: pg.ScatterPlotItem | None = None
        self.pieces: pg.ScatterPlotItem | None = None
        self._fit()
        current_theme().changed.connect(self._fit)

    def show_growth(self, growth: ChildGrowth | None, since: date | None) -> None:
        """Draw a child from a day on; None: from the first reading on."""
        self._growth, self._since = growth, since
        self._fit()
        self.draw()

    def draw(self) -> None:
        """Draw the lines over one axis of time."""
        super().draw()
        growth, self.rate, self.points, self.pieces = self._growth, None, None, None
        if growth is None:
            return
        shown = [point for point in growth.points if self._since is None or point.day >= self._since]
        if not shown:
            return
        first = min(shown[0].day, self._since or shown[0].day)
        begin, end = seconds(first), seconds(max(growth.today, growth.aim.stop if growth.aim else growth.today))
        theme = current_theme()
        at = np.array([point.at.timestamp() for point in shown])
        rates = np.array([point.wcpm for point in shown])
        rate = self.plot_at(0, axis={"bottom": pg.DateAxisItem()})
        self.rate = rate
        self._draw_norms(rate, begin, end)
        half = np.array([[point.wcpm - point.low, point.high - point.wcpm] for point in shown])
        few = len(shown) <= _MOST_INTERVALS
        if few:
            bars = pg.ErrorBarItem(
                x=at, y=rates, top=half[:, 1], bottom=half[:, 0], pen=pg.mkPen(theme.colour("ink_soft"), width=1)
            )
            rate.addItem(bars)
        self._draw_aim(rate)
        self.points = pg.ScatterPlotItem(
            x=at,
            y=rates,
            data=[point.reading_id for point in shown],
            size=7 if few else 5,
            pen=pg.mkPen(theme.colour("card")),
            brush=pg.mkBrush(theme.colour("focus")),
            hoverable=True,
            tip=None,
        )
        self.points.sigClicked.connect(self._clicked)
        rate.addItem(self.points)
        weeks = [week for week in growth.weeks if week.monday >= first]
        if weeks:
            rate.plot(
                [seconds(week.monday) + 3 * 86_400 for week in weeks],
                [week.wcpm for week in weeks],
                pen=pg.mkPen(theme.colour("focus"), width=2),
            )
        self._name(rate, self.tr("words right a minute"))
        # The middle of the grade is always in sight: without it a line says nothing.
        usual = [max(year.lines[2]) for year in growth.norms if year.days[-1] >= first]
        goal = growth.aim.goal if growth.aim is not None else 0.0
        top = 1.1 * max(rates.max(), *usual, goal, 40.0)
        rate.setYRange(0, top, padding=0)
        self._draw_small(
            1, self.tr("right, %"), at, [_hundred(point.accuracy) for point in shown], (70, 101), (70, 100)
        )
        self._draw_small(2, self.tr("expression"), at, [point.expression for point in shown], (0.5, 4.5), (1, 4))
        rate.setXRange(begin, end, padding=0.02)
        written = [one for one in growth.writings if first <= one.last.at.astimezone().date()]
        if written:
            self._draw_writing(3, written)
        self.canvas.ci.layout.setRowStretchFactor(0, 4)
        for row in range(1, 4 if written else 3):
            self.canvas.getItem(row, 0).setXLink(rate)
            self.canvas.ci.layout.setRowStretchFactor(row, 1)
            # The rate is what is looked at: the others keep to what their scales need.
            self.canvas.ci.layout.setRowMaximumHeight(row, _SMALL_PLOT * theme.text_scale)

    @Slot()
    def _fit(self) -> None:
        """Plots with their scales need room, the more the larger the type."""
        wanted = 400 if self._growth is not None and self._growth.writings else 320
        self.setMinimumHeight(round(wanted * current_theme().text_scale))

    def _draw_norms(self, plot: pg.PlotItem, begin: float, end: float) -> None:
        theme = current_theme()
        for year in self._growth.norms if self._growth else ():
            days = [seconds(day) for day in year.days]
            # A norm of one season is drawn as the point of time that it stands for.
            curves = [
                pg.PlotDataItem(days, line, pen=pg.mkPen(theme.colour("line"), width=2 if place == 2 else 1))
                for place, line in enumerate(year.lines)
            ]
            band = pg.FillBetweenItem(curves[1], curves[3], brush=pg.mkBrush(theme.colour("go_soft")))
            band.setZValue(-10)
            plot.addItem(band)
            for curve, name, line in zip(curves, _NAMES, year.lines, strict=True):
                curve.setZValue(-9)
                plot.addItem(curve)
                if begin <= days[-1] <= end:
                    text = pg.TextItem(name, color=theme.colour("ink_soft"), anchor=(0, 0.5))
                    text.setFont(theme.font("note"))
                    text.setPos(days[-1], line[-1])
                    plot.addItem(text, ignoreBounds=True)

    def _draw_aim(self, plot: pg.PlotItem) -> None:
        aim = self._growth.aim if self._growth else None
        if aim is None:
            return
        pen = pg.mkPen(current_theme().colour("look"), width=3, style=Qt.PenStyle.DashLine)
        plot.plot([seconds(aim.start), seconds(aim.stop)], [aim.baseline, aim.goal], pen=pen)

    def _draw_small(
        self,
        row: int,
        name: str,
        at: np.ndarray,
        values: Sequence[float | None],
        bounds: tuple[float, float],
        ends: tuple[int, int],
    ) -> None:
        plot = self.plot_at(row, axis={"bottom": pg.DateAxisItem()})
        known = [(moment, value) for moment, value in zip(at, values, strict=True) if value is not None]
        colour = current_theme().colour("mark_omitted")
        plot.addItem(
            pg.ScatterPlotItem(
                x=[moment for moment, _value in known],
                y=[value for _moment, value in known],
                size=5,
                pen=None,
                brush=pg.mkBrush(colour),
            )
        )
        plot.getAxis("bottom").setStyle(showValues=False)
        plot.setYRange(*bounds, padding=0)
        self._mark_ends(plot, *ends)
        self._name(plot, name)

    def _draw_writing(self, row: int, written: Sequence[Piece]) -> None:
        """Open points: words; full ones: pairs of words that are right, of which there is one more in each sentence."""
        plot = self.plot_at(row, axis={"bottom": pg.DateAxisItem()})
        theme = current_theme()
        at = [one.last.at.timestamp() for one in written]
        ink = theme.colour("mark_omitted")
        words = [one.last.counts.words for one in written]
        pairs = [one.last.counts.sequences for one in written]
        plot.addItem(pg.ScatterPlotItem(x=at, y=words, size=8, pen=pg.mkPen(ink), brush=None))
        self.pieces = pg.ScatterPlotItem(
            x=at, y=pairs, data=list(written), size=6, pen=None, brush=pg.mkBrush(ink), hoverable=True, tip=None
        )
        self.pieces.sigClicked.connect(self._piece_clicked)
        plot.addItem(self.pieces)
        plot.getAxis("bottom").setStyle(showValues=False)
        most = max(*words, *pairs, 10)
        plot.setYRange(0, 1.1 * most, padding=0)
        self._mark_ends(plot, 0, most)
        self._name(plot, self.tr("writing: words (open), pairs right (full)"))

    @staticmethod
    def _mark_ends(plot: pg.PlotItem, low: int, high: int) -> None:
        """A low plot has room for two numbers at its side."""
        plot.getAxis("left").setTicks([[(low, str(low)), (high, str(high))]])

    def _name(self, plot: pg.PlotItem, name: str) -> None:
        theme = current_theme()
        size = f"{theme.points('note'):g}pt"
        plot.setTitle(name, color=theme.colour("ink_soft").name(), size=size, justify="left")
        plot.getAxis("left").setWidth(round(theme.points("note") * 4))

    @Slot(object, object, object)
    def _clicked(self, _item: object, spots: Sequence[pg.SpotItem], _event: object) -> None:
        if len(spots):
            self.opened.emit(spots[0].data())

    @Slot(object, object, object)
    def _piece_clicked(self, _item: object, spots: Sequence[pg.SpotItem], _event: object) -> None:
        if len(spots):
            self.piece_opened.emit(spots[0].data())


class StandBars(Plot):
    """How many children stand where. `chosen` carries the Stand whose bar was clicked, `part_chosen` also the row."""

    chosen = Signal(object)
    part_chosen = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, dict[Stand, int]]] = []
        self.setMinimumHeight(120)
        self.canvas.scene().sigMouseClicked.connect(self._clicked)
        self._plot: pg.PlotItem | None = None

    def show_spread(self, spread: dict[Stand, int]) -> None:
        """One row of bars: a class."""
        self._rows = [("", spread)]
        self.draw()

    def show_rows(self, rows: Sequence[tuple[str, dict[Stand, int]]]) -> None:
        """One stacked bar a row, of shares: the grades of a school."""
        self._rows = list(rows)
        self.draw()

    def draw(self) -> None:
        """Draw the bars."""
        super().draw()
        self._plot = None
        if not self._rows:
            return
        self._plot = plot = self.plot_at(0)
        (self._draw_one if len(self._rows) == 1 and not self._rows[0][0] else self._draw_stacked)(plot)

    def _draw_one(self, plot: pg.PlotItem) -> None:
        theme = current_theme()
        spread = self._rows[0][1]
        for stand, count in spread.items():
            self._bar(plot, y=int(stand), x0=0, width=count, stand=stand)
            text = pg.TextItem(str(count), color=theme.colour("ink"), anchor=(0, 0.5))
            text.setFont(theme.font("table"))
            text.setPos(count, int(stand))
            plot.addItem(text, ignoreBounds=True)
        self._ticks(plot, {int(stand): stand_words(stand) for stand in spread})
        plot.setXRange(0, max(1, *spread.values()) * (1 + 0.2 * theme.text_scale), padding=0)
        plot.hideAxis("bottom")

    def _draw_stacked(self, plot: pg.PlotItem) -> None:
        names = {}
        for place, (name, spread) in enumerate(reversed(self._rows)):
            names[place] = name
            total, done = max(1, sum(spread.values())), 0.0
            for stand, count in spread.items():
                share = 100 * count / total
                self._bar(plot, y=place, x0=done, width=share, stand=stand)
                done += share
        self._ticks(plot, names)
        plot.setXRange(0, 100, padding=0.02)

    def _bar(self, plot: pg.PlotItem, *, y: int, x0: float, width: float, stand: Stand) -> None:
        theme = current_theme()
        colour = stand_colour(stand)
        plot.addItem(
            pg.BarGraphItem(
                x0=[x0], y=[y], height=0.72, width=[width], brush=colour, pen=pg.mkPen(theme.colour("ink_soft"))
            )
        )

    def _ticks(self, plot: pg.PlotItem, names: dict[int, str]) -> None:
        theme = current_theme()
        axis = plot.getAxis("left")
        axis.setTicks([list(names.items())])
        axis.setStyle(tickFont=theme.font("table"), tickLength=0)
        widest = max((len(name) for name in names.values()), default=1)
        axis.setWidth(round(theme.points("table") * 0.78 * widest) + 16)
        plot.setYRange(-0.6, max(names) + 0.6, padding=0)

    @Slot(object)
    def _clicked(self, event: object) -> None:
        position: Callable[[], object] | None = getattr(event, "scenePos", None)
        if self._plot is None or position is None:
            return
        at = self._plot.vb.mapSceneToView(position())
        place = round(at.y())
        if len(self._rows) == 1 and not self._rows[0][0]:
            if place in list(Stand):
                self.chosen.emit(Stand(place))
            return
        row = len(self._rows) - 1 - place
        if 0 <= row < len(self._rows):
            stand = part_at(self._rows[row][1], at.x())
            if stand is not None:
                self.part_chosen.emit(row, stand)


def part_at(spread: dict[Stand, int], share: float) -> Stand | None:
    """Whose part of a bar of shares lies at so many hundredths; None beside the bar."""
    total, done = max(1, sum(spread.values())), 0.0
    for stand, count in spread.items():
        if done <= share < done + 100 * count / total:
            return stand
        done += 100 * count / total
    return None


def _hundred(share: float | None) -> float | None:
    return None if share is None else 100 * share
