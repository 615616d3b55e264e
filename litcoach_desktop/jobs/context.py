"""What a running job may do: say how far it is, hand out events, notice that it should stop."""

import threading
import time
from collections.abc import Callable
from typing import Any

# Ten reports a second are as many as an eye can use, and never flood the window's queue.
_SECONDS_BETWEEN_TICKS = 0.1


class Cancelled(BaseException):
    """Raised inside a job when its user said stop. Not an error, so `except Exception` lets it pass."""


class JobContext:
    """Handed to the work function of a job; all calls come from the job's own thread."""

    def __init__(
        self,
        report: Callable[[int, int, str], None] | None,
        emit: Callable[[Any], None] | None,
        stop: threading.Event,
    ) -> None:
        self._report = report
        self._emit = emit
        self._stop = stop
        self._next_report = 0.0

    @property
    def cancelled(self) -> bool:
        """True once the user said stop: for loops that want to finish tidily instead of raising."""
        return self._stop.is_set()

    def tick(self, done: int, total: int, note: str = "") -> None:
        """Report progress (at most ten times a second, the last step always) and raise Cancelled if asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        now = time.monotonic()
        if self._report is not None and (now >= self._next_report or done == total):
            self._next_report = now + _SECONDS_BETWEEN_TICKS
            self._report(done, total, note)

    def emit(self, event: object) -> None:
        """Hand out an event at once, in order, unthrottled: a word reached, a second kept."""
        if self._emit is not None:
            self._emit(event)

    def wait(self, seconds: float) -> bool:
        """Sleep, but wake when the job is cancelled; True if it was."""
        return self._stop.wait(seconds)
