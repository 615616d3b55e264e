"""Reading groups inside a class, made by hand or from what growth suggests."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.grouping import ReadingGroup, group_name, group_reason
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.groups import GroupRepository
from litcoach_desktop.store.roster import RosterRepository

T = TypeVar("T")


class Grouping:
    """Part of the teacher's side. An unknown id is a KeyError; what cannot be is Refused with a sentence."""

    def __init__(self, roster: RosterRepository, groups: GroupRepository, clock: Clock, scope: Scope) -> None:
        self._roster = roster
        self._groups = groups
        self._clock = clock
        self._scope = scope

    def of_class(self, class_id: str) -> list[ReadingGroup]:
        """The groups of a class, by name."""
        self._scope.room(Deed.SEE, class_id)
        return self._groups.of_class(class_id)

    def make(self, class_id: str, name: str, *, reason: str = "", children: Sequence[str] = ()) -> list[ReadingGroup]:
        """A new group; the class's groups come back, as from every call below."""
        self._scope.room(Deed.ROSTER, class_id)
        others = tuple(one.name for one in self._groups.of_class(class_id))
        named = _said(lambda: group_name(name, others))
        why = _said(lambda: group_reason(reason))
        self._need_here(class_id, children)
        self._groups.make(class_id, named, why, children, self._clock.now())
        return self._groups.of_class(class_id)

    def change(self, group_id: str, *, name: str, reason: str) -> list[ReadingGroup]:
        """Another name or reason."""
        class_id = self._class_of(group_id)
        others = tuple(one.name for one in self._groups.of_class(class_id) if one.id != group_id)
        self._groups.change(group_id, _said(lambda: group_name(name, others)), _said(lambda: group_reason(reason)))
        return self._groups.of_class(class_id)

    def put(self, group_id: str, children: Sequence[str]) -> list[ReadingGroup]:
        """These children of the class are in the group too."""
        class_id = self._class_of(group_id)
        self._need_here(class_id, children)
        self._groups.put(group_id, children)
        return self._groups.of_class(class_id)

    def take(self, group_id: str, children: Sequence[str]) -> list[ReadingGroup]:
        """These children are not in the group any more; they stay in the class."""
        class_id = self._class_of(group_id)
        self._groups.take(group_id, children)
        return self._groups.of_class(class_id)

    def empty(self, group_id: str) -> list[ReadingGroup]:
        """Nobody is in the group any more."""
        class_id = self._class_of(group_id)
        self._groups.take(group_id)
        return self._groups.of_class(class_id)

    def remove(self, group_id: str) -> list[ReadingGroup]:
        """No such group any more. Children and readings stay, and so does what its children were asked to read."""
        class_id = self._class_of(group_id)
        self._groups.remove(group_id)
        return self._groups.of_class(class_id)

    def _class_of(self, group_id: str) -> str:
        """The class of a group that is about to be changed."""
        class_id = self._groups.class_of(group_id)
        self._scope.room(Deed.ROSTER, class_id)
        return class_id

    def _need_here(self, class_id: str, children: Sequence[str]) -> None:
        here = {one.id for one in self._roster.students(class_id)}
        if not here.issuperset(children):
            raise Refused("Only children of the class can be in its groups.")


def _said(check: Callable[[], T]) -> T:
    """What a rule of the domain makes of it. Raises Refused with the rule's words."""
    try:
        return check()
    except ValueError as wrong:
        raise Refused(f"This cannot be a group yet: {wrong}.") from wrong
