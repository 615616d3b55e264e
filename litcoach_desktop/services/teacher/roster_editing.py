"""The roster by hand: another name, grade or class, a child who leaves, and two entries that are one child."""

from collections.abc import Collection

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.roster import RosterRepository


class RosterEditing:
    """Part of the teacher's side. An unknown id is a KeyError."""

    def __init__(self, roster: RosterRepository, clock: Clock, scope: Scope) -> None:
        self._roster = roster
        self._clock = clock
        self._scope = scope

    def everybody(self) -> list[Student]:
        """The children of all classes of the account, by name."""
        everybody = self._roster.everybody()
        hers = self._scope.hers(Deed.SEE, (one.id for one in everybody))
        return [one for one in everybody if one.id in hers]

    def classes_of(self, student_id: str) -> frozenset[str]:
        """The ids of all classes of a child."""
        self._scope.child(Deed.SEE, student_id)
        return self._roster.classes_of(student_id)

    def change(
        self,
        student_id: str,
        *,
        given_name: str,
        family_name: str,
        grade: int,
        class_id: str,
        also_in: Collection[str] | None = None,
    ) -> Student:
        """Another name, grade or classes. Raises ValueError without a given name.

        class_id: its first class, whose protocol holds. also_in: its others; None: as they are. Out of a class of
        another teacher nobody takes a child.
        """
        before = self._roster.classes_of(student_id)
        for room in {class_id, *(also_in or ())} - before:
            self._scope.room(Deed.LOOK, room)
        self._scope.child(Deed.ROSTER, student_id)
        if also_in is not None:
            hers = {room.id for room in self._scope.rooms(Deed.LOOK)}
            also_in = {*also_in, *(before - hers)}
        return self._roster.change_student(
            student_id,
            given_name=given_name,
            family_name=family_name,
            grade=grade,
            class_id=class_id,
            also_in=also_in,
        )

    def leave(self, student_id: str) -> None:
        """The child has left: kept with all that was read, marked, and back when a roster names it again."""
        self._scope.child(Deed.ROSTER, student_id)
        self._roster.leave(student_id, self._clock.now())

    def merge(self, student_id: str, duplicate_id: str) -> Student:
        """Two entries of one child become the first one, which has the readings of both. It cannot be undone."""
        self._scope.children(Deed.ROSTER, (student_id, duplicate_id))
        return self._roster.merge(student_id, duplicate_id)
