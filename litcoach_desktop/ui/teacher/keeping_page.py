"""What will be erased, what is on hold and what was erased: three lists, each with its next step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.retention import Kept
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.keeping_model import KeepingModel
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.keeping_words import (
    day_in_words,
    in_days,
    kind_words,
    what_words,
    who_words,
)
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_words import day_and_time_words

translate = QCoreApplication.translate


class Listed(Enum):
    """Which list is shown."""

    DUE = 0
    HELD = 1
    ERASED = 2


class KeepingPage(QWidget):
    """`reading_opened` carries a Due of a reading or its sound; `certificate_opened` a Certificate."""

    reading_opened = Signal(object)
    certificate_opened = Signal(object)

    def __init__(self, model: KeepingModel, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._today = model, today
        self.tables = {
            Listed.DUE: RecordTable(_due_columns(today), key=lambda one: f"{one.kind} {one.id}"),
            Listed.HELD: RecordTable(_hold_columns(today), key=lambda one: one.student_id),
            Listed.ERASED: RecordTable(_certificate_columns(today), key=lambda one: one.id),
        }
        self.tables[Listed.DUE].sortByColumn(3, Qt.SortOrder.AscendingOrder)
        self.tables[Listed.ERASED].sortByColumn(0, Qt.SortOrder.DescendingOrder)
        names = {
            Listed.DUE: self.tr("What will be erased in the next seven days"),
            Listed.HELD: self.tr("Legal holds"),
            Listed.ERASED: self.tr("What was erased"),
        }
        self.switches = {listed: button("", None, "small", self._turn) for listed in Listed}
        self._group = QButtonGroup(self)
        self.open = button("", "go", "go", self._open)
        self.hint = label("", "label")
        self.doubt = frame("look")
        self.doubt_words = label("", "label")
        self.believe = button(self.tr("The date is right"), "done", "small", model.believe_clock)
        doubted = QHBoxLayout(self.doubt)
        doubted.setContentsMargins(MEDIUM, SMALL, SMALL, SMALL)
        doubted.addWidget(self.doubt_words, 1)
        doubted.addWidget(self.believe)
        self.notice = Notice()
        self._pages = QStackedWidget()
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        for listed, switch in self.switches.items():
            switch.setCheckable(True)
            self._group.addButton(switch)
            flow.addWidget(switch)
            table = self.tables[listed]
            table.setAccessibleName(names[listed])
            table.chosen_changed.connect(self._allow)
            table.opened.connect(lambda _one: self._open())
            self._pages.addWidget(table)
        self._pages.addWidget(self.notice)
        self.switches[Listed.DUE].setChecked(True)
        middle = QVBoxLayout()
        middle.setContentsMargins(LARGE, MEDIUM, LARGE, SMALL)
        middle.setSpacing(SMALL)
        middle.addWidget(tools)
        middle.addWidget(self.doubt)
        middle.addWidget(self._pages, 1)
        self._footer = Footer(self.hint, go=self.open)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(middle, 1)
        page.addWidget(self._footer)
        model.changed.connect(self._show)
        self._show()

    @property
    def listed(self) -> Listed:
        """Which list is chosen."""
        return next(listed for listed, switch in self.switches.items() if switch.isChecked())

    def show_list(self, listed: Listed) -> None:
        """Turn to one of the lists."""
        self.switches[listed].setChecked(True)
        self._show()

    def first(self) -> QWidget:
        """What gets the keyboard."""
        table = self.tables[self.listed]
        return table if self._pages.currentWidget() is table else self.switches[self.listed]

    def _turn(self) -> None:
        self._show()

    @Slot()
    def _show(self) -> None:
        model = self._model
        lists: dict[Listed, Sequence[object]] = {
            Listed.DUE: model.due,
            Listed.HELD: model.holds,
            Listed.ERASED: model.certificates,
        }
        words = {
            Listed.DUE: self.tr("Erased soon ({0})"),
            Listed.HELD: self.tr("Legal holds ({0})"),
            Listed.ERASED: self.tr("What was erased ({0})"),
        }
        for listed, records in lists.items():
            self.tables[listed].show_records(records)
            self.switches[listed].setText(words[listed].format(len(records)))
        self._show_doubt()
        listed = self.listed
        ready = model.problem is None and not model.loading
        self._pages.setCurrentWidget(self.tables[listed] if ready and lists[listed] else self.notice)
        self._footer.setVisible(ready and bool(lists[listed]))
        if model.problem is not None:
            self.notice.show_wrong(model.problem.happened, model.problem.remedy, self.tr("Try again"), model.load)
        elif model.loading:
            self.notice.show_waiting(self.tr("Looking what is due ..."))
        elif not lists[listed]:
            self.notice.show_empty(*self._nothing(listed))
        self._allow()

    def _nothing(self, listed: Listed) -> tuple[str, str]:
        return {
            Listed.DUE: (
                self.tr("Nothing is erased in the next seven days"),
                self.tr("How long each kind of thing stays is in the settings, under “Recordings and keeping”."),
            ),
            Listed.HELD: (
                self.tr("No legal hold"),
                self.tr("A hold keeps all that there is about a child: it is put on at the child's page."),
            ),
            Listed.ERASED: (
                self.tr("Nothing was erased yet"),
                self.tr("Each erasure leaves a certificate here."),
            ),
        }[listed]

    def _show_doubt(self) -> None:
        clock = self._model.clock
        from_then_on = None if clock is None else clock.believed_from
        self.doubt.setVisible(clock is not None and from_then_on is not None)
        if clock is None or clock.doubted is None or from_then_on is None:
            return
        self.doubt_words.setText(
            self.tr(
                "The clock of this computer has leapt from {0} to {1}. Nothing is erased for its age before {2}, or"
                " before you say that the date is right."
            ).format(day_in_words(clock.seen), day_in_words(clock.doubted[1]), day_in_words(from_then_on))
        )

    @Slot()
    def _allow(self) -> None:
        listed, chosen = self.listed, self.tables[self.listed].chosen
        self.open.setText(
            {
                Listed.DUE: self.tr("Open the reading"),
                Listed.HELD: self.tr("Lift the hold"),
                Listed.ERASED: self.tr("Look at the certificate"),
            }[listed]
        )
        is_reading = listed is not Listed.DUE or (
            chosen is not None and chosen.kind in (Kept.SOUND, Kept.READINGS) and chosen.student_id is not None
        )
        self.open.setEnabled(chosen is not None and is_reading)
        self.hint.setText(
            self.tr("What should stay longer: put a hold on the child, or change the period in the settings.")
            if listed is Listed.DUE
            else ""
        )

    def _open(self) -> None:
        chosen = self.tables[self.listed].chosen
        if chosen is None or not self.open.isEnabled():
            return
        if self.listed is Listed.HELD:
            self._model.lift(chosen)
        elif self.listed is Listed.ERASED:
            self.certificate_opened.emit(chosen)
        else:
            self.reading_opened.emit(chosen)


def _due_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(
            translate("Keeping", "Child"),
            lambda one: one.name or translate("Keeping", "A guest"),
            lambda one: one.name,
        ),
        Column(translate("Keeping", "What"), lambda one: kind_words(one.kind), lambda one: kind_words(one.kind)),
        Column(
            translate("Keeping", "Made"),
            lambda one: day_and_time_words(one.made, today()),
            lambda one: one.made.timestamp(),
        ),
        Column(translate("Keeping", "Erased on"), lambda one: day_in_words(one.day), lambda one: one.day.timestamp()),
        Column(translate("Keeping", "That is"), lambda one: in_days(one.day, today()), lambda one: one.day.timestamp()),
    )


def _hold_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(translate("Keeping", "Child"), lambda one: one.name, lambda one: one.name),
        Column(
            translate("Keeping", "Since"),
            lambda one: day_and_time_words(datetime.fromisoformat(one.since), today()),
            lambda one: one.since,
        ),
        Column(translate("Keeping", "By"), lambda one: one.made_by, lambda one: one.made_by),
        Column(
            translate("Keeping", "Reason"),
            lambda one: one.reason,
            lambda one: one.reason,
            cell_tip=lambda one: one.reason,
        ),
    )


def _certificate_columns(today: Callable[[], date]) -> tuple[Column, ...]:
    return (
        Column(
            translate("Keeping", "When"),
            lambda one: day_and_time_words(one.at, today()),
            lambda one: one.at.timestamp(),
        ),
        Column(translate("Keeping", "What"), what_words, what_words),
        Column(translate("Keeping", "By"), who_words, who_words),
        Column(
            translate("Keeping", "Rows"),
            lambda one: str(sum(one.rows.values())),
            lambda one: sum(one.rows.values()),
            number=True,
        ),
        Column(
            translate("Keeping", "Copies until"),
            lambda one: "" if one.copies_until is None else day_in_words(one.copies_until),
            lambda one: None if one.copies_until is None else one.copies_until.timestamp(),
        ),
    )
