"""My classes: the classes at the left, the children of one in the middle."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.ui.teacher.add_dialogs import AddChildrenDialog, AddClassDialog
from litcoach_desktop.ui.teacher.class_columns import Narrow, class_columns, needs_check, passes
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.only_for import may_here, only_for
from litcoach_desktop.ui.teacher.review_queue import ReviewQueue
from litcoach_desktop.ui.teacher.roster import Roster, RosterState
from litcoach_desktop.ui.teacher.table import RecordTable
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import StudentRow


class ClassesPage(QWidget):
    """`child_opened` carries the StudentRow of the child to look at; `texts_asked` wants the school's texts,
    `assistant_asked` somebody to ask about the class.

    needs_me: stands at the right, and hides itself when nothing waits.
    """

    child_opened = Signal(object)
    texts_asked = Signal()
    assistant_asked = Signal()
    growth_asked = Signal()
    """Of the chosen class; `school_asked`: of all."""
    school_asked = Signal()
    import_asked = Signal()
    """Of a roster."""
    assignments_asked = Signal()
    parents_asked = Signal()
    """The reports for all parents of the chosen class; `report_asked` its own pages, `cards_asked` its name cards."""
    report_asked = Signal()
    cards_asked = Signal()
    groups_asked = Signal()
    settings_asked = Signal()
    export_asked = Signal()
    """Of readings, for other programs."""

    def __init__(
        self,
        roster: Roster,
        queue: ReviewQueue,
        today: Callable[[], date],
        needs_me: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._roster = roster
        self._queue = queue
        self._needs_me = needs_me
        self._narrow = Narrow.ALL
        self.class_list = QListWidget()
        self.class_list.setAccessibleName(self.tr("Classes"))
        self.class_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.class_list.currentItemChanged.connect(self._class_chosen)
        self.add_class = button(self.tr("Add a class"), "add", "small", self.ask_for_class)
        self.import_roster = button(self.tr("Import"), "class", "small", self.import_asked.emit)
        self.import_roster.setToolTip(self.tr("The school's roster, from a file"))
        self.print = button(self.tr("Print, export"), "print", "small")
        self.print.setMenu(self._print_menu())
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a child"))
        self.search.setAccessibleName(self.tr("Find a child"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow_rows)
        self._filter_group = QButtonGroup(self)
        self.filters = {narrow: self._filter_button(narrow) for narrow in Narrow}
        self.add_children = button(self.tr("Add children"), "add", "small", self.ask_for_children)
        self.table = RecordTable(class_columns(today), key=lambda row: row.student.id)
        self.table.setAccessibleName(self.tr("Children"))
        self.table.opened.connect(self.child_opened)
        self.table.chosen_changed.connect(self._allow)
        self.none_found = label("", "label")
        self.review = button("", "listen", "small", queue.start)
        self.texts = button(self.tr("Texts"), "book", "small", self.texts_asked.emit)
        self.assistant = button(self.tr("Assistant"), "coach", "small", self.assistant_asked.emit)
        self.groups = button(self.tr("Groups"), "class", "small", self.groups_asked.emit)
        self.group_filter = QComboBox()
        self.group_filter.setAccessibleName(self.tr("Show a group"))
        self.group_filter.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.group_filter.setMinimumContentsLength(12)
        self.group_filter.currentIndexChanged.connect(self._narrow_rows)
        self.growth = button(self.tr("Growth"), "chart", "small", self.growth_asked.emit)
        self.school = button(self.tr("The school"), "chart", "small", self.school_asked.emit)
        self.settings = button(self.tr("Settings"), "settings", "small", self.settings_asked.emit)
        self.asked = button(self.tr("What they read"), "book", "", self.assignments_asked.emit)
        self.open = button(self.tr("Open"), "go", "go", self._open)
        only_for(Deed.ROSTER, self.add_class, self.add_children, self.groups)
        only_for(Deed.IMPORT, self.import_roster, self.texts)
        only_for(Deed.LISTEN, self.review, self.assistant, needs_me, self.filters[Narrow.TO_CHECK])
        only_for(Deed.ASSIGN, self.asked)
        self.notice = Notice()
        self._pages = QStackedWidget()
        self._build()
        roster.classes_changed.connect(self._show_classes)
        roster.changed.connect(self._show_rows)
        queue.changed.connect(self._show_queue)
        current_theme().changed.connect(self._fit)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        self._fit()
        self._show_rows()
        self._show_queue()

    def ask_for_class(self) -> None:
        """Open the window for a new class."""
        dialog = AddClassDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._roster.add_class(dialog.name, dialog.grade))
        dialog.open()

    def ask_for_children(self) -> None:
        """Open the window for new children."""
        if self._roster.chosen is None:
            return
        dialog = AddChildrenDialog(self._roster.chosen, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.add_asked.connect(self._roster.add_child)
        self._roster.child_added.connect(dialog.show_child)
        self._roster.child_refused.connect(dialog.show_refused)
        dialog.open()

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, asked in (
            (self.tr("Class report ..."), self.report_asked),
            (self.tr("Reports for all parents ..."), self.parents_asked),
            (self.tr("Name cards ..."), self.cards_asked),
            (self.tr("Export readings ..."), self.export_asked),
        ):
            made = menu.addAction(words)
            made.triggered.connect(lambda _checked=False, asked=asked: asked.emit())
            if asked is self.cards_asked:
                # With the children's picture PINs.
                menu.aboutToShow.connect(lambda cards=made: cards.setVisible(may_here(self, Deed.PRINT_WORDS)))
        return menu

    def _build(self) -> None:
        left = frame("card")
        self._left = left
        shelf = QVBoxLayout(left)
        shelf.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        shelf.addWidget(label(self.tr("Classes"), "strong"))
        shelf.addWidget(self.class_list, 1)
        shelf.addWidget(self.add_class)
        shelf.addWidget(self.import_roster)
        shelf.addWidget(self.school)
        shelf.addWidget(self.settings)

        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        for part in (
            self.search,
            *self.filters.values(),
            self.group_filter,
            self.review,
            self.add_children,
            self.print,
            self.texts,
            self.growth,
            self.groups,
            self.assistant,
        ):
            flow.addWidget(part)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        column.addWidget(tools)
        column.addWidget(self.none_found)
        column.addWidget(self.table, 1)
        self._pages.addWidget(rows)
        self._pages.addWidget(self.notice)

        middle = QHBoxLayout()
        middle.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        middle.setSpacing(MEDIUM)
        middle.addWidget(left)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self._needs_me)
        self.count = label("", "label")
        self._footer = Footer(self.asked, self.count, go=self.open)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(middle, 1)
        page.addWidget(self._footer)

    def _filter_button(self, narrow: Narrow) -> QPushButton:
        made = button("", None, "small", lambda: self._use_filter(narrow))
        made.setCheckable(True)
        made.setChecked(narrow is Narrow.ALL)
        self._filter_group.addButton(made)
        return made

    def _use_filter(self, narrow: Narrow) -> None:
        self._narrow = narrow
        self._narrow_rows()

    @Slot()
    def _narrow_rows(self) -> None:
        search, narrow, group = self.search.text(), self._narrow, self.group_filter.currentData()
        self.table.records.keep_only(lambda row: passes(row, narrow, search, group))
        shown = self.table.records.rowCount()
        self.none_found.setVisible(shown == 0)
        if shown == 0:
            self.none_found.setText(
                self.tr("No child's name has “{0}” in it.").format(search.strip())
                if search.strip()
                else self.tr("No child here: that is good news.")
            )
        self._allow()

    @Slot()
    def _show_classes(self) -> None:
        self.class_list.blockSignals(True)
        self.class_list.clear()
        for room in self._roster.classes:
            item = QListWidgetItem(room.name)
            item.setData(Qt.ItemDataRole.UserRole, room.id)
            item.setToolTip(room.name)
            self.class_list.addItem(item)
            if self._roster.chosen is not None and room.id == self._roster.chosen.id:
                self.class_list.setCurrentItem(item)
        self.class_list.blockSignals(False)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _class_chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self.search.clear()
            self._roster.choose(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _show_rows(self) -> None:
        state = self._roster.state
        self.table.show_records(self._roster.rows)
        self._show_counts(self._roster.rows)
        self._narrow_rows()
        self._left.setVisible(bool(self._roster.classes))
        self._footer.setVisible(state is RosterState.ROWS)
        self._pages.setCurrentIndex(0 if state is RosterState.ROWS else 1)
        if state is RosterState.LOADING:
            self.notice.show_waiting(self.tr("Fetching the class list ..."))
        elif state is RosterState.NO_CLASS:
            if may_here(self, Deed.ROSTER):
                self.notice.show_empty(
                    self.tr("No class yet"),
                    self.tr("Start with a class; then add the children in it."),
                    self.tr("Add a class"),
                    self.ask_for_class,
                )
                self._to_notice()
            else:
                self.notice.show_empty(self.tr("No class yet"))
        elif state is RosterState.NO_CHILDREN and self._roster.chosen is not None:
            empty = self.tr("No child in {0} yet").format(self._roster.chosen.name)
            if may_here(self, Deed.ROSTER):
                self.notice.show_empty(
                    empty,
                    self.tr("Children pick their own name when they read, so type the names they know."),
                    self.tr("Add children"),
                    self.ask_for_children,
                )
                self._to_notice()
            else:
                self.notice.show_empty(empty)
        elif state is RosterState.WRONG and self._roster.problem is not None:
            problem = self._roster.problem
            self.notice.show_wrong(problem.happened, problem.remedy, self.tr("Try again"), self._roster.load)

    def _to_notice(self) -> None:
        """The keyboard goes from a table that is not shown to the one thing that can be done; a list keeps it."""
        if self.isVisible() and self.window().focusWidget() is self.table:
            self.notice.act.setFocus()

    @Slot()
    def _show_queue(self) -> None:
        waiting = len(self._queue.waiting)
        self.review.setText(self.tr("Review readings ({0})").format(waiting))
        self.review.setEnabled(waiting > 0)
        self.review.setToolTip(self.tr("The readings of the last four weeks that need your ear, most doubtful first"))

    def _show_counts(self, rows: list[StudentRow]) -> None:
        to_check = sum(map(needs_check, rows))
        absent = sum(row.this_week == 0 for row in rows)
        self.filters[Narrow.ALL].setText(self.tr("All {0}").format(len(rows)))
        self.filters[Narrow.TO_CHECK].setText(self.tr("To check {0}").format(to_check))
        self.filters[Narrow.NOT_THIS_WEEK].setText(self.tr("Not read this week {0}").format(absent))
        self.count.setText(self.tr("%n child(ren)", "", len(rows)))
        self._offer_groups(sorted({name for row in rows for name in row.groups}, key=str.casefold))

    def _offer_groups(self, names: list[str]) -> None:
        """The groups to narrow by; the one that was chosen stays while there is one of its name."""
        box, chosen = self.group_filter, self.group_filter.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(self.tr("All groups"), None)
        for name in names:
            box.addItem(name, name)
        box.addItem(self.tr("In no group"), "")
        box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
        box.blockSignals(False)
        box.setVisible(bool(names))
        self.table.show_column(self.table.records.columnCount() - 1, bool(names))

    @Slot()
    def _allow(self) -> None:
        chosen = self.table.chosen
        self.open.setEnabled(chosen is not None)
        name = chosen.student.display_name if chosen is not None else ""
        self.open.setAccessibleName(self.tr("Open {0}").format(name).strip())

    def _open(self) -> None:
        if self.table.chosen is not None:
            self.child_opened.emit(self.table.chosen)

    @Slot()
    def _fit(self) -> None:
        letter = self.class_list.fontMetrics().averageCharWidth()
        self._left.setFixedWidth(min(290, max(200, letter * 24)))
        self.search.setFixedWidth(min(420, letter * 30))
