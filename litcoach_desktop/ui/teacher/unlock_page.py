"""The page that asks the teacher for the passphrase."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label


class UnlockPage(QWidget):
    """One field, one button; after wrong tries it says how long to wait and counts down."""

    unlock = Signal(str)
    lost = Signal()
    """The passphrase is lost; there may be a recovery key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = 0
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("Passphrase"))
        self.field.returnPressed.connect(self._try)
        self.problem = label("", "strong")
        card = frame("card")
        card.setMaximumWidth(720)
        column = QVBoxLayout(card)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(label(self.tr("For the teacher"), "title"))
        column.addWidget(label(self.tr("Enter your passphrase."), "label"))
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.go = button(self.tr("Open"), "unlock", "go", self._try)
        self.lost_it = button(self.tr("I have lost the passphrase"), None, "small", self.lost.emit)
        self.setLayout(centred(card, Footer(self.lost_it, go=self.go)))
        self.field.textChanged.connect(self._allow)
        self._allow()

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """The passphrase did not fit."""
        self.problem.setText(why)
        self.field.setEnabled(True)
        self.field.selectAll()
        self._allow()
        if self._waiting == 0:
            self.field.setFocus()

    @Slot(int)
    def show_waiting(self, seconds: int) -> None:
        """Seconds until the next try; 0 lets it be made."""
        had_to_wait, self._waiting = self._waiting > 0, seconds
        if seconds > 0:
            self.go.setText(self.tr("Wait {0} s").format(seconds))
        else:
            self.go.setText(self.tr("Open"))
            if had_to_wait:
                self.problem.setText(self.tr("You can try again now."))
                self.field.setFocus()
        self._allow()

    def clear(self) -> None:
        """Empty the field and the sentence under it."""
        self.field.clear()
        self.field.setEnabled(True)
        self.problem.setText("")

    @Slot()
    def _allow(self) -> None:
        self.go.setEnabled(bool(self.field.text()) and self._waiting == 0 and self.field.isEnabled())

    @Slot()
    def _try(self) -> None:
        if self.go.isEnabled():
            self.field.setEnabled(False)
            self._allow()
            self.unlock.emit(self.field.text())
