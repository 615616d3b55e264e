"""Assignments in a list."""

from collections.abc import Iterable
from dataclasses import replace

from litcoach_desktop.domain.assignments import Assignment
from litcoach_desktop.store.assignments import DoneReading


class FakeAssignments:
    """As AssignmentRepository. `read`: what a test says was read for them."""

    def __init__(self) -> None:
        self.kept: list[Assignment] = []
        self.read: list[DoneReading] = []

    def add(self, assignment: Assignment) -> None:
        self.kept.append(assignment)

    def withdraw(self, assignment_id: str) -> None:
        self.kept = [replace(one, withdrawn=one.withdrawn or one.id == assignment_id) for one in self.kept]

    def for_children(self, class_id: str, student_ids: Iterable[str]) -> list[Assignment]:
        named = set(student_ids)
        return [one for one in self.kept if one.class_id == class_id or named & set(one.children)]

    def done(self, assignment_ids: Iterable[str], student_id: str | None = None) -> list[DoneReading]:
        wanted = set(assignment_ids)
        return [one for one in self.read if one.assignment_id in wanted and student_id in (None, one.student_id)]
