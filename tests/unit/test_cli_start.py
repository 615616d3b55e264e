"""What starting the command line costs: nothing heavy is imported before a command needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("PySide6", "numpy", "pocketsphinx", "sounddevice", "soundfile", "sqlmodel", "sqlalchemy", "onnxruntime")
QT = ("PySide6", "shiboken6")

CHILD = """
import sys
from litcoach_desktop.__main__ import main
sys.argv = ["litcoach", *sys.argv[1:]]
code = main()
print("LOADED", *(sorted({name.partition(".")[0] for name in sys.modules})))
sys.exit(code)
"""


def loaded(folder: Path, *arguments: str) -> set[str]:
    environment = os.environ | {"LITCOACH_DATA_DIR": str(folder / "data")}
    process = subprocess.run(
        [sys.executable, "-c", CHILD, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    line = next(line for line in process.stdout.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["assess", "reading", "--help"], ["dance"]])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(tmp_path, *arguments) & set(HEAVY) == set()


@pytest.mark.parametrize(
    "arguments", [["doctor"], ["bench", "--corpus", "nowhere"], ["read", "--audio", "a", "--text", "b"]]
)
def test_only_the_window_loads_qt(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(tmp_path, *arguments) & set(QT) == set()
