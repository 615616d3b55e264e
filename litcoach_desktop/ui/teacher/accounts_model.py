"""The accounts of the laptop as who manages it sees and changes them; and one's own passphrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.accounts import Account, Deed, Role
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import ClassRoom
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.services.teacher.accounts import AccountEntry


class AccountsModel(QObject):
    """entries: all accounts, empty for who does not manage the laptop. `done`: what was asked for was done.

    `refused` carries why it was not; `logged` the lines of the log, `key` the recovery key to be printed.
    """

    changed = Signal()
    done = Signal()
    refused = Signal(str)
    logged = Signal(list)
    key = Signal(str)

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self.entries: list[AccountEntry] = []
        self.rooms: list[ClassRoom] = []

    @property
    def account(self) -> Account | None:
        """Who has opened the teacher's side."""
        return self._teacher.account

    @property
    def manages(self) -> bool:
        """Whether that one looks after the accounts."""
        return self.account is not None and self.account.may(Deed.MANAGE)

    def load(self) -> None:
        """Fetch the accounts, where they may be seen."""
        if not self.manages:
            self.forget()
            return
        teacher = self._teacher
        self._errands.send("accounts", lambda: (teacher.accounts.entries(), teacher.classes()), self._have)

    def add(self, name: str, role: Role, passphrase: str, class_ids: Iterable[str]) -> None:
        """Another account, with its classes."""

        def work() -> None:
            account = self._teacher.accounts.add(name, role, passphrase)
            self._teacher.accounts.set_classes(account.id, class_ids)

        self._change("add an account", work)

    def change(self, entry: AccountEntry, name: str, role: Role, class_ids: frozenset[str]) -> None:
        """Another name, role or other classes."""
        accounts, before = self._teacher.accounts, entry.account

        def work() -> None:
            if name != before.name:
                accounts.rename(before.id, name)
            if role is not before.role:
                accounts.set_role(before.id, role)
            if class_ids != entry.class_ids:
                accounts.set_classes(before.id, class_ids)

        self._change("change an account", work)

    def reset(self, account_id: str, passphrase: str) -> None:
        """Another passphrase for somebody who has forgotten it."""
        self._change("set a passphrase", lambda: self._teacher.accounts.reset(account_id, passphrase))

    def remove(self, account_id: str) -> None:
        """Take an account away."""
        self._change("remove an account", lambda: self._teacher.accounts.remove(account_id))

    def change_own(self, old: str, new: str) -> None:
        """Another passphrase of one's own."""
        self._change("change the passphrase", lambda: self._teacher.accounts.change_passphrase(old, new))

    def ask_log(self) -> None:
        """Fetch who did what."""
        self._errands.send("the log", self._teacher.accounts.log, lambda lines: self.logged.emit(lines))

    def renew_key(self) -> None:
        """Make another recovery key."""
        self._errands.send(
            "renew the recovery key", self._teacher.accounts.renew_recovery_key, lambda key: self.key.emit(key)
        )

    def forget(self) -> None:
        """Hold nothing."""
        self.entries, self.rooms = [], []
        self.changed.emit()

    def _change(self, name: str, work: Callable[[], None]) -> None:
        def done(_nothing: None) -> None:
            self.load()
            self.done.emit()

        def wrong(problem: Exception) -> None:
            # A part of it may be done.
            self.load()
            self.refused.emit(str(problem) if isinstance(problem, Refused) else report(problem).text)

        self._errands.send(name, work, done, wrong=wrong)

    def _have(self, found: tuple[list[AccountEntry], list[ClassRoom]]) -> None:
        self.entries, self.rooms = found
        self.changed.emit()
