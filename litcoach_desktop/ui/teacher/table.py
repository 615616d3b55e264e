"""The one kind of table of the teacher's side: rows of any record, columns declared as data, sorted and searched."""

import functools
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QCollatorSortKey,
    QLocale,
    QMetaObject,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from litcoach_desktop.ui.teacher.staying_column import StayingColumn
from litcoach_desktop.ui.theme import current_theme

Index = QModelIndex | QPersistentModelIndex
SortKey = float | int | str | None
_ROOT = QModelIndex()
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT, _PICTURE = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.DecorationRole)
_ROLES = frozenset((_DISPLAY, _TIP, _ALIGNMENT, _PICTURE))
# In letters. A name of 60 must not push the figures out of the window, nor shrink to nothing.
_WIDEST_TEXT = 34
_NARROWEST_TEXT = 18


@dataclass(frozen=True, slots=True)
class Column:
    """One column. text: what a row shows there. sort: what it is sorted by, None comes last either way.

    tip: the column explained. cell_tip: more about one cell. icon: a picture in front of the text.
    number: set to the right, as figures are.
    """

    title: str
    text: Callable[[Any], str]
    sort: Callable[[Any], SortKey]
    tip: str = ""
    number: bool = False
    cell_tip: Callable[[Any], str] | None = None
    icon: Callable[[Any], object] | None = None


def folded(text: str) -> str:
    """Text as it is searched: without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Records(QAbstractTableModel):
    """Any records in declared columns, sorted by a column's own key and narrowed to those that a test lets through.

    Both are done here rather than in a proxy: 1,200 rows are then arranged in a few milliseconds.
    """

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._sides = [_side_of(column) for column in columns]
        self._all: list[Any] = []
        self._rows: list[Any] = []
        self._keep: Callable[[Any], bool] = lambda _record: True
        self._sorted_by, self._order = 0, Qt.SortOrder.AscendingOrder
        language = QLocale()
        # The C locale sorts by code: Ł would come after Z.
        if language.language() is QLocale.Language.C:
            language = QLocale(QLocale.Language.English)
        self._collator = QCollator(language)
        self._collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._collator.setNumericMode(True)

    def show_records(self, records: Sequence[Any]) -> None:
        """Other records."""
        self._all = list(records)
        self._arrange()

    def keep_only(self, keep: Callable[[Any], bool]) -> None:
        """Show the records for which `keep` is true."""
        self._keep = keep
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Names as this language sorts them, figures by size, what is missing last either way."""
        self._sorted_by, self._order = column, order
        self._arrange()

    def record(self, index: Index) -> Any:
        """The record behind an index."""
        return self._rows[index.row()]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many records are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell shows."""
        # Asked a thousand times for each frame of a table that scrolls, mostly for roles that nothing is said about.
        if role not in _ROLES or not index.isValid():
            return None
        place = index.column()
        if role == _ALIGNMENT:
            return self._sides[place]
        column, record = self._columns[place], self._rows[index.row()]
        if role == _DISPLAY:
            return column.text(record)
        if role == _TIP:
            return (column.cell_tip or column.text)(record)
        return None if column.icon is None else column.icon(record)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The columns' titles and what they mean."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side_of(column)
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        keyed = [(self._columns[self._sorted_by].sort(record), record) for record in self._all if self._keep(record)]
        known = [(self._comparable(key), record) for key, record in keyed if key is not None]
        known.sort(key=lambda pair: pair[0], reverse=self._order is Qt.SortOrder.DescendingOrder)
        self._rows = [record for _key, record in known] + [record for key, record in keyed if key is None]
        self.endResetModel()

    def _comparable(self, key: float | int | str) -> Any:
        return _as_sorted(self._collator.sortKey(key)) if isinstance(key, str) else key


def _compare(one: QCollatorSortKey, other: QCollatorSortKey) -> int:
    return one.compare(other)


# Qt's keys compare by a method, Python's sort by operators.
_as_sorted = functools.cmp_to_key(_compare)


def _side_of(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RecordTable(QTableView):
    """A table of records. `opened` carries the record of a double click or Enter, `cell_opened` the column as well."""

    opened = Signal(object)
    cell_opened = Signal(object, int)
    chosen_changed = Signal()

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], object], parent: QWidget | None = None) -> None:
        """key: what makes two records the same thing, such as an id."""
        super().__init__(parent)
        self._key = key
        self._fitting = False
        self._widths_chosen = False
        self.records = Records(columns, self)
        self.setModel(self.records)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setStretchLastSection(True)
        # Widths are measured on what is in view: 1,200 rows would take longer than anybody waits.
        self.horizontalHeader().setResizeContentsPrecision(0)
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.activated.connect(self._activate)
        self.staying = StayingColumn(self)
        # The row that was chosen stays chosen while rows change their places or go. Connected last, because each
        # view drops the selection when it hears of the reset.
        self._kept: object = None
        self.records.modelAboutToBeReset.connect(self._remember)
        self.records.modelReset.connect(self._choose_again)
        self.staying.activated.connect(self._activate)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.chosen_changed.emit())
        self.horizontalHeader().sectionResized.connect(self._resized)
        self.horizontalHeader().sortIndicatorChanged.connect(self.fit)
        current_theme().changed.connect(self.fit)
        self.fit()

    @property
    def chosen(self) -> Any:
        """The record of the selected row, None without one."""
        rows = self.selectionModel().selectedRows()
        return self.records.record(rows[0]) if rows else None

    def show_records(self, records: Sequence[Any]) -> None:
        """Other rows; the row of the same thing as the chosen one stays chosen, else the first one is."""
        self.records.show_records(records)
        self.fit()

    def show_column(self, column: int, on: bool) -> None:
        """Show or hide a column: the others give or take the room, and nobody chose that by hand."""
        self._fitting = True
        self.setColumnHidden(column, not on)
        self._fitting = False
        self.fit()

    def choose(self, wanted: Callable[[Any], bool]) -> bool:
        """Select the first row, as it is sorted now, whose record is wanted; whether there is one."""
        for row in range(self.records.rowCount()):
            if wanted(self.records.record(self.records.index(row, 0))):
                self.selectRow(row)
                return True
        return False

    def _activate(self, index: Index) -> None:
        record = self.records.record(index)
        self.opened.emit(record)
        self.cell_opened.emit(record, index.column())

    @Slot()
    def _remember(self) -> None:
        if self.chosen is not None:
            self._kept = self._key(self.chosen)

    @Slot()
    def _choose_again(self) -> None:
        if not self.choose(lambda record: self._key(record) == self._kept):
            self.choose(lambda _record: True)
        self.chosen_changed.emit()

    @Slot()
    def fit(self) -> None:
        """Rows as tall as the type asks for, columns as wide as their contents, the wide ones giving way first.

        Widths that somebody chose by hand stay.
        """
        self.ensurePolished()
        # The style sheet takes it away, and Qt then paints all rows again for each one that scrolls into view.
        self.viewport().setAutoFillBackground(True)
        metrics = self.fontMetrics()
        letter = metrics.averageCharWidth()
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * 1.3) + 12)
        self.setIconSize(QSize(round(metrics.height() * 1.3), round(metrics.height() * 1.3)))
        if self._widths_chosen:
            return
        shown = [column for column in range(self.records.columnCount()) if not self.isColumnHidden(column)]
        widths = [min(self._wish(column), letter * _WIDEST_TEXT) for column in shown]
        narrowest = letter * _NARROWEST_TEXT
        while (excess := sum(widths) - self.viewport().width()) > 0:
            wide = [column for column, width in enumerate(widths) if width > narrowest]
            if not wide:
                break
            for column in wide:
                widths[column] = max(narrowest, widths[column] - -(-excess // len(wide)))
        self._fitting = True
        for column, width in zip(shown, widths, strict=True):
            self.setColumnWidth(column, width)
        self._fitting = False

    def showEvent(self, event: QShowEvent) -> None:
        """Fit again once the rows have their places: widths are measured on what is in view, and nothing was before."""
        super().showEvent(event)
        QMetaObject.invokeMethod(self, "fit", Qt.ConnectionType.QueuedConnection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self.fit()

    def _wish(self, column: int) -> int:
        """What a column needs for the rows in view and for its title; only the sorted one has an arrow to show."""
        header = self.horizontalHeader()
        title = str(self.records.headerData(column, Qt.Orientation.Horizontal))
        bold = QFont(header.font())
        bold.setBold(True)
        arrow = 20 if header.sortIndicatorSection() == column else 0
        return max(self.sizeHintForColumn(column), QFontMetrics(bold).horizontalAdvance(title) + 20 + arrow) + 6

    @Slot(int, int, int)
    def _resized(self, section: int, _before: int, _now: int) -> None:
        """A width that somebody chose: that of the last one in view never is, it takes what room is left."""
        shown = [column for column in range(self.records.columnCount()) if not self.isColumnHidden(column)]
        if not self._fitting and section in shown[:-1]:
            self._widths_chosen = True
