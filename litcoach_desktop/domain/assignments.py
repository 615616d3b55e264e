"""What a teacher asks children to read, and what is left of it for one child."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from litcoach_desktop.domain.growth.norm_lines import PASSAGES
from litcoach_desktop.domain.reading.norms import Season


class Kind(StrEnum):
    """What an assignment is for."""

    PRACTICE = "practice"
    """As often as the child likes, with all help."""
    ASSESSMENT = "assessment"
    """One try, no help, under a fixed protocol."""
    BENCHMARK = "benchmark"
    """An assessment of three passages in a season; their median counts."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One thing that was asked for.

    text_ids: to be read in this order; empty where any text of `grade` will do. class_id: for a whole class, also
    for those who come later; else None. group_id: of a reading group, whoever is in it on the day; else None.
    children: ids of those it is for when it is not for a class; of a group, those who are in it now. group: what the
    teacher calls them. protocol: that it is scored under; None: the class's own. withdrawn: nobody is asked any more.
    """

    id: str
    kind: Kind
    text_ids: tuple[str, ...]
    grade: int | None
    class_id: str | None
    children: tuple[str, ...]
    group: str
    given_at: datetime
    due: date | None = None
    protocol: str | None = None
    season: Season | None = None
    withdrawn: bool = False
    group_id: str | None = None

    @property
    def one_try(self) -> bool:
        """Whether each text may be read but once, without help."""
        return self.kind is not Kind.PRACTICE


@dataclass(frozen=True, slots=True)
class Task:
    """What is left of an assignment for a child. next_text: id; None where any text of the grade will do.

    left: ids of the texts that it has not read for it yet, in order.
    """

    assignment: Assignment
    next_text: str | None
    done: int
    of: int
    left: tuple[str, ...] = ()

    def overdue(self, today: date) -> bool:
        """Whether its day has gone by."""
        return self.assignment.due is not None and self.assignment.due < today


def check(assignment: Assignment) -> None:
    """Raises ValueError for what cannot be asked: nothing, nobody, or a benchmark of another number of passages."""
    if not assignment.text_ids and assignment.grade is None:
        raise ValueError("choose a text or a level")
    if assignment.class_id is None and assignment.group_id is None and not assignment.children:
        raise ValueError("choose who is to read")
    if assignment.one_try and not assignment.text_ids:
        raise ValueError("an assessment needs its text")
    if assignment.kind is Kind.BENCHMARK:
        if len(set(assignment.text_ids)) != PASSAGES:
            raise ValueError(f"a benchmark has {PASSAGES} passages")
        if assignment.season is None:
            raise ValueError("a benchmark belongs to a season")


def task_of(assignment: Assignment, read: Iterable[str]) -> Task | None:
    """What is left for a child that has read these texts for it (ids); None when nothing is, or it was withdrawn."""
    if assignment.withdrawn:
        return None
    done = set(read)
    if not assignment.text_ids:
        return None if done else Task(assignment, None, 0, 1)
    left = [ident for ident in assignment.text_ids if ident not in done]
    of = len(assignment.text_ids)
    return Task(assignment, left[0], of - len(left), of, tuple(left)) if left else None


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """What is due first comes first, then what was given first."""
    return sorted(tasks, key=lambda task: (task.assignment.due or date.max, task.assignment.given_at))


def pick_passages(candidates: Sequence[str], used: Iterable[str]) -> tuple[str, ...]:
    """Three passages for a benchmark: those that were used least recently or never come first.

    candidates: ids of texts of the level; used: ids in the order of their use. Fewer when there are not enough.
    """
    last = {ident: place for place, ident in enumerate(used)}
    return tuple(sorted(candidates, key=lambda ident: last.get(ident, -1))[:PASSAGES])
