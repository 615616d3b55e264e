"""The bridge from an exception to what a person at the terminal reads, and the exit code that goes with it."""

from __future__ import annotations

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from litcoach_desktop import __version__
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused

BUG, PROBLEM, STOPPED = 1, 2, 130
"""Exit codes: a bug of ours; something the user can mend; stopped from the keyboard, as shells report it."""


def tell(error: BaseException, reports: Path | None, *, to: TextIO | None = None) -> int:
    """Say what happened, on standard error; returns the exit code.

    reports: the folder for the report of a bug, the system's temporary one when None or not writable.
    """
    out = to or sys.stderr
    if isinstance(error, EnvironmentProblem):
        for sentence in (error.happened, error.meaning, error.remedy):
            if sentence:
                print(sentence, file=out)
        return PROBLEM
    if isinstance(error, Refused):
        print(error, file=out)
        return PROBLEM
    if isinstance(error, KeyboardInterrupt):
        print("Stopped.", file=out)
        return STOPPED
    print("Something went wrong inside litcoach; what was kept until now is safe.", file=out)
    try:
        report = write_report(error, reports)
    except OSError:
        # Not even the temporary folder can be written: the traceback itself is better than nothing.
        traceback.print_exception(error, file=out)
    else:
        print(f"Please send this report to who looks after litcoach: {report}", file=out)
    return BUG


def write_report(error: BaseException, folder: Path | None) -> Path:
    """Write the traceback into a file and return its path. It holds no values of variables, so no pupil's data."""
    lines = [
        f"litcoach {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n",
        *traceback.format_exception(error),
    ]
    name = f"litcoach-report-{datetime.now(UTC):%Y%m%d-%H%M%S}-"
    if folder is not None and not folder.is_dir():
        folder = None
    for place in (folder, None):
        try:
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", prefix=name, suffix=".txt", dir=place, delete=False
            ) as file:
                file.writelines(lines)
            return Path(file.name)
        except OSError:
            if place is None:
                raise
    raise AssertionError("the loop returns or raises")
