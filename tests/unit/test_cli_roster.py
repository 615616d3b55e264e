"""`litcoach roster`: look, import, list and undo from the terminal."""

import io
import sys
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "a long passphrase 1"


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    parts = ScriptedParts(tmp_path / "data")
    services = parts.open_services(lambda letter: letter())
    services.teacher.set_up(PASSPHRASE)
    services.close()
    return parts


def roster(parts: ScriptedParts, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSPHRASE}\n"))
    return run(["roster", *arguments], parts)


def test_a_table_is_looked_at_imported_and_undone(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Room 12.csv"
    file.write_text("First,Last,ID,Grade\nMaya,Lin,1,3\n,,2,3\n", encoding="utf-8")
    assert roster(parts, monkeypatch, "import", str(file), "--mend", str(tmp_path / "mend.csv")) == 0
    said = capsys.readouterr().out
    assert "1 added, 0 changed, 0 left" in said
    assert "Room 12.csv, line 3: The child has no name." in said
    assert "The child has no name." in (tmp_path / "mend.csv").read_text(encoding="utf-8-sig")
    assert "Imported" not in said
    assert roster(parts, monkeypatch, "import", str(file), "--yes") == 0
    assert roster(parts, monkeypatch, "list") == 0
    assert "Room 12.csv (table): 1 added, 0 changed" in capsys.readouterr().out
    assert roster(parts, monkeypatch, "undo") == 0
    assert roster(parts, monkeypatch, "undo") == 0
    assert capsys.readouterr().out.splitlines() == ["Undone: Room 12.csv", "There is no import to undo."]


def test_a_name_that_is_there_is_taken_for_the_same_only_when_said(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    services = parts.open_services(lambda letter: letter())
    services.teacher.unlock(PASSPHRASE)
    room = services.teacher.add_class("Room 12", 3)
    services.teacher.add_student(room.id, "Maya", "Lin", 3)
    services.close()
    file = tmp_path / "Room 12.csv"
    file.write_text("First,Last,ID,Grade\nMaya,Lin,1,3\n", encoding="utf-8")
    assert roster(parts, monkeypatch, "import", str(file)) == 0
    said = capsys.readouterr().out
    assert "1 added" in said
    assert "Maya Lin is on this laptop already" in said
    assert roster(parts, monkeypatch, "import", str(file), "--same", "--yes") == 0
    assert "0 added, 1 changed" in capsys.readouterr().out


def test_a_file_that_is_no_roster_is_said(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert roster(parts, monkeypatch, "import", str(tmp_path / "none.zip")) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_demographics_are_dropped_until_they_are_kept_and_erased_only_when_said(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "Room 12.csv"
    file.write_text("First,Last,ID,Grade,Gender\nMaya,Lin,1,3,F\n", encoding="utf-8")
    assert roster(parts, monkeypatch, "demographics") == 0
    assert capsys.readouterr().out.splitlines()[0] == "demographics: dropped (default)"
    assert roster(parts, monkeypatch, "demographics", "kept") == 0
    assert roster(parts, monkeypatch, "import", str(file), "--yes") == 0
    capsys.readouterr()
    assert roster(parts, monkeypatch, "demographics", "--compare") == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "demographics: kept (user)",
        "children of whom any are kept: 1",
    ]
    assert roster(parts, monkeypatch, "demographics", "dropped") != 0
    assert "Add --yes" in capsys.readouterr().err
    assert roster(parts, monkeypatch, "demographics", "perhaps") != 0
    assert roster(parts, monkeypatch, "demographics", "dropped", "--yes") == 0
    assert "children of whom any are kept: 0" in capsys.readouterr().out


def test_a_list_without_ids_is_known_by_its_name_and_asks_about_its_children(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "names.csv"
    file.write_text("First,Last\nMaya,Lin\nLeo,Berg\n", encoding="utf-8")
    assert roster(parts, monkeypatch, "import", str(file), "--new", "Elm School", "--yes") == 0
    assert "list: Elm School (new)" in capsys.readouterr().out
    file.write_text("First,Last\nMaya,Lin\n", encoding="utf-8")
    assert roster(parts, monkeypatch, "import", str(file), "--yes") != 0
    assert "say first of 1 children" in capsys.readouterr().err
    assert roster(parts, monkeypatch, "import", str(file), "--list", "Oak School") != 0
    assert "There are: elm school" in capsys.readouterr().err
    assert roster(parts, monkeypatch, "import", str(file), "--list", "elm school", "--same", "--yes") == 0
    said = capsys.readouterr().out
    assert "list: Elm School" in said
    assert "0 added, 0 changed, 1 left, 1 as they are" in said
