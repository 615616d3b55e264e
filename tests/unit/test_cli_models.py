"""`litcoach models`: what it prints, and that every problem is a sentence and an exit code."""

import json
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.parts import engines
from litcoach_desktop.settings import Settings
from tests.fakes.parts import ScriptedParts
from tests.fakes.shelves import NAME, shelf_in, write_files, write_manifest


class ToyParts(ScriptedParts):
    """A litcoach whose manifest has one small model."""

    def models(self) -> object:
        return shelf_in(self._data_dir)


@pytest.fixture
def parts(tmp_path: Path) -> ToyParts:
    return ToyParts(tmp_path)


def test_the_list_says_what_there_is(parts: ToyParts, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["models", "list"], parts) == 0
    out = capsys.readouterr().out
    assert NAME in out
    assert "For tests." in out
    assert run(["models", "list", "--json"], parts) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["name"], entry["state"], entry["pinned"], entry["size_bytes"]) == (NAME, "absent", True, 102_408)


def test_a_model_is_installed_checked_and_removed(
    parts: ToyParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stick = write_files(tmp_path / "stick")
    assert run(["models", "install", NAME, "--from", str(stick)], parts) == 0
    told = capsys.readouterr()
    assert told.out == f"{NAME} is installed. It came from the folder {stick}.\n"
    assert "fetching, 100 %" in told.err
    assert run(["models", "list"], parts) == 0
    assert "installed" in capsys.readouterr().out
    assert run(["models", "verify"], parts) == 0
    assert capsys.readouterr().out == f"{NAME} is whole and works.\n"
    assert run(["models", "remove", NAME], parts) == 0
    assert run(["models", "verify"], parts) == 0
    assert "No model is installed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["install", "nothing"],
        ["install", NAME],
        ["install", NAME, "--from", "nowhere"],
        ["verify", NAME],
        ["remove", NAME],
    ],
)
def test_a_problem_is_said_and_ends_with_2(
    parts: ToyParts, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(["models", *arguments], parts) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert told.err.rstrip().endswith((".", "DIR", NAME))


def test_what_is_not_pinned_yet_says_so(parts: ToyParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_manifest(tmp_path / "manifest.toml", pinned=False)
    stick = str(write_files(tmp_path / "stick"))
    assert run(["models", "list"], parts) == 0
    assert "not pinned yet" in capsys.readouterr().out
    assert run(["models", "install", NAME, "--from", stick], parts) == 2
    assert "--trust" in capsys.readouterr().err
    assert run(["models", "install", NAME, "--from", stick, "--trust"], parts) == 0


def test_the_doctor_knows_what_is_provided(parts: ToyParts, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def finding() -> dict[str, str]:
        run(["doctor", "--json"], parts)
        found = json.loads(capsys.readouterr().out)["checks"]
        return next(one for one in found if one["name"] == "provided models")

    assert finding()["light"] == "good"
    run(["models", "install", NAME, "--from", str(write_files(tmp_path / "stick"))], parts)
    capsys.readouterr()
    assert finding()["found"] == f"{NAME}. No second listener."
    (tmp_path / "models" / f"{NAME}.set-aside").touch()
    assert finding()["light"] == "look"
    assert finding()["remedy"].endswith(f"litcoach models verify {NAME}")
    (tmp_path / "models" / NAME / "weights.bin").unlink()
    assert "not whole" in finding()["found"]


def test_a_model_that_took_the_program_down_is_set_aside_at_the_next_start(tmp_path: Path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "whisper-tiny.en.4711.loading").touch()
    engines.model_shelf(Settings(data_dir=tmp_path))
    assert (models / "whisper-tiny.en.set-aside").exists()


def test_without_a_whisper_the_second_listener_is_asked_for_in_vain(tmp_path: Path) -> None:
    assert engines.second_listener(Settings(data_dir=tmp_path)) is None
    assert engines.second_listener(Settings(data_dir=tmp_path, second_listener="off")) is None
    with pytest.raises(ModelProblem, match=r"whisper-base\.en"):
        engines.second_listener(Settings(data_dir=tmp_path, second_listener="whisper-base.en"))
