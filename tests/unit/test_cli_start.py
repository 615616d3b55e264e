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


def test_a_reader_of_the_output_may_go_away_and_ticks_survive_any_encoding(tmp_path: Path) -> None:
    environment = os.environ | {"LITCOACH_DATA_DIR": str(tmp_path), "PYTHONIOENCODING": "cp1252"}
    command = [sys.executable, "-m", "litcoach_desktop", "doctor"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    told = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert "✓" in told.stdout.decode("utf-8")


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["assess", "reading", "--help"], ["dance"]])
def test_help_loads_nothing_heavy(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(tmp_path, *arguments) & set(HEAVY) == set()


@pytest.mark.parametrize(
    "arguments", [["doctor"], ["bench", "--corpus", "nowhere"], ["read", "--audio", "a", "--text", "b"]]
)
def test_only_the_window_loads_qt(tmp_path: Path, arguments: list[str]) -> None:
    assert loaded(tmp_path, *arguments) & set(QT) == set()
