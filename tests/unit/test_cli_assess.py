"""`litcoach assess reading`: a result for every line, in order, in the promised form, whatever is in the manifest."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.reading.events import WordFlag, WordStatus
from tests.fakes.listening import ScriptedListener
from tests.fakes.parts import ScriptedParts

SECONDS = 3
KEYS = {"id", "words", "insertions", "last_attempted", "wcpm", "duration_s", "elapsed_s", "expression"}


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    sf.write(tmp_path / "good.flac", np.zeros(16_000 * SECONDS, np.int16), 16_000)
    (tmp_path / "broken.wav").write_bytes(b"RIFF of nothing")
    (tmp_path / "empty.wav").touch()
    return tmp_path


def assess(
    folder: Path, lines: list[object], listener: ScriptedListener | None = None, *options: str
) -> tuple[int, list[dict[str, Any]]]:
    manifest, out = folder / "manifest.jsonl", folder / "results.jsonl"
    manifest.write_text("".join((x if isinstance(x, str) else json.dumps(x)) + "\n" for x in lines), encoding="utf-8")
    arguments = ["assess", "reading", "--manifest", str(manifest), "--out", str(out), *options]
    code = run(arguments, ScriptedParts(folder / "data", listener))
    return code, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()] if out.exists() else []


def test_a_result_has_the_promised_form(corpus: Path) -> None:
    listener = ScriptedListener({1: WordStatus.MISREAD, 3: WordStatus.NOT_REACHED}, {2: WordFlag.HESITATION}, [0])
    code, (result,) = assess(corpus, [{"id": "a", "audio": "good.flac", "text": "The cat’s well-fed dog."}], listener)
    assert code == 0
    assert result.keys() == KEYS
    assert [word["index"] for word in result["words"]] == [0, 1, 2, 3]
    assert [word["status"] for word in result["words"]] == ["correct", "misread", "correct", "not_reached"]
    assert all(word.keys() == {"index", "status", "p_correct", "start_s", "end_s", "flags"} for word in result["words"])
    assert result["words"][2]["flags"] == ["hesitation"]
    assert result["insertions"][0]["after_index"] == 0
    assert result["last_attempted"] == 2
    assert result["duration_s"] == SECONDS
    # Two words right in the three seconds of the recording.
    assert result["wcpm"] == pytest.approx(2 * 60 / SECONDS)


def test_every_line_gets_its_result_in_order_even_when_it_cannot_be_judged(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines: list[object] = [
        {"id": "good", "audio": "good.flac", "text": "One two."},
        {"id": "missing", "audio": "missing.flac", "text": "One two."},
        {"id": "broken", "audio": "broken.wav", "text": "One two."},
        {"id": "empty", "audio": "empty.wav", "text": "One two."},
        {"id": "no text", "audio": "good.flac", "text": " … "},
        {"id": "folder", "audio": ".", "text": "One two."},
        {"id": 7, "audio": None, "text": "One two."},
        {"id": "list", "audio": "good.flac", "text": ["One"]},
        "not json",
        "[1, 2]",
        "",
        {"audio": "good.flac", "text": "One two."},
        {"id": "bug", "audio": "good.flac", "text": "A bug here."},
        {"id": "last", "audio": "good.flac", "text": "Words."},
    ]
    code, results = assess(corpus, lines)
    assert code == 0
    assert [result["id"] for result in results] == [
        "good", "missing", "broken", "empty", "no text", "folder", 7, "list", "line-9", "line-10", "line-12", "bug",
        "last",
    ]  # fmt: skip
    judged = [result["id"] for result in results if "problem" not in result]
    assert judged == ["good", "line-12", "last"]
    for result in results:
        assert result.keys() >= KEYS
        if "problem" in result:
            assert {word["status"] for word in result["words"]} <= {"unscored"}
    assert [len(result["words"]) for result in results] == [2, 2, 2, 2, 0, 2, 2, 0, 0, 0, 2, 3, 1]
    assert "missing: not scored" in capsys.readouterr().err


def test_a_listener_that_crashes_costs_the_one_reading_it_crashed_on(corpus: Path) -> None:
    lines = [{"id": n, "audio": "good.flac", "text": "One two." if n != 3 else "A crash."} for n in range(6)]
    code, results = assess(corpus, list(lines))
    assert code == 0
    assert [result["id"] for result in results] == list(range(6))
    assert [result["id"] for result in results if "problem" in result] == [3]


def test_a_reading_that_cannot_be_scored_says_why(corpus: Path) -> None:
    listener = ScriptedListener(unscored_reason="noise")
    _, (result,) = assess(corpus, [{"id": "a", "audio": "good.flac", "text": "One two."}], listener)
    assert result["problem"] == "noise"
    assert result["wcpm"] == 0
    assert result["last_attempted"] == 1


def test_an_empty_manifest_gives_an_empty_file(corpus: Path) -> None:
    assert assess(corpus, []) == (0, [])
    assert (corpus / "results.jsonl").exists()


def test_results_appear_whole_or_not_at_all(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest = corpus / "manifest.jsonl"
    manifest.write_text('{"id": 1, "audio": "good.flac", "text": "One."}\n', encoding="utf-8")
    out = corpus / "no such folder" / "results.jsonl"
    arguments = ["assess", "reading", "--manifest", str(manifest), "--out", str(out)]
    assert run(arguments, ScriptedParts(corpus / "data")) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert not list(corpus.rglob("*.part"))


def test_a_missing_manifest_and_an_unknown_listener_are_said_in_words(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["assess", "reading", "--manifest", str(corpus / "none"), "--out", str(corpus / "out")]
    assert run(arguments, ScriptedParts(corpus / "data")) == 2
    assert "cannot be read" in capsys.readouterr().err
    assert run([*arguments, "--listener", "parrot"], ScriptedParts(corpus / "data")) == 2
    assert "sphinx" in capsys.readouterr().err
