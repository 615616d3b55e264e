"""The small windows for one child: another name, grade or class, the child has left, and two entries of one child."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.teacher.add_dialogs import grade_box
from litcoach_desktop.ui.teacher.names import LONGEST_NAME, letters_in, tidy_name
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.teacher.table import folded
from litcoach_desktop.ui.theme import MEDIUM
from litcoach_desktop.ui.widgets.plain import button, label

_MOST_SHOWN = 200


class EditChildSheet(Sheet):
    """`kept` carries given name, family name, grade, the first class's id and a list of the others' ids."""

    kept = Signal(str, str, int, str, list)
    left_asked = Signal()
    merge_asked = Signal()

    def __init__(
        self, student: Student, rooms: Sequence[ClassRoom], own: Collection[str], parent: QWidget | None = None
    ) -> None:
        """own: ids of the classes that the child is in."""
        super().__init__(parent)
        self.set_title(self.tr("Change"), student.display_name)
        self.given = QLineEdit(student.given_name)
        self.given.setAccessibleName(self.tr("Given name"))
        self.family = QLineEdit(student.family_name)
        self.family.setAccessibleName(self.tr("Family name"))
        self.grades = grade_box(student.grade, self.tr("Grade"))
        self.rooms = QComboBox()
        self.rooms.setAccessibleName(self.tr("Class"))
        # The name of a class may be longer than the window is wide.
        self.rooms.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.rooms.setMinimumContentsLength(12)
        self.also_in = QListWidget()
        self.also_in.setAccessibleName(self.tr("Also in"))
        self.also_in.setMaximumHeight(150)
        for room in rooms:
            self.rooms.addItem(room.name, room.id)
            item = QListWidgetItem(room.name)
            item.setData(Qt.ItemDataRole.UserRole, room.id)
            also = room.id in own and room.id != student.class_id
            item.setCheckState(Qt.CheckState.Checked if also else Qt.CheckState.Unchecked)
            self.also_in.addItem(item)
        if self.rooms.findData(student.class_id) < 0:
            self.rooms.insertItem(0, self.tr("A class of another teacher"), student.class_id)
        self.rooms.setCurrentIndex(self.rooms.findData(student.class_id))
        self.rooms.setToolTip(self.tr("How this class is scored holds for the child"))
        self.rooms.currentIndexChanged.connect(self._without_first)
        self.said = label("", "label")
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(MEDIUM)
        for row, (words, field) in enumerate(
            (
                (self.tr("Given name"), self.given),
                (self.tr("Family name"), self.family),
                (self.tr("Grade"), self.grades),
                (self.tr("Class"), self.rooms),
                (self.tr("Also in"), self.also_in),
            )
        ):
            title = label(words, "strong")
            form.addWidget(title, row, 0)
            form.addWidget(field, row, 1)
            if field is self.also_in:
                field.setVisible(len(rooms) > 1)
                title.setVisible(len(rooms) > 1)
        form.setColumnStretch(1, 1)
        self.body_column.addLayout(form)
        self.body_column.addWidget(self.said)
        self.body_column.addStretch(1)
        self.keep = button(self.tr("Keep"), "done", "go", self._keep)
        self.keep.setDefault(True)
        self.left = button(self.tr("Has left"), "leave", "small", self.left_asked.emit)
        self.left.setToolTip(self.tr("Not shown any more; kept with all that was read"))
        self.merge = button(self.tr("Is here twice"), "copy", "small", self.merge_asked.emit)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), self.left, self.merge, go=self.keep)
        self.given.textChanged.connect(self._check)
        self.family.textChanged.connect(self._check)
        self._without_first()
        self._check()

    @Slot()
    def _without_first(self) -> None:
        """The first class is not one of the others."""
        for row in range(self.also_in.count()):
            item = self.also_in.item(row)
            item.setHidden(item.data(Qt.ItemDataRole.UserRole) == self.rooms.currentData())

    @Slot()
    def _check(self) -> None:
        given, family = tidy_name(self.given.text()), tidy_name(self.family.text())
        too_long = letters_in(f"{given} {family}".strip()) > LONGEST_NAME
        words = self.tr("Given and family name together may have {0} letters.").format(LONGEST_NAME)
        self.said.setText(words if too_long else "")
        self.keep.setEnabled(bool(given or family) and not too_long)

    def _keep(self) -> None:
        given, family = tidy_name(self.given.text()), tidy_name(self.family.text())
        items = [self.also_in.item(row) for row in range(self.also_in.count())]
        others = [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked and not item.isHidden()
        ]
        grade, first = int(self.grades.currentData()), str(self.rooms.currentData())
        self.kept.emit(given or family, family if given else "", grade, first, others)
        self.accept()


class MergeSheet(Sheet):
    """Which other entry is the same child: `merge_asked` carries its id. Those of the same name stand first."""

    merge_asked = Signal(str)

    def __init__(
        self, student: Student, others: Sequence[Student], rooms: Sequence[ClassRoom], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Is here twice"), self.tr("Who else is {0}?").format(student.display_name))
        self._rooms = {room.id: room.name for room in rooms}
        name = folded(student.display_name)
        self._others = sorted(
            (one for one in others if one.id != student.id), key=lambda one: folded(one.display_name) != name
        )
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find a child"))
        self.search.setAccessibleName(self.tr("Find a child"))
        self.children_list = QListWidget()
        self.children_list.setAccessibleName(self.tr("Children"))
        self.children_list.setMinimumHeight(220)
        self.body_column.addWidget(
            label(
                self.tr(
                    "All readings, talks and marks of the other entry become {0}'s, and the other entry goes. "
                    "This cannot be undone."
                ).format(student.display_name),
                "label",
            )
        )
        self.body_column.addWidget(self.search)
        self.body_column.addWidget(self.children_list, 1)
        self.merge = button(self.tr("They are one child"), "done", "go", self._merge)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.merge)
        self.search.textChanged.connect(self._fill)
        self.children_list.currentItemChanged.connect(self._allow)
        self._fill()

    @Slot()
    def _fill(self) -> None:
        wanted = folded(self.search.text().strip())
        self.children_list.clear()
        found = [one for one in self._others if wanted in folded(one.display_name)]
        for one in found[:_MOST_SHOWN]:
            item = QListWidgetItem(f"{one.display_name} ({self._rooms.get(one.class_id, '')})")
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            self.children_list.addItem(item)
        self._allow()

    @Slot()
    def _allow(self) -> None:
        # Nothing is chosen at first: what cannot be undone is not one key press away.
        self.merge.setEnabled(self.children_list.currentItem() is not None)

    def _merge(self) -> None:
        item = self.children_list.currentItem()
        if item is not None:
            self.merge_asked.emit(str(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()
