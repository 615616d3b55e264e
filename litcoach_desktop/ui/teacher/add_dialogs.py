"""The two small windows for adding a class and children by hand."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.teacher.names import LONGEST_NAME, letters_in, tidy_name
from litcoach_desktop.ui.teacher.pin_dialog import PinChooser
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.theme import MEDIUM
from litcoach_desktop.ui.widgets.plain import button, label
from litcoach_desktop.ui.widgets.reading_words import grade_words

_GRADES = range(9)


def grade_box(chosen: int, name: str) -> QComboBox:
    """The grades to choose from. name: what a screen reader calls it."""
    box = QComboBox()
    for grade in _GRADES:
        box.addItem(grade_words(grade), grade)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.setAccessibleName(name)
    return box


class AddClassDialog(Sheet):
    """Name and grade of a new class: `name` and `grade` once it was accepted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Add a class"), self.tr("Add a class"))
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Name of the class"))
        self.grades = grade_box(2, self.tr("Grade"))
        self.problem = label("", "label")
        self.add = button(self.tr("Add the class"), "add", "go", self.accept)
        self.add.setDefault(True)
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(MEDIUM)
        form.addWidget(label(self.tr("Name"), "strong"), 0, 0)
        form.addWidget(self.field, 0, 1)
        form.addWidget(label(self.tr("Grade"), "strong"), 1, 0)
        form.addWidget(self.grades, 1, 1)
        form.setColumnStretch(1, 1)
        self.body_column.addLayout(form)
        self.body_column.addWidget(self.problem)
        self.body_column.addStretch(1)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.add)
        self.field.textChanged.connect(self._check)
        self._check()

    @property
    def name(self) -> str:
        """The class's name, tidied."""
        return tidy_name(self.field.text())

    @property
    def grade(self) -> int:
        """0 for kindergarten, 1 to 8."""
        return int(self.grades.currentData())

    @Slot()
    def _check(self) -> None:
        too_long = letters_in(self.name) > LONGEST_NAME
        self.problem.setText(self.tr("At most {0} letters.").format(LONGEST_NAME) if too_long else "")
        self.problem.setVisible(too_long)
        self.add.setEnabled(bool(self.name) and not too_long)


class AddChildrenDialog(Sheet):
    """Child after child into one class; stays open until Done, so that a list is typed without the mouse.

    `add_asked` carries given name, family name, grade and the picture PIN or None.
    """

    add_asked = Signal(str, str, int, object)

    def __init__(self, room: ClassRoom, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Add children"), self.tr("Add children to {0}").format(room.name))
        self.given = QLineEdit()
        self.given.setAccessibleName(self.tr("Given name"))
        self.family = QLineEdit()
        self.family.setAccessibleName(self.tr("Family name"))
        self.grades = grade_box(room.grade, self.tr("Grade"))
        self.with_pin = QCheckBox(self.tr("With a picture PIN"))
        self.chooser = PinChooser()
        self.chooser.hide()
        self.said = label(self.tr("Each child gets a drawn animal."), "label")
        self.add = button(self.tr("Add"), "add", "go", self._add)
        self.add.setDefault(True)
        self.done_button = button(self.tr("Done"), "done", "", self.accept)
        form = QGridLayout()
        form.setHorizontalSpacing(MEDIUM)
        form.setVerticalSpacing(MEDIUM)
        for row, (words, field) in enumerate(
            (
                (self.tr("Given name"), self.given),
                (self.tr("Family name"), self.family),
                (self.tr("Grade"), self.grades),
            )
        ):
            form.addWidget(label(words, "strong"), row, 0)
            form.addWidget(field, row, 1)
        form.addWidget(self.with_pin, 3, 1)
        form.setColumnStretch(1, 1)
        self.body_column.addWidget(self.said)
        self.body_column.addLayout(form)
        self.body_column.addWidget(self.chooser)
        self.body_column.addStretch(1)
        self.put_buttons(self.done_button, go=self.add)
        self.with_pin.toggled.connect(self._with_pin)
        self.chooser.changed.connect(self._check)
        self.given.textChanged.connect(self._check)
        self.family.textChanged.connect(self._check)
        self._check()

    @Slot(object)
    def show_child(self, child: Student) -> None:
        """The child was kept: say so and make room for the next one."""
        self.said.setText(self.tr("{0} is in the class.").format(child.display_name))
        self.said.setAccessibleName(self.said.text())
        self.given.clear()
        self.family.clear()
        self.chooser.clear()
        self.given.setFocus()

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """The child could not be kept: what was typed stays."""
        self.said.setText(why)
        self.add.setEnabled(True)

    @Slot()
    def _check(self) -> None:
        given, family = tidy_name(self.given.text()), tidy_name(self.family.text())
        too_long = letters_in(f"{given} {family}".strip()) > LONGEST_NAME
        if too_long:
            self.said.setText(self.tr("Given and family name together may have {0} letters.").format(LONGEST_NAME))
        pin_is_ready = not self.with_pin.isChecked() or self.chooser.complete
        self.add.setEnabled(bool(given or family) and not too_long and pin_is_ready)

    @Slot()
    def _add(self) -> None:
        if not self.add.isEnabled():
            return
        self.add.setEnabled(False)
        given, family = tidy_name(self.given.text()), tidy_name(self.family.text())
        pin = self.chooser.chosen if self.with_pin.isChecked() else None
        # A child with one name only has it as the given name: that is what the child's side shows.
        self.add_asked.emit(given or family, family if given else "", int(self.grades.currentData()), pin)

    @Slot(bool)
    def _with_pin(self, wanted: bool) -> None:
        self.chooser.setVisible(wanted)
        self._check()
