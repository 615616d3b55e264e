"""The window of who did what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from litcoach_desktop.domain.accounts import LogLine
from litcoach_desktop.ui.teacher.log_words import deed_words
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import Column, RecordTable, folded
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

_HEIGHT = 360


class LogSheet(Sheet):
    """The last deeds, the newest first, to be searched."""

    def __init__(self, lines: Sequence[LogLine], today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent, wide=True)
        self.set_title(self.tr("Who did what"), self.tr("Who did what"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a name or a deed"))
        self.search.setAccessibleName(self.tr("Find a name or a deed"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)

        def when(line: LogLine) -> str:
            return day_and_time_words(line.at, today())

        self.table = RecordTable(
            [
                Column(self.tr("When"), when, lambda line: line.at.timestamp()),
                Column(self.tr("Who"), lambda line: line.who, lambda line: line.who),
                Column(self.tr("What"), lambda line: deed_words(line.what), lambda line: deed_words(line.what)),
                Column(self.tr("About"), lambda line: line.about, lambda line: line.about),
            ],
            key=lambda line: str(id(line)),
        )
        self.table.setAccessibleName(self.tr("Who did what"))
        self.table.setMinimumHeight(_HEIGHT)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.show_records(lines)
        self.body_column.addWidget(self.search)
        self.body_column.addWidget(self.table, 1)
        self.body_column.addWidget(label(self.tr("Nothing in it can be changed or taken out."), "label"))
        self.put_buttons(go=button(self.tr("Close"), "done", "go", self.accept))

    def _narrow(self) -> None:
        wanted = folded(self.search.text().strip())
        self.table.records.keep_only(lambda line: wanted in folded(f"{line.who} {deed_words(line.what)} {line.about}"))
