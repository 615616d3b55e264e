"""Every error becomes words, an exit code and, for a bug, a report file; never a traceback on the terminal."""

import io
from pathlib import Path

import pytest

from litcoach_desktop.cli import messages
from litcoach_desktop.cli.app import run
from litcoach_desktop.cli.screen import need_screen
from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem, Refused
from litcoach_desktop.settings import Settings
from tests.fakes.parts import ScriptedParts


def test_a_problem_is_told_in_three_sentences_with_code_2() -> None:
    out = io.StringIO()
    code = messages.tell(MicrophoneProblem("It is gone.", "All is kept.", "Plug it in."), None, to=out)
    assert (code, out.getvalue()) == (2, "It is gone.\nAll is kept.\nPlug it in.\n")


def test_a_refusal_is_told_with_code_2() -> None:
    out = io.StringIO()
    assert messages.tell(Refused("Not now."), None, to=out) == 2
    assert out.getvalue() == "Not now.\n"


def test_a_bug_leaves_a_report_and_no_traceback_on_the_terminal(tmp_path: Path) -> None:
    out = io.StringIO()
    assert messages.tell(ZeroDivisionError(), tmp_path, to=out) == 1
    assert "Traceback" not in out.getvalue()
    (report,) = tmp_path.iterdir()
    assert str(report) in out.getvalue()
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")


def test_a_report_goes_to_the_temporary_folder_when_there_is_no_other(tmp_path: Path) -> None:
    report = messages.write_report(ValueError("x"), tmp_path / "missing")
    assert report.is_file()
    report.unlink()


def test_stopping_from_the_keyboard_is_no_error() -> None:
    out = io.StringIO()
    assert messages.tell(KeyboardInterrupt(), None, to=out) == 130
    assert "Traceback" not in out.getvalue()


class Broken(ScriptedParts):
    """Parts whose window falls over."""

    def run_window(self) -> int:
        raise RuntimeError("the window fell over")


class NoSettings(ScriptedParts):
    """Parts whose settings cannot be read."""

    @property
    def settings(self) -> Settings:
        raise MicrophoneProblem("The settings are broken.", "", "Mend them.")

    def run_window(self) -> int:
        return self.settings.data_dir is None


def test_a_bug_in_a_command_is_told_calmly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run"], Broken(tmp_path)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Something went wrong inside litcoach" in told.err
    assert "Traceback" not in told.err


def test_broken_settings_are_told_by_every_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["run"], NoSettings(tmp_path)) == 2
    assert capsys.readouterr().err == "The settings are broken.\nMend them.\n"


@pytest.mark.parametrize(
    "arguments",
    [["dance"], ["demo", "--speed", "fast"], ["assess", "reading"], ["bench"], ["read", "--audio", "x.wav"]],
)
def test_a_wrong_command_line_is_explained_with_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert run(arguments, ScriptedParts(tmp_path)) == 2
    told = capsys.readouterr()
    assert "Usage: litcoach" in told.err
    assert "Traceback" not in told.err


def test_a_folder_for_pictures_that_cannot_be_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    arguments = ["demo", "--screenshots", str(tmp_path / "file" / "pictures")]
    assert run(arguments, ScriptedParts(tmp_path)) == 2
    told = capsys.readouterr()
    assert "cannot be made" in told.err
    assert told.out == ""


def test_help_and_version_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"], ScriptedParts(tmp_path)) == 0
    assert "doctor" in capsys.readouterr().out
    assert run(["--version"], ScriptedParts(tmp_path)) == 0
    assert capsys.readouterr().out.startswith("litcoach 0.")


def test_a_linux_without_a_desktop_is_told_so_before_qt_would_abort() -> None:
    for screen in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        need_screen({screen: "something"}, "linux")
    need_screen({}, "win32")
    with pytest.raises(EnvironmentProblem) as problem:
        need_screen({"DISPLAY": ""}, "linux")
    assert "litcoach demo" in problem.value.remedy
