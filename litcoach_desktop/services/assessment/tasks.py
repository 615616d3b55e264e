"""What a child is asked to read today, and what one reading for it may do."""

from dataclasses import replace
from datetime import date

from litcoach_desktop.domain.assignments import Assignment, Task, in_order, task_of
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.store.assignments import AssignmentRepository

FIRST_READ = "Your teacher would like to hear something from you first. You find it under Today."


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

    def begin(self, student: Student, text: Text, assignment_id: str | None) -> Assignment | None:
        """What a text is about to be read for; None where it is the child's own choice only.

        assignment_id: None for a text that the child chose by itself. One that is to be assessed is read for that
        whatever way the child came to it. Raises Refused where nothing is left of the assignment, or where another
        text of it comes first.
        """
        tasks = self.of(student)
        if assignment_id is not None:
            task = next((task for task in tasks if task.assignment.id == assignment_id), None)
            if task is None or (task.assignment.one_try and text.id != task.next_text):
                raise Refused("You have read this one already. Your teacher can see it. Choose something else to read.")
            return task.assignment
        assessed = [task for task in tasks if task.assignment.one_try and text.id in task.left]
        if assessed:
            if text.id != assessed[0].next_text:
                raise Refused(FIRST_READ)
            return assessed[0].assignment
        practice = (task.assignment for task in tasks if not task.assignment.one_try)
        return next(
            (one for one in practice if text.id in one.text_ids or (not one.text_ids and text.grade == one.grade)), None
        )

    def unseen(self, student: Student | None, today: date) -> frozenset[str]:
        """The ids of texts of which a child may see and hear nothing yet, as it is to read them to be assessed.

        For a guest (None), who may be any child, those of every assessment that is not over.
        """
        if student is None:
            return frozenset(
                ident
                for one in self._assignments.open_assessments()
                if one.due is None or one.due >= today
                for ident in one.text_ids
            )
        return frozenset(ident for task in self.of(student) if task.assignment.one_try for ident in task.left)

    def note(self, reading_id: str, assignment: Assignment) -> None:
        """Keep what a reading is done for."""
        self._assignments.note_reading(reading_id, assignment.id)
