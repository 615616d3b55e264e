"""A mark on the disk while a native engine loads a model: a model that takes the program down does so once.

The mark is a locked file. A crash unlocks it without removing it, and that is how the next start knows.
"""

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_log = logging.getLogger(__name__)
_SUFFIX = ".loading"
_ASIDE = ".set-aside"


class LoadMarkers:
    """The marks in one folder, by the name of a model. Several processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def loading(self, name: str) -> Iterator[None]:
        """Mark the model for as long as the block runs, unless the program is ended in good order meanwhile.

        A folder that cannot be written costs the mark, not the model.
        """
        path = self._folder / f"{name}.{os.getpid()}{_SUFFIX}"
        lock = FileLock(path, timeout=0)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, Timeout) as problem:
            _log.warning("%s is loaded without a mark: %s", name, problem)
            yield
            return

        def unmark() -> None:
            # Removed while it is still locked where the system allows it: nobody may see it unlocked and whole.
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                lock.release()
                path.unlink(missing_ok=True)
            lock.release()

        atexit.register(unmark)
        try:
            yield
        finally:
            atexit.unregister(unmark)
            unmark()

    def settle(self) -> list[str]:
        """Set the models aside whose marks a crash left behind; their names. Called at a start."""
        crashed = []
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            lock = FileLock(path, timeout=0)
            try:
                lock.acquire()
            except (OSError, Timeout):
                # Another litcoach is loading it just now.
                continue
            name = path.name.removesuffix(_SUFFIX).rpartition(".")[0]
            self._aside(name).touch()
            lock.release()
            path.unlink(missing_ok=True)
            _log.error("the model %s took litcoach down while it was loaded; it is set aside", name)
            crashed.append(name)
        return crashed

    def is_set_aside(self, name: str) -> bool:
        """Whether the model took a program down and has not been tried again since."""
        return self._aside(name).exists()

    def clear(self, name: str) -> None:
        """Trust the model again."""
        self._aside(name).unlink(missing_ok=True)

    def _aside(self, name: str) -> Path:
        return self._folder / f"{name}{_ASIDE}"
