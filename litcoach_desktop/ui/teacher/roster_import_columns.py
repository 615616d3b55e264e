"""The columns of a plain table: what each was taken for, to be corrected by keyboard or by dragging."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.domain.rostering.columns import Holds, PlainTable, is_enough
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, label

_NAME, _EXAMPLES, _HOLDS = range(3)


class ColumnTable(QTableWidget):
    """`dropped` carries the row of a column and the name of the meaning that was dropped on it."""

    dropped = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setAcceptDrops(True)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only meanings."""
        if _meaning(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Onto a column, not beside it."""
        event.setAccepted(self.rowAt(event.position().toPoint().y()) >= 0)

    def dropEvent(self, event: QDropEvent) -> None:
        """A meaning for the column under the pointer."""
        row = self.rowAt(event.position().toPoint().y())
        meaning = _meaning(event.mimeData())
        if row >= 0 and meaning:
            self.dropped.emit(row, meaning)
            event.acceptProposedAction()


def _meaning(dragged: QMimeData) -> str:
    """What was dragged from the list of meanings; empty for anything else."""
    unpacked = QStandardItemModel()
    unpacked.dropMimeData(dragged, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    index = unpacked.index(0, 0)
    return str(index.data(Qt.ItemDataRole.UserRole) or "") if index.isValid() else ""


class ColumnsPage(QWidget):
    """`columns_said` carries what holds what, by the place of the column; `back_asked` another file."""

    columns_said = Signal(object)
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = {
            Holds.GIVEN_NAME: self.tr("Given name"),
            Holds.FAMILY_NAME: self.tr("Family name"),
            Holds.WHOLE_NAME: self.tr("Whole name"),
            Holds.ID: self.tr("Id of the child"),
            Holds.GRADE: self.tr("Grade"),
            Holds.CLASS: self.tr("Class"),
        }
        self.what = label("", "heading")
        self.said = label("", "label")
        self.table = ColumnTable()
        self.table.setHorizontalHeaderLabels([self.tr("Column"), self.tr("What stands in it"), self.tr("It is the")])
        self.table.setAccessibleName(self.tr("Columns of the file"))
        self.table.horizontalHeader().setSectionResizeMode(_EXAMPLES, QHeaderView.ResizeMode.Stretch)
        self.meanings = QListWidget()
        self.meanings.setAccessibleName(self.tr("Drag onto a column"))
        self.meanings.setDragEnabled(True)
        self.meanings.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.meanings.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for holds, words in self.words.items():
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, holds.value)
            self.meanings.addItem(item)
        self.boxes: list[QComboBox] = []
        self.back = button(self.tr("Another file"), "back", "quiet", self.back_asked.emit)
        self.go = button(self.tr("What would change?"), "go", "go", self._say)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(label(self.tr("Drag onto a column, or choose in its line:"), "label"))
        right.addWidget(self.meanings, 1)
        middle = QHBoxLayout()
        middle.setSpacing(MEDIUM)
        middle.addWidget(self.table, 3)
        middle.addLayout(right, 1)
        body = QVBoxLayout()
        body.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        body.setSpacing(SMALL)
        body.addWidget(self.what)
        body.addWidget(self.said)
        body.addLayout(middle, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(body, 1)
        page.addWidget(Footer(self.back, go=self.go))
        self.table.dropped.connect(self._dropped)

    def show_table(self, name: str, table: PlainTable, columns: dict[Holds, int]) -> None:
        """Another file, with what its columns were taken for."""
        self.what.setText(self.tr("“{0}” is a table of its own kind").format(name))
        by_place = {place: holds for holds, place in columns.items()}
        self.boxes = []
        self.table.setRowCount(0)
        self.table.setRowCount(len(table.header))
        for place, title in enumerate(table.header):
            examples = [row[place] for row in table.sample if place < len(row) and row[place]]
            box = self._box(by_place.get(place), title)
            box.currentIndexChanged.connect(partial(self._chosen, place))
            self.boxes.append(box)
            self.table.setItem(place, _NAME, QTableWidgetItem(title or self.tr("(no name)")))
            self.table.setItem(place, _EXAMPLES, QTableWidgetItem(" · ".join(examples)))
            self.table.setCellWidget(place, _HOLDS, box)
        self.table.resizeRowsToContents()
        self.table.resizeColumnToContents(_NAME)
        self.table.setColumnWidth(_NAME, min(self.table.columnWidth(_NAME), 320))
        if self.boxes:
            self.table.setColumnWidth(_HOLDS, self.boxes[0].sizeHint().width() + MEDIUM)
            height = self.boxes[0].sizeHint().height() + 10
            for row in range(self.table.rowCount()):
                self.table.setRowHeight(row, max(self.table.rowHeight(row), height))
        self._check()

    @property
    def columns(self) -> dict[Holds, int]:
        """What holds what, as it is shown."""
        return {
            Holds(box.currentData()): place for place, box in enumerate(self.boxes) if box.currentData() is not None
        }

    def _box(self, holds: Holds | None, title: str) -> QComboBox:
        box = QComboBox()
        box.addItem(self.tr("not read"), None)
        for one, words in self.words.items():
            box.addItem(words, one.value)
        box.setCurrentIndex(0 if holds is None else box.findData(holds.value))
        box.setAccessibleName(self.tr("What {0} holds").format(title))
        return box

    @Slot(int, str)
    def _dropped(self, row: int, holds: str) -> None:
        self.boxes[row].setCurrentIndex(self.boxes[row].findData(holds))

    def _chosen(self, place: int, _index: int) -> None:
        """A meaning is that of one column: the one that had it before is not read any more."""
        holds = self.boxes[place].currentData()
        for other, box in enumerate(self.boxes):
            if holds is not None and other != place and box.currentData() == holds:
                box.setCurrentIndex(0)
        self._check()

    def _check(self) -> None:
        ready = is_enough(self.columns)
        self.go.setEnabled(ready)
        if not ready:
            self.said.setText(self.tr("Which column holds the names of the children?"))
        elif Holds.ID not in self.columns:
            self.said.setText(
                self.tr(
                    "No column holds an id: next week you will be asked about every child, as names are not enough."
                )
            )
        else:
            self.said.setText(self.tr("Is each column what it was taken for? What is not read is not kept."))

    @Slot()
    def _say(self) -> None:
        if self.go.isEnabled():
            self.columns_said.emit(self.columns)
