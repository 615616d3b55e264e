"""Accounts in teacher.db: the passphrase of each, its own wait after wrong tries, and who manages the laptop."""

import math
import threading
from collections import defaultdict
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from litcoach_desktop.domain.accounts import FIRST_NAME, MADE, Account, AccountEvent, Role, clean_name, name_key
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.store.account_tables import AccountRow, ClassTeacherRow
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.journal import Journal
from litcoach_desktop.store.passphrase import fits, hashed, in_words, new_key, normal, plain_key, wait_after
from litcoach_desktop.store.tables import FactRow

_RECOVERY_HASH = "recovery_key.hash"


class AccountRepository:
    """Every call may raise StorageProblem; for an account that is not there any more, Refused."""

    def __init__(self, database: Database, clock: Clock, journal: Journal) -> None:
        self._database = database
        self._clock = clock
        self._journal = journal
        # One try at a time, or many threads could all try before the first one was counted.
        self._lock = threading.Lock()
        # The wall clock may be set forward while we run; this one may not.
        self._not_before: dict[str, float] = defaultdict(lambda: -math.inf)

    def everybody(self) -> list[Account]:
        """All accounts, by name; none before set-up."""
        with self._database.read() as session:
            accounts = [_account(row) for row in session.exec(select(AccountRow))]
        return sorted(accounts, key=lambda one: (one.name.casefold(), one.id))

    def choose(self, passphrase: str) -> tuple[Account, str]:
        """The first account, which manages the laptop, and the recovery key, which is kept nowhere.

        Raises Refused when there is one, or when the passphrase is too easy to guess.
        """
        hashed_once, (key, hashed_key) = hashed(passphrase), new_key()
        with self._lock, self._database.write() as session:
            if session.exec(select(AccountRow.id)).first() is not None:
                raise Refused("A passphrase was chosen on this computer before.")
            row = self._row(FIRST_NAME, Role.MANAGER, hashed_once)
            session.add(row)
            session.merge(FactRow(name=_RECOVERY_HASH, value=hashed_key))
            self._journal.add(session, row.name, AccountEvent.CHOSEN)
            return _account(row), key

    def add(self, name: str, role: Role, passphrase: str, by: str) -> Account:
        """Another account. Raises Refused for a name that cannot be told from another, and a weak passphrase."""
        hashed_once = hashed(passphrase)
        with self._lock, self._database.write() as session:
            row = self._row(_free_name(session, name, None), role, hashed_once)
            session.add(row)
            self._journal.add(session, by, AccountEvent.ADDED, row.name)
            self._journal.add(session, by, MADE[role], row.name)
            return _account(row)

    def rename(self, account_id: str, name: str, by: str) -> Account:
        """Another name from now on; what was done under the old one keeps it. Raises Refused as `add` does."""
        with self._lock, self._database.write() as session:
            row = _get(session, account_id)
            before, row.name = row.name, _free_name(session, name, account_id)
            row.name_key = name_key(row.name)
            session.add(row)
            self._journal.add(session, by, AccountEvent.RENAMED, f"{before} → {row.name}")
            return _account(row)

    def set_role(self, account_id: str, role: Role, by: str) -> Account:
        """Another role. Raises Refused for the last one who manages the laptop."""
        with self._lock, self._database.write() as session:
            row = _get(session, account_id)
            if role is not Role.MANAGER:
                _need_another_manager(session, row)
            row.role = role.value
            session.add(row)
            self._journal.add(session, by, MADE[role], row.name)
            return _account(row)

    def remove(self, account_id: str, by: str) -> None:
        """Take an account away; marks and log keep its name. Raises Refused for the last one who manages the laptop."""
        with self._lock, self._database.write() as session:
            row = _get(session, account_id)
            _need_another_manager(session, row)
            session.exec(delete(ClassTeacherRow).where(col(ClassTeacherRow.account_id) == account_id))
            self._journal.add(session, by, AccountEvent.REMOVED, row.name)
            session.delete(row)

    def reset(self, account_id: str, passphrase: str, by: str) -> None:
        """Set another passphrase for somebody who has forgotten it; the waiting for wrong tries ends."""
        hashed_once = hashed(passphrase)
        with self._lock, self._database.write() as session:
            row = _get(session, account_id)
            _put_passphrase(session, row, hashed_once)
            self._not_before.pop(account_id, None)
            self._journal.add(session, by, AccountEvent.RESET, row.name)

    def change(self, account_id: str, old: str, new: str) -> None:
        """Set another passphrase with the old one. Raises Refused, as `verify` does for a wrong one."""
        hashed_once = hashed(new)
        with self._lock:
            self._try(account_id, normal(old), None, "passphrase")
            with self._database.write() as session:
                row = _get(session, account_id)
                _put_passphrase(session, row, hashed_once)
                self._journal.add(session, row.name, AccountEvent.CHANGED)

    def recover(self, key: str, passphrase: str, account_id: str | None = None) -> tuple[Account, str]:
        """Set another passphrase of who manages the laptop with the recovery key, which is used up.

        The next key comes back. account_id: which one, where there are several. Raises Refused for a wrong key, as
        `verify` does for a wrong passphrase, for a passphrase that is too weak, and for the account of anybody else.
        """
        hashed_once, (fresh, hashed_key) = hashed(passphrase), new_key()
        with self._lock:
            with self._database.read() as session:
                ident = _manager_to_recover(session, account_id)
                known = session.get(FactRow, _RECOVERY_HASH)
                hash_of_key = None if known is None else known.value
            if hash_of_key is None:
                raise Refused("There is no recovery key on this computer yet.")
            self._try(ident, plain_key(key), hash_of_key, "recovery key")
            with self._database.write() as session:
                row = _get(session, ident)
                _put_passphrase(session, row, hashed_once)
                session.merge(FactRow(name=_RECOVERY_HASH, value=hashed_key))
                self._journal.add(session, row.name, AccountEvent.RECOVERED)
                return _account(row), fresh

    def renew_recovery_key(self, by: str) -> str:
        """Make another recovery key; the one of before opens nothing any more."""
        key, hashed_key = new_key()
        with self._database.write() as session:
            session.merge(FactRow(name=_RECOVERY_HASH, value=hashed_key))
            self._journal.add(session, by, AccountEvent.KEY_RENEWED)
        return key

    def verify(self, passphrase: str, account_id: str | None = None) -> Account:
        """Whose passphrase it is. account_id: not needed while there is one account.

        Raises Refused, with the seconds to wait, when it is wrong or came too soon.
        """
        with self._lock:
            with self._database.read() as session:
                ident = account_id or _only_one(session)
            self._try(ident, normal(passphrase), None, "passphrase")
            with self._database.write() as session:
                row = _get(session, ident)
                row.wrong_tries = 0
                session.add(row)
                self._journal.add(session, row.name, AccountEvent.OPENED)
                return _account(row)

    def _try(self, account_id: str, secret: str, hash_of_it: str | None, called: str) -> None:
        """Return when the secret fits the hash, None: the account's own. Both kinds share one count of wrong tries."""
        own_hash, name, tries = self._count_a_try(account_id)
        if fits(hash_of_it or own_hash, secret):
            return
        wait = wait_after(tries)
        self._not_before[account_id] = self._clock.monotonic() + wait
        self._journal.note(name, AccountEvent.WRONG_PASSPHRASE if hash_of_it is None else AccountEvent.WRONG_KEY)
        if wait == 0.0:
            raise Refused(f"That is not the {called}.")
        raise Refused(f"That is not the {called}. Wait {in_words(wait)}, then try again.", wait)

    def _count_a_try(self, account_id: str) -> tuple[str, str, int]:
        """The account's hash and name, and how many tries in a row there were. Raises Refused while a wait lasts.

        Counted before the hash is looked at: a process that is killed in the middle of a try has not won one.
        """
        now = self._clock.now()
        with self._database.write() as session:
            row = _get(session, account_id)
            # A clock that was set back would otherwise lock the teacher out until it has caught up.
            last = min(row.last_try or now, now)
            remaining = (last - now) / timedelta(seconds=1) + wait_after(row.wrong_tries)
            remaining = max(remaining, self._not_before[account_id] - self._clock.monotonic())
            if remaining <= 0:
                row.wrong_tries += 1
                last = now
            row.last_try = last
            session.add(row)
            found = row.passphrase_hash, row.name, row.wrong_tries
        if remaining > 0:
            raise Refused(f"Too many wrong tries. Wait {in_words(remaining)}, then try again.", remaining)
        return found

    def _row(self, name: str, role: Role, hashed_once: str) -> AccountRow:
        now: datetime = self._clock.now()
        return AccountRow(
            id=new_id(),
            name=name,
            name_key=name_key(name),
            role=role.value,
            passphrase_hash=hashed_once,
            made_at=now,
        )


def _account(row: AccountRow) -> Account:
    return Account(row.id, row.name, Role(row.role))


def _get(session: Session, account_id: str) -> AccountRow:
    row = session.get(AccountRow, account_id)
    if row is None:
        raise Refused("This account is not on this computer any more.")
    return row


def _put_passphrase(session: Session, row: AccountRow, hashed_once: str) -> None:
    row.passphrase_hash, row.wrong_tries = hashed_once, 0
    session.add(row)


def _free_name(session: Session, typed: str, account_id: str | None) -> str:
    """The name as it is kept. Raises Refused for one that nobody could tell from another account's."""
    try:
        name = clean_name(typed)
    except ValueError as wrong:
        raise Refused(f"Choose another name: {wrong}.") from wrong
    twin = session.exec(select(AccountRow).where(col(AccountRow.name_key) == name_key(name))).first()
    if twin is not None and twin.id != account_id:
        raise Refused(f"There is an account called “{twin.name}”, which looks the same. Choose another name.")
    return name


def _only_one(session: Session) -> str:
    accounts = session.exec(select(AccountRow.id)).all()
    if not accounts:
        raise Refused("There is no passphrase on this computer yet: choose one on the teacher's side of the window.")
    if len(accounts) > 1:
        raise Refused("Several people use this computer: choose your name first.")
    return accounts[0]


def _managers(session: Session) -> list[AccountRow]:
    return list(session.exec(select(AccountRow).where(col(AccountRow.role) == Role.MANAGER.value)))


def _need_another_manager(session: Session, row: AccountRow) -> None:
    if row.role == Role.MANAGER.value and len(_managers(session)) == 1:
        raise Refused("Somebody has to manage this computer. Make another account its manager first.")


def _manager_to_recover(session: Session, account_id: str | None) -> str:
    managers = _managers(session)
    if not managers:
        raise Refused("There is no recovery key on this computer yet.")
    if account_id is None and len(managers) == 1:
        return managers[0].id
    found = next((row.id for row in managers if row.id == account_id), None)
    if found is None:
        names = ", ".join(sorted(row.name for row in managers))
        raise Refused(f"The recovery key is for who manages this computer: {names}. They can set you a new passphrase.")
    return found
