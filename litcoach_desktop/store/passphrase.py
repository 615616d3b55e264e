"""The passphrase and the recovery key: Argon2id, and a wait that grows with wrong tries and outlives a restart."""

import math
import secrets
import threading
import unicodedata
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import Session

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import AuditRow, FactRow

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_SHORTEST = 8
# Few tries are free, because hands slip; then the wait doubles. A year of guessing is then 35,000 tries.
_FREE_TRIES = 3
_FIRST_WAIT_S = 5.0
_LONGEST_WAIT_S = 900.0

_HASH, _WRONG_TRIES, _LAST_TRY = "passphrase.hash", "passphrase.wrong_tries", "passphrase.last_try"
_RECOVERY_HASH = "recovery_key.hash"
# Crockford's: none of them is easily taken for another one on paper.
_KEY_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY_LENGTH = 24


class PassphraseStore:
    """The passphrase in teacher.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        # One try at a time, or many threads could all try before the first one was counted.
        self._lock = threading.Lock()
        # The wall clock may be set forward while we run; this one may not.
        self._not_before = -math.inf

    def is_set(self) -> bool:
        """Whether a passphrase was chosen."""
        with self._database.read() as session:
            return session.get(FactRow, _HASH) is not None

    def choose(self, passphrase: str) -> str:
        """Set the first passphrase; the recovery key comes back, which is kept nowhere.

        Raises Refused when there is one, or when this one is too easy to guess.
        """
        hashed, (key, hashed_key) = _hashed(passphrase), _new_key()
        with self._lock, self._database.write() as session:
            if session.get(FactRow, _HASH) is not None:
                raise Refused("A passphrase was chosen on this computer before.")
            session.add(FactRow(name=_HASH, value=hashed))
            session.add(FactRow(name=_RECOVERY_HASH, value=hashed_key))
            self._note(session, "passphrase chosen")
        return key

    def recover(self, key: str, passphrase: str) -> str:
        """Set another passphrase with the recovery key, which is used up by it; the next one comes back.

        Raises Refused for a wrong key, as `verify` does for a wrong passphrase, and when the new one is too weak.
        """
        hashed, (fresh, hashed_key) = _hashed(passphrase), _new_key()
        with self._lock:
            self._try(_RECOVERY_HASH, _plain_key(key), "recovery key")
            with self._database.write() as session:
                _set(session, _HASH, hashed)
                _set(session, _RECOVERY_HASH, hashed_key)
                _set(session, _WRONG_TRIES, "0")
                self._note(session, "passphrase set with the recovery key")
        return fresh

    def renew_recovery_key(self) -> str:
        """Make another recovery key; the one of before opens nothing any more."""
        key, hashed_key = _new_key()
        with self._database.write() as session:
            _set(session, _RECOVERY_HASH, hashed_key)
            self._note(session, "recovery key renewed")
        return key

    def verify(self, passphrase: str) -> None:
        """Return when it is right. Raises Refused, with the seconds to wait, when it is wrong or came too soon."""
        with self._lock:
            self._try(_HASH, _normal(passphrase), "passphrase")
            with self._database.write() as session:
                _set(session, _WRONG_TRIES, "0")
                self._note(session, "roster opened")

    def _try(self, name: str, secret: str, called: str) -> None:
        """Return when the secret is the one of that name. Both secrets share one count of wrong tries."""
        from argon2.exceptions import VerifyMismatchError

        hashed, tries = self._count_a_try(name, called)
        try:
            _hasher().verify(hashed, secret)
        except VerifyMismatchError:
            wait = _wait_after(tries)
            self._not_before = self._clock.monotonic() + wait
            if wait == 0.0:
                raise Refused(f"That is not the {called}.") from None
            raise Refused(f"That is not the {called}. Wait {_in_words(wait)}, then try again.", wait) from None

    def _count_a_try(self, name: str, called: str) -> tuple[str, int]:
        """The hash, and how many tries in a row there were with this one. Raises Refused while a wait lasts.

        Counted before the hash is looked at: a process that is killed in the middle of a try has not won one.
        """
        now = self._clock.now()
        with self._database.write() as session:
            hashed = session.get(FactRow, name)
            if hashed is None:
                raise Refused(f"There is no {called} on this computer yet.")
            tries = int(_get(session, _WRONG_TRIES, "0"))
            # A clock that was set back would otherwise lock the teacher out until it has caught up.
            last = min(datetime.fromisoformat(_get(session, _LAST_TRY, now.isoformat())), now)
            remaining = (last - now) / timedelta(seconds=1) + _wait_after(tries)
            remaining = max(remaining, self._not_before - self._clock.monotonic())
            if remaining <= 0:
                tries += 1
                last = now
                _set(session, _WRONG_TRIES, str(tries))
                self._note(session, f"{called} tried")
            _set(session, _LAST_TRY, last.isoformat())
            content = hashed.value
        if remaining > 0:
            raise Refused(f"Too many wrong tries. Wait {_in_words(remaining)}, then try again.", remaining)
        return content, tries

    def _note(self, session: Session, what: str) -> None:
        session.add(AuditRow(at=self._clock.now(), who="teacher", what=what))


def _hashed(passphrase: str) -> str:
    normal = _normal(passphrase)
    if len(normal) < _SHORTEST or len(set(normal)) < 3:
        raise Refused(f"The passphrase needs at least {_SHORTEST} characters, and not all the same ones.")
    return _hasher().hash(normal)


def _new_key() -> tuple[str, str]:
    """A recovery key of 120 bits in groups of four, and its hash."""
    letters = "".join(secrets.choice(_KEY_LETTERS) for _ in range(_KEY_LENGTH))
    groups = (letters[start : start + 4] for start in range(0, _KEY_LENGTH, 4))
    return "-".join(groups), _hasher().hash(letters)


def _plain_key(key: str) -> str:
    """The key as it was made, however it was typed off: small letters, other signs between, O for 0, I and L for 1."""
    typed = "".join(letter for letter in key.upper() if letter.isalnum())
    return typed.translate(str.maketrans("OIL", "011"))


def _wait_after(wrong_tries: int) -> float:
    """Seconds to wait after so many wrong tries in a row."""
    if wrong_tries < _FREE_TRIES:
        return 0.0
    # The exponent is bounded, since the power would overflow at last.
    return min(_FIRST_WAIT_S * 2.0 ** min(wrong_tries - _FREE_TRIES, 16), _LONGEST_WAIT_S)


def _in_words(seconds: float) -> str:
    if seconds > 90:
        return f"{math.ceil(seconds / 60)} minutes"
    whole = math.ceil(seconds)
    return "1 second" if whole == 1 else f"{whole} seconds"


def _normal(passphrase: str) -> str:
    """One form for what different keyboards type for the same letters (NIST SP 800-63B, 5.1.1.2)."""
    return unicodedata.normalize("NFKC", passphrase)


def _hasher() -> "PasswordHasher":
    # 19 MiB, two passes, one lane: the smallest setting that OWASP's password storage sheet gives for Argon2id.
    from argon2 import PasswordHasher, Type

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)


def _get(session: Session, name: str, default: str) -> str:
    row = session.get(FactRow, name)
    return default if row is None else row.value


def _set(session: Session, name: str, value: str) -> None:
    session.merge(FactRow(name=name, value=value))
