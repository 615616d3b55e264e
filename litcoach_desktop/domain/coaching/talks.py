"""Kept talks: what child and coach said, and what of it an adult should know, seen and settled by whom."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from litcoach_desktop.domain.coaching.turns import Source
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Category, Tier


class Speaker(StrEnum):
    """Who said something."""

    CHILD = "child"
    COACH = "coach"


class PassedOn(StrEnum):
    """What became of a message that an adult should know. Only what is true is told to the child."""

    KEPT = "kept"
    """A teacher finds it at once, with the child's name."""
    KEPT_TODAY = "kept_today"
    """A teacher finds it, with the child's name, among what has time until later today."""
    NAMELESS = "nameless"
    """A teacher finds it, but not who said it: a guest has no name here."""
    NOT_KEPT = "not_kept"
    """It could not be written down."""
    SILENT = "silent"
    """It was not to be passed on."""


@dataclass(frozen=True, slots=True)
class TalkTurn:
    """One message of a talk. at: UTC. tier, category: what safety found in it. text_title: what lay open, or empty."""

    at: datetime
    by: Speaker
    said: str
    text_id: str = ""
    text_title: str = ""
    tier: Tier | None = None
    category: Category | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class TalkAlert:
    """A message that an adult should know. student: None for a guest. note: of whoever settled it.

    seen_at: when somebody first opened the talk around it. settled_at: None while it is open.
    """

    id: str
    session_id: str
    student: Student | None
    at: datetime
    tier: Tier
    category: Category
    said: str
    text_title: str = ""
    seen_at: datetime | None = None
    seen_by: str = ""
    settled_at: datetime | None = None
    settled_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class TalkSummary:
    """One line of a list of talks. student_id: None for a guest. text_title: the last text that lay open, or empty."""

    session_id: str
    student_id: str | None
    started_at: datetime
    messages: int
    text_title: str
    alerts: int


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk, whole."""

    summary: TalkSummary
    turns: tuple[TalkTurn, ...]
    alerts: tuple[TalkAlert, ...]


def by_urgency(alerts: list[TalkAlert]) -> list[TalkAlert]:
    """Open ones first, of those the ones of tier now; then the newest."""
    newest_first = sorted(alerts, key=lambda one: (one.at, one.id), reverse=True)
    return sorted(newest_first, key=lambda one: (one.settled_at is not None, one.tier is not Tier.NOW))
