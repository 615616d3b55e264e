"""Runs the window: shows it, opens the services behind it, and puts everything away when it is closed."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from litcoach_desktop.domain.errors import LitcoachError
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.messages import describe, log_bug, report
from litcoach_desktop.ui.needs import OpenServices, WindowServices
from litcoach_desktop.ui.shell import Shell
from litcoach_desktop.ui.side import Side
from litcoach_desktop.ui.theme import begin_theme
from litcoach_desktop.ui.translation import load_translation

if TYPE_CHECKING:
    from litcoach_desktop.settings import Settings

_OPENING_WAIT_S = 10.0
_log = logging.getLogger(__name__)


def run_window(open_services: OpenServices, *, settings: Settings) -> int:
    """Show the window until it is closed; returns the exit code.

    open_services: called on a worker thread once the window is on the screen.
    """
    app = application()
    begin_theme(app, settings.theme, settings.text_scale)
    hook, sys.excepthook = sys.excepthook, _show_bug
    try:
        window = Window(open_services, settings)
        window.shell.showMaximized()
        window.open()
        return app.exec()
    finally:
        sys.excepthook = hook


def application() -> QApplication:
    """The one QApplication, made when there is none yet."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setApplicationName("litcoach")
    QApplication.setApplicationDisplayName("litcoach")
    made = QApplication([sys.argv[0]])
    load_translation(made)
    return made


class Window(QObject):
    """The shell and what it stands on: the door, the services and their opening."""

    def __init__(self, open_services: OpenServices, settings: Settings) -> None:
        super().__init__()
        self._open_services = open_services
        self._settings = settings
        self._closing = threading.Event()
        self._opening: threading.Thread | None = None
        self.door = Door(self)
        self.services: WindowServices | None = None
        self.shell = Shell()
        self.shell.on_closed(self._closed)
        self._theme = begin_theme(application(), settings.theme, settings.text_scale)
        self._theme.changed.connect(self._keep_look)

    def open(self) -> None:
        """Open the services once the window has been painted."""
        self.shell.show_opening()
        QTimer.singleShot(0, self, self._start_opening)

    @Slot()
    def _start_opening(self) -> None:
        self._opening = threading.Thread(target=self._open, name="open-services", daemon=True)
        self._opening.start()

    def _open(self) -> None:
        try:
            services = self._open_services(self.door.deliver)
        except Exception as error:
            # `error` is unbound when this block ends, before the door runs the call.
            problem = error
            self.door.deliver(lambda: self._not_opened(problem))
            return
        self.services = services
        if not self._closing.is_set():
            self.door.deliver(lambda: self._opened(services))

    def _opened(self, services: WindowServices) -> None:
        from litcoach_desktop.ui.icons import icon_set
        from litcoach_desktop.ui.voice import SystemVoice

        voice = SystemVoice(self)

        def student_side() -> Side:
            from litcoach_desktop.ui.student.side import StudentSide

            return StudentSide(services, voice)

        def teacher_side() -> Side:
            from litcoach_desktop.ui.teacher.side import TeacherSide

            return TeacherSide(services)

        self.shell.show_sides(student_side, teacher_side)
        icon_set().load_soon()

    def _not_opened(self, error: Exception) -> None:
        log_bug(error)
        self.shell.show_problem(describe(error), self.open)

    @Slot()
    def _keep_look(self) -> None:
        chosen = {"theme": self._theme.palette.name, "text_scale": self._theme.text_scale}
        changed = {name: value for name, value in chosen.items() if getattr(self._settings, name) != value}
        if changed:
            try:
                self._settings.save(**changed)
            except LitcoachError as problem:
                report(problem)

    def _closed(self) -> None:
        self._closing.set()
        self.door.close()
        if self._opening is not None:
            self._opening.join(_OPENING_WAIT_S)
        if self.services is not None:
            self.services.close()


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What escapes from a slot: into the log, and one calm sentence into the window."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    report(error.with_traceback(trace))
