"""The page on which the teacher chooses a passphrase: the first one, or another one with the recovery key."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from litcoach_desktop.ui.setup.passphrase_strength import strength_of
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL
from litcoach_desktop.ui.widgets.plain import button, frame, label, scrolling


class PassphrasePage(QWidget):
    """Asks for the passphrase twice. `chosen` carries it when both are the same and long enough.

    recovering: asks for the recovery key before it; `recovered` carries the key and the passphrase then.
    """

    chosen = Signal(str)
    recovered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, *, recovering: bool = False) -> None:
        super().__init__(parent)
        self._recovering = recovering
        card = frame("card")
        card.setMaximumWidth(900)
        column = QVBoxLayout(card)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(SMALL)
        title, about = self._words()
        column.addWidget(label(title, "title"))
        column.addWidget(label(about, "label"))
        column.addSpacing(SMALL)
        self.key = self._field(column, self.tr("Recovery key")) if recovering else None
        self.first = self._field(column, self.tr("Passphrase"))
        self.meter = QProgressBar()
        self.meter.setRange(0, 3)
        self.meter.setTextVisible(False)
        self.hint = label("", "label")
        column.addWidget(self.meter)
        column.addWidget(self.hint)
        self.second = self._field(column, self.tr("The same again"))
        self.show_letters = QCheckBox(self.tr("Show what I type"))
        column.addWidget(self.show_letters)

        self.problem = label("", "strong")
        self.go = button(self.tr("Set the passphrase"), "done", "go", self._choose)
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.setContentsMargins(LARGE, MEDIUM, LARGE, MEDIUM)
        around.addStretch(1)
        around.addWidget(card)
        around.setAlignment(card, Qt.AlignmentFlag(0))
        around.addStretch(2)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(scrolling(_centred(middle)), 1)
        page.addWidget(Footer(self.problem, go=self.go))

        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self._choose)
        self.show_letters.toggled.connect(self._show_letters)
        if self.key is not None:
            # It is typed off paper: what is seen is easier to get right.
            self.key.setEchoMode(QLineEdit.EchoMode.Normal)
            self.key.textChanged.connect(self._judge)
            self.key.returnPressed.connect(self.first.setFocus)
        self._judge()

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """The passphrase was not taken: say why, let another be chosen."""
        self.problem.setText(why)
        self.go.setEnabled(True)
        (self.first if self.key is None else self.key).setFocus()

    def clear(self) -> None:
        """Empty all fields."""
        if self.key is not None:
            self.key.clear()
        self.first.clear()
        self.second.clear()
        self.show_letters.setChecked(False)
        self._judge()

    def _words(self) -> tuple[str, str]:
        if self._recovering:
            return (
                self.tr("Choose another passphrase"),
                self.tr("The recovery key was printed or written down when the first passphrase was chosen."),
            )
        return (
            self.tr("Choose a passphrase"),
            self.tr(
                "Behind it are the names of the children, their readings and their recordings. "
                "The children read without it."
            ),
        )

    def _field(self, column: QVBoxLayout, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        name_label = label(name, "strong")
        name_label.setBuddy(field)
        column.addWidget(name_label)
        column.addWidget(field)
        return field

    @Slot()
    def _judge(self) -> None:
        strength = strength_of(self.first.text())
        self.meter.setValue(strength.level)
        self.meter.setAccessibleName(strength.words)
        self.hint.setText(strength.words)
        same = self.first.text() == self.second.text()
        keyed = self.key is None or bool(self.key.text().strip())
        self.go.setEnabled(strength.level > 0 and same and keyed)
        started_second = bool(self.second.text())
        beginning = self.first.text().startswith(self.second.text())
        differs = started_second and not same and not beginning
        self.problem.setText(self.tr("The two are not the same.") if differs else "")

    @Slot()
    def _choose(self) -> None:
        if self.go.isEnabled():
            self.go.setEnabled(False)
            if self.key is None:
                self.chosen.emit(self.first.text())
            else:
                self.recovered.emit(self.key.text(), self.first.text())

    @Slot(bool)
    def _show_letters(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)


def _centred(inside: QWidget) -> QWidget:
    """`inside` between equal margins once there is more room than it wants."""
    inside.setMaximumWidth(900)
    outside = QWidget()
    row = QHBoxLayout(outside)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(inside, 100)
    row.addStretch(1)
    return outside
