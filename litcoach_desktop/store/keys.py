"""The key of the databases: 256 random bits, in the system's key store when that truly works, else in a file.

`key.json` in the data folder says where the key is and carries a fingerprint of it, so that a wrong key and a
damaged database can be told apart. It is written, and on the disk, before the first database is; once there are
databases, a key that is missing or wrong is refused, and never replaced by a new one.
"""

import hashlib
import json
import logging
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from litcoach_desktop.domain.errors import KeyProblem, StorageProblem
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.private_file import write_private
from litcoach_desktop.store.problems import disk_full, not_writable
from litcoach_desktop.store.secret_places import SecretPlace, SecretPlaceProblem, SystemKeyring, truly_works

KEY_BYTES = 32
TICKET = "key.json"
_LOCK = "key.lock"
# Another process makes a key in a few seconds at most; a key store may ask its user for a password meanwhile.
_LOCK_TIMEOUT_S = 90.0
_FORMAT = 1

_log = logging.getLogger(__name__)
SYSTEM_KEYRING = SystemKeyring()


@dataclass(frozen=True, slots=True)
class Key:
    """The key itself, 32 bytes, which no repr or log shows; and where it is kept."""

    raw: bytes = field(repr=False)
    kept_in: Literal["keyring", "file"]


def obtain_key(data_dir: Path, *, create: bool, portable: bool = False, keyring: SecretPlace = SYSTEM_KEYRING) -> Key:
    """The key of the databases in data_dir; a new one when create is true and there is nothing to open yet.

    portable: a new key is kept in the folder itself, for folders that come and go, such as the demo's.
    Raises KeyProblem when the key is missing, wrong or cannot be reached, and StorageProblem when the folder
    cannot be written.
    """
    try:
        if create:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not data_dir.is_dir():
            raise _no_key_yet(data_dir)
        # Two processes at once must not each make a key, one of which would then be lost.
        with FileLock(data_dir / _LOCK, timeout=_LOCK_TIMEOUT_S):
            ticket = _read_ticket(data_dir)
            if ticket is not None and (ticket.complete or databases_in(data_dir)):
                return _open(ticket, data_dir, keyring)
            if databases_in(data_dir):
                raise _missing(data_dir)
            if not create:
                raise _no_key_yet(data_dir)
            return _make(data_dir, None if portable else keyring)
    except Timeout as error:
        raise StorageProblem(
            f"Another litcoach is starting in {data_dir}.", "Nothing was changed.", "Wait a minute, then try again."
        ) from error
    except PermissionError as error:
        raise not_writable(data_dir) from error
    except OSError as error:
        raise disk_full(data_dir / TICKET) from error


def databases_in(data_dir: Path) -> bool:
    """Whether there is anything that only the key can open: databases, their logs, or copies of them."""
    encrypted = [path for stem in ("teacher", "recordings") for path in data_dir.glob(f"{stem}*.db*")]
    encrypted += [path for stem in ("teacher", "recordings") for path in data_dir.glob(f"backups/{stem}*")]
    # SQLite makes an empty file before it writes its first page.
    return any(path.stat().st_size > 0 for path in encrypted)


def fingerprint(raw_key: bytes) -> str:
    """Sixteen hex digits that tell keys apart and say nothing about the key."""
    return hashlib.sha256(b"litcoach key fingerprint\0" + raw_key).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class _Ticket:
    kept_in: str
    fingerprint: str
    secret: str
    """The key in hex when it is kept in this file, else its name in the key store."""

    @property
    def complete(self) -> bool:
        return self.kept_in in ("keyring", "file") and bool(self.fingerprint) and bool(self.secret)


def _read_ticket(data_dir: Path) -> _Ticket | None:
    path = data_dir / TICKET
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8"))
        ticket = _Ticket(str(content["kept_in"]), str(content["fingerprint"]), str(content["secret"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return _Ticket("", "", "")
    _keep_private(path)
    return ticket


def _open(ticket: _Ticket, data_dir: Path, keyring: SecretPlace) -> Key:
    if ticket.kept_in == "file":
        secret: str | None = ticket.secret
    elif ticket.kept_in == "keyring":
        secret = _from_keyring(ticket.secret, keyring)
    else:
        raise _wrong(data_dir, f"The file {data_dir / TICKET} is damaged, so the key cannot be found.")
    if secret is None:
        raise _wrong(data_dir, "The key of this computer's readings is no longer in the system's key store.")
    try:
        raw = bytes.fromhex(secret)
    except ValueError:
        raw = b""
    if len(raw) != KEY_BYTES or fingerprint(raw) != ticket.fingerprint:
        raise _wrong(data_dir, "The key that was found is not the key of this computer's readings.")
    return Key(raw, "file" if ticket.kept_in == "file" else "keyring")


def _from_keyring(name: str, keyring: SecretPlace) -> str | None:
    try:
        return keyring.get(name)
    except SecretPlaceProblem as problem:
        raise KeyProblem(
            f"The system's key store does not hand out the key of the readings: {problem}.",
            "The readings are safe, but they cannot be opened without it.",
            "Unlock the key store (on most computers: log out and in again with your password), then start litcoach.",
        ) from problem


def _make(data_dir: Path, keyring: SecretPlace | None) -> Key:
    raw = secrets.token_bytes(KEY_BYTES)
    name = None if keyring is None else _put(raw, keyring)
    if name is None:
        _write_ticket(data_dir, _Ticket("file", fingerprint(raw), raw.hex()))
        return Key(raw, "file")
    _write_ticket(data_dir, _Ticket("keyring", fingerprint(raw), name))
    return Key(raw, "keyring")


def _put(raw: bytes, keyring: SecretPlace) -> str | None:
    """The name under which the key store now has the key; None, and a warning, if it does not work."""
    name = new_id()
    try:
        if truly_works(keyring):
            keyring.set(name, raw.hex())
            if keyring.get(name) == raw.hex():
                return name
    except SecretPlaceProblem as problem:
        _log.warning("the system's key store stopped working: %s", problem)
    _log.warning("the system's key store does not work here: the key is kept in a file")
    return None


def _write_ticket(data_dir: Path, ticket: _Ticket) -> None:
    content = {
        "format": _FORMAT,
        "kept_in": ticket.kept_in,
        "fingerprint": ticket.fingerprint,
        "secret": ticket.secret,
    }
    write_private(data_dir / TICKET, content)


def _keep_private(path: Path) -> None:
    """Take the file away from other users of the computer, should somebody have opened it to them."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        _log.warning("other users could read %s; that is mended", path.name)
        path.chmod(0o600)


def _no_key_yet(data_dir: Path) -> KeyProblem:
    return KeyProblem(
        f"litcoach was not set up in {data_dir} yet.", "There is nothing to open.", "Start the litcoach window once."
    )


def _missing(data_dir: Path) -> KeyProblem:
    return _wrong(data_dir, f"The file {data_dir / TICKET}, which leads to the key of the readings, is missing.")


def _wrong(data_dir: Path, happened: str) -> KeyProblem:
    return KeyProblem(
        happened,
        "The readings are still there, but they cannot be opened without their key. Nothing was changed.",
        f"Put back the whole folder {data_dir} from a backup, or log in as the user who set litcoach up.",
    )
