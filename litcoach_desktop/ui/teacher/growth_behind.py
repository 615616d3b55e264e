"""What a number is made of, in a small window: the sentences that say how, and the readings that open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ui.teacher.growth_words import translate
from litcoach_desktop.ui.teacher.only_for import only_for
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words, percent_words

# As many rows as are in sight at once; more scroll.
_ROWS_IN_SIGHT = 6
_FEW_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Behind:
    """One reading behind a number. word: that was missed in it, empty where the number is of the whole reading."""

    student: Student
    point: Point
    word: str = ""


class BehindSheet(Sheet):
    """`opened` carries the Behind that was chosen; the window goes then."""

    opened = Signal(object)

    def __init__(
        self,
        title: str,
        sentences: Sequence[str],
        rows: Sequence[Behind],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.set_title(self.tr("What it is made of"), breakable(title))
        role = "label" if len(sentences) <= _FEW_SENTENCES else "note"
        self.sentences = [label(breakable(sentence), role) for sentence in sentences]
        for one in self.sentences:
            self.body_column.addWidget(one)
        self.table = RecordTable(_columns(rows, today), key=lambda row: (row.point.reading_id, row.word))
        self.table.setAccessibleName(self.tr("Readings"))
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.show_records(rows)
        self.table.opened.connect(self._open)
        self.table.chosen_changed.connect(self._allow)
        self.table.setVisible(bool(rows))
        self.body_column.addWidget(self.table)
        shown = min(len(rows), _ROWS_IN_SIGHT)
        height = self.table.verticalHeader().defaultSectionSize() * shown + self.table.horizontalHeader().height()
        self.table.setMinimumHeight(height + 2 * self.table.frameWidth() + 4)
        self.close_it = button(self.tr("Close"), "close", "quiet", self.reject)
        self.open_it = button(self.tr("Open this reading"), "go", "go", self._open_chosen)
        self.put_buttons(self.close_it, go=self.open_it)
        only_for(Deed.LISTEN, self.open_it)
        self.open_it.setVisible(bool(rows))
        self._allow()

    @Slot()
    def _allow(self) -> None:
        self.open_it.setEnabled(self.table.chosen is not None)

    def _open_chosen(self) -> None:
        if self.table.chosen is not None:
            self._open(self.table.chosen)

    @Slot(object)
    def _open(self, row: Behind) -> None:
        self.accept()
        self.opened.emit(row)


def _columns(rows: Sequence[Behind], today: Callable[[], date]) -> tuple[Column, ...]:
    """Whose reading and which word are said where they are not the same in all rows."""
    found = [
        Column(
            translate("Growth", "When"),
            lambda row: day_and_time_words(row.point.at, today()),
            lambda row: row.point.at.timestamp(),
        )
    ]
    if any(row.word for row in rows):
        found.append(Column(translate("Growth", "Word"), lambda row: row.word, lambda row: row.word))
    if len({row.student.id for row in rows}) > 1:
        found.append(
            Column(
                translate("Growth", "Name"),
                lambda row: row.student.display_name,
                lambda row: row.student.display_name,
            )
        )
    return (
        *found,
        Column(
            translate("Growth", "WCPM"),
            lambda row: translate("Growth", "{0} ({1} to {2})").format(
                round(row.point.wcpm), round(row.point.low), round(row.point.high)
            ),
            lambda row: row.point.wcpm,
            number=True,
        ),
        Column(
            translate("Growth", "Accuracy"),
            lambda row: "" if row.point.accuracy is None else percent_words(row.point.accuracy),
            lambda row: row.point.accuracy,
            number=True,
        ),
    )
