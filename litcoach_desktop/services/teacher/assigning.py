"""What the teacher asks children to read, and how far they are with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.assignments import Assignment, Kind, check
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.growth.norm_lines import benchmark
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.assignments import AssignmentRepository, DoneReading
from litcoach_desktop.store.groups import GroupRepository
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster import RosterRepository

DEFAULT_ASSESSMENT = "dibels8"
"""The protocol of an assessment when none is chosen: three passages of a minute are read by its rules."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one child is. readings: their ids, in order. wcpm: of the last one; a benchmark's median, when whole."""

    student: Student
    done: int
    of: int
    readings: tuple[str, ...]
    wcpm: float | None


@dataclass(frozen=True, slots=True)
class GivenAssignment:
    """An assignment and how far everybody is, by name."""

    assignment: Assignment
    progress: tuple[Progress, ...]

    @property
    def finished(self) -> int:
        """How many children are done."""
        return sum(one.done >= one.of for one in self.progress)


class Assigning:
    """Part of the teacher's side: what was given, and to whom."""

    def __init__(
        self,
        roster: RosterRepository,
        assignments: AssignmentRepository,
        clock: Clock,
        protocols: Callable[[], Mapping[str, ScoringProtocol]],
        scope: Scope,
        groups: GroupRepository,
    ) -> None:
        self._roster = roster
        self._assignments = assignments
        self._clock = clock
        self._protocols = protocols
        self._scope = scope
        self._groups = groups

    def give(
        self,
        kind: Kind,
        *,
        text_ids: tuple[str, ...] = (),
        grade: int | None = None,
        class_id: str | None = None,
        children: tuple[str, ...] = (),
        group_id: str | None = None,
        group: str = "",
        due: date | None = None,
        protocol: str | None = None,
        season: Season | None = None,
    ) -> Assignment:
        """Ask for it from now on. Raises Refused for what cannot be asked, KeyError for no such group or protocol.

        group_id: of a reading group: whoever is in it on the day is asked, also those who come into it later.
        """
        of_group = None if group_id is None else self._groups.class_of(group_id)
        if class_id is not None:
            self._scope.room(Deed.LOOK, class_id)
        self._scope.children(Deed.LOOK, children)
        if kind is not Kind.PRACTICE:
            protocol = protocol or DEFAULT_ASSESSMENT
        if protocol is not None and protocol not in self._protocols():
            raise KeyError(protocol)
        given = Assignment(
            new_id(),
            kind,
            text_ids,
            grade,
            class_id,
            children if group_id is None else (),
            group,
            self._clock.now(),
            due,
            protocol,
            season,
            group_id=group_id,
        )
        try:
            check(given)
        except ValueError as wrong:
            raise Refused(f"This cannot be given yet: {wrong}.") from wrong
        room = of_group or class_id
        if room is not None:
            self._scope.room(Deed.ASSIGN, room)
        else:
            self._scope.children(Deed.ASSIGN, children)
        self._assignments.add(given)
        return given

    def withdraw(self, assignment_id: str) -> None:
        """Nobody is asked any more; what was read for it stays."""
        self._scope.assignment(Deed.ASSIGN, assignment_id)
        self._assignments.withdraw(assignment_id)

    def of_class(self, class_id: str) -> list[GivenAssignment]:
        """What a class or children of it were asked, the newest first; withdrawn ones are left out."""
        self._scope.room(Deed.SEE, class_id)
        students = self._roster.students(class_id)
        found = [
            one
            for one in self._assignments.for_children(class_id, [student.id for student in students])
            if not one.withdrawn
        ]
        done: dict[tuple[str, str], list[DoneReading]] = {}
        for read in self._assignments.done([one.id for one in found]):
            done.setdefault((read.assignment_id, read.student_id), []).append(read)
        return [
            GivenAssignment(
                one,
                tuple(
                    _progress(one, student, done.get((one.id, student.id), []))
                    for student in students
                    # Who has read for it and is out of the group since is told of, too.
                    if one.class_id is not None or student.id in one.children or (one.id, student.id) in done
                ),
            )
            for one in reversed(found)
        ]


def _progress(assignment: Assignment, student: Student, read: list[DoneReading]) -> Progress:
    texts = {one.text_id for one in read}
    rates = [one.wcpm for one in read if one.wcpm is not None]
    of = len(assignment.text_ids) or 1
    last = rates[-1] if rates else None
    return Progress(
        student=student,
        done=min(of, len(texts)),
        of=of,
        readings=tuple(one.reading_id for one in read),
        wcpm=benchmark(rates) if assignment.kind is Kind.BENCHMARK else last,
    )
