"""Reading groups beside the rest of the teacher's side: their page, and making one of what Growth suggests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from litcoach_desktop.domain.grouping import ReadingGroup
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.ui.messages import UserMessage, say
from litcoach_desktop.ui.side import Heading
from litcoach_desktop.ui.teacher.assign_model import Group
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.group_sheet import GroupSheet
from litcoach_desktop.ui.teacher.groups import ClassGroups
from litcoach_desktop.ui.teacher.groups_page import GroupsPage
from litcoach_desktop.ui.teacher.places import Place

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService


class GroupsDesk(QObject):
    """`page_asked`: turn to the page; `left`: away from it. `ask_asked` carries a ClassRoom and its Group.

    `grown`: a group was made of what Growth suggested.
    """

    page_asked = Signal(object)
    left = Signal()
    ask_asked = Signal(object, object)
    grown = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, window: QWidget) -> None:
        super().__init__(window)
        self._teacher, self._errands, self._window = teacher, errands, window
        self.model = ClassGroups(teacher, errands, self)
        self.page = GroupsPage(self.model)
        self.page.ask_asked.connect(self._ask)

    def places(self) -> Iterator[Place]:
        """The page, for the table of the teacher's side."""
        yield Place(self.page, self._heading, self._leave, lambda: self.page.first)

    def open(self, room: ClassRoom | None) -> None:
        """Show the groups of a class."""
        if room is not None:
            self.model.load(room)
            self.page_asked.emit(self.page)

    @Slot(object, object)
    def suggest(self, room: ClassRoom, group: Group) -> None:
        """Make a group of children who need the same, once it is known what groups there are."""

        def ask(groups: list[ReadingGroup]) -> None:
            others = [one.name for one in groups]
            sheet = GroupSheet(others, self._window, name=group.name, reason=group.reason, names=group.names)
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.kept.connect(lambda name, reason: self._make(room, group, name, reason))
            sheet.open()

        self._errands.send("reading groups", lambda: self._teacher.groups.of_class(room.id), ask)

    def forget(self) -> None:
        """The teacher's side is locked: hold nothing of any child."""
        self.model.forget()

    def _make(self, room: ClassRoom, group: Group, name: str, reason: str) -> None:
        def make() -> list[ReadingGroup]:
            return self._teacher.groups.make(room.id, name, reason=reason, children=group.children)

        def made(_groups: list[ReadingGroup]) -> None:
            say(UserMessage(self.tr("“{0}” is a group of {1} now.").format(name.strip(), room.name)))
            self.grown.emit()

        self._errands.send("make a group", make, made)

    def _ask(self, group: ReadingGroup) -> None:
        if self.model.room is not None:
            self.ask_asked.emit(self.model.room, Group(group.name, group.children, group.id))

    def _heading(self) -> Heading:
        name = self.model.room.name if self.model.room else ""
        return Heading(self.tr("Reading groups: {0}").format(name), self.tr("My classes"))

    def _leave(self) -> None:
        self.model.forget()
        self.left.emit()
