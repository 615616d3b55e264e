"""The first column of a wide table, which stays while the others are moved sideways."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from litcoach_desktop.ui.theme import current_theme


class StayingColumn(QTableView):
    """Lies over the left of a table once it is moved sideways: whose figures these are can always be read.

    It shares the table's rows and selection; keys go to the table below.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(1, table.model().columnCount(QModelIndex())):
            self.setColumnHidden(column, True)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.fit)
        table.horizontalHeader().sectionResized.connect(self.fit)
        table.viewport().installEventFilter(self)
        current_theme().changed.connect(self._restyle)
        self._restyle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep in step with the table's own size."""
        if event.type() is QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    @Slot()
    def fit(self) -> None:
        """Lie over the first column, if it is not in view by itself."""
        table = self._table
        self.setVisible(table.horizontalScrollBar().value() > 0)
        self.viewport().setAutoFillBackground(True)
        if self.isHidden():
            return
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.horizontalHeader().setFixedHeight(table.horizontalHeader().height())
        self.setIconSize(table.iconSize())
        self.setColumnWidth(0, table.columnWidth(0))
        edge = table.frameWidth()
        height = table.horizontalHeader().height() + table.viewport().height()
        self.setGeometry(edge, edge, table.columnWidth(0), height)
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.raise_()

    @Slot()
    def _restyle(self) -> None:
        # The table's own frame and round corners are drawn by the table below.
        line = current_theme().palette.ink_soft
        self.setStyleSheet(f"QTableView {{ border: none; border-radius: 0; border-right: 2px solid {line}; }}")
        self.fit()
