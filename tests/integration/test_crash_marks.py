"""A model that takes the program down does not go on doing so: a later start sets it aside."""

import subprocess
import sys
from pathlib import Path

import pytest

from litcoach_desktop.engines.crash_marks import CrashMarks

CHILD = """
import os, sys
from pathlib import Path
from litcoach_desktop.engines.crash_marks import CrashMarks
marks = CrashMarks(Path(sys.argv[1]))
with getattr(marks, sys.argv[3])("whisper-tiny.en"):
    if sys.argv[2] == "crash": os.abort()
    if sys.argv[2] == "exit": sys.exit(0)
    if sys.argv[2] == "wait": print("loading", flush=True); sys.stdin.readline(); os._exit(1)
"""


def child(folder: Path, how: str, what: str = "loading") -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), how, what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=root,
        text=True,
    )


def test_a_load_that_ends_leaves_no_mark(tmp_path: Path) -> None:
    marks = CrashMarks(tmp_path)
    with marks.loading("one"):
        assert list(tmp_path.glob("*.loading"))
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="bad"), marks.loading("one"):
        raise ValueError("bad")
    assert marks.settle() == []
    assert not marks.is_set_aside("one")


def test_a_crash_sets_the_model_aside_once(tmp_path: Path) -> None:
    with child(tmp_path, "crash") as crashing:
        assert crashing.wait(60) != 0
    marks = CrashMarks(tmp_path)
    assert marks.settle() == ["whisper-tiny.en"]
    assert marks.is_set_aside("whisper-tiny.en")
    assert marks.settle() == []
    marks.clear("whisper-tiny.en")
    assert not marks.is_set_aside("whisper-tiny.en")


def test_a_crash_at_work_is_forgiven_once(tmp_path: Path) -> None:
    marks = CrashMarks(tmp_path)
    for expected in ([], ["whisper-tiny.en"]):
        with child(tmp_path, "crash", "working") as crashing:
            assert crashing.wait(60) != 0
        assert marks.settle() == expected
    assert marks.is_set_aside("whisper-tiny.en")


def test_work_that_ends_well_between_two_crashes_counts(tmp_path: Path) -> None:
    marks = CrashMarks(tmp_path)
    for _ in range(2):
        with child(tmp_path, "crash", "working") as crashing:
            crashing.wait(60)
        assert marks.settle() == []
        with marks.working("whisper-tiny.en"):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_ends_in_good_order_while_loading_did_not_crash(tmp_path: Path) -> None:
    with child(tmp_path, "exit") as ending:
        assert ending.wait(60) == 0
    assert CrashMarks(tmp_path).settle() == []


def test_another_program_that_is_loading_just_now_did_not_crash(tmp_path: Path) -> None:
    marks = CrashMarks(tmp_path)
    with child(tmp_path, "wait") as loading:
        assert loading.stdout is not None
        assert loading.stdin is not None
        assert loading.stdout.readline() == "loading\n"
        assert marks.settle() == []
        loading.stdin.write("\n")
        loading.stdin.close()
        loading.wait(60)
    assert marks.settle() == ["whisper-tiny.en"]


def test_a_folder_that_cannot_be_written_costs_the_mark_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    loaded = False
    with CrashMarks(tmp_path / "file").loading("one"):
        loaded = True
    assert loaded
    assert CrashMarks(tmp_path / "file").settle() == []
