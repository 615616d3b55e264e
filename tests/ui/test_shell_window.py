"""The whole window: paper first, then the shell, then the services; problems at the start; an orderly end."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import KeyProblem
from litcoach_desktop.settings import Settings, load_settings
from litcoach_desktop.ui.app import Window
from litcoach_desktop.ui.needs import Deliver
from litcoach_desktop.ui.theme import current_theme
from tests.fakes.services import FakeServices

PATIENCE_MS = 20_000


class Openings:
    """Opens services in memory, after as many problems as a test wants."""

    def __init__(self, *problems: Exception) -> None:
        self.problems = list(problems)
        self.opened: list[FakeServices] = []
        self.threads: list[int] = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, deliver: Deliver) -> FakeServices:
        self.threads.append(threading.get_ident())
        assert self.go.wait(20)
        if self.problems:
            raise self.problems.pop(0)
        self.opened.append(FakeServices(deliver))
        return self.opened[-1]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(user_file=tmp_path / "settings.toml", policy=tmp_path / "policy.toml", environment={})


@pytest.fixture
def show(settings: Settings) -> Iterator[Callable[[Openings], Window]]:
    windows: list[Window] = []

    def make(openings: Openings) -> Window:
        window = Window(openings, settings)
        windows.append(window)
        window.show()
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def names_are_shown(window: Window) -> bool:
    return window.shell is not None and window.shell.sides.currentWidget() is not window.shell.notice


def test_the_services_are_opened_off_the_windows_thread_and_the_names_appear(
    qtbot: QtBot, show: Callable[[Openings], Window]
) -> None:
    openings = Openings()
    window = show(openings)
    assert window.shell is None
    qtbot.waitUntil(lambda: names_are_shown(window), timeout=PATIENCE_MS)
    assert openings.threads[0] != threading.get_ident()
    assert window.services is openings.opened[0]


def test_closing_closes_the_services(qtbot: QtBot, show: Callable[[Openings], Window]) -> None:
    openings = Openings()
    window = show(openings)
    qtbot.waitUntil(lambda: names_are_shown(window), timeout=PATIENCE_MS)
    window.close()
    assert openings.opened[0].closed


def test_closing_while_it_opens_waits_and_closes_what_was_opened(
    qtbot: QtBot, show: Callable[[Openings], Window]
) -> None:
    openings = Openings()
    openings.go.clear()
    window = show(openings)
    qtbot.waitUntil(lambda: openings.threads != [], timeout=PATIENCE_MS)
    threading.Timer(0.05, openings.go.set).start()
    window.close()
    assert openings.opened[0].closed


def test_a_missing_key_is_said_and_trying_again_goes_on(qtbot: QtBot, show: Callable[[Openings], Window]) -> None:
    openings = Openings(KeyProblem("The key to the children's data is missing.", "Nothing is lost.", "Bring it back."))
    window = show(openings)
    qtbot.waitUntil(lambda: window.shell is not None and window.shell.notice.act.isVisible(), timeout=PATIENCE_MS)
    assert window.shell is not None
    assert window.shell.notice.heading.text() == "The key to the children's data is missing."
    assert window.shell.notice.sentence.text() == "Nothing is lost. Bring it back."
    qtbot.mouseClick(window.shell.notice.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names_are_shown(window), timeout=PATIENCE_MS)


def test_the_look_that_was_chosen_is_kept(
    qtbot: QtBot, show: Callable[[Openings], Window], settings: Settings, tmp_path: Path
) -> None:
    window = show(Openings())
    qtbot.waitUntil(lambda: names_are_shown(window), timeout=PATIENCE_MS)
    current_theme().choose(palette="dark", text_scale=1.5)
    again = load_settings(user_file=tmp_path / "settings.toml", policy=tmp_path / "policy.toml", environment={})
    assert (again.theme, again.text_scale) == ("dark", 1.5)


def test_nothing_heavier_than_qt_is_imported_before_the_window_shows() -> None:
    program = (
        "import os, sys\n"
        "from litcoach_desktop.settings import Settings\n"
        "from litcoach_desktop.ui.app import Window, application\n"
        "app = application()\n"
        "window = Window(lambda deliver: None, Settings())\n"
        "window.show()\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-u", "-c", program], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    heavy = {"numpy", "sqlmodel", "sqlalchemy", "sqlcipher3", "pocketsphinx", "sounddevice", "soundfile", "soxr"}
    heavy |= {"qtawesome", "keyring", "argon2", "pyphen", "onnxruntime"}
    assert [name for name in sorted(heavy) if f"'{name}'" in done.stdout] == []
    assert "'PySide6'" in done.stdout
