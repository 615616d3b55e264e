"""View-model of the review queue of a class: what waits, where the teacher is in it, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.ui.messages import describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.reading.review_queue import Waiting
    from litcoach_desktop.services.teacher import TeacherService
    from litcoach_desktop.ui.messages import UserMessage


class ReviewQueue(QObject):
    """The readings as they waited when the class was shown. A walk through them goes from the first to the last."""

    changed = Signal()
    """What waits, or the place in it, is other than before."""
    turned = Signal(str)
    """Carries the id of the reading that is next."""
    over = Signal()
    """The last one was passed."""

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self._class_id: str | None = None
        self.waiting: list[Waiting] = []
        self.place: int | None = None
        self.problem: UserMessage | None = None

    def load(self, class_id: str | None) -> None:
        """Fetch what waits in a class; None: in none."""
        self._class_id, self.waiting, self.place, self.problem = class_id, [], None, None
        self.changed.emit()
        if class_id is None:
            return

        def have(waiting: list[Waiting]) -> None:
            if self._class_id == class_id and self.place is None:
                self.waiting = waiting
                self.changed.emit()

        self._errands.send("review queue", lambda: self._teacher.reviews.waiting(class_id), have, wrong=self._failed)

    @property
    def walking(self) -> bool:
        """Whether the teacher is on the way through it."""
        return self.place is not None

    @property
    def current(self) -> Waiting | None:
        """The reading that the teacher is at."""
        return None if self.place is None else self.waiting[self.place]

    def start(self) -> None:
        """To the first."""
        self._go(0)

    def done(self, note: str) -> None:
        """The teacher is through with this one; the next comes when it is kept."""
        current = self.current
        if current is None:
            return
        self._errands.send(
            "keep a review", lambda: self._teacher.reviews.done(current.reading_id, note), lambda _none: self.later()
        )

    def later(self) -> None:
        """Pass this one; it will wait another time."""
        if self.place is not None:
            self._go(self.place + 1)

    def stop(self) -> None:
        """Leave the way; what was done is done."""
        self.load(self._class_id)

    def _go(self, place: int) -> None:
        if place >= len(self.waiting):
            self.stop()
            self.over.emit()
            return
        self.place = place
        self.changed.emit()
        self.turned.emit(self.waiting[place].reading_id)

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.problem = describe(problem)
        self.changed.emit()
