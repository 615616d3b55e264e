"""The passphrase of an account: how it is kept, and the waits after wrong tries."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.journal import Journal
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.schema import TEACHER
from tests.fakes.clock import FakeClock

RIGHT, WRONG = "seven green kites", "seven grey kites"


def opened(database: Database, clock: FakeClock) -> AccountRepository:
    return AccountRepository(database, clock, Journal(database, clock))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "teacher.db", bytes(32))
    migrate(database, TEACHER)
    yield database
    database.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def passphrase(database: Database, clock: FakeClock) -> AccountRepository:
    store = opened(database, clock)
    store.choose(RIGHT)
    return store


def wait_after_a_wrong_try(store: AccountRepository) -> float | None:
    with pytest.raises(Refused, match="not the passphrase") as caught:
        store.verify(WRONG)
    return caught.value.retry_after_s


def test_it_is_chosen_once(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    assert not store.everybody()
    with pytest.raises(Refused, match="no passphrase on this computer yet"):
        store.verify(RIGHT)
    store.choose(RIGHT)
    assert store.everybody()
    store.verify(RIGHT)
    with pytest.raises(Refused, match="before"):
        store.choose("another passphrase")
    store.verify(RIGHT)


@pytest.mark.parametrize("weak", ["", "short", "       ", "aaaaaaaaaaaa", "abababababab"])
def test_one_that_is_easy_to_guess_is_refused(database: Database, clock: FakeClock, weak: str) -> None:
    store = opened(database, clock)
    with pytest.raises(Refused, match="at least 8 characters"):
        store.choose(weak)
    assert not store.everybody()


def test_the_same_letters_typed_on_another_keyboard_are_the_same(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    store.choose("cafe\u0301 im Gru\u0308nen")
    store.verify("caf\u00e9 im Gr\u00fcnen")


def test_it_is_kept_as_argon2id_with_the_agreed_cost(database: Database, passphrase: AccountRepository) -> None:
    del passphrase
    with database.outside_transactions() as connection:
        ((value,),) = connection.execute("SELECT passphrase_hash FROM account").fetchall()
    assert value.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert RIGHT not in value


def test_the_wait_grows_with_each_wrong_try_up_to_a_quarter_of_an_hour(
    passphrase: AccountRepository, clock: FakeClock
) -> None:
    waits = []
    for _ in range(12):
        wait = wait_after_a_wrong_try(passphrase)
        waits.append(wait)
        clock.pass_time(wait or 0.0)
    assert waits == [None, None, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_the_right_one_has_to_wait_too_and_then_begins_afresh(passphrase: AccountRepository, clock: FakeClock) -> None:
    for _ in range(3):
        wait_after_a_wrong_try(passphrase)
    clock.pass_time(3)
    with pytest.raises(Refused, match="Wait 2 seconds") as caught:
        passphrase.verify(RIGHT)
    assert caught.value.retry_after_s == pytest.approx(2)
    clock.pass_time(2)
    passphrase.verify(RIGHT)
    assert wait_after_a_wrong_try(passphrase) is None


def test_a_restart_does_not_shorten_the_wait(
    database: Database, passphrase: AccountRepository, clock: FakeClock
) -> None:
    for _ in range(4):
        clock.pass_time(wait_after_a_wrong_try(passphrase) or 0.0)
    restarted = opened(database, clock)
    assert wait_after_a_wrong_try(restarted) == 20
    again = opened(database, clock)
    with pytest.raises(Refused, match="Too many") as caught:
        again.verify(RIGHT)
    assert caught.value.retry_after_s == pytest.approx(20)


def test_setting_the_clock_forward_does_not_end_the_wait(passphrase: AccountRepository, clock: FakeClock) -> None:
    for _ in range(3):
        wait_after_a_wrong_try(passphrase)
    clock.set_wall_clock(clock.now() + timedelta(days=365))
    with pytest.raises(Refused, match="Wait 5 seconds"):
        passphrase.verify(RIGHT)


def test_a_clock_that_was_set_back_locks_nobody_out_for_long(
    database: Database, passphrase: AccountRepository, clock: FakeClock
) -> None:
    for _ in range(3):
        wait_after_a_wrong_try(passphrase)
    clock.set_wall_clock(datetime(2001, 1, 1, tzinfo=UTC))
    restarted = opened(database, clock)
    with pytest.raises(Refused, match="Wait 5 seconds"):
        restarted.verify(RIGHT)
    clock.pass_time(5)
    restarted.verify(RIGHT)


def test_a_try_counts_even_if_the_process_dies_in_the_middle(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    store.choose(RIGHT)

    class Killed(BaseException):
        pass

    class DyingClock(FakeClock):
        def monotonic(self) -> float:
            # Asked for after the try was counted, when the passphrase has been found wrong.
            if self.asked:
                raise Killed
            self.asked = True
            return super().monotonic()

        asked = False

    for _ in range(3):
        with pytest.raises(Killed):
            opened(database, DyingClock(clock.now())).verify(WRONG)
    with pytest.raises(Refused, match="Too many"):
        opened(database, clock).verify(RIGHT)


def test_each_try_is_in_the_log(database: Database, passphrase: AccountRepository, clock: FakeClock) -> None:
    wait_after_a_wrong_try(passphrase)
    passphrase.verify(RIGHT)
    lines = [(line.who, line.what) for line in Journal(database, clock).lines(10)]
    assert lines == [
        ("teacher", "opened the teacher's side"),
        ("teacher", "wrong passphrase"),
        ("teacher", "chose the passphrase"),
    ]


def test_the_recovery_key_sets_another_passphrase_once(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    _account, key = store.choose(RIGHT)
    assert len(key.replace("-", "")) == 24
    # Typed off paper: small letters, other signs between, letters for figures that look like them.
    typed = key.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    _account, fresh = store.recover(typed, "nine new otters")
    store.verify("nine new otters")
    with pytest.raises(Refused, match="not the passphrase"):
        store.verify(RIGHT)
    with pytest.raises(Refused, match="not the recovery key"):
        store.recover(key, "ten new otters")
    assert fresh != key
    store.recover(fresh, "ten new otters")


def test_a_renewed_key_takes_the_place_of_the_old_one(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    _account, key = store.choose(RIGHT)
    renewed = store.renew_recovery_key("teacher")
    with pytest.raises(Refused, match="not the recovery key"):
        store.recover(key, "nine new otters")
    store.recover(renewed, "nine new otters")


def test_keys_and_passphrases_share_the_wait_after_wrong_tries(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    _account, key = store.choose(RIGHT)
    for _ in range(2):
        wait_after_a_wrong_try(store)
    with pytest.raises(Refused, match=r"not the recovery key\. Wait 5 seconds"):
        store.recover("0000-0000-0000-0000-0000-0000", "nine new otters")
    with pytest.raises(Refused, match="Too many wrong tries"):
        store.recover(key, "nine new otters")
    clock.pass_time(5)
    store.recover(key, "nine new otters")


def test_a_weak_passphrase_does_not_use_the_key_up(database: Database, clock: FakeClock) -> None:
    store = opened(database, clock)
    _account, key = store.choose(RIGHT)
    with pytest.raises(Refused, match="at least 8 characters"):
        store.recover(key, "short")
    store.verify(RIGHT)
    store.recover(key, "nine new otters")
