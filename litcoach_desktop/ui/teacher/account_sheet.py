"""The small windows of accounts: a new one, another name or role or classes, and another passphrase."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from litcoach_desktop.domain.accounts import LONGEST_NAME, Role
from litcoach_desktop.ui.setup.passphrase_strength import strength_of
from litcoach_desktop.ui.teacher.account_words import role_words
from litcoach_desktop.ui.teacher.sheet import Sheet
from litcoach_desktop.ui.widgets.breakable import breakable
from litcoach_desktop.ui.widgets.plain import button, label

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import ClassRoom
    from litcoach_desktop.services.teacher.accounts import AccountEntry

_SHOWN_CLASSES = 6


class AccountSheet(Sheet):
    """Name, role and classes. `asked`: it is filled in. Stays open until the service has taken it or says why not.

    entry: the account that is changed, None for a new one, which needs a passphrase too.
    """

    asked = Signal()

    def __init__(self, entry: AccountEntry | None, rooms: Sequence[ClassRoom], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        title = self.tr("Add a colleague") if entry is None else self.tr("Change an account")
        self.set_title(title, title)
        self.name = QLineEdit("" if entry is None else entry.account.name)
        self.name.setAccessibleName(self.tr("Name"))
        self.name.setMaxLength(2 * LONGEST_NAME)
        self.role = QComboBox()
        self.role.setAccessibleName(self.tr("Role"))
        for role in (Role.TEACHER, Role.PRINCIPAL, Role.MANAGER):
            self.role.addItem(role_words(role), role.value)
        self.role.setCurrentIndex(self.role.findData((Role.TEACHER if entry is None else entry.account.role).value))
        self.classes = QListWidget()
        self.classes.setAccessibleName(self.tr("Classes"))
        for room in rooms:
            item = QListWidgetItem(room.name)
            item.setData(Qt.ItemDataRole.UserRole, room.id)
            item.setToolTip(room.name)
            own = entry is not None and room.id in entry.class_ids
            item.setCheckState(Qt.CheckState.Checked if own else Qt.CheckState.Unchecked)
            self.classes.addItem(item)
        self.passphrase = None if entry is not None else _secret(self.tr("Passphrase"))
        self.problem = label("", "strong")
        self.go = button(title if entry is None else self.tr("Save"), "done", "go", self._ask)
        self._build()
        self.name.textChanged.connect(self._check)
        self.role.currentIndexChanged.connect(self._check)
        if self.passphrase is not None:
            self.passphrase.textChanged.connect(self._check)
        self._check()

    @property
    def chosen_role(self) -> Role:
        """The role that is chosen."""
        return Role(self.role.currentData())

    @property
    def class_ids(self) -> frozenset[str]:
        """The classes that are ticked."""
        items = (self.classes.item(row) for row in range(self.classes.count()))
        return frozenset(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """It was not taken: say why, let it be mended."""
        self.problem.setText(why)
        self.go.setEnabled(True)

    def _build(self) -> None:
        column = self.body_column
        for words, part in ((self.tr("Name"), self.name), (self.tr("Role"), self.role)):
            column.addWidget(_named(words, part))
            column.addWidget(part)
        self.about = label("", "label")
        column.addWidget(self.about)
        self.classes_label = _named(self.tr("Classes"), self.classes)
        column.addWidget(self.classes_label)
        column.addWidget(self.classes)
        row = max(24, self.classes.sizeHintForRow(0))
        self.classes.setFixedHeight(row * max(2, min(_SHOWN_CLASSES, self.classes.count())) + 12)
        if self.passphrase is not None:
            column.addWidget(_named(self.tr("Passphrase"), self.passphrase))
            column.addWidget(self.passphrase)
            column.addWidget(
                label(self.tr("Let your colleague type it. It can be changed in the settings later."), "label")
            )
        column.addWidget(self.problem)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.go)

    @Slot()
    def _check(self) -> None:
        role = self.chosen_role
        self.about.setText(
            {
                Role.TEACHER: self.tr("Sees and changes her own classes, and no others."),
                Role.PRINCIPAL: self.tr("Sees the figures of every class. No recordings, no talks, and no change."),
                Role.MANAGER: self.tr("Sees every class, and looks after the accounts."),
            }[role]
        )
        own = role is Role.TEACHER
        self.classes.setVisible(own)
        self.classes_label.setVisible(own)
        strong = self.passphrase is None or strength_of(self.passphrase.text()).level > 0
        self.go.setEnabled(bool(self.name.text().strip()) and strong)

    def _ask(self) -> None:
        self.go.setEnabled(False)
        self.problem.setText("")
        self.asked.emit()


class PassphraseSheet(Sheet):
    """Another passphrase, typed twice. `asked` carries the old one, empty where it is not asked for, and the new."""

    asked = Signal(str, str)

    def __init__(self, name: str, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Passphrase"), self.tr("Another passphrase"))
        self.name = label(breakable(name), "strong")
        self.old = _secret(self.tr("The passphrase until now")) if own else None
        self.first = _secret(self.tr("New passphrase"))
        self.second = _secret(self.tr("The same again"))
        self.hint = label("", "label")
        self.problem = label("", "strong")
        self.go = button(self.tr("Set the passphrase"), "done", "go", self._ask)
        column = self.body_column
        column.addWidget(self.name)
        for part in (self.old, self.first, self.second):
            if part is not None:
                column.addWidget(_named(part.accessibleName(), part))
                column.addWidget(part)
                part.textChanged.connect(self._check)
                if part is self.first:
                    column.addWidget(self.hint)
        column.addWidget(self.problem)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.go)
        self._check()

    @Slot(str)
    def show_refused(self, why: str) -> None:
        """It was not taken."""
        self.problem.setText(why)
        self.go.setEnabled(True)

    @Slot()
    def _check(self) -> None:
        strength = strength_of(self.first.text())
        self.hint.setText(strength.words)
        same = self.first.text() == self.second.text()
        beginning = self.first.text().startswith(self.second.text())
        self.problem.setText("" if same or beginning else self.tr("The two are not the same."))
        old = self.old is None or bool(self.old.text())
        self.go.setEnabled(strength.level > 0 and same and old)

    def _ask(self) -> None:
        self.go.setEnabled(False)
        self.asked.emit("" if self.old is None else self.old.text(), self.first.text())


class RemoveSheet(Sheet):
    """Asks once more before an account goes; accepted: it goes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_title(self.tr("Remove"), self.tr("Remove this account?"))
        self.body_column.addWidget(label(breakable(name), "strong"))
        self.body_column.addWidget(
            label(
                self.tr("Marks and the log keep the name. The classes are for who manages this laptop to give."),
                "label",
            )
        )
        self.go = button(self.tr("Remove"), "close", "go", self.accept)
        self.put_buttons(button(self.tr("Cancel"), None, "quiet", self.reject), go=self.go)


def _secret(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(name)
    return field


def _named(words: str, part: QWidget) -> QWidget:
    made = label(words, "strong")
    made.setBuddy(part)
    return made
