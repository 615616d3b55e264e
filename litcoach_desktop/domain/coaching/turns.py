"""One turn of a talk with the coach: what tools found, and what is said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from litcoach_desktop.domain.safety.checking import Finding


class Role(StrEnum):
    """Who is talking with the coach; it decides which tools there are."""

    STUDENT = "student"
    TEACHER = "teacher"


@dataclass(frozen=True, slots=True)
class Pupil:
    """The child of the session. id: None for a guest, who has no name either. grade: 0 to 8."""

    id: str | None
    given_name: str
    grade: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where something that is said comes from.

    kind: "text" (then body[start:end] of that text is `quote`, when anything is quoted), "words" (the meanings that
    come with a text) or "reading". id: the text's or the reading's.
    """

    kind: str
    id: str
    title: str
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool found. status: one word for what happened. facts: what may be said of it, by name.

    choices: what the child may well want to say next, or the answers of a question. sources: of the facts.
    """

    status: str
    facts: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """What the coach says. choices: next steps, never empty. finding: what made it a reply of safety.

    ends: the talk is over. asks: the choices are the answers of a question that waits. closed: it was enough for today;
    what tells of harm is still answered. hear: a word to be said by a voice where there is one, or empty.
    """

    said: str
    choices: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    finding: Finding | None = None
    ends: bool = False
    asks: bool = False
    closed: bool = False
    hear: str = ""


@dataclass(frozen=True, slots=True)
class LastReading:
    """What may be told of a child's last reading. strategy, word: see Praise. hard_words: as printed, in order."""

    id: str
    title: str
    strategy: str
    word: str
    hard_words: tuple[str, ...]
