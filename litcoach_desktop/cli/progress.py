"""Progress on standard error: one line that is written over on a terminal, a line for each tenth in a log."""

from __future__ import annotations

import sys
import time

_SECONDS_BETWEEN_LINES = 0.1


class ProgressLine:
    """Call it with how many of how many are done. name: what is being done."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._next = 0.0
        self._tenth = -1

    def __call__(self, done: int, total: int, note: str = "") -> None:
        """Show how far it is; note: at what."""
        if sys.stderr.isatty():
            if time.monotonic() >= self._next or done >= total:
                self._next = time.monotonic() + _SECONDS_BETWEEN_LINES
                bar = "█" * (20 * done // max(1, total))
                line = f"{note or self._name} {bar:░<20} {done:,} of {total:,}"
                print(f"\r{line:<78}", end="\n" if done >= total else "", file=sys.stderr, flush=True)
        elif (tenth := 10 * done // max(1, total)) != self._tenth:
            self._tenth = tenth
            print(f"{self._name}: {10 * tenth} %", file=sys.stderr, flush=True)
