"""The manual names every command and every option there is, and none that there is not."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main

from litcoach_desktop.cli.app import _app

MANUAL = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    inner = getattr(command, "commands", {})
    # A group may do something by itself; the program's own does nothing but say its version.
    if not inner or (command.invoke_without_command and name != "litcoach"):
        yield name, command
    for word, one in inner.items():
        yield from commands(one, f"{name} {word}")


ALL = dict(commands(typer.main.get_command(_app), "litcoach"))


def test_every_command_has_its_section() -> None:
    sections = re.findall(r"^## `(.+)`$", MANUAL, re.MULTILINE)
    assert sorted(sections) == sorted(ALL)


def test_every_option_is_explained_in_its_section_and_none_is_invented() -> None:
    for name, command in ALL.items():
        section = MANUAL.split(f"## `{name}`\n", 1)[1].split("\n## ", 1)[0]
        options = {option for parameter in command.params for option in parameter.opts}
        options = {option for option in options if option.startswith("--") and option != "--help"}
        assert set(re.findall(r"--[a-z]+", section)) == options, name
