"""The heat map of a class: a row for each child, a column for each week, the rate in words and in colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from litcoach_desktop.domain.growth.norm_lines import Stand, stand_of
from litcoach_desktop.domain.growth.points import Week
from litcoach_desktop.domain.reading.norms import percentile, season_of
from litcoach_desktop.services.teacher.growth_rows import ChildInClass
from litcoach_desktop.ui.teacher.growth_words import stand_words, translate
from litcoach_desktop.ui.theme import current_theme
from litcoach_desktop.ui.widgets.reading_words import percent_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TINTS = {
    Stand.BELOW_10: ("look", "look_ink"),
    Stand.TO_25: ("look_soft", "ink"),
    Stand.TO_50: ("card", "ink"),
    Stand.TO_75: ("go_soft", "ink"),
    Stand.TO_90: ("go_soft", "ink"),
    Stand.ABOVE_90: ("go", "go_ink"),
}


class Weeks(QAbstractTableModel):
    """A week's cell says the median rate; its colour, where that stands in the norms of its season."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._children: tuple[ChildInClass, ...] = ()
        self._mondays: tuple[date, ...] = ()

    def show_children(self, children: Sequence[ChildInClass], mondays: Sequence[date]) -> None:
        """Other rows and weeks."""
        self.beginResetModel()
        self._children, self._mondays = tuple(children), tuple(mondays)
        self.endResetModel()

    def child(self, row: int) -> ChildInClass:
        """The child of a row."""
        return self._children[row]

    def week(self, index: Index) -> Week | None:
        """The week of a cell, None where nothing was read in it."""
        return self._children[index.row()].weeks.get(self._mondays[index.column()])

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many children."""
        return 0 if parent.isValid() else len(self._children)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many weeks."""
        return 0 if parent.isValid() else len(self._mondays)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        if not index.isValid():
            return None
        child, week = self._children[index.row()], self.week(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if week is None else str(round(week.wcpm))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._about(child, week)
        if role in (Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole) and week is not None:
            stand = _stand(child, week)
            if stand is not None:
                return current_theme().colour(_TINTS[stand][role == Qt.ItemDataRole.ForegroundRole])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Names at the left, Mondays on top."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._children[section].student.display_name
        monday = self._mondays[section]
        return QLocale().toString(QDate(monday.year, monday.month, monday.day), "d MMM")

    @staticmethod
    def _about(child: ChildInClass, week: Week | None) -> str:
        if week is None:
            return translate("Growth", "{0} did not read in this week.").format(child.student.display_name)
        said = translate("Growth", "{0}: {1} words right a minute, readings: {2}").format(
            child.student.display_name, round(week.wcpm), len(week.readings)
        )
        if week.accuracy is not None:
            said += translate("Growth", ", {0} right").format(percent_words(week.accuracy))
        stand = _stand(child, week)
        return said if stand is None else f"{said}. {stand_words(stand)}."


def _stand(child: ChildInClass, week: Week) -> Stand | None:
    place = percentile(child.student.grade, season_of(week.monday.month), week.wcpm)
    return None if place is None else stand_of(place)


class WeekMap(QTableView):
    """`opened` carries the Student whose name was clicked, `week_opened` the ChildInClass and the Week of a cell."""

    opened = Signal(object)
    week_opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks = Weeks(self)
        self.setModel(self.weeks)
        self.setAccessibleName(self.tr("Weeks"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.activated.connect(self._activate)
        self.verticalHeader().sectionClicked.connect(lambda row: self.opened.emit(self.weeks.child(row).student))
        current_theme().changed.connect(self.fit)
        self.fit()

    def show_children(self, children: Sequence[ChildInClass], mondays: Sequence[date]) -> None:
        """Other rows, the newest week in sight."""
        self.weeks.show_children(children, mondays)
        self.fit()
        self.scrollTo(self.weeks.index(0, max(0, len(mondays) - 1)))

    def _activate(self, index: Index) -> None:
        child, week = self.weeks.child(index.row()), self.weeks.week(index)
        if week is None:
            self.opened.emit(child.student)
        else:
            self.week_opened.emit(child, week)

    @Slot()
    def fit(self) -> None:
        """Cells as large as the type asks for."""
        self.ensurePolished()
        metrics = self.fontMetrics()
        self.horizontalHeader().setDefaultSectionSize(metrics.horizontalAdvance("30 MMM") + 20)
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.2) + 8)
        self.verticalHeader().setMaximumWidth(metrics.averageCharWidth() * 26)
