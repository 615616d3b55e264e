"""What a child is asked to read today, and what one reading for it may do."""

from dataclasses import replace

from litcoach_desktop.domain.assignments import Assignment, Task, in_order, task_of
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.store.assignments import AssignmentRepository


class Tasks:
    """Part of the child's side."""

    def __init__(self, assignments: AssignmentRepository) -> None:
        self._assignments = assignments

    def of(self, student: Student) -> list[Task]:
        """What is left for a child, what is due first before the rest.

        The name of a group does not come along: a child must not see where it was put.
        """
        asked = [replace(one, group="", group_id=None, children=()) for one in self._assignments.for_child(student.id)]
        done = self._assignments.done([one.id for one in asked], student.id)
        found = (task_of(one, [read.text_id for read in done if read.assignment_id == one.id]) for one in asked)
        return in_order(task for task in found if task is not None)

    def begin(self, student: Student, text: Text, assignment_id: str) -> Assignment:
        """The assignment that a text is about to be read for. Raises Refused where nothing is left of it."""
        task = next((task for task in self.of(student) if task.assignment.id == assignment_id), None)
        if task is None or (task.assignment.one_try and text.id != task.next_text):
            raise Refused("You have read this one already. Your teacher can see it. Choose something else to read.")
        return task.assignment

    def fitting(self, student: Student, text: Text) -> Assignment | None:
        """The practice that a text which the child chose by itself counts for, if there is one."""
        for task in self.of(student):
            asked = task.assignment
            if not asked.one_try and (text.id in asked.text_ids or (not asked.text_ids and text.grade == asked.grade)):
                return asked
        return None

    def note(self, reading_id: str, assignment: Assignment) -> None:
        """Keep what a reading is done for."""
        self._assignments.note_reading(reading_id, assignment.id)
