"""The documents: every command, target, option, file and link that they name exists."""

import re
from pathlib import Path

import pytest
import typer.main

from litcoach_desktop.cli import app
from litcoach_desktop.settings import DECLARATIONS, environment_name

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "models").glob("*.md")])
CODE = re.compile(r"`([^`\n]+)`|^ {4}(\S.*)$", flags=re.MULTILINE)


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def document(request: pytest.FixtureRequest) -> Path:
    """Each document in turn."""
    path: Path = request.param
    return path


def code(document: Path) -> list[str]:
    """What a document sets as code, comments taken away."""
    text = document.read_text(encoding="utf-8")
    return [(span or block).split("  #")[0].split(" # ")[0] for span, block in CODE.findall(text)]


def commands(group: object, *names: str) -> dict[str, object]:
    """Every command of the command line by its full name, groups included."""
    found: dict[str, object] = {}
    for name, command in getattr(group, "commands", {}).items():
        found[" ".join((*names, name))] = command
        found |= commands(command, *names, name)
    return found


def test_the_documents_are_found() -> None:
    assert {"README.md", "architecture.md", "testing.md"} <= {path.name for path in DOCUMENTS}


def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    dead = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert dead == []


def test_every_make_target_exists(document: Path) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    named = {name for span in code(document) for name in re.findall(r"\bmake ([a-z]+)", span)}
    assert named <= set(targets)


def test_every_command_and_option_exists(document: Path) -> None:
    known = commands(typer.main.get_command(app._app))
    for span in code(document):
        call = re.match(r"(?:\.venv/bin/)?litcoach ((?:[a-z-]+ ?)+)(.*)", span)
        if call is None:
            continue
        words = call[1].split()
        name = next((" ".join(words[:length]) for length in (2, 1) if " ".join(words[:length]) in known), None)
        assert name is not None, f"{span!r}: there is no such command"
        options = {option for one in getattr(known[name], "params", []) for option in one.opts}
        unknown = set(re.findall(r"--[a-z-]+", call[2])) - options
        assert not unknown, f"{span!r}: no option {sorted(unknown)}"


def test_every_file_named_exists(document: Path) -> None:
    top = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    named = {span for span in code(document) if "/" in span and re.fullmatch(r"[\w./-]+", span)}
    missing = [
        name
        for name in named
        if name.split("/")[0] in top | {"cli", "domain", "engines", "jobs", "ports", "services", "store", "ui"}
        and not (ROOT / name).exists()
        and not (ROOT / "litcoach_desktop" / name).exists()
        and name.split("/")[0] != "dist"
    ]
    assert missing == []


def test_every_environment_variable_is_known(document: Path) -> None:
    known = {environment_name(name) for name in DECLARATIONS} | {"LITCOACH_KILLS", "LITCOACH_CORPUS"}
    named = set(re.findall(r"\bLITCOACH_[A-Z_]+\b", document.read_text(encoding="utf-8")))
    assert named <= known


def test_every_make_target_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    silent = [line for line in makefile.splitlines() if re.match(r"[a-z]+:", line) and "##" not in line]
    assert silent == []


def test_a_command_that_no_document_names_is_explained_by_its_help() -> None:
    for name, command in commands(typer.main.get_command(app._app)).items():
        assert getattr(command, "help", ""), f"litcoach {name} has no help"
