"""Accounts and their passphrases before a teacher service in memory."""

from litcoach_desktop.domain.accounts import Account, Role
from litcoach_desktop.domain.errors import Refused
from tests.fakes.accounts import FakeAccounts

PASSPHRASE = "seven quiet otters"
RECOVERY_KEY = "7K3M-P0QR-9XYZ-2BCD-EFGH-4JNT"


class FakeDoor:
    """The calls of TeacherService about accounts. `fail_with`: raised by the next call, once.

    passphrase: of the only account there is; None before set-up. `accounts.secrets` has those of all of them.
    """

    def __init__(self, passphrase: str | None) -> None:
        self.accounts = FakeAccounts(self)
        self._wrong_tries = 0
        self.account: Account | None = None
        self.fail_with: Exception | None = None
        if passphrase is not None:
            self.accounts.keep("teacher", Role.MANAGER, passphrase)

    @property
    def unlocked(self) -> bool:
        """Whether somebody has opened it."""
        return self.account is not None

    def people(self) -> list[Account]:
        """Who may open it, by name."""
        self._may_fail()
        return sorted(self.accounts.kept, key=lambda one: one.name)

    def set_up(self, passphrase: str) -> str:
        """Choose the first passphrase and unlock."""
        self._may_fail()
        if self.accounts.kept:
            raise Refused("There is a passphrase already.")
        self.account = self.accounts.keep("teacher", Role.MANAGER, passphrase)
        return RECOVERY_KEY

    def recover(self, key: str, passphrase: str, account_id: str | None = None) -> str:
        """Choose another passphrase with the only key there is."""
        self._may_fail()
        if key != RECOVERY_KEY:
            raise Refused("That is not the recovery key.")
        account = self.accounts.called(account_id or self.accounts.kept[0].id)
        if account.role is not Role.MANAGER:
            raise Refused("The recovery key is for who manages this computer.")
        self.accounts.secrets[account.id] = passphrase
        self.account = account
        return RECOVERY_KEY

    def unlock(self, passphrase: str, account_id: str | None = None) -> None:
        """Open; from the third wrong try on there is a wait of 2 seconds."""
        self._may_fail()
        if account_id is None and len(self.accounts.kept) != 1:
            raise Refused("Choose your name first.")
        account = self.accounts.called(account_id or self.accounts.kept[0].id)
        if passphrase != self.accounts.secrets[account.id]:
            self._wrong_tries += 1
            wait = 2.0 if self._wrong_tries >= 3 else None
            raise Refused("That is not the passphrase.", retry_after_s=wait)
        self.account = account

    def lock(self) -> None:
        """Close."""
        self.account = None

    def _may_fail(self) -> None:
        problem, self.fail_with = self.fail_with, None
        if problem is not None:
            raise problem
