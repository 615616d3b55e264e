"""One child's growth: the time line with norms and aim, what the rule of four says, and every reading behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.growth.aims import Pace
from litcoach_desktop.domain.growth.needs import LOOK_BACK
from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.growth.school_year import first_day
from litcoach_desktop.domain.reading.norms import season_of
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.services.teacher.growth_rows import ChildGrowth
from litcoach_desktop.ui.teacher.growth_answer import GrowthAnswer
from litcoach_desktop.ui.teacher.growth_behind import Behind, BehindSheet
from litcoach_desktop.ui.teacher.growth_card import PlotCard
from litcoach_desktop.ui.teacher.growth_columns import time_line_columns
from litcoach_desktop.ui.teacher.growth_how import growth_sentences
from litcoach_desktop.ui.teacher.growth_plots import TimeLine
from litcoach_desktop.ui.teacher.growth_words import (
    advice_words,
    child_summary,
    chosen_words,
    need_words,
    pace_words,
    reason_words,
)
from litcoach_desktop.ui.teacher.only_for import only_for
from litcoach_desktop.ui.teacher.table import RecordTable
from litcoach_desktop.ui.teacher.writing_sheet import WritingSheet
from litcoach_desktop.ui.teacher.writing_words import counts_words
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label, scrolling


class ChildGrowthPage(QWidget):
    """`reading_opened` carries the id of a reading, `pace_chosen` a Pace."""

    reading_opened = Signal(str)
    print_asked = Signal()
    pace_chosen = Signal(object)

    def __init__(self, answer: GrowthAnswer, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._today = today
        self.summary = label("", "label")
        self.need = label("", "note")
        self.pace = QComboBox()
        self.pace.setAccessibleName(self.tr("What to aim at"))
        for pace in Pace:
            self.pace.addItem(pace_words(pace), pace)
        self.pace.activated.connect(lambda row: self.pace_chosen.emit(Pace(self.pace.itemData(row))))
        self.chosen = label("", "note", wrap=False)
        self.all_years = button(self.tr("All years"), None, "small", self._draw)
        self.all_years.setCheckable(True)
        self.time_line = TimeLine()
        self.time_line.opened.connect(self.reading_opened)
        self.time_line.piece_opened.connect(self._open_piece)
        only_for(Deed.AIM, self.pace)
        self.table = RecordTable(time_line_columns(today), key=_key)
        self.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
        self.table.setAccessibleName(self.tr("Scored readings and writing"))
        self.table.opened.connect(self._open)
        self.card = PlotCard(self.tr("Time line"), self.time_line, self.table)
        self.legend = label(
            self.tr(
                "Points: readings, each with the interval it surely lies in. Green band: 25th to 75th percentile of the"
                " grade, lines at the 10th, 50th and 90th. Dashed: the aim. Choose a point to open what it is."
            ),
            "note",
        )
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        flow.addWidget(self.pace)
        flow.addWidget(self.chosen)
        self.how = button(self.tr("How this is worked out"), "search", "small", self._show_how)
        flow.addWidget(self.all_years)
        flow.addWidget(self.how)
        self.print = button(self.tr("For parents"), "print", "small", self.print_asked.emit)
        flow.addWidget(self.print)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self.summary)
        column.addWidget(self.need)
        column.addWidget(tools)
        column.addWidget(self.card, 1)
        column.addWidget(self.legend)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolling(inside))
        answer.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        growth: ChildGrowth | None = self._answer.value
        self.table.show_records((*growth.points, *growth.writings) if growth else ())
        if growth is None:
            self.time_line.show_growth(None, None)
            for one in (self.summary, self.need, self.chosen):
                one.clear()
            return
        self.summary.setText(child_summary(growth))
        need = self.tr("{0}: {1} {2}")
        reason = reason_words(growth.need, growth.standing)
        self.need.setText(need.format(need_words(growth.need), reason, advice_words(growth.need)))
        self.pace.setCurrentIndex(self.pace.findData(growth.pace))
        self.chosen.setText(chosen_words(growth.chosen, self._today()))
        self.card.show_summary(self._in_words(growth))
        self._draw()

    @Slot()
    def _draw(self) -> None:
        growth: ChildGrowth | None = self._answer.value
        if growth is not None:
            self.time_line.show_growth(growth, None if self.all_years.isChecked() else first_day(growth.today))

    @Slot(object)
    def _open(self, one: Point | Piece) -> None:
        if isinstance(one, Piece):
            self._open_piece(one)
        else:
            self.reading_opened.emit(one.reading_id)

    @Slot(object)
    def _open_piece(self, piece: Piece) -> None:
        sheet = WritingSheet(piece, self._today, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _show_how(self) -> None:
        growth: ChildGrowth | None = self._answer.value
        if growth is None:
            return
        rows = [Behind(growth.student, point) for point in growth.points[-LOOK_BACK:]]
        said = growth_sentences(growth, season_of(growth.today.month))
        sheet = BehindSheet(growth.student.display_name, said, rows, self._today, self)
        sheet.opened.connect(lambda row: self.reading_opened.emit(row.point.reading_id))
        sheet.open()

    def _in_words(self, growth: ChildGrowth) -> str:
        if growth.aim is None:
            said = self.tr("Scored readings: {0}. The aim line starts after three weeks with readings.").format(
                len(growth.points)
            )
        else:
            said = self.tr(
                "Scored readings: {0}. The aim line starts at {1} and asks for {2} words a week, {3} in the end."
            ).format(
                len(growth.points), round(growth.aim.baseline), f"{growth.aim.per_week:.1f}", round(growth.aim.goal)
            )
        if growth.writings:
            said += " " + self.tr("Pieces of writing: {0}. The last one: {1}.").format(
                len(growth.writings), counts_words(growth.writings[-1].last.counts)
            )
        return said


def _key(one: Point | Piece) -> str:
    return one.id if isinstance(one, Piece) else one.reading_id
