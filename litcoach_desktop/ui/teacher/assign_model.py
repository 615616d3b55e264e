"""View-model of what a class was asked to read: the assignments, the library to choose from, giving and taking back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.reading.norms import Season
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.services.content import ContentService
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.services.teacher.assigning import GivenAssignment


@dataclass(frozen=True, slots=True)
class Group:
    """Some children of the class under a name. id: of the reading group that they are, else None.

    reason, names: why they belong together, and what they are called, where a group may be made of them.
    """

    name: str
    children: tuple[str, ...]
    id: str | None = None
    reason: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the teacher wants to give. group: None for the whole class."""

    kind: Kind
    text_ids: tuple[str, ...]
    grade: int | None
    group: Group | None
    due: date | None
    protocol: str | None
    season: Season | None


class Assignments(QObject):
    """Holds one class's assignments, newest first. loading: they are on their way; problem: they could not be had."""

    changed = Signal()

    def __init__(
        self, teacher: TeacherService, content: ContentService, errands: Errands, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._teacher, self._content, self._errands = teacher, content, errands
        self.room: ClassRoom | None = None
        self.given: list[GivenAssignment] = []
        self.students: list[Student] = []
        self.groups: list[Group] = []
        self.texts: list[Text] = []
        self.loading = False
        self.problem: UserMessage | None = None

    def load(self, room: ClassRoom | None = None) -> None:
        """Fetch what a class was asked; None: the one that is shown, again."""
        if room is not None and room != self.room:
            self.given, self.students, self.groups, self.room = [], [], [], room
        room = self.room
        if room is None:
            return
        self.loading, self.problem = not self.texts, None
        self.changed.emit()

        def fetch() -> tuple[list[GivenAssignment], list[Student], list[Group], list[Text]]:
            teacher = self._teacher
            groups = [Group(one.name, one.children, one.id) for one in teacher.groups.of_class(room.id)]
            return teacher.assignments.of_class(room.id), teacher.students(room.id), groups, self._content.shelf()

        def have(found: tuple[list[GivenAssignment], list[Student], list[Group], list[Text]]) -> None:
            if self.room == room:
                self.given, self.students, self.groups, self.texts = found
                self.loading = False
                self.changed.emit()

        def failed(problem: Exception) -> None:
            log_bug(problem)
            self.loading, self.problem = False, describe(problem)
            self.changed.emit()

        self._errands.send("assignments", fetch, have, wrong=failed)

    def give(self, wish: Wish) -> None:
        """Ask for it from now on."""
        room, assignments = self.room, self._teacher.assignments
        if room is None:
            return
        group = wish.group
        self._errands.send(
            "give an assignment",
            lambda: assignments.give(
                wish.kind,
                text_ids=wish.text_ids,
                grade=wish.grade,
                class_id=room.id if group is None else None,
                children=() if group is None else group.children,
                group_id=None if group is None else group.id,
                group="" if group is None else group.name,
                due=wish.due,
                protocol=wish.protocol,
                season=wish.season,
            ),
            lambda _given: self.load(),
        )

    def withdraw(self, assignment_id: str) -> None:
        """Nobody is asked any more."""
        self._errands.send(
            "withdraw an assignment",
            lambda: self._teacher.assignments.withdraw(assignment_id),
            lambda _nothing: self.load(),
        )

    def title(self, text_id: str) -> str:
        """The title of a text; its id when it was taken off the shelf."""
        return next((text.title for text in self.texts if text.id == text_id), text_id)

    def used(self) -> list[str]:
        """The texts of this class's benchmarks in the order of their use."""
        kept = (one.assignment for one in reversed(self.given))
        return [ident for one in kept if one.kind is Kind.BENCHMARK for ident in one.text_ids]

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.room, self.given, self.students, self.groups = None, [], [], []
        self.problem, self.loading = None, False
        self.changed.emit()
