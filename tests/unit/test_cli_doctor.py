"""`litcoach doctor`: its lights, its exit code, and that it makes nothing."""

import json
import os
from pathlib import Path

import pytest

from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.errors import ModelProblem
from tests.fakes.listening import ScriptedListener
from tests.fakes.parts import ScriptedParts


class NoModel(ScriptedParts):
    """A machine whose speech model is not there."""

    def listener(self) -> ScriptedListener:
        raise ModelProblem("The speech model is missing.", "Nothing can be judged.", "Install litcoach again.")


class Damaged(ScriptedParts):
    """A litcoach with a file missing."""

    def listener(self) -> ScriptedListener:
        raise ModuleNotFoundError("no module")


def checks(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, str]]]:
    code = run(["doctor", "--json"], parts)
    report = json.loads(capsys.readouterr().out)
    return code, {check["name"]: check for check in report["checks"]}


def test_a_fresh_machine_is_well_and_stays_untouched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    code, found = checks(ScriptedParts(folder), capsys)
    assert code == 0
    assert not folder.exists()
    for name in ("settings", "data folder", "key", "databases", "disk space", "texts", "speech model", "fonts"):
        assert found[name]["light"] == "good", found[name]


def test_what_can_wait_is_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checks(ScriptedParts(tmp_path), capsys)
    assert code == 0
    assert found["microphone"]["light"] == "look"
    assert "headset" in found["microphone"]["remedy"]


@pytest.mark.parametrize("parts", [NoModel, Damaged])
def test_what_is_broken_ends_with_1_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], parts: type[ScriptedParts]
) -> None:
    code, found = checks(parts(tmp_path), capsys)
    assert code == 1
    assert found["speech model"]["light"] == "broken"
    assert found["speech model"]["remedy"] == "Install litcoach again."
    assert found["fonts"]["light"] == "good"


def test_a_used_folder_is_looked_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = ScriptedParts(tmp_path / "data")
    parts.open_services(lambda _letter: None).close()
    code, found = checks(parts, capsys)
    assert code == 0
    assert found["databases"]["found"].startswith("They open")
    # The tests switch the system's key store off, and a folder named for the occasion keeps its key anyway.
    assert found["key"]["light"] == "look"


def test_a_folder_in_use_is_no_fault_and_a_missing_key_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = ScriptedParts(tmp_path / "data")
    services = parts.open_services(lambda _letter: None)
    try:
        code, found = checks(parts, capsys)
        assert code == 0
        assert found["databases"]["light"] == "look"
        assert "Another litcoach" in found["databases"]["found"]
    finally:
        services.close()
    (tmp_path / "data" / "key.json").unlink()
    code, found = checks(parts, capsys)
    assert code == 1
    assert found["key"]["light"] == "broken"
    assert found["key"]["remedy"]


def test_a_folder_open_to_others_is_pointed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    _, found = checks(ScriptedParts(folder), capsys)
    if os.name == "posix":
        assert found["data folder"]["light"] == "look"
        assert found["data folder"]["remedy"].startswith("chmod 700")
    else:
        # Windows guards a profile by its own rights, which the mode does not show.
        assert found["data folder"]["light"] == "good"


def test_the_list_for_people_has_the_same_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"], ScriptedParts(tmp_path)) == 0
    told = capsys.readouterr().out
    assert "speech model" in told
    assert "→" in told
