"""Reading groups of a class: the groups at the left, who is in one beside it, and the whole class at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.ui.teacher.child_list import ChildList, GroupList
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.group_sheet import GroupSheet, RemoveGroupSheet
from litcoach_desktop.ui.teacher.groups import ClassGroups, GroupsState
from litcoach_desktop.ui.teacher.table import folded
from litcoach_desktop.ui.theme import MEDIUM, SMALL
from litcoach_desktop.ui.widgets.notice import Notice
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling


class GroupsPage(QWidget):
    """`ask_asked` carries the ReadingGroup that is to read something."""

    ask_asked = Signal(object)

    def __init__(self, model: ClassGroups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.groups = GroupList(self.tr("Groups"))
        self.groups.currentItemChanged.connect(self._chosen)
        self.groups.dropped.connect(lambda group_id, children: model.put(children, group_id))
        self.new = button(self.tr("New group"), "add", "small", self.ask_for_group)
        self.name = label("", "strong")
        self.why = label("", "label")
        self.members = ChildList(self.tr("In the group"), (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Right))
        self.members.asked.connect(model.take)
        self.members.dropped.connect(model.put)
        self.nobody = label(self.tr("Nobody is in this group. Drag children here, or press Enter on them."), "note")
        self.take = button(self.tr("Take out"), "go", "small", self.members.ask)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a child"))
        self.search.setAccessibleName(self.tr("Find a child"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_class)
        self.others = ChildList(self.tr("Others in the class"), (Qt.Key.Key_Left,))
        self.others.asked.connect(model.put)
        self.others.dropped.connect(model.take)
        self.put = button(self.tr("Put in"), "back", "small", self.others.ask)
        self.change = button(self.tr("Name and reason"), "edit", "small", self.ask_for_change)
        self.empty = button(self.tr("Empty it"), None, "small", model.empty)
        self.remove = button(self.tr("Remove it"), "close", "small", self.ask_to_remove)
        self.ask = button(self.tr("Ask them to read"), "read", "go", self._ask)
        self.notice = Notice()
        self.pages = QStackedWidget()
        self._build()
        QShortcut(QKeySequence("F2"), self).activated.connect(self.ask_for_change)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.search.setFocus)
        model.changed.connect(self._show)
        self._show()

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard starts."""
        return self.groups if self._model.groups else None

    def ask_for_group(self) -> None:
        """Open the window for a new group; who is chosen in the class comes into it."""
        names = {one.id: one.display_name for one in self._model.students}
        children = self.others.chosen if self._model.groups else []
        sheet = GroupSheet(self._names(), self, names=[names[one] for one in children])
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.kept.connect(lambda name, reason: self._model.make(name, reason, children))
        sheet.open()

    def ask_for_change(self) -> None:
        """Open the window for another name or reason."""
        group = self._model.chosen
        if group is None:
            return
        others = [name for name in self._names() if name != group.name]
        sheet = GroupSheet(others, self, name=group.name, reason=group.reason, new=False)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.kept.connect(self._model.change)
        sheet.open()

    def ask_to_remove(self) -> None:
        """Ask first."""
        group = self._model.chosen
        if group is None:
            return
        sheet = RemoveGroupSheet(group, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.removed.connect(self._model.remove)
        sheet.open()

    def _build(self) -> None:
        left = frame("card")
        shelf = QVBoxLayout(left)
        shelf.setContentsMargins(SMALL, SMALL, SMALL, SMALL)
        shelf.addWidget(label(self.tr("Groups"), "strong"))
        shelf.addWidget(self.groups, 1)
        shelf.addWidget(self.new)
        middle = QVBoxLayout()
        middle.setSpacing(SMALL)
        about = QWidget()
        column = QVBoxLayout(about)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SMALL)
        for part in (self.name, self.why, self.nobody):
            column.addWidget(part)
        column.addStretch(1)
        # A long reason in large type leaves the list its room.
        middle.addWidget(scrolling(about), 1)
        middle.addWidget(self.members, 3)
        middle.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        right = QVBoxLayout()
        right.setSpacing(SMALL)
        right.addWidget(label(self.tr("Others in the class"), "strong"))
        right.addWidget(self.search)
        right.addWidget(self.others, 1)
        right.addWidget(self.put, 0, Qt.AlignmentFlag.AlignLeft)
        lists = QWidget()
        row = QHBoxLayout(lists)
        row.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        row.setSpacing(MEDIUM)
        row.addWidget(left, 3)
        row.addLayout(middle, 4)
        row.addLayout(right, 4)
        self.pages.addWidget(lists)
        self.pages.addWidget(self.notice)
        self._footer = Footer(self.remove, self.empty, self.change, go=self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self._footer)

    def _names(self) -> list[str]:
        return [one.name for one in self._model.groups]

    @Slot()
    def _show(self) -> None:
        model = self._model
        self._show_groups()
        self._show_group(model.chosen)
        self._show_class()
        ready = model.state is GroupsState.GROUPS
        self._footer.setVisible(ready)
        self.pages.setCurrentIndex(0 if ready else 1)
        focus = self.window().focusWidget()
        if ready and self.isVisible() and (focus is None or focus is self or not self.isAncestorOf(focus)):
            # The groups came after the page: the keyboard waited where it was.
            self.groups.setFocus()
        if model.state is GroupsState.LOADING:
            self.notice.show_waiting(self.tr("Fetching the groups ..."))
        elif model.state is GroupsState.NO_CHILDREN:
            self.notice.show_empty(
                self.tr("No child in this class yet"), self.tr("Add children first: then they can be grouped.")
            )
        elif model.state is GroupsState.NO_GROUP:
            self.notice.show_empty(
                self.tr("No group yet"),
                self.tr("Make one here, or from the groups that Growth suggests."),
                self.tr("New group"),
                self.ask_for_group,
            )
        elif model.state is GroupsState.WRONG and model.problem is not None:
            self.notice.show_wrong(model.problem.happened, model.problem.remedy, self.tr("Try again"), model.load)

    def _show_groups(self) -> None:
        self.groups.blockSignals(True)
        self.groups.clear()
        for group in self._model.groups:
            item = QListWidgetItem(self.tr("{0} ({1})").format(group.name, len(group.children)))
            item.setData(Qt.ItemDataRole.UserRole, group.id)
            item.setToolTip(group.reason or group.name)
            self.groups.addItem(item)
            if self._model.chosen is not None and group.id == self._model.chosen.id:
                self.groups.setCurrentItem(item)
        self.groups.blockSignals(False)

    def _show_group(self, group: ReadingGroup | None) -> None:
        self.name.setText("" if group is None else group.name)
        self.why.setText("" if group is None else group.reason)
        self.why.setVisible(bool(group and group.reason))
        inside = () if group is None else group.children
        names = [(one.id, one.display_name) for one in self._model.students if one.id in inside]
        self.members.show_children(names)
        self.nobody.setVisible(not names)
        for part in (self.take, self.empty, self.ask):
            part.setEnabled(bool(names))

    @Slot()
    def _show_class(self) -> None:
        """Everybody else, with the groups that they are in."""
        group, wanted = self._model.chosen, folded(self.search.text()).split()
        inside = () if group is None else group.children
        found = []
        for one in self._model.students:
            if one.id in inside or not all(part in folded(one.display_name) for part in wanted):
                continue
            groups = ", ".join(other.name for other in self._model.groups if one.id in other.children)
            words = self.tr("{0}  ·  {1}").format(one.display_name, groups) if groups else one.display_name
            found.append((one.id, words))
        self.others.show_children(found)
        self.put.setEnabled(bool(found) and group is not None)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._model.choose(item.data(Qt.ItemDataRole.UserRole))

    def _ask(self) -> None:
        if self._model.chosen is not None:
            self.ask_asked.emit(self._model.chosen)
