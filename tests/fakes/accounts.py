"""The accounts of a teacher service in memory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from litcoach_desktop.domain.accounts import Account, Deed, LogLine, Role, clean_name, name_key
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.services.teacher.accounts import AccountEntry

if TYPE_CHECKING:
    from tests.fakes.door import FakeDoor


class FakeAccounts:
    """As the accounts of TeacherService. kept, secrets, classes: what there is, by id; lines: the log, newest first."""

    def __init__(self, door: FakeDoor) -> None:
        self._door = door
        self.kept: list[Account] = []
        self.secrets: dict[str, str] = {}
        self.classes: dict[str, frozenset[str]] = {}
        self.lines: list[LogLine] = []

    def keep(self, name: str, role: Role, passphrase: str) -> Account:
        """There is this account, whoever is at the desk."""
        account = Account(f"account-{len(self.secrets) + 1}", name, role)
        self.kept.append(account)
        self.secrets[account.id] = passphrase
        return account

    def called(self, account_id: str) -> Account:
        """The account of an id."""
        return next(one for one in self.kept if one.id == account_id)

    def entries(self) -> list[AccountEntry]:
        self._may_manage()
        return [AccountEntry(one, self.classes.get(one.id, frozenset())) for one in self._door.people()]

    def add(self, name: str, role: Role, passphrase: str) -> Account:
        self._may_manage()
        return self.keep(self._free(name), role, passphrase)

    def rename(self, account_id: str, name: str) -> Account:
        self._may_manage()
        return self._put(replace(self.called(account_id), name=self._free(name, account_id)))

    def set_role(self, account_id: str, role: Role) -> Account:
        self._may_manage()
        if role is not Role.MANAGER:
            self._need_another_manager(account_id)
        return self._put(replace(self.called(account_id), role=role))

    def remove(self, account_id: str) -> None:
        self._may_manage()
        self._need_another_manager(account_id)
        self.kept.remove(self.called(account_id))

    def reset(self, account_id: str, passphrase: str) -> None:
        self._may_manage()
        self.secrets[account_id] = passphrase

    def set_classes(self, account_id: str, class_ids: Iterable[str]) -> None:
        self._may_manage()
        self.classes[account_id] = frozenset(class_ids)

    def change_passphrase(self, old: str, new: str) -> None:
        account = self._door.account
        assert account is not None
        if self.secrets[account.id] != old:
            raise Refused("That is not the passphrase.")
        self.secrets[account.id] = new

    def renew_recovery_key(self) -> str:
        self._may_manage()
        return "2222-3333-4444-5555-6666-7777"

    def log(self, limit: int = 500) -> list[LogLine]:
        self._may_manage()
        return self.lines[:limit]

    def note(self, who: str, what: str, about: str = "") -> None:
        """There is this line in the log."""
        self.lines.insert(0, LogLine(datetime(2026, 11, 24, 15, 0, tzinfo=UTC), who, what, about))

    def _put(self, account: Account) -> Account:
        self.kept = [account if one.id == account.id else one for one in self.kept]
        return account

    def _free(self, name: str, account_id: str = "") -> str:
        try:
            clean = clean_name(name)
        except ValueError as wrong:
            raise Refused(f"Choose another name: {wrong}.") from wrong
        if any(name_key(one.name) == name_key(clean) and one.id != account_id for one in self.kept):
            raise Refused(f"There is an account called “{clean}”. Choose another name.")
        return clean

    def _need_another_manager(self, account_id: str) -> None:
        if [one.id for one in self.kept if one.role is Role.MANAGER] == [account_id]:
            raise Refused("Somebody has to manage this computer. Make another account its manager first.")

    def _may_manage(self) -> None:
        if self._door.account is None or not self._door.account.may(Deed.MANAGE):
            raise Refused("Only who manages this computer may do that.")
