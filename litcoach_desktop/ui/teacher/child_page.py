"""One child: who it is, every reading with its figures, and all that it wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.reading.norms import Percentile
from litcoach_desktop.ui.teacher.accepted_sheet import AcceptedSheet
from litcoach_desktop.ui.teacher.child import Child
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.growth_how import percentile_sentence
from litcoach_desktop.ui.teacher.only_for import only_for
from litcoach_desktop.ui.teacher.pin_dialog import PinDialog
from litcoach_desktop.ui.teacher.table import Column, RecordTable
from litcoach_desktop.ui.teacher.writing_sheet import WritingSheet
from litcoach_desktop.ui.teacher.writing_words import counts_words, piece_columns
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.animal import Animal
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import (
    band_meaning,
    band_words,
    day_and_time_words,
    grade_words,
    percent_words,
    percentile_short,
    percentile_words,
    state_words,
)

if TYPE_CHECKING:
    from litcoach_desktop.domain.writing.pieces import Piece
    from litcoach_desktop.services.teacher import ReadingSummary

translate = QCoreApplication.translate
_ANIMAL_SIDE = 56
_ROOM_BELOW = 1.5


class ChildPage(QWidget):
    """`reading_opened` carries the id of a reading; `pin_asked` the child's id and the new picture PIN or None.

    `talks_asked` wants the child's talks with the coach.
    """

    reading_opened = Signal(str)
    pin_asked = Signal(str, object)
    talks_asked = Signal()
    growth_asked = Signal()
    report_asked = Signal()
    """For the parents."""
    keeping_asked = Signal()
    """What is kept about the child: to hold it, hand it out or erase it."""
    edit_asked = Signal()
    """Name, grade or class of the child are to be changed."""

    def __init__(self, child: Child, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._child = child
        self._today = today
        self._accepted_sheet: AcceptedSheet | None = None
        self.animal = Animal("fox", _ANIMAL_SIDE)
        self.name = label("", "heading")
        self.grade = label("", "label")
        self.pin = button(self.tr("Picture PIN"), "edit", "small", self.ask_for_pin)
        self.edit = button(self.tr("Change"), "edit", "small", self.edit_asked.emit)
        self.accepted = button("", "ear", "small", self.show_accepted)
        self.talks = button(self.tr("Talks with the coach"), "coach", "small", self.talks_asked.emit)
        self.table = RecordTable(_columns(child, today), key=lambda reading: reading.id)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.setAccessibleName(self.tr("Readings"))
        self.table.opened.connect(lambda reading: self.reading_opened.emit(reading.id))
        self.table.chosen_changed.connect(self._allow)
        self.writings = RecordTable(piece_columns(today), key=lambda piece: piece.id)
        self.writings.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.writings.setAccessibleName(self.tr("Writing"))
        self.writings.opened.connect(self.show_writing)
        self.writings.chosen_changed.connect(self._allow)
        self.show_readings = button("", "read", "small", self._turn)
        self.show_writings = button("", "edit", "small", self._turn)
        self._lists = QButtonGroup(self)
        for one in (self.show_readings, self.show_writings):
            one.setCheckable(True)
            self._lists.addButton(one)
        self.show_readings.setChecked(True)
        self.growth = button(self.tr("Growth"), "chart", "small", self.growth_asked.emit)
        self.report = button(self.tr("For parents"), "print", "small", self.report_asked.emit)
        self.report.setToolTip(self.tr("Print a page for the parents"))
        self.keeping = button(self.tr("What is kept"), "leave", "small", self.keeping_asked.emit)
        self.open = button(self.tr("Open this reading"), "go", "go", self._open)
        only_for(Deed.ROSTER, self.edit, self.pin)
        only_for(Deed.LISTEN, self.accepted, self.talks, self.show_writings, self.open)
        only_for(Deed.HOLD, self.keeping)
        self.place = label("", "label")
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self.writings)
        self._pages.addWidget(self.notice)
        switch = QHBoxLayout()
        switch.setSpacing(SMALL)
        switch.addWidget(self.show_readings)
        switch.addWidget(self.show_writings)
        switch.addStretch(1)
        switch.addWidget(self.keeping)

        who = QHBoxLayout()
        who.setSpacing(MEDIUM)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.grade)
        words.addStretch(1)
        who.addWidget(self.animal)
        who.addLayout(words, 1)
        # One over the other: beside each other they would leave a long name no room in large type.
        buttons = QVBoxLayout()
        buttons.setSpacing(SMALL)
        uppermost = QHBoxLayout()
        uppermost.setSpacing(SMALL)
        uppermost.addWidget(self.growth)
        uppermost.addWidget(self.report)
        buttons.addLayout(uppermost)
        upper = QHBoxLayout()
        upper.setSpacing(SMALL)
        upper.addWidget(self.edit)
        upper.addWidget(self.pin)
        buttons.addLayout(upper)
        buttons.addWidget(self.accepted)
        buttons.addWidget(self.talks)
        who.addLayout(buttons)
        middle = QVBoxLayout()
        middle.setContentsMargins(LARGE, MEDIUM, LARGE, SMALL)
        middle.setSpacing(MEDIUM)
        middle.addLayout(who)
        middle.addLayout(switch)
        middle.addWidget(self._pages, 1)
        self._footer = Footer(self.place, go=self.open)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(middle, 1)
        page.addWidget(self._footer)
        child.changed.connect(self._show)
        current_theme().changed.connect(self._fit)
        self._fit()
        self._show()

    def ask_for_pin(self) -> None:
        """Open the window for the picture PIN."""
        student = self._child.student
        if student is None:
            return
        dialog = PinDialog(student.display_name, student.picture_pin is not None, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.pin_asked.emit(student.id, dialog.pin))
        dialog.open()

    def show_accepted(self) -> None:
        """Open the window of the child's accepted pronunciations."""
        student = self._child.student
        if student is None:
            return
        sheet = AcceptedSheet(student.given_name, self._today, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.take_back_asked.connect(self._child.take_back)
        sheet.show_accepted(self._child.accepted)
        self._accepted_sheet = sheet
        sheet.destroyed.connect(self._forget_sheet)
        sheet.open()

    @Slot(object)
    def show_writing(self, piece: Piece) -> None:
        """Open a piece of writing to read it."""
        sheet = WritingSheet(piece, self._today, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    @Slot()
    def _forget_sheet(self) -> None:
        self._accepted_sheet = None

    @Slot()
    def _fit(self) -> None:
        """With large type a long name would take the room of the readings."""
        self.name.setProperty("role", "heading" if current_theme().text_scale < _ROOM_BELOW else "strong")
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)

    @Slot()
    def _show(self) -> None:
        child, student = self._child, self._child.student
        self.table.show_records(child.readings)
        self.writings.show_records(child.writings)
        self.show_readings.setText(self.tr("Readings ({0})").format(len(child.readings)))
        self.show_writings.setText(self.tr("Writing ({0})").format(len(child.writings)))
        if student is None:
            self.show_readings.setChecked(True)
        self.name.setText(student.display_name if student else "")
        self.grade.setText(self._about())
        self.animal.setVisible(student is not None)
        if student is not None:
            self.animal.show_animal(student.animal)
        self.pin.setEnabled(student is not None)
        self.edit.setEnabled(student is not None)
        self.accepted.setEnabled(student is not None)
        self.talks.setEnabled(student is not None)
        self.keeping.setEnabled(student is not None)
        self.report.setEnabled(student is not None)
        self.accepted.setText(self.tr("Own pronunciations ({0})").format(len(child.accepted)))
        if self._accepted_sheet is not None:
            self._accepted_sheet.show_accepted(child.accepted)
        self._turn()

    def _turn(self) -> None:
        """Readings or writing, whichever is asked for; a sentence where there is none."""
        child, writing = self._child, self.show_writings.isChecked()
        there = child.writings if writing else child.readings
        self._footer.setVisible(bool(there))
        self.open.setText(self.tr("Open this writing") if writing else self.tr("Open this reading"))
        self._pages.setCurrentWidget(self.notice if not there else self.writings if writing else self.table)
        if child.problem is not None:
            self.notice.show_wrong(child.problem.happened, child.problem.remedy, self.tr("Try again"), child.load)
        elif child.loading:
            self.notice.show_waiting(self.tr("Fetching the readings ..."))
        elif writing and not there:
            self.notice.show_empty(
                self.tr("No writing yet"),
                self.tr("What the child hands in from “Write”, or has the coach look at, will be here."),
            )
        elif not there:
            self.notice.show_empty(
                self.tr("No reading yet"),
                self.tr("Lock this side, let the child pick the name and read: the reading will be here."),
            )
        self._allow()

    def _about(self) -> str:
        student = self._child.student
        if student is None:
            return ""
        grade = self.tr("Grade {0}").format(grade_words(student.grade))
        has_pin = self.tr("has a picture PIN") if student.picture_pin else self.tr("no picture PIN")
        return f"{grade}, {has_pin}"

    @Slot()
    def _allow(self) -> None:
        if self.show_writings.isChecked():
            piece = self.writings.chosen
            self.open.setEnabled(piece is not None)
            self.place.setText(counts_words(piece.last.counts) if piece is not None else "")
            return
        chosen = self.table.chosen
        self.open.setEnabled(chosen is not None)
        place = self._child.place_of(chosen) if chosen is not None else None
        self.place.setText(percentile_words(place) if place else "")
        rate = None if chosen is None else chosen.wcpm
        self.place.setToolTip(
            "" if place is None or rate is None else percentile_sentence(place.grade, place.season, rate)
        )

    def _open(self) -> None:
        if self.show_writings.isChecked():
            if self.writings.chosen is not None:
                self.show_writing(self.writings.chosen)
        elif self.table.chosen is not None:
            self.reading_opened.emit(self.table.chosen.id)


def _columns(child: Child, today: Callable[[], date]) -> tuple[Column, ...]:
    def place_key(reading: ReadingSummary) -> float | None:
        place = child.place_of(reading)
        return None if place is None else place.value + (place.above - place.below)

    return (
        Column(
            translate("ReadingList", "When"),
            lambda reading: day_and_time_words(reading.started_at, today()),
            lambda reading: reading.started_at.timestamp(),
        ),
        Column(
            translate("ReadingList", "Text"), lambda reading: reading.text_title, lambda reading: reading.text_title
        ),
        Column(
            translate("ReadingList", "WCPM"),
            _rate,
            lambda reading: reading.wcpm,
            tip=translate("ReadingList", "Words read right in a minute, and between what and what it lies surely"),
            number=True,
        ),
        Column(
            translate("ReadingList", "Accuracy"),
            lambda reading: "" if reading.accuracy is None else percent_words(reading.accuracy),
            lambda reading: reading.accuracy,
            tip=translate("ReadingList", "Share of the words tried that were read right"),
            number=True,
        ),
        Column(
            translate("ReadingList", "Level"),
            lambda reading: band_words(reading.band) if reading.band else "",
            lambda reading: reading.accuracy,
            cell_tip=lambda reading: band_meaning(reading.band) if reading.band else "",
        ),
        Column(
            translate("ReadingList", "Percentile"),
            lambda reading: _short(child.place_of(reading)),
            place_key,
            tip=translate("ReadingList", "Among children of the same grade and season"),
            cell_tip=lambda reading: _sentence(child.place_of(reading)),
        ),
        Column(
            translate("ReadingList", "To check"),
            lambda reading: str(reading.doubtful_words) if reading.doubtful_words else "",
            lambda reading: reading.doubtful_words,
            tip=translate("ReadingList", "Words that the computer is not sure of"),
            number=True,
        ),
        Column(
            translate("ReadingList", "State"),
            lambda reading: state_words(reading.state, reading.unscored_reason),
            lambda reading: reading.state,
        ),
    )


def _rate(reading: ReadingSummary) -> str:
    if reading.wcpm is None:
        return ""
    if reading.wcpm_low is None or reading.wcpm_high is None:
        return str(round(reading.wcpm))
    interval = translate("ReadingList", "{0} ({1} to {2})")
    return interval.format(round(reading.wcpm), round(reading.wcpm_low), round(reading.wcpm_high))


def _short(place: Percentile | None) -> str:
    return "" if place is None else percentile_short(place)


def _sentence(place: Percentile | None) -> str:
    return translate("ReadingList", "There is no norm for it.") if place is None else percentile_words(place)
