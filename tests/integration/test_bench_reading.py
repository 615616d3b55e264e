"""`litcoach bench reading` over a small corpus made here: items, workers, babble, groups, files, and odd folders."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop import bootstrap
from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.reading.events import WordStatus
from tests.fakes.listening import ScriptedListener
from tests.fakes.parts import ScriptedParts

RATE = 16_000
READERS = ("ann", "ben", "cat")
TEXTS = (
    "the big dog ran down a long road",
    "she sat under that old tree today",
    "we will go home when it rains",
    "my red ball is in the water",
    "he has seven cats and one bird",
    "they like to eat bread and milk",
    "put the little box on the table",
    "can you see the moon at night",
)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    rows = []
    for reader, name in enumerate(READERS):
        for number, text in enumerate(TEXTS):
            seconds = 1 + number / 8
            noise = np.random.default_rng(reader * 10 + number).normal(
                scale=2000 * (reader + 1), size=int(seconds * RATE)
            )
            sf.write(folder / f"{name}{number}.flac", noise.astype(np.int16), RATE)
            row = {"id": f"{name}{number}", "audio": f"{name}{number}.flac", "text": text, "speaker": name}
            rows.append(row | {"age": 8 + reader, "first_language": "x" if reader else "y"})
    for row in rows:
        # The last word of everything was badly said.
        row["heard"] = [9.0] * (len(row["text"].split()) - 1) + [4.0]
    write(folder, rows)
    return folder


def write(folder: Path, rows: list[Any]) -> None:
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    (folder / "manifest.jsonl").write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def bench(folder: Path, data: Path, *options: str, listener: ScriptedListener | None = None) -> int:
    return run(["bench", "reading", "--corpus", str(folder), *options], ScriptedParts(data, listener))


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_whole_run(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    listener = ScriptedListener({0: WordStatus.MISREAD})
    options = ("--babble", "10", "--by", "age,first_language", "--scores", "heard", "--below", "8", "--workers", "2")
    assert bench(corpus, tmp_path, *options, "--out", str(out), "--json", listener=listener) == 0
    report = json.loads(capsys.readouterr().out)
    assert json.loads((out / "figures.json").read_text(encoding="utf-8")) == report
    assert (report["readers"], report["items"], report["left_out"]) == (3, 27, {})
    quiet, noisy = report["passes"]
    assert (quiet["name"], noisy["name"]) == ("sphinx", "sphinx, 10 dB")

    truths, manifest = lines(out / "truth.jsonl"), lines(out / "manifest.jsonl")
    assert [one["id"] for one in truths] == [one["id"] for one in manifest]
    assert [one["kind"] for one in truths[24:]] == ["passage-whole", "passage-skip", "passage-repeat"]
    # The listener marks the first word of everything and nothing else.
    sentences = [one["labels"] for one in truths[:24]]
    right = sum(labels.count("ok") for labels in sentences)
    false = sum(labels[0] == "ok" for labels in sentences)
    figures = quiet["figures"]
    assert figures["words_ok"] == right
    assert figures["words_miscued"] == sum(map(len, sentences)) - right > 0
    assert figures["default_false_alarm_rate"] == pytest.approx(false / right)
    assert figures["insertion_recall"] == 0
    assert figures["skip_found"] == 0
    # Eight recordings of 1 to 1.875 s and eight gaps of 0.35 s, read whole.
    whole = truths[24]
    assert whole["seconds"] == pytest.approx(8 * 1.4375 + 8 * 0.35, abs=0.001)
    assert whole["wcpm"] == pytest.approx(len(whole["labels"]) / whole["seconds"] * 60)
    # Skipped: seven of eight recordings sound. Repeated: nine.
    assert truths[25]["seconds"] < whole["seconds"] < truths[26]["seconds"]
    assert truths[25]["labels"].count("omission") in (6, 7, 8)

    # The listener hears nothing, so noise changes nothing; but the sound was made, as long as before.
    assert noisy["figures"]["default_false_alarm_rate"] == figures["default_false_alarm_rate"]
    durations = [[one["duration_s"] for one in lines(out / name)] for name in
                 ("results-sphinx.jsonl", "results-sphinx-10-dB.jsonl")]  # fmt: skip
    assert durations[0] == durations[1] == [pytest.approx(one["seconds"], abs=0.001) for one in truths]

    assert list(quiet["groups"]["age"]) == ["8", "9", "10"]
    assert {value: group["readers"] for value, group in quiet["groups"]["first_language"].items()} == {"x": 2, "y": 1}
    words = [group["figures"]["words_ok"] for group in quiet["groups"]["age"].values()]
    assert sum(words) == right
    # One word of each recording was badly said, most of them still there and taken as right.
    assert 0 < quiet["people"]["low"] <= 24
    assert quiet["people"]["marked_low"] == 0


class PartsWithASecond(ScriptedParts):
    """The second listener finds what the first does not."""

    def listener(self, name: str = "sphinx") -> ScriptedListener:
        return ScriptedListener({1: WordStatus.MISREAD}) if name == "both" else ScriptedListener()


def test_a_second_listener_is_compared_with_the_first(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["bench", "reading", "--corpus", str(corpus), "--passages", "0", "--listener", "both", "--workers", "1"]
    assert run([*arguments, "--json"], PartsWithASecond(tmp_path)) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in report["passes"]] == ["sphinx", "both"]
    (differences,) = report["differences"]
    assert differences["name"] == "both less sphinx"
    alone, together = (one["figures"] for one in report["passes"])
    assert alone["default_false_alarm_rate"] == 0
    assert differences["values"]["default_false_alarm_rate"] == together["default_false_alarm_rate"] > 0
    # Three readers are too few to draw from.
    assert differences["intervals"] == {}


def test_without_a_second_listener_a_sentence_says_how_to_get_it(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LITCOACH_DATA_DIR", str(tmp_path))
    assert run(["bench", "reading", "--corpus", str(corpus), "--listener", "both"], bootstrap.Parts()) == 2
    told = capsys.readouterr().err
    assert "Whisper" in told
    assert "Traceback" not in told


def test_results_made_before_are_only_counted(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    small = ("--sentences", "4", "--passages", "1")
    assert bench(corpus, tmp_path, *small, "--out", str(out), "--workers", "1", "--sounds") == 0
    table = capsys.readouterr().out
    assert "3 readers" in table
    assert "as shipped: false alarms" in table
    results = out / "results-sphinx.jsonl"
    assert bench(corpus, tmp_path, *small, "--results", str(results), "--json") == 0
    again = json.loads(capsys.readouterr().out)
    before = json.loads((out / "figures.json").read_text(encoding="utf-8"))
    assert again["passes"][0]["figures"] == before["passes"][0]["figures"]
    # Another seed has other texts, for which these are no results.
    assert bench(corpus, tmp_path, "--sentences", "20", "--results", str(results)) == 2
    assert "no results of these items" in capsys.readouterr().err


GOOD = {"id": "a", "audio": "a.flac", "text": "one two three four five", "speaker": "s", "age": 8}


@pytest.mark.parametrize(
    ("rows", "options", "said"),
    [
        (None, (), "manifest.jsonl cannot be read"),
        ([], (), "names no recording"),
        (["not json", "[]", "7"], (), "no JSON"),
        ([{**GOOD, "audio": "gone.flac"}], (), "its sound file is missing"),
        ([{**GOOD, "audio": "broken.flac"}], (), "Not one item could be made"),
        ([{**GOOD, "text": "zzyzx qwrtp one two"}], (), "a word that no dictionary lists"),
        ([{**GOOD, "text": ["one"]}], (), "no text or no sound file named"),
        ([{"id": "a", "audio": "a.flac", "text": GOOD["text"]}], (), "no speaker"),
        ([{**GOOD, "age": 30}], ("--children",), "older than 12"),
        ([{**GOOD, "age": None}], ("--children",), "no age"),
        ([GOOD], ("--babble", "10"), "too few for a classroom"),
        ([GOOD], ("--by", "age,hair"), "under hair"),
        ([GOOD], ("--scores", "heard"), "list of numbers under heard"),
        ([{**GOOD, "heard": [1, 2]}], ("--scores", "heard"), "not one number for each word"),
        ([GOOD], ("--results", "none.jsonl"), "no results of these items"),
        ([GOOD], ("--listener", "parrot"), "no listener called"),
    ],
)
def test_an_odd_folder_or_option_gives_a_sentence(
    rows: list[Any] | None, options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sf.write(tmp_path / "a.flac", np.zeros(RATE, np.int16), RATE)
    (tmp_path / "broken.flac").write_bytes(b"nothing")
    if rows is not None:
        write(tmp_path, rows)
    assert bench(tmp_path, tmp_path / "data", *options) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_broken_lines_are_left_out_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sf.write(tmp_path / "a.flac", np.zeros(RATE, np.int16), RATE)
    write(tmp_path, [GOOD, "{", {**GOOD, "audio": "gone.flac"}, {**GOOD, "audio": "gone too.flac"}])
    assert bench(tmp_path, tmp_path / "data", "--json", "--workers", "1") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["left_out"] == {"no JSON": 1, "its sound file is missing": 2}
    assert "2 lines left out: its sound file is missing" in told.err
    assert "no passages" in told.err


def test_a_folder_for_the_results_that_cannot_be_made_is_said_in_words(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert bench(corpus, tmp_path, "--out", str(tmp_path / "file" / "out")) == 2
    assert "cannot be written" in capsys.readouterr().err
