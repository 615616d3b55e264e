"""Runs the window: shows it, furnishes it, opens the services behind it, and puts everything away at the end."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from litcoach_desktop.ui.palettes import PALETTES

if TYPE_CHECKING:
    from litcoach_desktop.settings import Settings
    from litcoach_desktop.ui.door import Door
    from litcoach_desktop.ui.needs import OpenServices, WindowServices
    from litcoach_desktop.ui.shell import Shell
    from litcoach_desktop.ui.side import Side
    from litcoach_desktop.ui.voice import SystemVoice

_OPENING_WAIT_S = 10.0


def run_window(open_services: OpenServices, *, settings: Settings) -> int:
    """Show the window until it is closed; returns the exit code.

    open_services: called on a worker thread once the window is on the screen.
    """
    app = application()
    hook, sys.excepthook = sys.excepthook, _show_bug
    try:
        window = Window(open_services, settings)
        window.showMaximized()
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
    return QApplication([sys.argv[0]])


class Window(QMainWindow):
    """Bare paper at first; the shell comes when that has been painted, and then the services are opened.

    So a child sees the window at once: what the shell imports costs as much as a bare window does.
    """

    def __init__(self, open_services: OpenServices, settings: Settings) -> None:
        super().__init__()
        self._open_services = open_services
        self._settings = settings
        self._opener: Opener | None = None
        self._voice: SystemVoice | None = None
        self.shell: Shell | None = None
        self.setWindowTitle(self.tr("litcoach"))
        self.resize(1366, 768)
        self.setStyleSheet(f"QMainWindow {{ background: {PALETTES[settings.theme].ground}; }}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first time, go on with what comes after the first sight."""
        super().paintEvent(event)
        if self._opener is None:
            self._opener = Opener(self._open_services, self)
            QTimer.singleShot(0, self, self._furnish)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs, then close the services."""
        if self.shell is not None:
            self.shell.shut()
        if self._voice is not None:
            self._voice.close()
        if self._opener is not None:
            self._opener.close()
        super().closeEvent(event)

    @property
    def services(self) -> WindowServices | None:
        """What was opened; None before."""
        return self._opener.services if self._opener else None

    @Slot()
    def _furnish(self) -> None:
        from litcoach_desktop.ui.shell import Shell
        from litcoach_desktop.ui.theme import begin_theme
        from litcoach_desktop.ui.translation import load_translation

        app = application()
        load_translation(app)
        theme = begin_theme(app, self._settings.theme, self._settings.text_scale)
        theme.changed.connect(self._keep_look)
        self.setStyleSheet("")
        self.shell = Shell()
        self.setCentralWidget(self.shell)
        self._open()

    def _open(self) -> None:
        if self.shell is not None and self._opener is not None:
            self.shell.show_opening()
            self._opener.open(self._opened, self._not_opened)

    def _opened(self, services: WindowServices) -> None:
        from litcoach_desktop.ui.icons import icon_set
        from litcoach_desktop.ui.voice import SystemVoice

        voice = self._voice = SystemVoice(self)
        voice.look()

        def student_side() -> Side:
            from litcoach_desktop.ui.student.side import StudentSide

            return StudentSide(services, voice)

        def teacher_side() -> Side:
            from litcoach_desktop.ui.teacher.side import TeacherSide

            return TeacherSide(services)

        if self.shell is not None:
            self.shell.show_sides(student_side, teacher_side)
            icon_set().load_soon()

    def _not_opened(self, error: Exception) -> None:
        from litcoach_desktop.ui.messages import describe, log_bug

        log_bug(error)
        if self.shell is not None:
            self.shell.show_problem(describe(error), self._open)

    @Slot()
    def _keep_look(self) -> None:
        from litcoach_desktop.domain.errors import LitcoachError
        from litcoach_desktop.ui.messages import report
        from litcoach_desktop.ui.theme import current_theme

        theme = current_theme()
        chosen = {"theme": theme.palette.name, "text_scale": theme.text_scale}
        changed = {name: value for name, value in chosen.items() if getattr(self._settings, name) != value}
        if changed:
            try:
                self._settings.save(**changed)
            except LitcoachError as problem:
                report(problem)


class Opener(QObject):
    """Opens the services on a thread of its own, and closes them."""

    def __init__(self, open_services: OpenServices, parent: QObject) -> None:
        super().__init__(parent)
        self._open_services = open_services
        self._thread: threading.Thread | None = None
        self._door: Door | None = None
        self.services: WindowServices | None = None

    def open(self, opened: Callable[[WindowServices], None], failed: Callable[[Exception], None]) -> None:
        """Start; one of the two is called in the window's thread when it is done."""
        from litcoach_desktop.ui.door import Door

        door = self._door = Door(self)

        def work() -> None:
            try:
                services = self._open_services(door.deliver)
            except Exception as error:
                # `error` is unbound when this block ends, before the door runs the call.
                problem = error
                door.deliver(lambda: failed(problem))
                return
            self.services = services
            door.deliver(lambda: opened(services))

        self._thread = threading.Thread(target=work, name="open-services", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let nothing come in any more, wait for an opening under way, and close what was opened."""
        if self._door is not None:
            self._door.close()
        if self._thread is not None:
            self._thread.join(_OPENING_WAIT_S)
        services, self.services = self.services, None
        if services is not None:
            services.close()


def _show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What escapes from a slot: into the log, and one calm sentence into the window."""
    from litcoach_desktop.ui.messages import report

    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    report(error.with_traceback(trace))
