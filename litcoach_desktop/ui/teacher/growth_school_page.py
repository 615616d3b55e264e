"""The school: its grades against the norms, its classes, and all its children in one table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.growth.norm_lines import Stand
from litcoach_desktop.services.teacher.growth_rows import ChildInSchool, SchoolGrowth, Together
from litcoach_desktop.ui.teacher.growth_answer import GrowthAnswer
from litcoach_desktop.ui.teacher.growth_card import PlotCard
from litcoach_desktop.ui.teacher.growth_columns import TOGETHER_NAMES, counted, school_child_columns, together_columns
from litcoach_desktop.ui.teacher.growth_plots import StandBars
from litcoach_desktop.ui.teacher.growth_words import school_summary, spread_summary, stand_words
from litcoach_desktop.ui.teacher.table import RecordTable, folded
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import grade_words


class SchoolGrowthPage(QWidget):
    """`class_opened` carries a ClassRoom, `child_opened` a Student."""

    class_opened = Signal(object)
    child_opened = Signal(object)

    def __init__(self, answer: GrowthAnswer, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answer = answer
        self._grade: int | None = None
        self._only: Callable[[ChildInSchool], bool] = lambda _child: True
        self.summary = label("", "label")
        self.bars = StandBars()
        self.grades = RecordTable(together_columns(), key=lambda one: one.grade)
        self.grades.setAccessibleName(self.tr("Grades"))
        self.grades.cell_opened.connect(self._open_cell)
        self.bars.part_chosen.connect(self._only_part)
        self.spread = PlotCard(self.tr("Grades against the norms"), self.bars, self.grades)
        self.classes = RecordTable(together_columns(), key=lambda one: one.room.id)
        self.classes.setAccessibleName(self.tr("Classes"))
        self.classes.cell_opened.connect(self._open_cell)
        self.children_table = RecordTable(school_child_columns(today), key=lambda child: child.student.id)
        self.children_table.setAccessibleName(self.tr("Children"))
        self.children_table.opened.connect(lambda child: self.child_opened.emit(child.student))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a child"))
        self.search.setAccessibleName(self.tr("Find a child"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.classes)
        self.lists.addWidget(self.children_table)
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        group = QButtonGroup(self)
        self.list_buttons = []
        for place, name in enumerate((self.tr("Classes"), self.tr("Children"))):
            made = button(name, None, "small", partial(self.lists.setCurrentIndex, place))
            made.setCheckable(True)
            made.setChecked(place == 0)
            group.addButton(made)
            flow.addWidget(made)
            self.list_buttons.append(made)
        flow.addWidget(self.search)
        self.all_grades = button(self.tr("Everybody"), "close", "small", lambda: self._only_grade(None))
        flow.addWidget(self.all_grades)
        self.shown = label("", "label")
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(tools)
        right.addWidget(self.shown)
        right.addWidget(self.lists, 1)
        row = QHBoxLayout()
        row.setSpacing(MEDIUM)
        row.addWidget(self.spread, 2)
        row.addLayout(right, 6)
        column = QVBoxLayout(self)
        column.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        column.setSpacing(SMALL)
        column.addWidget(self.summary)
        column.addLayout(row, 1)
        answer.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        growth: SchoolGrowth | None = self._answer.value
        self.classes.show_records(growth.classes if growth else ())
        self.grades.show_records(growth.grades if growth else ())
        self.children_table.show_records(growth.children if growth else ())
        self.summary.setText(school_summary(growth) if growth else "")
        rows = (
            [(self.tr("Grade {0}").format(grade_words(one.grade or 0)), one.spread) for one in growth.grades]
            if growth
            else []
        )
        self.bars.show_rows([row for row in rows if sum(row[1].values())])
        self.spread.show_summary(spread_summary(growth.school.spread) if growth else "")
        self._only_grade(None)

    def _only_grade(self, one: Together | None) -> None:
        """The classes and children of one grade; None: of all."""
        self._grade = None if one is None else one.grade
        self._show_only(
            lambda _child: True, "" if one is None else self.tr("Grade {0}").format(grade_words(one.grade or 0))
        )

    @Slot(object, int)
    def _open_cell(self, one: Together, column: int) -> None:
        """A name opens its class or grade, a number the children that it is made of."""
        if column < TOGETHER_NAMES:
            if one.room is None:
                self._only_grade(one)
            else:
                self.class_opened.emit(one.room)
            return
        growth: SchoolGrowth | None = self._answer.value
        if growth is None:
            return
        test = counted(column, growth.long_ago)
        name = one.room.name if one.room is not None else self.tr("Grade {0}").format(grade_words(one.grade or 0))
        title = str(self.classes.records.headerData(column, Qt.Orientation.Horizontal))
        self._grade = None
        self._show_only(
            lambda child: child.student.id in one.students and test(child), self.tr("{0}, {1}").format(name, title)
        )
        self.list_buttons[1].click()

    @Slot(int, object)
    def _only_part(self, row: int, stand: Stand) -> None:
        """The children behind one part of a grade's bar."""
        growth: SchoolGrowth | None = self._answer.value
        grades = [one for one in growth.grades if sum(one.spread.values())] if growth else []
        self._grade = grades[row].grade
        name = self.tr("Grade {0}").format(grade_words(self._grade or 0))
        self._show_only(lambda child: child.stand is stand, self.tr("{0}, {1}").format(name, stand_words(stand)))
        self.list_buttons[1].click()

    def _show_only(self, test: Callable[[ChildInSchool], bool], name: str) -> None:
        """name: of those who pass the test; empty for everybody."""
        self._only = test
        self.all_grades.setVisible(bool(name))
        self.shown.setText(self.tr("Only: {0}").format(name) if name else "")
        self.shown.setVisible(bool(name))
        self._narrow()

    @Slot()
    def _narrow(self) -> None:
        grade, only, parts = self._grade, self._only, folded(self.search.text()).split()
        self.classes.records.keep_only(lambda one: grade is None or one.grade == grade)
        self.children_table.records.keep_only(
            lambda child: (
                (grade is None or child.student.grade == grade)
                and only(child)
                and all(part in folded(child.student.display_name) for part in parts)
            )
        )
        if parts and self.lists.currentIndex() == 0:
            self.list_buttons[1].click()
