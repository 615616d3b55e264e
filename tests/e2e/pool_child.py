"""Judges a recording that never ends in a worker process, until somebody kills it. Says when the worker is busy."""

import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.cli.judging_pool import judge_all
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.ports.audio import Samples
from tests.fakes.parts import ScriptedParts


@dataclass(frozen=True)
class EndlessTask:
    """A sound that is never ready."""

    id: str = "endless"
    text: str = "One two."
    problem: str | None = None

    def sound(self, parts: Parts) -> Samples:
        """Say so, and wait for ever."""
        print("busy", flush=True)
        threading.Event().wait()
        raise AssertionError


if __name__ == "__main__":
    list(judge_all(ScriptedParts(Path(sys.argv[1])), [EndlessTask()], 1, "sphinx"))
