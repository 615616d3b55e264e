"""`litcoach child`: what is kept about a child comes out and goes, with the passphrase only."""

import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.resource_paths import DATA
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "a long passphrase 1"


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    parts = ScriptedParts(tmp_path)
    services = parts.open_services(lambda letter: letter())
    services.teacher.set_up(PASSPHRASE)
    add_sample_class(services.teacher, next((DATA / "roster").glob("*.json")))
    services.close()
    return parts


def child(parts: ScriptedParts, monkeypatch: pytest.MonkeyPatch, *arguments: str, passphrase: str = PASSPHRASE) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{passphrase}\n"))
    return run(["child", *arguments], parts)


def test_a_child_is_handed_out_and_erased(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "maya.zip"
    assert child(parts, monkeypatch, "hand-out", "Maya Okonkwo", "--out", str(file)) == 0
    with zipfile.ZipFile(file) as archive:
        assert json.loads(archive.read("everything.json"))["student"][0]["given_name"] == "Maya"
    assert child(parts, monkeypatch, "erase", "maya") == 2
    assert "This would erase Maya Okonkwo and 0 readings" in capsys.readouterr().err
    assert child(parts, monkeypatch, "erase", "maya", "--yes") == 0
    certificate = json.loads(capsys.readouterr().out)
    assert certificate["rows"]["student"] == 1
    assert child(parts, monkeypatch, "certificates") == 0
    assert json.loads(capsys.readouterr().out) == certificate
    assert child(parts, monkeypatch, "erase", "maya", "--yes") == 2
    assert "No child on this laptop is called “maya”" in capsys.readouterr().err


def test_a_hold_is_respected(
    parts: ScriptedParts, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert child(parts, monkeypatch, "hold", "Maya Okonkwo", "--reason", "a court asked") == 0
    assert child(parts, monkeypatch, "erase", "Maya Okonkwo", "--yes") == 2
    assert "a court asked" in capsys.readouterr().err
    assert child(parts, monkeypatch, "due") == 0
    assert capsys.readouterr().out == ""
    assert child(parts, monkeypatch, "lift", "Maya Okonkwo") == 0
    assert child(parts, monkeypatch, "erase", "Maya Okonkwo", "--yes") == 0


def test_a_wrong_passphrase_opens_nothing(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "maya.zip"
    assert child(parts, monkeypatch, "hand-out", "Maya Okonkwo", "--out", str(file), passphrase="guess") == 2
    assert "not the passphrase" in capsys.readouterr().err
    assert not file.exists()
