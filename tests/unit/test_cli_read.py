"""`litcoach read`: a running record of one recording, and words for what is wrong with the files."""

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.reading.events import WordStatus
from tests.fakes.listening import ScriptedListener
from tests.fakes.parts import ScriptedParts


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    sf.write(tmp_path / "a.wav", np.zeros(16_000 * 4, np.int16), 16_000)
    (tmp_path / "a.txt").write_text("The cat sat on the mat.\n", encoding="utf-8")
    return ["read", "--audio", str(tmp_path / "a.wav"), "--text", str(tmp_path / "a.txt")]


def test_it_prints_the_record_the_score_and_the_norm(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listener = ScriptedListener({1: WordStatus.OMITTED})
    parts = ScriptedParts(tmp_path / "data", listener)
    assert run([*files, "--grade", "2", "--season", "winter"], parts) == 0
    told = capsys.readouterr().out
    assert told.startswith("✓   –   ✓   ✓  ✓   ✓")
    assert "5 right of 6 tried" in told
    assert "75 words correct a minute" in told
    assert "grade 2, winter" in told


def test_a_season_without_norms_is_said(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*files, "--grade", "1", "--season", "fall"], ScriptedParts(tmp_path / "data")) == 0
    assert "There are no norms for grade 1 in fall." in capsys.readouterr().out


def test_another_protocol_counts_differently(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = ScriptedParts(tmp_path / "data", ScriptedListener(insertions=[2]))
    assert run([*files, "--protocol", "cbm"], parts) == 0
    assert "100.0%, independent" in capsys.readouterr().out
    assert run([*files, "--protocol", "running_record"], parts) == 0
    assert "83.3%, frustration" in capsys.readouterr().out


def test_a_reading_that_cannot_be_scored_says_why(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    parts = ScriptedParts(tmp_path / "data", ScriptedListener(unscored_reason="silent"))
    assert run(files, parts) == 0
    assert "Nothing was heard. Please read it again." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--season", "summer"], "fall, winter, spring"),
        (["--protocol", "mine"], "reading_progress"),
        (["--text", "missing.txt"], "missing.txt"),
        (["--audio", "missing.wav"], "missing.wav"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert run([*files, *options], ScriptedParts(tmp_path / "data")) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


def test_a_text_without_words_is_refused(files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("… !", encoding="utf-8")
    assert run(files, ScriptedParts(tmp_path / "data")) == 2
    assert "There are no words" in capsys.readouterr().err
