"""Reads the catalogue of texts and checks it entry by entry, so that one bad entry does not empty the shelf."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.text_file import read_text_file

GENRES = ("story", "information", "poem")
_GRADES = range(9)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_TITLE = 120
# The longest text that is followed in one go; longer ones would have to be cut into passages first.
_MOST_WORDS = 5_000


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """An entry that was left out. position: 1 for the first entry. reason: one sentence without its full stop."""

    position: int
    id: str
    reason: str

    def __str__(self) -> str:
        name = f" (“{self.id}”)" if self.id else ""
        return f"Entry {self.position}{name} is left out: {self.reason}."


def read_catalogue(path: Path) -> tuple[list[Text], list[CatalogueProblem]]:
    """The usable texts in their order, and what is wrong with the others.

    Raises TextFileProblem when the file as a whole cannot be read.
    """
    try:
        entries = json.loads(read_text_file(path))
    except json.JSONDecodeError as problem:
        raise _not_a_catalogue(path, f"it is not JSON (line {problem.lineno}: {problem.msg})") from problem
    except RecursionError as problem:
        raise _not_a_catalogue(path, "it is nested too deeply") from problem
    if not isinstance(entries, list):
        raise _not_a_catalogue(path, "it does not hold a list of texts")
    texts: list[Text] = []
    problems: list[CatalogueProblem] = []
    taken: set[str] = set()
    for position, entry in enumerate(entries, 1):
        ident = entry.get("id") if isinstance(entry, dict) else None
        try:
            text = _text(entry)
            if text.id in taken:
                raise ValueError("another entry before it has the same id")
        except ValueError as problem:
            problems.append(CatalogueProblem(position, ident if isinstance(ident, str) else "", str(problem)))
            continue
        taken.add(text.id)
        texts.append(text)
    return texts, problems


def check_catalogue(path: Path) -> tuple[int, list[CatalogueProblem]]:
    """How many texts of a catalogue are usable, and what is wrong with the others. Raises as `read_catalogue`."""
    texts, problems = read_catalogue(path)
    return len(texts), problems


def _text(entry: object) -> Text:
    """The text of an entry. Raises ValueError with the reason."""
    if not isinstance(entry, dict):
        raise ValueError("it is not an object with id, title, grade, genre, topics and body")
    ident, title, body = (_words_of(entry, name) for name in ("id", "title", "body"))
    if not _SLUG.fullmatch(ident):
        raise ValueError("its id must be small letters, digits and single hyphens")
    if len(title) > _LONGEST_TITLE:
        raise ValueError(f"its title is longer than {_LONGEST_TITLE} characters")
    grade, genre, topics = entry.get("grade"), entry.get("genre"), entry.get("topics", [])
    if not isinstance(grade, int) or isinstance(grade, bool) or grade not in _GRADES:
        raise ValueError("its grade must be a whole number from 0 (kindergarten) to 8")
    if genre not in GENRES:
        raise ValueError(f"its genre must be one of {', '.join(GENRES)}")
    if not isinstance(topics, list) or not all(isinstance(topic, str) and topic.strip() for topic in topics):
        raise ValueError("its topics must be a list of words")
    text = Text(ident, title, grade, genre, tuple(topic.strip() for topic in topics), body)
    count = len(text.passage.words)
    if not 1 <= count <= _MOST_WORDS:
        raise ValueError(f"its body has {count} words; it needs at least one and at most {_MOST_WORDS}")
    return text


def _words_of(entry: dict[str, object], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"its {name} is missing or is not text")
    return value.replace("\r\n", "\n").strip()


def _not_a_catalogue(path: Path, reason: str) -> TextFileProblem:
    return TextFileProblem(
        f"The catalogue {path} cannot be used: {reason}.",
        "The texts that were loaded before stay on the shelf.",
        "Correct the file; docs/texts.md describes its form.",
    )
