"""What a class was asked to read, how far each child is, and the way to ask for more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.assign_model import Assignments, Group
from litcoach_desktop.ui.teacher.assign_sheet import AssignSheet
from litcoach_desktop.ui.teacher.assign_words import kind_words, translate, until_words, what_words, whom_words
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, label


class AssignPage(QWidget):
    """`reading_opened` carries a Student and the id of a reading."""

    reading_opened = Signal(object, str)

    def __init__(
        self,
        model: Assignments,
        protocols: Callable[[], Sequence[ScoringProtocol]],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._protocols, self._today = model, protocols, today
        self._waiting_for: tuple[Text | None, tuple[Group, ...]] | None = None
        self.table = RecordTable(_columns(model, today), key=lambda given: given.assignment.id)
        self.table.setAccessibleName(self.tr("What was asked for"))
        self.table.chosen_changed.connect(self._show_progress)
        self.progress = RecordTable(_progress_columns(), key=lambda one: one.student.id)
        self.progress.setAccessibleName(self.tr("How far each child is"))
        self.progress.opened.connect(self._open)
        self.hint = label(self.tr("Open a child to hear what it read for this."), "note")
        self.withdraw = button(self.tr("Take it back"), "close", "quiet", self._withdraw)
        self.ask = button(self.tr("Ask for a reading"), "add", "go", self.open_sheet)
        self.notice = Notice()
        lists = QWidget()
        row = QHBoxLayout(lists)
        row.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        row.setSpacing(MEDIUM)
        row.addWidget(self.table, 3)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(self.progress, 1)
        right.addWidget(self.hint)
        row.addLayout(right, 2)
        self.pages = QStackedWidget()
        self.pages.addWidget(lists)
        self.pages.addWidget(self.notice)
        self._footer = Footer(self.withdraw, go=self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self._footer)
        model.changed.connect(self._show)
        self._show()

    def open_for(self, room: ClassRoom, *, text: Text | None = None, group: Group | None = None) -> None:
        """Show a class; with a text or a group, ask at once what should become of it."""
        wanted = text is not None or group is not None
        self._waiting_for = (text, (group,) if group is not None else ()) if wanted else None
        self._model.load(room)

    def heading(self) -> Heading:
        """Title and way back."""
        name = self._model.room.name if self._model.room else ""
        return Heading(self.tr("To read: {0}").format(name), self.tr("My classes"))

    def open_sheet(self, text: Text | None = None, groups: tuple[Group, ...] = ()) -> None:
        """The window for a new assignment."""
        sheet = AssignSheet(self._model, self._protocols(), self._today(), self, text=text, groups=groups)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.accepted.connect(lambda: self._model.give(sheet.wish))
        sheet.open()

    @Slot()
    def _show(self) -> None:
        model = self._model
        self.table.show_records(model.given)
        self._show_progress()
        ready = not model.loading and model.problem is None
        self._footer.setVisible(ready and model.room is not None)
        self.withdraw.setVisible(bool(model.given))
        self.pages.setCurrentIndex(0 if ready and model.given else 1)
        if model.problem is not None:
            self.notice.show_wrong(model.problem.happened, model.problem.remedy, self.tr("Try again"), model.load)
        elif model.loading:
            self.notice.show_waiting(self.tr("Fetching what was asked for ..."))
        elif not model.given:
            self.notice.show_empty(
                self.tr("Nothing was asked for yet"),
                self.tr("Choose a text or a level for the class, a group or a child; it is the first thing they see."),
            )
        if ready and model.room is not None and self._waiting_for is not None:
            (text, groups), self._waiting_for = self._waiting_for, None
            self.open_sheet(text, groups)

    @Slot()
    def _show_progress(self) -> None:
        chosen = self.table.chosen
        self.progress.show_records(chosen.progress if chosen is not None else ())
        self.withdraw.setEnabled(chosen is not None)

    def _open(self, one: object) -> None:
        readings = getattr(one, "readings", ())
        if readings:
            self.reading_opened.emit(getattr(one, "student", None), readings[-1])

    def _withdraw(self) -> None:
        if self.table.chosen is not None:
            self._model.withdraw(self.table.chosen.assignment.id)


def _columns(model: Assignments, today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(
            translate("Assign", "What"),
            lambda given: what_words(given.assignment, model),
            lambda given: what_words(given.assignment, model),
        ),
        Column(
            translate("Assign", "Who"),
            lambda given: whom_words(given.assignment),
            lambda given: whom_words(given.assignment),
        ),
        Column(
            translate("Assign", "What for"),
            lambda given: kind_words(given.assignment.kind),
            lambda given: kind_words(given.assignment.kind),
        ),
        Column(
            translate("Assign", "Until"),
            lambda given: until_words(given.assignment, today()),
            lambda given: given.assignment.due and given.assignment.due.toordinal(),
        ),
        Column(
            translate("Assign", "Done"),
            lambda given: translate("Assign", "{0} of {1}").format(given.finished, len(given.progress)),
            lambda given: given.finished / max(1, len(given.progress)),
            number=True,
        ),
    )


def _progress_columns() -> tuple[Column, ...]:
    return (
        Column(translate("Assign", "Name"), lambda one: one.student.display_name, lambda one: one.student.display_name),
        Column(
            translate("Assign", "Read"),
            lambda one: translate("Assign", "{0} of {1}").format(one.done, one.of) if one.done else "",
            lambda one: one.done / one.of,
            number=True,
        ),
        Column(
            translate("Assign", "WCPM"),
            lambda one: "" if one.wcpm is None else str(round(one.wcpm)),
            lambda one: one.wcpm,
            tip=translate("Assign", "Of the last reading; of a benchmark the middle one of its three"),
            number=True,
        ),
    )
