"""How long the window stands still while a district's roster is imported: python -m tests.bench.roster_window

A OneRoster zip of 100,000 children is read, shown and imported in the window, over an encrypted store in a folder that
is thrown away. A timer asks to be called every 5 ms; printed are the seconds that each step took and the longest time
between two of its calls meanwhile. `--rows N` for another number.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from litcoach_desktop.bootstrap import open_services
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.app import application
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.teacher.roster_import import RosterStep
from litcoach_desktop.ui.teacher.side import TeacherSide
from tests.bench.roster_import import write_roster
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput
from tests.fakes.listening import ScriptedListener

_EVERY_MS = 5


class Stalls:
    """The longest time between two calls of a timer."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._called)
        self._timer.start(_EVERY_MS)

    def start(self) -> None:
        """Count from now."""
        self.longest, self._last = 0.0, time.perf_counter()

    def _called(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now


def main() -> None:
    """Make a roster, import it in the window."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_roster(folder / "roster.zip", rows)
        door = Door()
        listener = ScriptedListener({})
        services = open_services(
            door.deliver,
            Settings(),
            data_dir=folder / "data",
            audio_input=FakeAudioInput(np.zeros(0, dtype=np.int16)),
            audio_output=FakeAudioOutput(),
            listener=lambda: listener,
        )
        services.teacher.set_up("seven quiet otters")
        side = TeacherSide(services)
        side.resize(1366, 700)
        side.show()
        side.pages.setCurrentWidget(side.import_page)
        model, stalls = side.importing, Stalls()
        wait(app, lambda: not side.busy)
        for what, start, step in (
            ("read and plan", lambda: model.read(folder / "roster.zip"), RosterStep.PREVIEW),
            ("import", model.carry_out, RosterStep.START),
        ):
            stalls.start()
            began = time.perf_counter()
            start()
            wait(app, lambda step=step: model.step is step)
            took = time.perf_counter() - began
            print(f"{what}: {took:.2f} s, the window still for {stalls.longest * 1000:.0f} ms at most")
        side.leave()
        services.close()
        door.close()
        side.close()


def wait(app: QApplication, done: Callable[[], bool]) -> None:
    """Let the window live until it is done."""
    while not done():
        app.processEvents()
        time.sleep(0.001)


if __name__ == "__main__":
    main()
