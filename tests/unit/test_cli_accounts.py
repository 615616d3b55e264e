"""`litcoach accounts`: several teachers on one laptop, and every other command behind their names."""

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.accounts import Role
from tests.fakes.parts import ScriptedParts

MANAGER, HERS = "seven quiet otters", "eight quiet otters"
Run = Callable[..., int]


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a laptop on which Ms. Rivera has Room 12, and nobody Room 13."""
    folder = tmp_path_factory.mktemp("laptop")
    services = ScriptedParts(folder).open_services(lambda letter: letter())
    teacher = services.teacher
    teacher.set_up(MANAGER)
    rooms = {}
    for name, child in (("Room 12", "Maya"), ("Room 13", "Betelgeuse")):
        rooms[name] = teacher.add_class(name, 3).id
        teacher.add_student(rooms[name], child, "", 3)
    teacher.accounts.set_classes(teacher.accounts.add("Ms. Rivera", Role.TEACHER, HERS).id, [rooms["Room 12"]])
    services.close()
    return folder


@pytest.fixture
def parts(tmp_path: Path, laptop: Path) -> ScriptedParts:
    shutil.copytree(laptop, tmp_path / "data")
    return ScriptedParts(tmp_path / "data")


@pytest.fixture
def litcoach(parts: ScriptedParts, monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: str, typed: tuple[str, ...]) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(typed) + "\n"))
        return run(list(arguments), parts)

    return call


def test_a_colleague_gets_an_account_with_classes_and_a_role(litcoach: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert litcoach("accounts", "add", "Mr. Cho", typed=("teacher", MANAGER, "nine quiet otters")) == 0
    assert litcoach("accounts", "classes", "mr cho", "--class", "room 13", typed=("teacher", MANAGER)) == 0
    capsys.readouterr()
    assert litcoach("accounts", "list", typed=("teacher", MANAGER)) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Mr. Cho  teacher  Room 13",
        "Ms. Rivera  teacher  Room 12",
        "teacher  manager  every class",
    ]
    assert litcoach("accounts", "rename", "teacher", "--to", "Ms. Aalto", typed=("teacher", MANAGER)) == 0
    assert litcoach("accounts", "role", "Ms. Rivera", "manager", typed=("ms aalto", MANAGER)) == 0
    assert litcoach("accounts", "remove", "Ms. Aalto", typed=("Ms. Rivera", HERS)) == 0
    assert litcoach("accounts", "remove", "Mr. Cho", typed=("Ms. Rivera", HERS)) == 0
    # With one account left nobody is asked for a name.
    assert litcoach("accounts", "list", typed=(HERS,)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Ms. Rivera  manager  every class"


@pytest.mark.parametrize(
    "command",
    [
        ("child", "hand-out", "Betelgeuse", "--out", "out.zip"),
        ("child", "erase", "Betelgeuse", "--yes"),
        ("child", "hold", "Betelgeuse", "--reason", "why"),
        ("child", "lift", "Betelgeuse"),
        ("export", "csv", "--out", "out.csv", "--class", "Room 13"),
        ("export", "csv", "--out", "out.csv", "--student", "Betelgeuse"),
        ("chat", "--teacher", "--class", "Room 13"),
        ("accounts", "list"),
        ("accounts", "add", "Somebody"),
        ("accounts", "role", "Ms. Rivera", "manager"),
        ("accounts", "reset", "teacher"),
        ("accounts", "remove", "teacher"),
        ("accounts", "log"),
    ],
    ids=" ".join,
)
def test_no_command_reaches_a_class_that_is_not_hers(
    litcoach: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: tuple[str, ...]
) -> None:
    capsys.readouterr()
    here = tuple(str(tmp_path / part) if part.startswith("out.") else part for part in command)
    assert litcoach(*here, typed=("Ms. Rivera", HERS, "nine quiet otters")) == 2
    printed = capsys.readouterr()
    assert "Betelgeuse" not in printed.out
    assert printed.err.startswith(("No child", "No class", "Only who manages", "There is no class"))
    assert not list(tmp_path.glob("out.*"))


def test_an_export_of_everything_is_of_ones_own_classes(litcoach: Run, tmp_path: Path) -> None:
    assert litcoach("export", "csv", "--out", str(tmp_path / "hers.csv"), typed=("Ms. Rivera", HERS)) == 0
    assert "Betelgeuse" not in (tmp_path / "hers.csv").read_text(encoding="utf-8-sig")


def test_a_forgotten_passphrase_is_set_anew_and_the_log_knows(
    litcoach: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert litcoach("child", "due", typed=("Ms. Rivera", "forgotten it")) == 2
    assert litcoach("accounts", "reset", "Ms. Rivera", typed=("teacher", MANAGER, "nine quiet otters")) == 0
    assert litcoach("child", "certificates", typed=("Ms. Rivera", "nine quiet otters")) == 0
    capsys.readouterr()
    assert litcoach("accounts", "log", "--limit", "4", typed=("teacher", MANAGER)) == 0
    assert [line.split("  ")[1:] for line in capsys.readouterr().out.splitlines()] == [
        ["teacher", "opened the teacher's side"],
        ["Ms. Rivera", "opened the teacher's side"],
        ["teacher", "set another passphrase", "Ms. Rivera"],
        ["teacher", "opened the teacher's side"],
    ]


@pytest.mark.parametrize(
    ("command", "typed", "sentence"),
    [
        (("accounts", "list"), ("Nobody", MANAGER), "Nobody on this laptop is called “Nobody”"),
        (("accounts", "add", "MS RIVERA"), ("teacher", MANAGER, HERS), "which looks the same"),
        (("accounts", "add", "Ms. Cho"), ("teacher", MANAGER, "short"), "at least 8 characters"),
        (("accounts", "add", "Ms. Cho", "--role", "janitor"), ("teacher", MANAGER, HERS), "There is no role “janitor”"),
        (("accounts", "role", "teacher", "teacher"), ("teacher", MANAGER), "Somebody has to manage"),
        (("accounts", "remove", "teacher"), ("teacher", MANAGER), "the account that you are using"),
        (("accounts", "list"), ("teacher", "wrong otters here"), "not the passphrase"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    litcoach: Run,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    typed: tuple[str, ...],
    sentence: str,
) -> None:
    assert litcoach(*command, typed=typed) == 2
    assert sentence in capsys.readouterr().err
