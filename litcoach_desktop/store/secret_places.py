"""Where an operating system keeps secrets, asked with a time limit."""

import contextlib
import logging
import secrets
import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

_SERVICE = "litcoach"
# Without a session bus some key stores answer never; with one, they may first ask their user for a password.
_TRY_S = 5.0
_ANSWER_S = 60.0
# Key stores of operating systems. Others that may be installed keep secrets in plain files, worse than ours.
_TRUSTED = (
    "keyring.backends.SecretService",
    "keyring.backends.kwallet",
    "keyring.backends.libsecret",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)

_log = logging.getLogger(__name__)
T = TypeVar("T")


class SecretPlaceProblem(Exception):
    """The key store failed or did not answer. The message completes "…: it ..."."""


class SecretPlace(Protocol):
    """A key store. Every call may raise SecretPlaceProblem."""

    def get(self, name: str) -> str | None:
        """The secret, None when there is none of this name."""

    def set(self, name: str, secret: str) -> None:
        """Keep a secret."""

    def delete(self, name: str) -> None:
        """Forget a secret."""


class SystemKeyring:
    """The operating system's key store, through the keyring library; nothing of it is imported before it is used."""

    def get(self, name: str) -> str | None:
        """The secret, None when there is none of this name. Waits up to a minute, as the user may be asked."""
        return in_time(lambda: _backend().get_password(_SERVICE, name), _ANSWER_S)

    def set(self, name: str, secret: str) -> None:
        """Keep a secret."""
        in_time(lambda: _backend().set_password(_SERVICE, name, secret), _TRY_S)

    def delete(self, name: str) -> None:
        """Forget a secret."""
        in_time(lambda: _backend().delete_password(_SERVICE, name), _TRY_S)


def truly_works(place: SecretPlace, limit_s: float = _TRY_S) -> bool:
    """Whether a secret that is put there comes back: some key stores say yes and keep nothing."""
    name, secret = f"probe-{secrets.token_hex(8)}", secrets.token_hex(32)

    def there_and_back() -> bool:
        place.set(name, secret)
        try:
            return place.get(name) == secret
        finally:
            with contextlib.suppress(SecretPlaceProblem):
                place.delete(name)

    try:
        return in_time(there_and_back, limit_s)
    except SecretPlaceProblem as problem:
        _log.info("the system's key store does not work: %s", problem)
        return False


def in_time(call: Callable[[], T], limit_s: float) -> T:
    """The result of a call that may hang: after limit_s seconds it is left alone and SecretPlaceProblem is raised."""
    answer: list[T] = []
    problem: list[Exception] = []

    def run() -> None:
        try:
            answer.append(call())
        except Exception as error:
            problem.append(error)

    # A daemon: a key store that never answers must not keep the process alive.
    thread = threading.Thread(target=run, name="key-store", daemon=True)
    thread.start()
    thread.join(limit_s)
    if answer:
        return answer[0]
    if problem:
        raise SecretPlaceProblem(f"it failed ({type(problem[0]).__name__})") from problem[0]
    raise SecretPlaceProblem(f"it did not answer within {limit_s:g} seconds")


def _backend() -> Any:
    import keyring

    chosen = keyring.get_keyring()
    # The chainer only stands in front of the others.
    for backend in getattr(chosen, "backends", None) or (chosen,):
        if type(backend).__module__.startswith(_TRUSTED):
            return backend
    raise SecretPlaceProblem("there is none on this system")
