"""The page that asks the teacher for the passphrase, and for the name where several have accounts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from litcoach_desktop.domain.accounts import Account
from litcoach_desktop.ui.teacher.footer import Footer
from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.centred import centred
from litcoach_desktop.ui.widgets.plain import button, frame, label

_SHOWN_NAMES = 4


class UnlockPage(QWidget):
    """One field, one button; after wrong tries it says how long to wait and counts down.

    `person_chosen` carries the id of an account, where there are several.
    """

    unlock = Signal(str)
    person_chosen = Signal(str)
    lost = Signal()
    """The passphrase is lost; there may be a recovery key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting = 0
        self.names = QListWidget()
        self.names.setAccessibleName(self.tr("Your name"))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        # Not the current item: that is the first one as soon as the list has the keyboard, whoever sits there.
        self.names.itemSelectionChanged.connect(self._choose)
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
        self.asked = label("", "label")
        column.addWidget(self.asked)
        column.addWidget(self.names)
        column.addWidget(self.field)
        column.addWidget(self.problem)
        self.go = button(self.tr("Open"), "unlock", "go", self._try)
        self.lost_it = button(self.tr("I have lost the passphrase"), None, "small", self.lost.emit)
        self.setLayout(centred(card, Footer(self.lost_it, go=self.go)))
        self.field.textChanged.connect(self._allow)
        self.names.itemActivated.connect(self._enter)
        current_theme().changed.connect(self._fit)
        self.show_people([], "")

    @property
    def first(self) -> QWidget:
        """Where the keyboard starts."""
        unknown = not self.names.isHidden() and not self.names.selectedItems()
        return self.names if unknown else self.field

    def show_people(self, people: Sequence[Account], person: str) -> None:
        """Who may open; person: the id of who is chosen already. No names while there is one."""
        several = len(people) > 1
        self.names.blockSignals(True)
        self.names.clear()
        for one in people if several else ():
            item = QListWidgetItem(one.name)
            item.setData(Qt.ItemDataRole.UserRole, one.id)
            item.setToolTip(one.name)
            self.names.addItem(item)
            if one.id == person:
                self.names.setCurrentItem(item)
        self.names.blockSignals(False)
        self.names.setVisible(several)
        self.asked.setText(self.tr("Your name and your passphrase") if several else self.tr("Enter your passphrase."))
        self._fit()
        self._allow()

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """The passphrase did not fit."""
        self.problem.setText(why)
        self._let_type(True)
        self.field.selectAll()
        self._allow()
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
        self._let_type(True)
        self.problem.setText("")

    @Slot()
    def _allow(self) -> None:
        named = self.names.isHidden() or bool(self.names.selectedItems())
        self.go.setEnabled(bool(self.field.text()) and named and self._waiting == 0 and not self.field.isReadOnly())

    def _let_type(self, on: bool) -> None:
        """While a try is under way, nobody becomes somebody else. The keyboard stays: a field that is switched off
        would hand it on to whatever comes next."""
        self.field.setReadOnly(not on)
        self.names.setEnabled(on)

    @Slot(QListWidgetItem)
    def _enter(self, item: QListWidgetItem) -> None:
        """Enter on a name: that is who it is, and the passphrase is next."""
        item.setSelected(True)
        self.field.setFocus()

    @Slot()
    def _choose(self) -> None:
        """Another person types another passphrase."""
        for item in self.names.selectedItems():
            self.clear()
            self.person_chosen.emit(item.data(Qt.ItemDataRole.UserRole))
        self._allow()

    @Slot()
    def _fit(self) -> None:
        """As tall as its names, up to a few; the rest scrolls."""
        row = self.names.sizeHintForRow(0) if self.names.count() else self.fontMetrics().height()
        around = 2 * self.names.frameWidth() + SMALL
        # In large type the page has no room for more than two; the passphrase must stay in sight.
        self.names.setMinimumHeight(2 * row + around)
        self.names.setMaximumHeight(row * max(2, min(_SHOWN_NAMES, self.names.count())) + around)

    @Slot()
    def _try(self) -> None:
        if self.go.isEnabled():
            self._let_type(False)
            self._allow()
            self.unlock.emit(self.field.text())
