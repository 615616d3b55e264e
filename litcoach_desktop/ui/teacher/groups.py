"""View-model of the reading groups of one class: who is in which, and changing that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService


class GroupsState(Enum):
    """What the page has to show."""

    LOADING = "loading"
    NO_CHILDREN = "no_children"
    NO_GROUP = "no_group"
    GROUPS = "groups"
    WRONG = "wrong"


class ClassGroups(QObject):
    """Holds the groups of a class and its children, both by name. chosen: the group that is looked at."""

    changed = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher, self._errands = teacher, errands
        self.state = GroupsState.LOADING
        self.room: ClassRoom | None = None
        self.students: list[Student] = []
        self.groups: list[ReadingGroup] = []
        self.chosen: ReadingGroup | None = None
        self.problem: UserMessage | None = None

    def load(self, room: ClassRoom | None = None) -> None:
        """Fetch the groups of a class; None: of the one that is shown, again."""
        if room is not None:
            self.forget()
            self.room = room
        room = self.room
        if room is None:
            return

        def fetch() -> tuple[list[Student], list[ReadingGroup]]:
            return self._teacher.students(room.id), self._teacher.groups.of_class(room.id)

        def have(found: tuple[list[Student], list[ReadingGroup]]) -> None:
            if self.room == room:
                self.students = found[0]
                self._show(found[1])

        def failed(problem: Exception) -> None:
            log_bug(problem)
            self.problem = describe(problem)
            self._go(GroupsState.WRONG)

        self._go(GroupsState.LOADING)
        self._errands.send("reading groups", fetch, have, wrong=failed)

    def choose(self, group_id: str) -> None:
        """Look at another group."""
        self.chosen = next((one for one in self.groups if one.id == group_id), self.chosen)
        self.changed.emit()

    def make(self, name: str, reason: str, children: Sequence[str] = ()) -> None:
        """A new group, which is looked at then."""
        room, groups = self.room, self._teacher.groups
        if room is None:
            return
        before = {one.id for one in self.groups}

        def made(found: list[ReadingGroup]) -> None:
            self.chosen = next((one for one in found if one.id not in before), self.chosen)
            self._show(found)

        self._errands.send("make a group", lambda: groups.make(room.id, name, reason=reason, children=children), made)

    def change(self, name: str, reason: str) -> None:
        """Another name or reason for the chosen group."""
        groups = self._teacher.groups
        self._send("rename a group", lambda ident: groups.change(ident, name=name, reason=reason))

    def put(self, children: Sequence[str], group_id: str | None = None) -> None:
        """These children are in a group too; None: in the chosen one."""
        groups = self._teacher.groups
        if children:
            self._send("put into a group", lambda ident: groups.put(ident, children), group_id)

    def take(self, children: Sequence[str]) -> None:
        """These children are not in the chosen group any more."""
        groups = self._teacher.groups
        if children:
            self._send("take out of a group", lambda ident: groups.take(ident, children))

    def empty(self) -> None:
        """Nobody is in the chosen group any more."""
        self._send("empty a group", self._teacher.groups.empty)

    def remove(self) -> None:
        """No such group any more."""
        self._send("remove a group", self._teacher.groups.remove)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.room = self.chosen = self.problem = None
        self.students, self.groups = [], []
        self._go(GroupsState.LOADING)

    def _send(self, name: str, change: Callable[[str], list[ReadingGroup]], group_id: str | None = None) -> None:
        ident, room = group_id or (self.chosen.id if self.chosen else None), self.room
        if ident is None:
            return

        def have(found: list[ReadingGroup]) -> None:
            # The teacher may have gone on to another class before this one's groups came.
            if self.room == room:
                self._show(found)

        self._errands.send(name, lambda: change(ident), have)

    def _show(self, found: list[ReadingGroup]) -> None:
        self.groups = found
        wanted = self.chosen.id if self.chosen else None
        self.chosen = next((one for one in found if one.id == wanted), found[0] if found else None)
        empty = GroupsState.NO_GROUP if self.students else GroupsState.NO_CHILDREN
        self._go(GroupsState.GROUPS if found else empty)

    def _go(self, state: GroupsState) -> None:
        self.state = state
        self.changed.emit()
