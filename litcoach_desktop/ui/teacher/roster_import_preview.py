"""What an import would change, before it does: who comes, changes, leaves, is perhaps the same, and bad lines."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.teacher.roster_import_list import ListChoice
from litcoach_desktop.ui.teacher.table import Column, RecordTable, folded
from litcoach_desktop.ui.theme import MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.flow import FlowLayout
from litcoach_desktop.ui.widgets.plain import button, frame, label
from litcoach_desktop.ui.widgets.reading_words import grade_words

if TYPE_CHECKING:
    from litcoach_desktop.domain.rostering.incoming import BadLine, IncomingChild
    from litcoach_desktop.domain.rostering.plan import ChildChange, KnownChild, Plan, SameName

translate = QCoreApplication.translate
# Nobody reads more; the window stays alive and the numbers on the buttons say how many there are.
MOST_SHOWN = 500
_MOST_NOTES = 4
_ROOM_BELOW = 1.5
_UNSAID = "?"


class Part(Enum):
    """The lists of the preview."""

    ADDED = 0
    CHANGED = 1
    LEFT = 2
    NAMES = 3
    BAD = 4


class RosterPreviewPage(QWidget):
    """`answered` carries a child of the file and the id of the child that it is, or None."""

    import_asked = Signal()
    back_asked = Signal()
    answered = Signal(object, object)
    as_before = Signal()
    """All children of a list without ids who have the name of one that it brought before are that one."""
    mend_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: list[tuple[SameName, QComboBox]] = []
        self._rooms: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.what = label("", "heading")
        self.counts = label("", "label")
        self.list = ListChoice()
        self.notes_card = frame("look")
        self.notes = label("", "body")
        inside = QVBoxLayout(self.notes_card)
        inside.setContentsMargins(MEDIUM, SMALL, MEDIUM, SMALL)
        inside.addWidget(self.notes)
        self._group = QButtonGroup(self)
        self.parts: dict[Part, QPushButton] = {}
        self.pages = QStackedWidget()
        self.added = RecordTable(self._child_columns(), key=lambda child: child)
        self.changed = RecordTable(self._change_columns(), key=lambda change: change.before.id)
        self.left = RecordTable(self._left_columns(), key=lambda child: child.id)
        self.names = self._names_table()
        self.bad = RecordTable(_bad_columns(), key=lambda line: line)
        tools = QWidget()
        flow = FlowLayout(tools, SMALL)
        for part, table in zip(Part, (self.added, self.changed, self.left, self.names, self.bad), strict=True):
            chosen = button("", None, "small", partial(self.show_part, part))
            chosen.setCheckable(True)
            self._group.addButton(chosen)
            self.parts[part] = chosen
            flow.addWidget(chosen)
            self.pages.addWidget(table)
        self.mend = button(self.tr("Keep the bad lines to mend ..."), "copy", "small", self.mend_asked.emit)
        flow.addWidget(self.mend)
        self.same = button(self.tr("All are the same as before"), "done", "small", self.as_before.emit)
        flow.addWidget(self.same)
        self.more = label("", "label")
        self.back = button(self.tr("Back"), "back", "quiet", self.back_asked.emit)
        self.go = button(self.tr("Import"), "done", "go", self.import_asked.emit)
        body = QVBoxLayout()
        body.setContentsMargins(MEDIUM, MEDIUM, MEDIUM, SMALL)
        body.setSpacing(SMALL)
        beside = self._beside = QHBoxLayout()
        beside.setSpacing(MEDIUM)
        beside.addWidget(self.list)
        beside.addWidget(self.counts, 1)
        body.addWidget(self.what)
        body.addLayout(beside)
        for part_of_page in (self.notes_card, tools, self.more):
            body.addWidget(part_of_page)
        body.addWidget(self.pages, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addLayout(body, 1)
        page.addWidget(Footer(self.back, go=self.go))
        self._plan: Plan | None = None
        current_theme().changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """In large type the sentence about classes has no room beside whose list it is."""
        roomy = current_theme().text_scale < _ROOM_BELOW
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom)

    def show_plan(
        self, plan: Plan, class_names: dict[str, str], same: dict[IncomingChild, str | None], *, known: bool = True
    ) -> None:
        """Another plan, or the same one after an answer: the list that was looked at stays.

        known: whether it is known whose list it is.
        """
        again = self._plan is not None and self._plan.incoming is plan.incoming
        self._plan = plan
        incoming = plan.incoming
        self._rooms = {room.source_id: room.name for room in incoming.classes}
        self._names = class_names
        kind = self.tr("A table") if incoming.kind == "table" else incoming.kind
        self.what.setText(
            self.tr("{0}: {1}, {2}").format(
                kind,
                self.tr("%n child(ren)", "", len(incoming.children)),
                self.tr("%n class(es)", "", len(incoming.classes)),
            )
        )
        said = [self.tr("%n child(ren) stay as they are.", "", plan.same)] if plan.same else []
        if plan.new_classes:
            said.append(self.tr("New classes: {0}.").format(_listed([room.name for room in plan.new_classes])))
        if plan.renamed_classes:
            said.append(self.tr("Changed classes: {0}.").format(_listed([r.name for _k, r in plan.renamed_classes])))
        self.counts.setText(" ".join(said))
        self.counts.setVisible(bool(said))
        notes = list(incoming.notes)
        if plan.loses_many:
            notes.insert(
                0,
                self.tr(
                    "More than half of the children of this list would leave. Is the file only a part of it, or "
                    "another list? Then say so above."
                ),
            )
        self.notes.setText("\n".join(notes[:_MOST_NOTES]))
        self.notes_card.setVisible(bool(notes))
        self.added.show_records(plan.added[:MOST_SHOWN])
        self.changed.show_records(plan.changed[:MOST_SHOWN])
        self.left.show_records((*plan.left, *plan.out)[:MOST_SHOWN])
        self.bad.show_records(incoming.bad_lines[:MOST_SHOWN])
        if not again:
            self._fill_names(plan.same_name[:MOST_SHOWN])
        self._show_answers(same)
        for part, words in (
            (Part.ADDED, self.tr("Added {0}").format(len(plan.added))),
            (Part.CHANGED, self.tr("Changed {0}").format(len(plan.changed))),
            (Part.LEFT, self.tr("Leave {0}").format(len(plan.left) + len(plan.out))),
            (Part.NAMES, self.tr("The same child? {0}").format(len(plan.same_name))),
            (Part.BAD, self.tr("Lines left out {0}").format(len(incoming.bad_lines))),
        ):
            self.parts[part].setText(words)
        self.parts[Part.NAMES].setEnabled(bool(plan.same_name or same))
        self.parts[Part.BAD].setEnabled(bool(incoming.bad_lines))
        self.mend.setVisible(bool(incoming.bad_lines))
        self.same.setVisible(plan.waits > 0)
        self.go.setEnabled(known and not plan.waits and not plan.does_nothing)
        if not known:
            self.go.setText(self.tr("Whose list is it?"))
        elif plan.waits:
            self.go.setText(self.tr("The same child?"))
        else:
            self.go.setText(self.tr("Nothing to change") if plan.does_nothing else self.tr("Import"))
        if not again:
            first = Part.NAMES if plan.same_name else Part.ADDED
            if not (plan.added or plan.same_name):
                first = Part.CHANGED if plan.changed else Part.LEFT if plan.left else Part.BAD
            self.show_part(first)

    def forget(self) -> None:
        """No name of any child is left."""
        self._plan = None
        for table in (self.added, self.changed, self.left, self.bad):
            table.show_records([])
        self.names.setRowCount(0)
        for words in (self.what, self.counts, self.notes):
            words.clear()

    def show_part(self, part: Part) -> None:
        """One of the lists."""
        self.parts[part].setChecked(True)
        self.pages.setCurrentIndex(part.value)
        plan = self._plan
        lists: dict[Part, int] = {}
        if plan is not None:
            lists = {
                Part.ADDED: len(plan.added),
                Part.CHANGED: len(plan.changed),
                Part.LEFT: len(plan.left) + len(plan.out),
                Part.NAMES: len(plan.same_name),
                Part.BAD: len(plan.incoming.bad_lines),
            }
        count = lists.get(part, 0)
        said = []
        if part is Part.LEFT and count:
            said.append(self.tr("They are not in the file any more. They are kept with all they read, and marked."))
            if plan is not None and plan.out:
                said.append(self.tr("Whom another list has brought too only go out of the classes of this one."))
        if part is Part.NAMES and count:
            said.append(self.tr("A name on this laptop is in the file without a known id. Say who is the same child."))
            if plan is not None and plan.waits:
                said.append(self.tr("The list has no ids: names are never taken for the same silently."))
        if count > MOST_SHOWN:
            said.append(self.tr("The first {0} of {1}.").format(MOST_SHOWN, f"{count:,}"))
        self.more.setText(" ".join(said))
        self.more.setVisible(bool(said))

    def _fill_names(self, offers: Sequence[SameName]) -> None:
        self.names.setRowCount(0)
        self.names.setRowCount(len(offers))
        self._boxes = []
        for row, offer in enumerate(offers):
            child = offer.incoming
            box = QComboBox()
            if offer.expected is not None:
                box.addItem(self.tr("Say who it is ..."), _UNSAID)
            box.addItem(self.tr("Another child: add"), "")
            for known in offer.known:
                room = self._names.get(known.class_id, "")
                box.addItem(
                    self.tr("The same as {0} in {1}, grade {2}").format(known.name, room, grade_words(known.grade)),
                    known.id,
                )
            name = f"{child.given_name} {child.family_name}".strip()
            box.setAccessibleName(self.tr("Who {0} is").format(name))
            box.activated.connect(partial(self._answer, child, box))
            self._boxes.append((offer, box))
            self.names.setItem(row, 0, QTableWidgetItem(name))
            self.names.setItem(row, 1, QTableWidgetItem(self._rooms.get(child.class_id, "")))
            self.names.setCellWidget(row, 2, box)
            self.names.setRowHeight(row, box.sizeHint().height() + 10)
        for column in (0, 1):
            self.names.resizeColumnToContents(column)

    def _answer(self, child: IncomingChild, box: QComboBox, _index: int) -> None:
        if box.currentData() != _UNSAID:
            self.answered.emit(child, box.currentData() or None)

    def _show_answers(self, same: dict[IncomingChild, str | None]) -> None:
        for offer, box in self._boxes:
            if offer.incoming in same:
                box.setCurrentIndex(box.findData(same[offer.incoming] or ""))

    def _names_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels([self.tr("In the file"), self.tr("Class"), self.tr("Is")])
        table.verticalHeader().hide()
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setAccessibleName(self.tr("Children of one name"))
        return table

    def _child_columns(self) -> list[Column]:
        return [
            Column(self.tr("Name"), _name, lambda child: folded(_name(child))),
            Column(self.tr("Class"), self._room, lambda child: folded(self._room(child))),
            Column(self.tr("Grade"), _grade, lambda child: child.grade),
            Column(self.tr("Id"), lambda child: child.source_id, lambda child: child.source_id),
        ]

    def _change_columns(self) -> list[Column]:
        return [
            Column(self.tr("Name"), lambda change: change.before.name, lambda change: folded(change.before.name)),
            Column(self.tr("What changes"), self._changes, self._changes),
        ]

    def _left_columns(self) -> list[Column]:
        return [
            Column(self.tr("Name"), lambda child: child.name, lambda child: folded(child.name)),
            Column(self.tr("Class"), self._rooms_of, lambda child: folded(self._rooms_of(child))),
            Column(self.tr("Grade"), _grade, lambda child: child.grade),
        ]

    def _room(self, child: IncomingChild) -> str:
        return ", ".join(self._rooms.get(room, "") for room in child.classes)

    def _rooms_of(self, known: KnownChild) -> str:
        """The first class, then the others by name."""
        others = sorted(self._names.get(room, "") for room in known.also_in)
        return ", ".join([self._names.get(known.class_id, ""), *others])

    def _changes(self, change: ChildChange) -> str:
        before, after = change.before, change.after
        said = []
        if before.name != _name(after):
            said.append(self.tr("is called {0}").format(_name(after)))
        if after.grade not in (None, before.grade):
            said.append(self.tr("grade {0} instead of {1}").format(_grade(after), grade_words(before.grade)))
        room, now = self._rooms_of(before), self._room(after)
        if now and set(room.split(", ")) != set(now.split(", ")):
            said.append(self.tr("from {0} to {1}").format(room, now))
        if before.left != after.left:
            said.append(self.tr("leaves") if after.left else self.tr("is back"))
        if after.source_id and after.source_id not in before.ids:
            said.append(self.tr("gets the id {0}").format(after.source_id))
        elif before.source_id is None:
            said.append(self.tr("is one of this list from now on"))
        if after.demographics not in (None, before.demographics):
            said.append(self.tr("other demographics"))
        return "; ".join(said)


def _name(child: Any) -> str:
    return f"{child.given_name} {child.family_name}".strip()


def _grade(child: Any) -> str:
    return "" if child.grade is None else grade_words(child.grade)


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:6])
    return shown if len(names) <= 6 else translate("RosterPreviewPage", "{0} and more").format(shown)


def _bad_columns() -> list[Column]:
    def place(line: BadLine) -> str:
        return translate("RosterPreviewPage", "{0}, line {1}").format(line.file, line.line)

    return [
        Column(translate("RosterPreviewPage", "Where"), place, lambda line: line.line),
        Column(translate("RosterPreviewPage", "What is wrong"), lambda line: line.why, lambda line: line.why),
        Column(translate("RosterPreviewPage", "What to do"), lambda line: line.remedy, lambda line: line.remedy),
    ]
