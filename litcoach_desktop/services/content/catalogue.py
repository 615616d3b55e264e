"""Reads the catalogue of texts and checks it entry by entry, so that one bad entry does not empty the shelf."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.entry import EntryProblem, text_of
from litcoach_desktop.services.content.positions import line_of
from litcoach_desktop.services.content.text_file import read_text_file

_LARGEST = 200_000_000
"""Bytes: 10,000 passages of 5,000 characters are a quarter of it."""


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """An entry that was left out.

    position: 1 for the first entry, 0 where it is not known or the file as a whole is meant. line: where the mistake
    stands, from 1. field: which it is, empty for the entry as a whole. reason: one sentence without its full stop.
    file: its name, for when several are read.
    """

    position: int
    id: str
    line: int
    field: str
    reason: str
    file: str = ""

    def __str__(self) -> str:
        if not self.position:
            return (
                f"“{self.id}” of {self.file} is left out: {self.reason}." if self.id else f"{self.file}: {self.reason}"
            )
        name = f" (“{self.id}”)" if self.id else ""
        place = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
        if self.field:
            place += f", {self.field}"
        return f"Entry {self.position}{name} is left out: {self.reason} ({place})."


def read_catalogue(
    path: Path, progress: Callable[[int, int], None] | None = None
) -> tuple[list[Text], list[CatalogueProblem]]:
    """The usable texts in their order, and what is wrong with the others.

    progress: called with how many of how many entries were checked. Raises TextFileProblem when the file as a whole
    cannot be read.
    """
    return parse_catalogue(read_text_file(path, largest=_LARGEST), path, progress)


def parse_catalogue(
    source: str, path: Path, progress: Callable[[int, int], None] | None = None
) -> tuple[list[Text], list[CatalogueProblem]]:
    """As `read_catalogue`, from what was read of the file already."""
    try:
        entries = json.loads(source)
    except json.JSONDecodeError as problem:
        raise _not_a_catalogue(path, f"it is not JSON (line {problem.lineno}: {problem.msg})") from problem
    except RecursionError as problem:
        raise _not_a_catalogue(path, "it is nested too deeply") from problem
    if not isinstance(entries, list):
        raise _not_a_catalogue(path, "it does not hold a list of texts")
    return texts_of(entries, lambda place, field: line_of(source, (place, *field)), path.name, progress)


def texts_of(
    entries: Sequence[object],
    line_at: Callable[[int, tuple[str | int, ...]], int],
    file: str,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[list[Text], list[CatalogueProblem]]:
    """The usable texts of some entries, and what is wrong with the others.

    line_at: the line of a field of the entry at a place, both from 0. file: the name to show.
    """
    texts: list[Text] = []
    problems: list[CatalogueProblem] = []
    taken: set[str] = set()
    for place, entry in enumerate(entries):
        try:
            text = text_of(entry)
            if text.id in taken:
                raise EntryProblem(("id",), "another entry before it has the same id")
        except EntryProblem as problem:
            ident = entry.get("id") if isinstance(entry, dict) else None
            known = ident if isinstance(ident, str) else ""
            line = line_at(place, problem.path)
            problems.append(CatalogueProblem(place + 1, known, line, problem.field, problem.reason, file))
        else:
            taken.add(text.id)
            texts.append(text)
        if progress is not None:
            progress(place + 1, len(entries))
    return texts, problems


def _not_a_catalogue(path: Path, reason: str) -> TextFileProblem:
    return TextFileProblem(
        f"The catalogue {path} cannot be used: {reason}.",
        "The texts that were loaded before stay on the shelf.",
        "Correct the file; docs/texts.md describes its form.",
    )
