"""`litcoach ingest` and `litcoach import`: what goes in, what is told, and the exit codes."""

import json
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from tests.fakes.books import epub_file
from tests.fakes.parts import ScriptedParts

STORY = (
    "The old goat sat on the wall all day. At night it came down and ate a hat. Nobody saw it, but the hat was gone."
)


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    return ScriptedParts(tmp_path / "data")


def entry(ident: str, grade: int = 1) -> dict[str, object]:
    return {"id": ident, "title": ident, "grade": grade, "genre": "story", "topics": [], "body": f"{ident} ran."}


def test_files_are_ingested_and_a_broken_entry_is_told_by_its_line(
    parts: ScriptedParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "own.json"
    file.write_text(json.dumps([entry("goat"), entry("cat", 12)], indent=1), encoding="utf-8")
    assert run(["ingest", str(file)], parts) == 0
    told = capsys.readouterr()
    assert "1 new, 0 changed, 1 left out" in told.out
    assert "grade must be a whole number" in told.err
    assert "own.json, line 13, grade" in told.err
    assert run(["ingest", str(file)], parts) == 0
    assert "0 new, 0 changed" in capsys.readouterr().out


def test_a_broken_file_is_skipped_and_the_others_go_in(
    parts: ScriptedParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.json").write_text("[", encoding="utf-8")
    (tmp_path / "good.json").write_text(json.dumps([entry("goat")]), encoding="utf-8")
    assert run(["ingest", str(tmp_path / "bad.json"), str(tmp_path / "good.json")], parts) == 2
    told = capsys.readouterr()
    assert "line 1" in told.err
    assert "1 new" in told.out


def test_a_book_is_shown_first_and_added_when_asked(
    parts: ScriptedParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "goat.epub"
    book.write_bytes(
        epub_file([f"<h1>The Wall</h1><p>{STORY}</p><img src='a'/>"], metadata="<dc:title>Goat</dc:title>")
    )
    assert run(["import", str(book)], parts) == 0
    told = capsys.readouterr().out
    assert "Goat: 1 passage\n" in told
    assert "1 picture was left out" in told
    assert "may copy" in told
    assert run(["import", str(book), "--yes", "--grade", "3", "--rights", "Ours", "--json"], parts) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["added"] == 1
    assert found["passages"][0]["twin"] == ""
    assert run(["import", str(book), "--yes", "--json"], parts) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["added"] == 0
    assert found["passages"][0]["twin"] == "The Wall"


def test_a_file_that_is_no_book_is_told_in_words(
    parts: ScriptedParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 10)
    assert run(["import", str(tmp_path / "a.txt"), "--yes"], parts) == 2
    assert "not a text file" in capsys.readouterr().err
