"""`litcoach chat --teacher`: the passphrase first, then questions about one class."""

import io
from pathlib import Path

import pytest

from litcoach_desktop.cli import assistant_chat
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "seven quiet otters"


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    parts = ScriptedParts(tmp_path)
    services = parts.open_services(lambda letter: letter())
    services.teacher.set_up(PASSPHRASE)
    services.teacher.add_student(services.teacher.add_class("Room 12", 3).id, "Maya", "Lin", 3)
    services.close()
    return parts


def ask(parts: ScriptedParts, *said: str, class_name: str | None = None, passphrase: str = PASSPHRASE) -> int:
    return assistant_chat.run(parts, io.StringIO("\n".join((passphrase, *said))), class_name=class_name)


def test_a_teacher_asks_about_the_only_class(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(parts, "who has not read this week?", "", "bye", "how is Maya?") == 0
    printed = capsys.readouterr().out
    assert "student: Maya Lin" in printed
    assert len([line for line in printed.splitlines() if line.startswith("  [")]) == 3


def test_a_wrong_passphrase_opens_nothing(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused):
        ask(parts, "who has not read this week?", passphrase="guess")
    assert "Maya" not in capsys.readouterr().out


def test_of_several_classes_one_is_named(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> None:
    services = parts.open_services(lambda letter: letter())
    services.teacher.unlock(PASSPHRASE)
    services.teacher.add_class("Otters", 1)
    services.close()
    with pytest.raises(EnvironmentProblem, match="one class only"):
        ask(parts, "hello")
    with pytest.raises(EnvironmentProblem, match="no class"):
        ask(parts, "hello", class_name="Bees")
    assert ask(parts, "who is in this class?", class_name="otters") == 0
    assert "Maya" not in capsys.readouterr().out
