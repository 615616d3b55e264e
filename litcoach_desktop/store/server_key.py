"""The key of the language model's server: in the system's key store where that truly works, else in a file."""

import logging
import os
from pathlib import Path
from typing import Literal

from litcoach_desktop.domain.errors import KeyProblem, StorageProblem
from litcoach_desktop.store.secret_places import SecretPlace, SecretPlaceProblem, SystemKeyring, truly_works

FILE = "language-server.key"
_NAME = "language-server-key"

_log = logging.getLogger(__name__)


class ServerKey:
    """One key of this user. A new one takes the old one's place, and is nowhere twice."""

    def __init__(self, data_dir: Path, keyring: SecretPlace | None = None) -> None:
        self._path = data_dir / FILE
        self._keyring = keyring or SystemKeyring()

    @property
    def in_file(self) -> Path | None:
        """The file that it is kept in, when it is."""
        return self._path if self._path.exists() else None

    def read(self) -> str | None:
        """The key; None when there is none. Raises KeyProblem when it cannot be reached."""
        try:
            if self._path.exists():
                return self._path.read_text(encoding="utf-8").strip() or None
            return self._keyring.get(_NAME)
        except (OSError, SecretPlaceProblem) as problem:
            _log.info("the key of the language model's server: %s", problem)
            raise KeyProblem(
                f"The key of the language model's server cannot be read: {problem}.",
                "The coach talks without it.",
                "Unlock the system's key store, or give the key again: litcoach key-rotate server",
            ) from problem

    def replace(self, key: str) -> Literal["keyring", "file"]:
        """Keep a new key in place of the old one; where it is now. Raises StorageProblem."""
        if self._into_keyring(key):
            self._path.unlink(missing_ok=True)
            return "keyring"
        fresh = self._path.with_suffix(".new")
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.unlink(missing_ok=True)
            # Never readable to others, not even for a moment.
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(key + "\n")
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self._path)
        except OSError as problem:
            raise StorageProblem(
                f"The key could not be written to {self._path}: {problem.strerror}.",
                "The key from before is still there.",
                "Make room on the disk, or give yourself permission to write there.",
            ) from problem
        return "file"

    def _into_keyring(self, key: str) -> bool:
        try:
            if truly_works(self._keyring):
                self._keyring.set(_NAME, key)
                return self._keyring.get(_NAME) == key
        except SecretPlaceProblem as problem:
            _log.warning("the system's key store stopped working: %s", problem)
        return False
