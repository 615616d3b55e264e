"""`litcoach chat`: a talk line by line, with a guest or with a child of the laptop."""

import io
from pathlib import Path

import pytest

from litcoach_desktop import bootstrap
from litcoach_desktop.cli import chat
from litcoach_desktop.cli.app import run
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.parts.coach import coach_resources
from litcoach_desktop.resource_paths import DATA
from tests.fakes.parts import ScriptedParts


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    return ScriptedParts(tmp_path)


def talk(parts: bootstrap.Parts, *said: str, student: str | None = None) -> int:
    return chat.run(parts, io.StringIO("\n".join(said)), student=student)


def with_class(parts: ScriptedParts) -> None:
    services = parts.open_services(lambda letter: letter())
    try:
        services.teacher.set_up("a long passphrase 1")
        maya, leo, *_ = add_sample_class(services.teacher, next((DATA / "roster").glob("*.json")))
        services.teacher.set_picture_pin(maya.id, None)
        services.teacher.set_picture_pin(leo.id, ("fox", "owl", "bear"))
    finally:
        services.close()


def test_a_guest_opens_a_text_hears_it_and_asks_about_it(
    parts: ScriptedParts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(parts, "open a nap for pat", "", "read to me", "who sat on the mat?", "what colour is the rocket?") == 0
    printed = capsys.readouterr().out
    assert "Pat is a fat cat." in printed
    assert "“Dad sat on the mat! Pat can not nap on the mat.”" in printed
    assert "from A Nap for Pat, 78-125" in printed
    assert "does not say" in printed
    assert "[Read to me] [Ask me a question]" in printed


def test_goodbye_ends_the_talk(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> None:
    assert talk(parts, "bye", "read to me") == 0
    assert len([line for line in capsys.readouterr().out.splitlines() if line.startswith("  [")]) == 2


def test_what_a_child_says_of_harm_gets_the_fixed_words(
    parts: ScriptedParts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert talk(parts, "my dad hits me") == 0
    printed = capsys.readouterr().out
    assert any(words in printed for words in coach_resources().situations["english"]["safety.abuse"].say)


def test_a_child_is_known_by_name_and_shows_its_pictures(
    parts: ScriptedParts, capsys: pytest.CaptureFixture[str]
) -> None:
    with_class(parts)
    services = parts.open_services(lambda letter: letter())
    students = [one for room in services.assessment.classes() for one in services.assessment.students(room.id)]
    services.close()
    open_child = next(one for one in students if one.picture_pin is None)
    closed_child = next(one for one in students if one.picture_pin == ("fox", "owl", "bear"))
    assert talk(parts, "how did i do", student=open_child.display_name.upper()) == 0
    assert open_child.given_name in capsys.readouterr().out
    with pytest.raises(Refused):
        talk(parts, "fox owl cat", student=closed_child.display_name)
    assert talk(parts, "Fox owl bear", "hello", student=closed_child.display_name) == 0
    with pytest.raises(EnvironmentProblem, match="No child"):
        talk(parts, "hello", student="Nobody Here")


def test_the_command_line_tells_an_unknown_child_in_words(
    parts: ScriptedParts, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["chat", "--student", "Nobody Here"], parts) != 0
    assert "Nobody Here" in capsys.readouterr().err
