"""Accounts at the teacher's desk: who there is, whose the classes are, another passphrase, and the log."""

from collections.abc import Iterable
from dataclasses import dataclass

from litcoach_desktop.domain.accounts import Account, AccountEvent, Deed, LogLine, Role
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.class_teachers import ClassTeachers
from litcoach_desktop.store.journal import Journal

_MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """An account and the ids of its classes."""

    account: Account
    class_ids: frozenset[str]


class Accounts:
    """Part of the teacher's side. Only who manages the laptop may do it, but for one's own passphrase."""

    def __init__(self, accounts: AccountRepository, owners: ClassTeachers, journal: Journal, scope: Scope) -> None:
        self._accounts = accounts
        self._owners = owners
        self._journal = journal
        self._scope = scope

    def entries(self) -> list[AccountEntry]:
        """All accounts with their classes, by name."""
        self._scope.open(Deed.MANAGE)
        return [AccountEntry(one, self._owners.of(one.id)) for one in self._accounts.everybody()]

    def add(self, name: str, role: Role, passphrase: str) -> Account:
        """Another account, whose person changes the passphrase later. Raises Refused for a name or passphrase."""
        by = self._scope.open(Deed.MANAGE)
        return self._accounts.add(name, role, passphrase, by.name)

    def rename(self, account_id: str, name: str) -> Account:
        """Another name from now on; what was done under the old one keeps it."""
        by = self._scope.open(Deed.MANAGE)
        return self._followed(self._accounts.rename(account_id, name, by.name))

    def set_role(self, account_id: str, role: Role) -> Account:
        """Another role. Raises Refused for the last one who manages the laptop."""
        by = self._scope.open(Deed.MANAGE)
        return self._followed(self._accounts.set_role(account_id, role, by.name))

    def remove(self, account_id: str) -> None:
        """Take an account away. Raises Refused for one's own, and for the last one who manages the laptop."""
        by = self._scope.open(Deed.MANAGE)
        if account_id == by.id:
            raise Refused("You cannot remove the account that you are using.")
        self._accounts.remove(account_id, by.name)

    def reset(self, account_id: str, passphrase: str) -> None:
        """Another passphrase for somebody who has forgotten it; the waiting after wrong tries ends."""
        by = self._scope.open(Deed.MANAGE)
        self._accounts.reset(account_id, passphrase, by.name)

    def set_classes(self, account_id: str, class_ids: Iterable[str]) -> None:
        """These classes are the account's, and no others; several teachers may share one."""
        by = self._scope.open(Deed.MANAGE)
        wanted = tuple(class_ids)
        self._owners.set(account_id, wanted)
        self._journal.note(by.name, AccountEvent.CLASS_GIVEN, wanted)

    def change_passphrase(self, old: str, new: str) -> None:
        """Set another passphrase of one's own. Raises Refused, with a wait, for a wrong old one."""
        account = self._scope.open(Deed.OWN)
        self._accounts.change(account.id, old, new)

    def renew_recovery_key(self) -> str:
        """Make another recovery key, when the printed one is lost or seen; the one of before opens nothing any more."""
        by = self._scope.open(Deed.MANAGE)
        return self._accounts.renew_recovery_key(by.name)

    def log(self, limit: int = _MOST_LINES) -> list[LogLine]:
        """Who did what, the newest first."""
        self._scope.open(Deed.MANAGE)
        return self._journal.lines(limit)

    def _followed(self, changed: Account) -> Account:
        """What is changed of the account that is open holds at once."""
        if self._scope.account is not None and self._scope.account.id == changed.id:
            self._scope.enter(changed)
        return changed
