"""What a child wrote about a text, kept version by version for the teacher and for the child's time line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from litcoach_desktop.domain.writing.counts import WritingCounts


@dataclass(frozen=True, slots=True)
class WritingVersion:
    """A piece as it stood when the coach looked at it or when it was handed in. at: UTC.

    counted_by: the rules and the version of them that made the counts, see `counts`.
    """

    at: datetime
    written: str
    counts: WritingCounts
    counted_by: str
    handed_in: bool


@dataclass(frozen=True, slots=True)
class WritingTask:
    """What was to be written. prompt: empty where the text asks nothing."""

    text_id: str
    text_title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of writing. started_at: UTC. versions: oldest first, never none."""

    id: str
    student_id: str
    task: WritingTask
    started_at: datetime
    versions: tuple[WritingVersion, ...]

    @property
    def last(self) -> WritingVersion:
        """The piece as it stands."""
        return self.versions[-1]

    def without_words(self) -> Piece:
        """The same with its counts only."""
        return replace(self, versions=tuple(replace(one, written="") for one in self.versions))

    @property
    def handed_in(self) -> bool:
        """Whether the child has ever handed it in."""
        return any(one.handed_in for one in self.versions)
