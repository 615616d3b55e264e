"""View-model of "My classes": the classes, the children of the chosen one, and adding both by hand."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, report
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import ClassRoom, Student
    from litcoach_desktop.services.teacher import StudentRow, TeacherService


class RosterState(Enum):
    """What "My classes" has to show."""

    LOADING = "loading"
    NO_CLASS = "no_class"
    NO_CHILDREN = "no_children"
    ROWS = "rows"
    WRONG = "wrong"


class Roster(QObject):
    """Holds the classes and the rows of the chosen class."""

    classes_changed = Signal()
    changed = Signal()
    """State or rows are other than before."""
    child_added = Signal(object)
    """Carries the Student."""
    child_refused = Signal(str)
    """Carries why the child could not be kept."""
    pin_changed = Signal(object)
    """Carries the Student."""

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self.state = RosterState.LOADING
        self.classes: list[ClassRoom] = []
        self.chosen: ClassRoom | None = None
        self.rows: list[StudentRow] = []
        self.problem: UserMessage | None = None

    def load(self) -> None:
        """Fetch the classes, and the children of the chosen one or else of the first."""
        if self.chosen is None:
            self._go(RosterState.LOADING)
        self._errands.send("classes", self._teacher.classes, self._have_classes, wrong=self._failed)

    def choose(self, class_id: str) -> None:
        """Show another class."""
        if self.chosen is not None and self.chosen.id == class_id:
            return
        self.chosen = next(room for room in self.classes if room.id == class_id)
        self.rows = []
        self._go(RosterState.LOADING)
        self._fetch_rows()

    def add_class(self, name: str, grade: int) -> None:
        """Add a class and choose it."""

        def added(room: ClassRoom) -> None:
            self.chosen = room
            self.rows = []
            self.load()

        self._errands.send("add a class", lambda: self._teacher.add_class(name, grade), added)

    def add_child(self, given_name: str, family_name: str, grade: int, pin: tuple[str, ...] | None = None) -> None:
        """Add a child to the chosen class, perhaps with a picture PIN."""
        room = self.chosen
        if room is None:
            return

        def add() -> Student:
            child = self._teacher.add_student(room.id, given_name, family_name, grade)
            return child if pin is None else self._teacher.set_picture_pin(child.id, pin)

        def added(child: Student) -> None:
            self.child_added.emit(child)
            self._fetch_rows()

        def refused(problem: Exception) -> None:
            self.child_refused.emit(report(problem).text)

        self._errands.send("add a child", add, added, wrong=refused)

    def set_pin(self, student_id: str, pin: tuple[str, ...] | None) -> None:
        """Give a child a picture PIN, or take it away."""

        def changed(child: Student) -> None:
            self.pin_changed.emit(child)
            self._fetch_rows()

        self._errands.send("picture PIN", lambda: self._teacher.set_picture_pin(student_id, pin), changed)

    def refresh(self) -> None:
        """Fetch the rows again: a mark or a reading may have changed them."""
        self._fetch_rows()

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.classes, self.rows, self.chosen, self.problem = [], [], None, None
        self.state = RosterState.LOADING
        self.classes_changed.emit()
        self.changed.emit()

    def _have_classes(self, classes: list[ClassRoom]) -> None:
        self.classes = classes
        known = {room.id: room for room in classes}
        self.chosen = known.get(self.chosen.id) if self.chosen else None
        self.chosen = self.chosen or next(iter(classes), None)
        self.classes_changed.emit()
        if self.chosen is None:
            self._go(RosterState.NO_CLASS)
        else:
            self._fetch_rows()

    def _fetch_rows(self) -> None:
        room = self.chosen
        if room is None:
            return

        def have(rows: list[StudentRow]) -> None:
            # The teacher may have gone on to another class before this one's children came.
            if self.chosen is not None and self.chosen.id == room.id:
                self.rows = rows
                self._go(RosterState.ROWS if rows else RosterState.NO_CHILDREN)

        self._errands.send("class list", lambda: self._teacher.overview(room.id), have, wrong=self._failed)

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.problem = describe(problem)
        self._go(RosterState.WRONG)

    def _go(self, state: RosterState) -> None:
        self.state = state
        self.changed.emit()
