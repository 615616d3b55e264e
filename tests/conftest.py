"""What holds in every test: no screen, nobody's own files or keys, and nothing left running afterwards."""

import gc
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

# Before anything imports Qt, keyring or platformdirs.
_HOME = Path(tempfile.mkdtemp(prefix="litcoach-tests-"))
for _name in [name for name in os.environ if name.startswith("LITCOACH_") and name != "LITCOACH_KILLS"]:
    del os.environ[_name]
os.environ |= {
    "QT_QPA_PLATFORM": "offscreen",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    "XDG_CACHE_HOME": str(_HOME / "cache"),
    "XDG_CONFIG_DIRS": str(_HOME / "etc"),
    "XDG_CONFIG_HOME": str(_HOME / "config"),
    "XDG_DATA_HOME": str(_HOME / "data"),
}

# No test is timed; and what CI finds, everybody finds.
hypothesis.settings.register_profile("litcoach", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("litcoach")

_SECONDS_TO_END = 10.0


def pytest_unconfigure() -> None:
    """Remove the folder that stood in for the user's own."""
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_is_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread, a window or a ticking timer behind."""
    threads = set(threading.enumerate())
    windows = _windows()
    # Timers are looked for among the objects of this test alone: among all, the search would cost more than most tests.
    gc.freeze()
    yield
    left = _wait_for_threads_to_end(threads)
    left_windows = [window for window in _windows() if window not in windows]
    timers = _ticking_timers()
    gc.unfreeze()
    assert left == [], f"threads still running: {left}"
    assert left_windows == [], f"windows still there: {left_windows}"
    assert timers == [], f"timers still ticking: {timers}"


def _wait_for_threads_to_end(before: set[threading.Thread]) -> list[str]:
    deadline = time.monotonic() + _SECONDS_TO_END
    while True:
        left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
        if not left or time.monotonic() > deadline:
            return [thread.name for thread in left]
        left[0].join(0.05)


def _windows() -> list[Any]:
    """The windows of the running application; none where no test has loaded Qt's widgets."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    from PySide6.QtCore import QCoreApplication, QEvent

    # Windows that asked to be deleted are only gone once the event loop has seen to it; nothing runs it now.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return list(widgets.QApplication.topLevelWidgets())


def _ticking_timers() -> list[str]:
    core = sys.modules.get("PySide6.QtCore")
    if core is None:
        return []
    from shiboken6 import isValid

    return [
        repr(timer)
        for timer in gc.get_objects()
        if isinstance(timer, core.QTimer) and isValid(timer) and timer.isActive()
    ]
