"""One class: its groups with the reasons, its weeks, and the words and sounds that were hard in the last seven days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.growth.needs import Need
from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.services.teacher.growth_rows import ClassGrowth
from litcoach_desktop.ui.teacher.assign_model import Group
from litcoach_desktop.ui.teacher.growth_answer import GrowthAnswer
from litcoach_desktop.ui.teacher.growth_card import PlotCard
from litcoach_desktop.ui.teacher.growth_class_behind import ClassBehind
from litcoach_desktop.ui.teacher.growth_columns import (
    RATE_COLUMN,
    child_columns,
    group_columns,
    not_read_columns,
    pattern_columns,
    spread_columns,
    word_columns,
)
from litcoach_desktop.ui.teacher.growth_plots import StandBars
from litcoach_desktop.ui.teacher.growth_weeks import WeekMap
from litcoach_desktop.ui.teacher.growth_words import (
    advice_words,
    class_summary,
    need_words,
    spread_summary,
    stand_words,
)
from litcoach_desktop.ui.teacher.only_for import only_for
from litcoach_desktop.ui.teacher.table import RecordTable
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.expression_words import protocol_words
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher.growth_rows import ChildInClass, GroupGrowth


class ClassGrowthPage(QWidget):
    """`child_opened` carries a Student, `reading_opened` one, the id of its reading and the word to look at."""

    child_opened = Signal(object)
    reading_opened = Signal(object, str, str)
    print_asked = Signal()
    group_asked = Signal(object)
    """Carries a Group that is to read something."""
    make_asked = Signal(object)
    """Carries a Group that a reading group is to be made of."""
    protocol_asked = Signal(str)
    """Carries the protocol that this year's readings are to be scored by."""

    def __init__(self, answer: GrowthAnswer, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._today = today
        self.behind = ClassBehind(answer, today, self)
        self.behind.opened.connect(self.reading_opened)
        self._keep: Callable[[ChildInClass], bool] = lambda _child: True
        self.summary = label("", "label")
        self.views = QStackedWidget()
        self._view_group = QButtonGroup(self)
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        self.view_buttons = []
        for place, (name, view) in enumerate(
            (
                (self.tr("Groups"), self._groups_view()),
                (self.tr("Weeks"), self._weeks_view()),
                (self.tr("Words of the week"), self._words_view()),
                (self.tr("Not read this week"), self._not_read_view()),
                (self.tr("By group"), self._by_group_view()),
            )
        ):
            self.views.addWidget(view)
            made = button(name, None, "small", partial(self.views.setCurrentIndex, place))
            made.setCheckable(True)
            made.setChecked(place == 0)
            self._view_group.addButton(made)
            flow.addWidget(made)
            self.view_buttons.append(made)
        self.score_again = QPushButton(self.tr("Score this year by ..."))
        self.score_again.setProperty("role", "small")
        self._protocols = QMenu(self.score_again)
        self.score_again.setMenu(self._protocols)
        only_for(Deed.RULES, self.score_again)
        flow.addWidget(self.score_again)
        self.print = button(self.tr("Print"), "print", "small", self.print_asked.emit)
        flow.addWidget(self.print)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self.summary)
        column.addWidget(tools)
        column.addWidget(self.views, 1)
        answer.changed.connect(self._show)
        self._show()

    def offer_protocols(self, protocols: Sequence[ScoringProtocol]) -> None:
        """What the readings of this school year can be scored by."""
        self._protocols.clear()
        for protocol in protocols:
            action = self._protocols.addAction(protocol_words(protocol))
            action.triggered.connect(partial(self._ask_protocol, protocol.id))

    def _ask_protocol(self, protocol: str, _checked: bool = False) -> None:
        self.protocol_asked.emit(protocol)

    def _groups_view(self) -> QWidget:
        self.bars = StandBars()
        self.bars.chosen.connect(self._only_stand)
        self.spread_table = RecordTable(spread_columns(), key=lambda row: row[0])
        self.spread_table.opened.connect(lambda row: self._only_stand(row[0]))
        self.spread = PlotCard(self.tr("Against the norms"), self.bars, self.spread_table)
        self.table = RecordTable(child_columns(), key=lambda child: child.student.id)
        self.table.setAccessibleName(self.tr("Children by need"))
        self.table.cell_opened.connect(self._open_child_cell)
        self.advice = label("", "label")
        self.ask = button(self.tr("Ask these children to read ..."), "read", "small", self._ask)
        self.make = button(self.tr("Make a group of them ..."), "class", "small", self._make)
        only_for(Deed.ASSIGN, self.ask)
        only_for(Deed.ROSTER, self.make)
        self._shown_as = self._reason = ""
        self._filters = QWidget()
        self._filter_flow = FlowLayout(self._filters, SMALL)
        self.filters: list[QPushButton] = []
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(self._filters)
        right.addWidget(self.advice)
        steps = QHBoxLayout()
        steps.setSpacing(SMALL)
        steps.addWidget(self.ask)
        steps.addWidget(self.make)
        steps.addStretch(1)
        right.addLayout(steps)
        right.addWidget(self.table, 1)
        view = QWidget()
        row = QHBoxLayout(view)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(MEDIUM)
        row.addWidget(self.spread, 2)
        row.addLayout(right, 5)
        return view

    def _weeks_view(self) -> QWidget:
        self.map = WeekMap()
        self.map.opened.connect(self.child_opened)
        self.map.week_opened.connect(self.behind.show_week)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.map, 1)
        column.addWidget(
            label(
                self.tr(
                    "Words right a minute, the middle of each week's readings. Full amber: below the 10th percentile,"
                    " pale amber: below the 25th, pale green: above the 50th, full green: above the 90th. A week opens"
                    " its readings, a name the child."
                ),
                "note",
            )
        )
        return view

    def _by_group_view(self) -> QWidget:
        self.by_group = RecordTable(group_columns(), key=lambda one: one.group.id)
        self.by_group.setAccessibleName(self.tr("Reading groups"))
        self.by_group.opened.connect(self._open_group)
        self.no_group = label(
            self.tr("No reading group yet. Groups are made from My classes, or of what is suggested here.")
        )
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(label(self.tr("Your reading groups: open one to see its children"), "strong"))
        column.addWidget(self.no_group)
        column.addWidget(self.by_group, 1)
        column.addStretch(0)
        return view

    def _words_view(self) -> QWidget:
        self.words = RecordTable(word_columns(), key=lambda word: word.word)
        self.words.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.words.setAccessibleName(self.tr("Hard words"))
        self.words.opened.connect(self.behind.show_word)
        self.patterns = RecordTable(pattern_columns(), key=lambda one: one.pattern)
        self.patterns.sortByColumn(1, Qt.SortOrder.DescendingOrder)
        self.patterns.setAccessibleName(self.tr("Sound patterns"))
        self.patterns.opened.connect(self.behind.show_pattern)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        for title, table, stretch in (
            (self.tr("Hard words: open one to hear it"), self.words, 2),
            (self.tr("Sound patterns missed more than others: open one to hear its words"), self.patterns, 3),
        ):
            part = QVBoxLayout()
            part.setSpacing(SMALL)
            part.addWidget(label(title, "strong"))
            part.addWidget(table, 1)
            row.addLayout(part, stretch)
        column.addLayout(row, 1)
        return view

    def _not_read_view(self) -> QWidget:
        self.not_read = label("", "strong")
        self.not_read_table = RecordTable(not_read_columns(self._today), key=lambda child: child.student.id)
        self.not_read_table.setAccessibleName(self.tr("Children who have not read"))
        self.not_read_table.opened.connect(lambda child: self.child_opened.emit(child.student))
        self.ask_not_read = button(self.tr("Ask these children to read ..."), "read", "small", self._ask_not_read)
        only_for(Deed.ASSIGN, self.ask_not_read)
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(self.not_read)
        column.addWidget(self.ask_not_read, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.not_read_table, 1)
        return view

    @Slot()
    def _show(self) -> None:
        growth: ClassGrowth | None = self._answer.value
        self._fill_filters(growth)
        if growth is None:
            self.behind.close()
            for table in (
                self.table,
                self.words,
                self.patterns,
                self.spread_table,
                self.by_group,
                self.not_read_table,
            ):
                table.show_records(())
            self.map.show_children((), ())
            self.bars.show_rows(())
            for one in (self.summary, self.not_read, self.advice):
                one.clear()
            self.ask.hide()
            self.make.hide()
            return
        self.summary.setText(class_summary(growth))
        counts = {stand: len(found) for stand, found in growth.spread.items()}
        self.bars.show_spread(counts)
        self.spread.show_summary(spread_summary(counts))
        self.spread_table.show_records(list(counts.items()))
        self.table.show_records(growth.children)
        self._only_need(None)
        self.map.show_children(growth.children, growth.mondays)
        self.words.show_records(growth.words)
        self.patterns.show_records(growth.patterns)
        self.by_group.show_records(growth.by_group)
        self.no_group.setVisible(not growth.by_group)
        self.by_group.setVisible(bool(growth.by_group))
        missing = [child for child in growth.children if child.student.id in growth.not_read]
        self.not_read_table.show_records(missing)
        self.ask_not_read.setVisible(bool(missing))
        self.not_read.setText(
            self.tr("Not read in the last seven days: {0} of {1} children").format(len(missing), len(growth.children))
            if missing
            else self.tr("Everybody has read in the last seven days.")
        )

    def _fill_filters(self, growth: ClassGrowth | None) -> None:
        for old in self.filters:
            self._filter_flow.removeWidget(old)
            old.deleteLater()
        self.filters = []
        if growth is None:
            return
        group = QButtonGroup(self._filters)
        needs: list[tuple[Need | None, str, int]] = [(None, self.tr("All"), len(growth.children))]
        needs += [(need, need_words(need), len(found)) for need, found in growth.groups.items()]
        for need, name, count in needs:
            made = button(f"{name} {count}", None, "small", partial(self._only_need, need))
            made.setCheckable(True)
            made.setChecked(need is None)
            group.addButton(made)
            self._filter_flow.addWidget(made)
            self.filters.append(made)

    @Slot(object, int)
    def _open_child_cell(self, child: ChildInClass, column: int) -> None:
        """The readings that the rate is made of; else the child with all of its own."""
        if column == RATE_COLUMN and child.standing.wcpm is not None:
            self.behind.show_rate(child)
        else:
            self.child_opened.emit(child.student)

    def _only_need(self, need: Need | None) -> None:
        self.table.records.keep_only(lambda child: need is None or child.need is need)
        self.advice.setText("" if need is None else advice_words(need))
        self.advice.setVisible(need is not None)
        self._show_ask("" if need is None else need_words(need), "" if need is None else advice_words(need))

    @Slot(object)
    def _only_stand(self, stand: Stand) -> None:
        """The children behind one bar."""
        self.table.records.keep_only(lambda child: child.stand is stand)
        self.advice.setText(self.tr("Only: {0}").format(stand_words(stand)))
        self.advice.show()
        self._show_ask(stand_words(stand))

    @Slot(object)
    def _open_group(self, one: GroupGrowth) -> None:
        """The children of a reading group."""
        children = one.group.children
        self.table.records.keep_only(lambda child: child.student.id in children)
        self.advice.setText(self.tr("Only: {0}").format(one.group.name))
        self.advice.show()
        self._show_ask("")
        self.view_buttons[0].click()

    def _show_ask(self, name: str, reason: str = "") -> None:
        """name: what the children that are shown have in common, empty for all; reason: what that means for them."""
        self._shown_as, self._reason = name, reason
        for step in (self.ask, self.make):
            step.setVisible(bool(name) and self.table.records.rowCount() > 0)

    def _shown(self) -> Group:
        records = self.table.records
        shown = [records.record(records.index(row, 0)).student for row in range(records.rowCount())]
        names = tuple(one.display_name for one in shown)
        return Group(self._shown_as, tuple(one.id for one in shown), reason=self._reason, names=names)

    def _ask(self) -> None:
        self.group_asked.emit(self._shown())

    def _ask_not_read(self) -> None:
        growth: ClassGrowth | None = self._answer.value
        missing = [child.student for child in growth.children if child.student.id in growth.not_read] if growth else []
        names = tuple(one.display_name for one in missing)
        name = self.tr("Not read in seven days")
        self.group_asked.emit(Group(name, tuple(one.id for one in missing), names=names))

    def _make(self) -> None:
        self.make_asked.emit(self._shown())
