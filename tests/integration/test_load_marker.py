"""A model that takes the program down while it is loaded does so once: the next start sets it aside."""

import subprocess
import sys
from pathlib import Path

import pytest

from litcoach_desktop.engines.load_marker import LoadMarkers

CHILD = """
import os, sys
from pathlib import Path
from litcoach_desktop.engines.load_marker import LoadMarkers
with LoadMarkers(Path(sys.argv[1])).loading("whisper-tiny.en"):
    if sys.argv[2] == "crash": os.abort()
    if sys.argv[2] == "exit": sys.exit(0)
    if sys.argv[2] == "wait": print("loading", flush=True); sys.stdin.readline(); os._exit(1)
"""


def child(folder: Path, how: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), how],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        text=True,
    )


def test_a_load_that_ends_leaves_no_mark(tmp_path: Path) -> None:
    markers = LoadMarkers(tmp_path)
    with markers.loading("one"):
        assert list(tmp_path.glob("*.loading"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="bad"), markers.loading("one"):
        raise ValueError("bad")
    assert markers.settle() == []
    assert not markers.is_set_aside("one")


def test_a_crash_sets_the_model_aside_once(tmp_path: Path) -> None:
    with child(tmp_path, "crash") as crashing:
        assert crashing.wait(60) != 0
    markers = LoadMarkers(tmp_path)
    assert markers.settle() == ["whisper-tiny.en"]
    assert markers.is_set_aside("whisper-tiny.en")
    assert markers.settle() == []
    markers.clear("whisper-tiny.en")
    assert not markers.is_set_aside("whisper-tiny.en")


def test_a_program_that_ends_in_good_order_while_loading_did_not_crash(tmp_path: Path) -> None:
    with child(tmp_path, "exit") as ending:
        assert ending.wait(60) == 0
    assert LoadMarkers(tmp_path).settle() == []


def test_another_program_that_is_loading_just_now_did_not_crash(tmp_path: Path) -> None:
    markers = LoadMarkers(tmp_path)
    with child(tmp_path, "wait") as loading:
        assert loading.stdout is not None
        assert loading.stdin is not None
        assert loading.stdout.readline() == "loading\n"
        assert markers.settle() == []
        loading.stdin.write("\n")
        loading.stdin.close()
        loading.wait(60)
    assert markers.settle() == ["whisper-tiny.en"]


def test_a_folder_that_cannot_be_written_costs_the_mark_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    loaded = False
    with LoadMarkers(tmp_path / "file").loading("one"):
        loaded = True
    assert loaded
    assert LoadMarkers(tmp_path / "file").settle() == []
