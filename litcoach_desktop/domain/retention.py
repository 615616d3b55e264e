"""How long what is kept about children stays, and what says that it is gone.

COPPA (16 CFR 312.10) asks for a written retention period and for deletion at its end; FERPA lets a parent see what is
kept. A school sets the periods; what a legal hold covers stays until the hold is lifted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Kept(StrEnum):
    """What has a period of its own."""

    SOUND = "sound"
    """Recordings; the reading stays."""
    READINGS = "readings"
    """Readings, with their sound and marks."""
    TALKS = "talks"
    """Talks with the coach; one with an alert that nobody has settled stays."""
    WRITINGS = "writings"
    """What children wrote, with its counts."""


class Sound(StrEnum):
    """What becomes of the sound of a reading."""

    KEPT = "kept"
    ERASED_WHEN_JUDGED = "erased_when_judged"
    """Kept until everybody who needs it has heard it, so that a crash costs no reading."""
    OFF = "off"
    """It never reaches the disk; a reading that a crash cuts short is lost."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that each kind is kept from when it was made; 0: until somebody erases it. backups: copies on the disk."""

    sound: int
    readings: int
    talks: int
    backups: int
    writings: int = 0

    def made_before(self, kind: Kept, at: datetime) -> datetime | None:
        """What was made before this moment is due at `at`; None when the kind is never due."""
        days = {
            Kept.SOUND: self.sound,
            Kept.READINGS: self.readings,
            Kept.TALKS: self.talks,
            Kept.WRITINGS: self.writings,
        }[kind]
        return at - timedelta(days=days) if days else None


@dataclass(frozen=True, slots=True)
class Due:
    """What a period will end for. count: of recordings, readings, talks or writings. first: when one is first due."""

    kind: Kept
    count: int
    first: datetime


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of the databases that lie beside them. newest: UTC, None without any. size: bytes of all together."""

    count: int
    newest: datetime | None
    size: int
    folder: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold on all that is kept about a child. since: UTC, ISO 8601."""

    student_id: str
    since: str
    made_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """Says what was erased. It names no child: of an erased one, only the number that litcoach had given it is left.

    what: "child" or one of Kept. about: that number, empty for what a period ended. rows: how many of each table.
    copies_until: UTC; copies made before the erasure are erased by then, None when there were none.
    """

    id: str
    at: datetime
    made_by: str
    what: str
    about: str
    rows: Mapping[str, int] = field(default_factory=dict)
    copies_until: datetime | None = None
