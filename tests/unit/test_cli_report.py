"""`litcoach report`: PDFs from the terminal, with the passphrase only, in the language and for the paper asked for."""

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from litcoach_desktop.cli.app import run
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.resource_paths import DATA
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "a long passphrase 1"


@pytest.fixture
def parts(tmp_path: Path, qapp: object) -> ScriptedParts:
    parts = ScriptedParts(tmp_path / "data")
    services = parts.open_services(lambda letter: letter())
    services.teacher.set_up(PASSPHRASE)
    add_sample_class(services.teacher, next((DATA / "roster").glob("*.json")))
    services.teacher.add_class("Empty", 2)
    services.close()
    return parts


@pytest.fixture
def room(parts: ScriptedParts) -> str:
    services = parts.open_services(lambda letter: letter())
    name = next(room.name for room in services.assessment.classes() if services.assessment.students(room.id))
    services.close()
    return name


def report(parts: ScriptedParts, monkeypatch: pytest.MonkeyPatch, *arguments: str, passphrase: str = PASSPHRASE) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{passphrase}\n"))
    return run(["report", *arguments], parts)


def test_a_childs_page_and_those_of_a_class(
    parts: ScriptedParts, room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, many = tmp_path / "maya.pdf", tmp_path / "all.pdf"
    wishes = ("--student", "Maya Okonkwo", "--language", "es", "--paper", "a4")
    assert report(parts, monkeypatch, "parents", "--out", str(one), *wishes) == 0
    (page,) = PdfReader(one).pages
    assert page.extract_text().startswith("La lectura de Maya Okonkwo")
    assert round(page.mediabox.height) == 842
    assert report(parts, monkeypatch, "parents", "--out", str(many), "--class", room, "--language", "both") == 0
    pages = PdfReader(many).pages
    assert len(pages) % 2 == 0
    assert len(pages) > 2


def test_a_class_and_its_cards(
    parts: ScriptedParts, room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind in ("class", "cards"):
        file = tmp_path / f"{kind}.pdf"
        assert report(parts, monkeypatch, kind, "--out", str(file), "--class", room) == 0
        assert "Maya" in " ".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("parents",), "either --student or --class"),
        (("parents", "--student", "Maya Okonkwo", "--language", "fr"), "en, es or both"),
        (("parents", "--student", "Nobody"), "No child on this laptop is called"),
        (("parents", "--class", "Empty"), "There is no child in the class “Empty”."),
        (("class", "--class", "Nowhere"), "No class on this laptop is called"),
        (("record", "none"), "No reading on this laptop has the id"),
        (("cards", "--class", "x", "--paper", "a5"), "auto, letter or a4"),
    ],
)
def test_a_wish_that_cannot_be_is_said_and_nothing_written(
    parts: ScriptedParts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    said: str,
) -> None:
    file = tmp_path / "x.pdf"
    assert report(parts, monkeypatch, *arguments, "--out", str(file)) == 2
    assert said in " ".join(capsys.readouterr().err.replace("│", " ").split())
    assert not file.exists()


def test_without_the_passphrase_or_a_folder_nothing_is_written(
    parts: ScriptedParts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "maya.pdf"
    wish = ("parents", "--student", "Maya Okonkwo", "--out")
    assert report(parts, monkeypatch, *wish, str(file), passphrase="guess") == 2
    assert "not the passphrase" in capsys.readouterr().err
    assert not file.exists()
    assert report(parts, monkeypatch, *wish, str(tmp_path / "nowhere" / "maya.pdf")) == 2
    assert "could not be written" in capsys.readouterr().err
