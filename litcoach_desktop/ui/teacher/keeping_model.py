"""View-model of what is kept and for how long: what is due, what is on hold, what was erased, and the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, say
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.clock_doubt import ClockNote
    from litcoach_desktop.domain.retention import Certificate, Due, Hold
    from litcoach_desktop.services.teacher import TeacherService


class KeepingModel(QObject):
    """loading: the lists are on their way; problem: they could not be had. clock: None until it was asked for."""

    changed = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher, self._errands = teacher, errands
        self.due: list[Due] = []
        self.holds: list[Hold] = []
        self.certificates: list[Certificate] = []
        self.clock: ClockNote | None = None
        self.loading = False
        self.problem: UserMessage | None = None

    def load(self) -> None:
        """Ask for all lists (again)."""
        keeping = self._teacher.keeping
        self.loading, self.problem = self.clock is None, None
        self.changed.emit()

        def ask() -> tuple[list[Due], list[Hold], list[Certificate], ClockNote]:
            return keeping.due(), keeping.holds(), keeping.certificates(), keeping.clock()

        self._errands.send("what is due, held and erased", ask, self._have, wrong=self._failed)

    def lift(self, hold: Hold) -> None:
        """End a hold."""

        def lifted(_none: None) -> None:
            say(UserMessage(self.tr("The hold is lifted. What is over its time is erased at the next start.")))
            self.load()

        self._errands.send("lift a hold", lambda: self._teacher.keeping.lift(hold.student_id), lifted)

    def believe_clock(self) -> None:
        """The date of this computer is right."""
        self._errands.send("believe the clock", self._teacher.keeping.believe_clock, lambda _note: self.load())

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.due, self.holds, self.certificates = [], [], []
        self.clock, self.loading, self.problem = None, False, None
        self.changed.emit()

    def _have(self, answer: tuple[list[Due], list[Hold], list[Certificate], ClockNote]) -> None:
        self.due, self.holds, self.certificates, self.clock = answer
        self.loading = False
        self.changed.emit()

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.loading, self.problem = False, describe(problem)
        self.changed.emit()
