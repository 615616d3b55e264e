"""Several accounts in one database: names, roles, waits of their own, and somebody who always manages the laptop."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.domain.accounts import Account, Role
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock

KEY = Key(bytes(32), "file")
MANAGER, HERS = "seven quiet otters", "eight quiet otters"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def databases(tmp_path: Path, clock: FakeClock) -> Iterator[Databases]:
    with open_databases(tmp_path, KEY, clock) as databases:
        yield databases


@pytest.fixture
def key(databases: Databases) -> str:
    """The recovery key of a laptop that is set up."""
    return databases.accounts.choose(MANAGER)[1]


@pytest.fixture
def accounts(databases: Databases, key: str) -> AccountRepository:
    assert key
    return databases.accounts


@pytest.fixture
def rivera(accounts: AccountRepository) -> Account:
    return accounts.add("Ms. Rivera", Role.TEACHER, HERS, "teacher")


def test_with_several_the_name_comes_first(accounts: AccountRepository, rivera: Account) -> None:
    (manager,) = [one for one in accounts.everybody() if one.role is Role.MANAGER]
    with pytest.raises(Refused, match="choose your name first"):
        accounts.verify(MANAGER)
    assert accounts.verify(MANAGER, manager.id) == manager
    assert accounts.verify(HERS, rivera.id) == rivera
    with pytest.raises(Refused, match="not the passphrase"):
        accounts.verify(MANAGER, rivera.id)


def test_each_account_waits_for_its_own_wrong_tries(
    tmp_path: Path, accounts: AccountRepository, databases: Databases, rivera: Account, clock: FakeClock
) -> None:
    (manager,) = [one for one in accounts.everybody() if one.role is Role.MANAGER]
    for _ in range(3):
        with pytest.raises(Refused, match="not the passphrase"):
            accounts.verify("wrong", rivera.id)
    accounts.verify(MANAGER, manager.id)
    databases.close()
    with open_databases(tmp_path, KEY, clock) as again:
        again.accounts.verify(MANAGER, manager.id)
        with pytest.raises(Refused, match="Wait 5 seconds"):
            again.accounts.verify(HERS, rivera.id)
        # Who manages the laptop helps, and the waiting ends.
        again.accounts.reset(rivera.id, "nine quiet otters", manager.name)
        again.accounts.verify("nine quiet otters", rivera.id)


@pytest.mark.parametrize("twin", ["ms. rivera", "Ms Rivera", "Мs. Rivеrа", "teacher", "ТEACHER"])
def test_a_name_that_looks_like_another_is_refused(accounts: AccountRepository, rivera: Account, twin: str) -> None:
    with pytest.raises(Refused, match="looks the same"):
        accounts.add(twin, Role.TEACHER, HERS, "teacher")
    with pytest.raises(Refused, match="looks the same"):
        accounts.rename(accounts.add("Mr. Cho", Role.TEACHER, HERS, "teacher").id, twin, "teacher")
    # The same one may be written otherwise.
    assert accounts.rename(rivera.id, "MS RIVERA", "teacher").name == "MS RIVERA"


@pytest.mark.parametrize(
    ("name", "passphrase", "sentence"),
    [
        ("", HERS, "needs a letter"),
        ("x" * 61, HERS, "at most 60"),
        ("Mr. Cho", "short", "at least 8 characters"),
        ("Mr. Cho", "aaaaaaaaaaaa", "at least 8 characters"),
    ],
)
def test_what_cannot_be_added_adds_nothing(
    accounts: AccountRepository, name: str, passphrase: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        accounts.add(name, Role.TEACHER, passphrase, "teacher")
    assert len(accounts.everybody()) == 1


def test_somebody_always_manages_the_laptop(accounts: AccountRepository, rivera: Account) -> None:
    (manager,) = [one for one in accounts.everybody() if one.role is Role.MANAGER]
    for role in (Role.TEACHER, Role.PRINCIPAL):
        with pytest.raises(Refused, match="Somebody has to manage"):
            accounts.set_role(manager.id, role, "teacher")
    with pytest.raises(Refused, match="Somebody has to manage"):
        accounts.remove(manager.id, "teacher")
    accounts.set_role(rivera.id, Role.MANAGER, "teacher")
    accounts.remove(manager.id, "Ms. Rivera")
    assert [one.name for one in accounts.everybody()] == ["Ms. Rivera"]


def test_the_recovery_key_is_for_who_manages_the_laptop(accounts: AccountRepository, rivera: Account, key: str) -> None:
    with pytest.raises(Refused, match="for who manages this computer: teacher"):
        accounts.recover(key, "nine quiet otters", rivera.id)
    account, fresh = accounts.recover(key, "nine quiet otters")
    assert (account.role, fresh == key) == (Role.MANAGER, False)
    accounts.set_role(rivera.id, Role.MANAGER, "teacher")
    with pytest.raises(Refused, match=r"for who manages this computer: Ms\. Rivera, teacher"):
        accounts.recover(fresh, "ten quiet otters")
    assert accounts.recover(fresh, "ten quiet otters", rivera.id)[0].name == "Ms. Rivera"


def test_the_own_passphrase_is_changed_with_the_old_one(accounts: AccountRepository, rivera: Account) -> None:
    with pytest.raises(Refused, match="not the passphrase"):
        accounts.change(rivera.id, MANAGER, "nine quiet otters")
    with pytest.raises(Refused, match="at least 8 characters"):
        accounts.change(rivera.id, HERS, "short")
    accounts.change(rivera.id, HERS, "nine quiet otters")
    accounts.verify("nine quiet otters", rivera.id)


def test_an_account_that_went_opens_nothing_and_its_classes_stay(
    accounts: AccountRepository, databases: Databases, rivera: Account
) -> None:
    room = databases.roster.add_class("Room 12", 3)
    databases.class_teachers.give(rivera.id, [room.id])
    accounts.remove(rivera.id, "teacher")
    with pytest.raises(Refused, match="not on this computer any more"):
        accounts.verify(HERS, rivera.id)
    assert databases.class_teachers.of(rivera.id) == frozenset()
    assert databases.roster.classes() == [room]
    assert [(one.who, one.what, one.about) for one in databases.journal.lines(1)] == [
        ("teacher", "removed an account", "Ms. Rivera")
    ]
