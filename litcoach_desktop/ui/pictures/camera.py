"""The window without a screen, and the shutter."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ui.shell import Shell

_WIDTH, _HEIGHT = 1366, 768
_LONGEST_WAIT_S = 20.0


class Camera:
    """Takes pictures of a shell of 1366 x 768 into PNG files of `folder`. taken: the files in order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.taken: list[Path] = []
        self.shell = Shell()
        self.shell.resize(_WIDTH, _HEIGHT)
        self.shell.show()

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window work until it is ready; what hangs is shown as it hangs."""
        deadline = time.monotonic() + _LONGEST_WAIT_S
        while not ready() and time.monotonic() < deadline:
            QCoreApplication.processEvents()
            time.sleep(0.01)

    def take(self, name: str, of: QWidget | None = None) -> None:
        """of: a dialog; the whole window without it. Raises StorageProblem when the file cannot be written."""
        # Twice: the first pass lays out what the last answer brought, the second paints it.
        for _ in range(2):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        path = self._folder / f"{name}.png"
        if not (of or self.shell).grab().save(str(path)):
            raise StorageProblem(
                f"The picture {path} could not be written.", "", "Check that the folder is writable and has room."
            )
        self.taken.append(path)

    def put_away(self) -> None:
        """Close the window for good."""
        self.shell.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
