"""Assignments in a list."""

from collections.abc import Iterable
from dataclasses import replace

from litcoach_desktop.domain.assignments import Assignment
from litcoach_desktop.store.assignments import DoneReading
from tests.fakes.groups import FakeGroups


class FakeAssignments:
    """As AssignmentRepository. `read`: what a test says was read for them."""

    def __init__(self, groups: FakeGroups) -> None:
        self._groups = groups
        self.kept: list[Assignment] = []
        self.read: list[DoneReading] = []

    def add(self, assignment: Assignment) -> None:
        self.kept.append(assignment)

    def withdraw(self, assignment_id: str) -> None:
        self.kept = [replace(one, withdrawn=one.withdrawn or one.id == assignment_id) for one in self.kept]

    def for_children(self, class_id: str, student_ids: Iterable[str]) -> list[Assignment]:
        named = set(student_ids)
        groups = {one.id: one for one in self._groups.of_class(class_id)}
        kept = [
            replace(one, children=groups[one.group_id].children, group=groups[one.group_id].name)
            if one.group_id in groups
            else one
            for one in self.kept
        ]
        return [one for one in kept if one.class_id == class_id or one.group_id in groups or named & set(one.children)]

    def done(self, assignment_ids: Iterable[str], student_id: str | None = None) -> list[DoneReading]:
        wanted = set(assignment_ids)
        return [one for one in self.read if one.assignment_id in wanted and student_id in (None, one.student_id)]
