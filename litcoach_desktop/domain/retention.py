"""How long what is kept about children stays, and what says that it is gone.

COPPA (16 CFR 312.10) asks for a written retention period and for deletion at its end; FERPA lets a parent see what is
kept. A school sets the periods; what a legal hold covers stays until the hold is lifted.
"""

from collections.abc import Iterable, Mapping
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

    def copies_until(self, at: datetime) -> datetime:
        """When the copies are gone that hold what is erased at this moment; what a certificate promises."""
        return at + timedelta(days=self.backups or COPIES_DAYS)


RETENTION = "retention"
"""Who erases at the end of a period: the school has decided that long ago."""
COPIES_DAYS = 90
"""So long a copy with somebody erased in it may stay where copies have no period of their own."""


@dataclass(frozen=True, slots=True)
class Aged:
    """Something that a period ends for. made: UTC. student_id: None for a guest's."""

    id: str
    student_id: str | None
    made: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """What will be erased because it is old. day: UTC, when it is due. name: of the child, "" for a guest."""

    kind: Kept
    id: str
    student_id: str | None
    name: str
    made: datetime
    day: datetime


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of the databases that lie beside them. newest: UTC, None without any. size: bytes of all together."""

    count: int
    newest: datetime | None
    size: int
    folder: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold on all that is kept about a child. since: UTC, ISO 8601. name: of the child, where it is told."""

    student_id: str
    since: str
    made_by: str
    reason: str
    name: str = ""


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


def copies_made_before(periods: Retention, at: datetime, certificates: Iterable[Certificate]) -> datetime | None:
    """Copies that are older than this are due: by their own period, and by what certificates promise."""
    moments = [one.at for one in certificates if one.copies_until is not None and one.copies_until <= at]
    if periods.backups:
        moments.append(at - timedelta(days=periods.backups))
    return max(moments, default=None)
