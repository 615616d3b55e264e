"""Whether there is a screen to open a window on: Qt ends the whole process when there is none."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from litcoach_desktop.domain.errors import EnvironmentProblem


def need_screen(environment: Mapping[str, str], platform: str = sys.platform) -> None:
    """Raise EnvironmentProblem on a Linux without a desktop; other systems always have a screen."""
    named = any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if platform.startswith("linux") and not named:
        raise EnvironmentProblem(
            "There is no screen here (DISPLAY and WAYLAND_DISPLAY are empty).",
            "The window cannot be opened.",
            "Start litcoach on a desktop, or see what it does with `litcoach demo`.",
        )
