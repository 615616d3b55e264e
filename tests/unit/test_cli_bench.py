"""`litcoach bench`: what it counts, over a corpus and over the demo's reading."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.cli.app import run
from litcoach_desktop.cli.process_figures import figures_now
from litcoach_desktop.domain.reading.events import WordStatus
from tests.fakes.listening import ScriptedListener
from tests.fakes.parts import ScriptedParts


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    sf.write(tmp_path / "a.flac", np.zeros(32_000, np.int16), 16_000)
    rows = [
        {"id": f"r{n}", "audio": "a.flac", "text": "One two three four.", "speaker": "s", "age": 8 if n % 2 else 30}
        for n in range(10)
    ]
    rows.append({"id": "gone", "audio": "gone.flac", "text": "One.", "speaker": "s", "age": 8})
    (tmp_path / "manifest.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def bench(
    folder: Path, capsys: pytest.CaptureFixture[str], *options: str, listener: ScriptedListener | None = None
) -> dict[str, Any]:
    assert run(["bench", "--json", *options], ScriptedParts(folder / "data", listener)) == 0
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    return report


def test_it_counts_words_time_and_memory_by_group(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listener = ScriptedListener({1: WordStatus.MISREAD})
    report = bench(corpus, capsys, "--corpus", str(corpus), listener=listener)
    assert (report["readings"], report["skipped"], report["words"]) == (10, 1, 40)
    assert report["share_correct"] == report["share_correct_child"] == report["share_correct_older"] == 0.75
    assert report["minutes"] == pytest.approx(20 / 60, abs=0.01)
    assert 0 <= report["real_time_factor"] < 1
    assert report["chunk_ms_p50"] <= report["chunk_ms_p95"]
    assert report["resident_mb_end"] > 10


def test_it_can_stop_early_and_go_round(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench(corpus, capsys, "--corpus", str(corpus), "--items", "3")["readings"] == 3
    # Two seconds each: a minute is thirty of them.
    assert bench(corpus, capsys, "--corpus", str(corpus), "--minutes", "1")["readings"] == 30


def test_the_table_for_people_has_the_same_figures(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bench", "--corpus", str(corpus)], ScriptedParts(corpus / "data")) == 0
    assert "real_time_factor" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "not json", "[]", '{"id": 1}', '{"id": 1, "audio": "a", "text": "…"}'])
def test_a_folder_that_is_no_corpus_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    if content is not None:
        (tmp_path / "manifest.jsonl").write_text(content, encoding="utf-8")
    assert run(["bench", "--corpus", str(tmp_path)], ScriptedParts(tmp_path / "data")) == 2
    told = capsys.readouterr()
    assert "manifest.jsonl" in told.err
    assert told.out == ""


def test_a_corpus_without_one_usable_recording_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"id": "gone", "audio": "gone.flac", "text": "One."}
    (tmp_path / "manifest.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run(["bench", "--corpus", str(tmp_path), "--minutes", "1"], ScriptedParts(tmp_path / "data")) == 2
    assert "Not one recording" in capsys.readouterr().err


def test_a_soak_reads_through_the_whole_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = bench(tmp_path, capsys, "--soak", "--minutes", "2")
    assert report["readings"] == 2
    assert report["words"] == 2 * 151
    assert report["threads"] >= 1


def test_the_process_knows_its_own_size() -> None:
    figures = figures_now()
    assert figures.resident_mb > 10
    assert figures.threads >= 1
