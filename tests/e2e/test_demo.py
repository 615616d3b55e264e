"""The demo, as `litcoach demo` runs it: real listener, real databases, the recording that ships."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import soundfile
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
RECORDING = ROOT / "resources" / "demo" / "reading.flac"
PATIENCE_S = 280
WORDS_FOR_A_FALSE_MARK = 40

PAGES = {
    *(f"student-{name}" for name in (
        "1-who-are-you", "2-today", "3-shelf", "3-listen", "4-microphone", "5-reading", "6-how-it-went",
        "7-practise-a-word", "8-a-question", "9-writing", "10-coach",
    )),
    *(f"teacher-{name}" for name in (
        "1-unlock", "2-classes", "2-assistant", "2-texts", "2-assignments", "2-groups", "2-import", "2-class-growth",
        "2-school-growth", "3-child", "3-growth", "3-talks", "4-reading", "5-expression", "6-running-record",
        "8-due", "8-held", "8-erased",
    )),
}  # fmt: skip
DIALOGS = {"teacher-2-export", "teacher-2-report", "teacher-3-keeping", "teacher-3-report"}

pytestmark = pytest.mark.timeout(300)


def litcoach(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"LITCOACH_DATA_DIR": str(folder / "data"), "TMPDIR": str(folder), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "litcoach_desktop", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[subprocess.CompletedProcess[str], Path]:
    """The demo with pictures, run once; and the folder in which everything of it lies."""
    folder = tmp_path_factory.mktemp("demo")
    return litcoach(folder, "demo", "--json", "--screenshots", str(folder / "pictures")), folder


@pytest.fixture(scope="module")
def result(demo: tuple[subprocess.CompletedProcess[str], Path]) -> dict[str, Any]:
    process, _ = demo
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def test_standard_output_is_one_json_object_of_the_promised_form(result: dict[str, Any]) -> None:
    assert list(result) == ["planted", "found", "false_marks", "words", "wcpm", "accuracy", "seconds"]
    for one in (*result["planted"], *result["found"]):
        assert one.keys() == {"index", "word", "kind"}
    assert result["words"] == 151
    assert result["seconds"] == pytest.approx(soundfile.info(RECORDING).duration, abs=0.2)
    assert 0.8 <= result["accuracy"] <= 1


def test_nine_of_ten_left_out_and_replaced_words_are_found(result: dict[str, Any]) -> None:
    wrong = ("omission", "substitution")
    planted = {one["index"] for one in result["planted"] if one["kind"] in wrong}
    found = {one["index"] for one in result["found"] if one["kind"] in wrong}
    assert len(planted) >= 10
    assert len(planted & found) >= 0.9 * len(planted)


def test_there_is_at_most_one_false_mark_in_forty_words(result: dict[str, Any]) -> None:
    assert result["false_marks"] * WORDS_FOR_A_FALSE_MARK <= result["words"]


def test_the_wait_is_found(result: dict[str, Any]) -> None:
    (planted,) = (one for one in result["planted"] if one["kind"] == "hesitation")
    found = [one["index"] for one in result["found"] if one["kind"] == "hesitation"]
    assert any(abs(index - planted["index"]) <= 1 for index in found)


def test_the_wrong_word_before_the_right_one_is_a_self_correction(result: dict[str, Any]) -> None:
    corrected = [one["index"] for one in result["planted"] if one["kind"] == "self_correction"]
    assert corrected == [one["index"] for one in result["found"] if one["kind"] == "self_correction"]


def test_the_rate_is_that_of_the_words_read_right(result: dict[str, Any]) -> None:
    wrong = sum(one["kind"] in ("omission", "substitution") for one in result["planted"])
    # The reader begins half a second in, ends as long before the end, and waits four seconds in between.
    expected = (result["words"] - wrong) / ((result["seconds"] - 1.5) / 60)
    assert result["wcpm"] == pytest.approx(expected, rel=0.05)


def test_both_sides_of_the_window_are_drawn_page_by_page(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, folder = demo
    drawn = {path.stem: path for path in (folder / "pictures").glob("*.png")}
    settings = {name for name in drawn if name.startswith("teacher-7-settings-")}
    assert len(settings) > 8
    assert drawn.keys() - settings == PAGES | DIALOGS
    for name, path in drawn.items():
        picture = QImage(str(path))
        if name not in DIALOGS:
            assert (picture.width(), picture.height()) == (1366, 768)
        ink = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(60, picture.height() - 80, 3)}
        assert len(ink) > 8, f"{name} is almost empty"


def test_nothing_of_the_profile_is_left_behind(demo: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, folder = demo
    # Sound libraries leave a folder of their own.
    left = [path.name for path in folder.iterdir() if not path.name.startswith("pulse-")]
    assert left == ["pictures"]


def test_the_demo_for_people_shows_the_words_the_record_and_the_comparison(tmp_path: Path) -> None:
    process = litcoach(tmp_path, "demo", "--speed", "50")
    assert process.returncode == 0, process.stderr
    assert "Every morning, before the first ferry left" in process.stdout
    assert "seconds are kept, encrypted" in process.stdout
    assert "What the teacher sees" in process.stdout
    assert "Planted and found" in process.stdout
    assert "Traceback" not in process.stderr
