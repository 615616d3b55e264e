"""Ways in which a made-up model behaves when a child process tries it. Imports nothing heavy: the child does too."""

import os
import time
from pathlib import Path


def works(kind: str, folder: Path) -> None:
    """It works."""


def fails(kind: str, folder: Path) -> None:
    """It cannot be loaded."""
    raise RuntimeError("it is of another version.")


def crashes(kind: str, folder: Path) -> None:
    """It takes its process down."""
    os._exit(139)


def hangs(kind: str, folder: Path) -> None:
    """It never comes back."""
    time.sleep(3600)
