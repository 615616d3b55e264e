"""The roster by hand: another name, grade or class, a child who leaves, and two entries that are one child."""

from collections.abc import Callable

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.store.roster import RosterRepository


class RosterEditing:
    """Part of the teacher's side. need_open raises Refused while that is locked; an unknown id is a KeyError."""

    def __init__(self, roster: RosterRepository, clock: Clock, need_open: Callable[[], None]) -> None:
        self._roster = roster
        self._clock = clock
        self._need_open = need_open

    def everybody(self) -> list[Student]:
        """The children of all classes, by name."""
        self._need_open()
        return self._roster.everybody()

    def change(self, student_id: str, *, given_name: str, family_name: str, grade: int, class_id: str) -> Student:
        """Another name, grade or class. Raises ValueError without a given name."""
        self._need_open()
        return self._roster.change_student(
            student_id, given_name=given_name, family_name=family_name, grade=grade, class_id=class_id
        )

    def leave(self, student_id: str) -> None:
        """The child has left: kept with all that was read, marked, and back when a roster names it again."""
        self._need_open()
        self._roster.leave(student_id, self._clock.now())

    def merge(self, student_id: str, duplicate_id: str) -> Student:
        """Two entries of one child become the first one, which has the readings of both. It cannot be undone."""
        self._need_open()
        return self._roster.merge(student_id, duplicate_id)
