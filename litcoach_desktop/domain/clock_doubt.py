"""Whether the clock of a laptop can be believed before anything is erased because it is old.

A flat battery sets a clock years back, a slip of the hand years ahead. Nothing may go for that: a date that leaps is
believed only once the laptop has been used under it for a week, or somebody has said that it is right.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

BACK = timedelta(days=1)
"""Time zones, a clock that is put right: no leap."""
AHEAD = timedelta(days=120)
"""Longer than a summer in a cupboard."""
PROOF = timedelta(days=7)
"""So long a new date has to hold before it is believed."""
_MOST_SPANS = 50


@dataclass(frozen=True, slots=True)
class Span:
    """Dates from first to last were written with a clock that was behind; really it was this moment."""

    first: datetime
    last: datetime
    really: datetime


@dataclass(frozen=True, slots=True)
class ClockNote:
    """What is known of the clock. seen: the latest moment that was believed. doubted: first and last moment of a date
    that is not believed yet, None when there is none. spans: the newest last. All UTC.
    """

    seen: datetime
    doubted: tuple[datetime, datetime] | None = None
    spans: tuple[Span, ...] = ()

    @property
    def believed(self) -> bool:
        """Whether what is old by this clock is old."""
        return self.doubted is None

    @property
    def believed_from(self) -> datetime | None:
        """When the doubted date will be believed; None without a doubt."""
        return None if self.doubted is None else self.doubted[0] + PROOF


def look(note: ClockNote | None, now: datetime) -> ClockNote:
    """What is known once the clock has been read. note: None on a laptop that has never looked."""
    if note is None:
        return ClockNote(now)
    if note.seen - BACK <= now <= note.seen + AHEAD:
        return replace(_settled(note), seen=max(note.seen, now))
    doubted = note.doubted
    if doubted is None or not doubted[0] - BACK <= now <= doubted[1] + AHEAD:
        # Another date than the one that was doubted, if one was: what was written under that stays strange.
        return replace(_settled(note), doubted=(now, now))
    if now - doubted[0] >= PROOF:
        return believe(note, now)
    return replace(note, doubted=(doubted[0], max(doubted[1], now)))


def believe(note: ClockNote, now: datetime) -> ClockNote:
    """Somebody has said that the date is right, or it has held long enough."""
    return replace(note, seen=now, doubted=None)


def _settled(note: ClockNote) -> ClockNote:
    """The doubted date was wrong: what bears it was made when the clock was last believed."""
    if note.doubted is None or note.doubted[0] > note.seen:
        # Things that bear a date to come are only kept the longer.
        return replace(note, doubted=None)
    first, last = note.doubted
    # The clock is read at a start, and used for the rest of that day.
    span = Span(first - BACK, last + BACK, note.seen)
    return replace(note, doubted=None, spans=(*note.spans, span)[-_MOST_SPANS:])


def as_plain(note: ClockNote) -> dict[str, Any]:
    """The note as JSON knows it."""
    return {
        "seen": note.seen.isoformat(),
        "doubted": None if note.doubted is None else [moment.isoformat() for moment in note.doubted],
        "spans": [[one.first.isoformat(), one.last.isoformat(), one.really.isoformat()] for one in note.spans],
    }


def from_plain(plain: Mapping[str, Any]) -> ClockNote:
    """The note that `as_plain` made."""
    doubted = plain["doubted"]
    return ClockNote(
        seen=datetime.fromisoformat(plain["seen"]),
        doubted=None if doubted is None else (datetime.fromisoformat(doubted[0]), datetime.fromisoformat(doubted[1])),
        spans=tuple(Span(*(datetime.fromisoformat(moment) for moment in one)) for one in plain["spans"]),
    )
