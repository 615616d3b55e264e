"""The key of the language model's server: in the system's key store where that truly works, else in a file.

The file says which; a server without a key leaves no file, and the key store is never asked.
"""

import json
import logging
from pathlib import Path
from typing import Literal

from litcoach_desktop.domain.errors import KeyProblem, StorageProblem
from litcoach_desktop.store.private_file import write_private
from litcoach_desktop.store.secret_places import SecretPlace, SecretPlaceProblem, SystemKeyring, truly_works

FILE = "language-server.json"
_NAME = "language-server-key"

_log = logging.getLogger(__name__)


class ServerKey:
    """One key of this data folder's user. A new one takes the old one's place, and is nowhere twice."""

    def __init__(self, data_dir: Path, keyring: SecretPlace | None = None) -> None:
        self._path = data_dir / FILE
        self._keyring = keyring or SystemKeyring()

    @property
    def in_file(self) -> Path | None:
        """The file that it is kept in, when it is."""
        return self._path if "key" in self._content() else None

    def read(self) -> str | None:
        """The key; None when there is none. Raises KeyProblem when it cannot be reached."""
        content = self._content()
        if content.get("kept_in") != "keyring":
            return content.get("key")
        try:
            key = self._keyring.get(_NAME)
        except SecretPlaceProblem as problem:
            raise self._out_of_reach(str(problem)) from problem
        if key is None:
            raise self._out_of_reach("it is not in the system's key store any more")
        return key

    def replace(self, key: str) -> Literal["keyring", "file"]:
        """Keep a new key in place of the old one; where it is now. Raises StorageProblem."""
        if self._into_keyring(key):
            self._write({"kept_in": "keyring"})
            return "keyring"
        self._write({"kept_in": "file", "key": key})
        return "file"

    def _content(self) -> dict[str, str]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): str(value) for name, value in content.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError) as problem:
            raise self._out_of_reach(f"{self._path} cannot be read") from problem

    def _write(self, content: dict[str, str]) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_private(self._path, content)
        except OSError as problem:
            raise StorageProblem(
                f"The key could not be written to {self._path}: {problem.strerror}.",
                "The key from before is still there.",
                "Make room on the disk, or give yourself permission to write there.",
            ) from problem

    def _out_of_reach(self, reason: str) -> KeyProblem:
        return KeyProblem(
            f"The key of the language model's server is out of reach: {reason}.",
            "The coach talks without it.",
            "Unlock the system's key store, or give the key again: litcoach key-rotate server",
        )

    def _into_keyring(self, key: str) -> bool:
        try:
            if truly_works(self._keyring):
                self._keyring.set(_NAME, key)
                return self._keyring.get(_NAME) == key
        except SecretPlaceProblem as problem:
            _log.warning("the system's key store stopped working: %s", problem)
        return False
