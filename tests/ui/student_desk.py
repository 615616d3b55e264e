"""The child's side in its window, with services in memory behind it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.shell import Shell
from litcoach_desktop.ui.side import Side
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.model import Phase
from litcoach_desktop.ui.student.side import StudentSide
from tests.fakes.services import FakeServices, FakeVoice

PATIENCE_MS = 20_000


class StudentDesk:
    """What a test does at the child's side."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.door = Door()
        self.voice = FakeVoice()
        self.services = FakeServices(self.door.deliver)
        self.shell = Shell()
        self.side: StudentSide | None = None

    def open(self, place: Place = Place.WHO, *, width: int = 1366, height: int = 768) -> Any:
        """Show the window; returns the screen on top once it has its answer."""

        def make() -> StudentSide:
            self.side = StudentSide(self.services, self.voice)
            return self.side

        self.shell.resize(width, height)
        self.shell.show()
        self.shell.show_sides(make, Side)
        return self.at(place)

    def at(self, place: Place) -> Any:
        """The screen on top, which has to be this one, once it is past loading."""
        assert self.side is not None
        side = self.side
        self.until(lambda: side.journey.place is place)
        screen = side.screen_shown
        self.until(lambda: screen.model.phase is not Phase.LOADING)
        return screen

    def until(self, ready: Callable[[], bool]) -> None:
        """Let the window live until this holds."""
        self._qtbot.waitUntil(ready, timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Let every layout take its turn: a change inside one asks the ones around it for another."""
        for _ in range(5):
            QCoreApplication.processEvents()

    def click(self, button: QWidget) -> None:
        """Press a button that can be seen and pressed."""
        # What a layout was just given shows at its next turn.
        self.until(button.isVisible)
        assert button.isEnabled(), "the button cannot be pressed"
        self._qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def press(self, widget: QWidget, key: Qt.Key) -> None:
        """Press a key."""
        self._qtbot.keyClick(widget, key)

    def texts(self) -> str:
        """Everything a child can read now, on labels and buttons."""
        assert self.side is not None
        self.settle()
        screen = self.side.screen_shown
        shown: list[QLabel | QPushButton] = [*screen.findChildren(QLabel), *screen.findChildren(QPushButton)]
        return "\n".join(part.text() for part in shown if part.isVisible())

    def close(self) -> None:
        """Put everything away."""
        self.shell.close()
        self.door.close()
        self.services.close()
        self.shell.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
