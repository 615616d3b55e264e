"""Lists between which children are dragged, several at a time."""

from PySide6.QtCore import QItemSelectionModel, QMimeData, QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

_GO_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChildList(QListWidget):
    """Children, of whom several can be chosen. `dropped` carries the ids of those who were dragged here.

    `asked` carries the ids of the chosen ones: Enter, a double click or, as `keys` says, another key.
    """

    dropped = Signal(list)
    asked = Signal(list)

    def __init__(self, name: str, keys: tuple[Qt.Key, ...] = ()) -> None:
        """name: what a screen reader calls it."""
        super().__init__()
        self._keys = keys
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.setDropIndicatorShown(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self.ask())

    def show_children(self, children: list[tuple[str, str]]) -> None:
        """Other children: ids and what stands for them. Who was chosen stays chosen, and the place stays in sight."""
        chosen, row = set(self.chosen), self.currentRow()
        self.clear()
        for ident, words in children:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, ident)
            item.setToolTip(words)
            self.addItem(item)
            item.setSelected(ident in chosen)
        if self.count():
            # After a child has gone, the keyboard goes on with the next one; nobody is chosen by that.
            row = min(max(row, 0), self.count() - 1)
            self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.NoUpdate)

    @property
    def chosen(self) -> list[str]:
        """The ids of the chosen children."""
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in self.selectedItems()]

    def ask(self) -> None:
        """Something is to become of the chosen children, or of the one that the keyboard is at."""
        if not self.selectedItems() and self.currentItem() is not None:
            self.currentItem().setSelected(True)
        if self.chosen:
            self.asked.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, or what the list was told."""
        if event.key() in _GO_KEYS or event.key() in self._keys:
            self.ask()
            event.accept()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only children, and from another list."""
        event.setAccepted(event.source() is not self and bool(children_in(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on it."""
        event.setAccepted(event.source() is not self)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell who came; the list is filled anew when it is kept."""
        children = children_in(event.mimeData())
        if children:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(children)


class GroupList(QListWidget):
    """Groups, onto which children are dropped: `dropped` carries the id of the group and those of the children."""

    dropped = Signal(str, list)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAcceptDrops(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only children."""
        event.setAccepted(bool(children_in(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Onto a group, not beside it."""
        event.setAccepted(self.itemAt(event.position().toPoint()) is not None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Children for the group under the pointer."""
        item, children = self.itemAt(event.position().toPoint()), children_in(event.mimeData())
        if item is not None and children:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(str(item.data(Qt.ItemDataRole.UserRole)), children)


def children_in(dragged: QMimeData) -> list[str]:
    """The ids of the children that are dragged; none for anything else."""
    unpacked = QStandardItemModel()
    unpacked.dropMimeData(dragged, Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    found = (unpacked.index(row, 0).data(Qt.ItemDataRole.UserRole) for row in range(unpacked.rowCount()))
    return [str(one) for one in found if one]
