"""A mark on the disk while a native engine is at work: a model that takes the program down does not go on doing so.

The mark is a locked file. A crash unlocks it without removing it, and that is how the next start knows. A model that
the program died of while it was loaded is set aside at once. While it only worked, the plug may have been pulled: it
is set aside when the same happens twice without a success between.
"""

import atexit
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

_log = logging.getLogger(__name__)
_LOADING, _WORKING = ".loading", ".working"
_ASIDE = ".set-aside"
_STRUCK = ".struck"


class CrashMarks:
    """The marks in one folder, by the name of a model. Several processes may share the folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def loading(self, name: str) -> Iterator[None]:
        """Mark the model as being loaded for as long as the block runs."""
        with self._mark(name, _LOADING):
            yield

    @contextmanager
    def working(self, name: str) -> Iterator[None]:
        """Mark the model as being at work for as long as the block runs; what the block raises is no crash."""
        with self._mark(name, _WORKING):
            yield
        self._of(name, _STRUCK).unlink(missing_ok=True)

    def settle(self) -> list[str]:
        """Set the models aside of which a program died; their names. Called at a start."""
        crashed = []
        for path in sorted([*self._folder.glob(f"*{_LOADING}"), *self._folder.glob(f"*{_WORKING}")]):
            lock = FileLock(path, timeout=0)
            try:
                lock.acquire()
            except (OSError, Timeout):
                # Another litcoach is at work with it just now.
                continue
            name = path.stem.rpartition(".")[0]
            struck = self._of(name, _STRUCK)
            if path.suffix == _LOADING or struck.exists():
                self._of(name, _ASIDE).touch()
                _log.error("litcoach died of the model %s; it is set aside", name)
                crashed.append(name)
            else:
                struck.touch()
                _log.warning("litcoach ended while the model %s was at work", name)
            lock.release()
            path.unlink(missing_ok=True)
        return crashed

    def is_set_aside(self, name: str) -> bool:
        """Whether a program died of the model, which has not been tried again since."""
        return self._of(name, _ASIDE).exists()

    def clear(self, name: str) -> None:
        """Trust the model again."""
        for suffix in (_ASIDE, _STRUCK):
            self._of(name, suffix).unlink(missing_ok=True)

    @contextmanager
    def _mark(self, name: str, suffix: str) -> Iterator[None]:
        """The mark, unless the program is ended in good order. A folder that cannot be written costs the mark only."""
        path = self._of(f"{name}.{os.getpid()}", suffix)
        lock = FileLock(path, timeout=0)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except (OSError, Timeout) as problem:
            _log.warning("%s is used without a mark: %s", name, problem)
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

    def _of(self, name: str, suffix: str) -> Path:
        return self._folder / f"{name}{suffix}"
