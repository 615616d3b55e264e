"""View-model of one child: the readings and what it wrote, newest first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.reading.norms import Percentile, percentile, season_of
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.domain.writing.pieces import Piece
    from litcoach_desktop.services.teacher import ReadingSummary, TeacherService


class Child(QObject):
    """Holds one child and its readings. loading: they are still on their way; problem: they could not be had."""

    changed = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self.student: Student | None = None
        self.readings: list[ReadingSummary] = []
        self.accepted: list[AcceptedPronunciation] = []
        self.writings: list[Piece] = []
        self.loading = False
        self.problem: UserMessage | None = None

    def show_student(self, student: Student) -> None:
        """Turn to this child."""
        if self.student is None or self.student.id != student.id:
            self.readings, self.accepted, self.writings = [], [], []
        self.student = student
        self.load()

    def load(self) -> None:
        """Fetch the readings (again)."""
        student = self.student
        if student is None:
            return
        self.loading, self.problem = not self.readings, None
        self.changed.emit()

        def have(readings: list[ReadingSummary]) -> None:
            if self.student is not None and self.student.id == student.id:
                self.readings, self.loading = readings, False
                self.changed.emit()

        def failed(problem: Exception) -> None:
            log_bug(problem)
            self.loading, self.problem = False, describe(problem)
            self.changed.emit()

        self._errands.send("readings of a child", lambda: self._teacher.readings(student.id), have, wrong=failed)
        if self._teacher.account is None or not self._teacher.account.may(Deed.LISTEN):
            return
        self._errands.send(
            "accepted pronunciations",
            lambda: self._teacher.pronunciations(student.id),
            partial(self._have_accepted, student.id),
        )
        self._errands.send(
            "writing of a child",
            lambda: self._teacher.writings.of(student.id),
            partial(self._have_writings, student.id),
        )

    def take_back(self, one: AcceptedPronunciation) -> None:
        """The word is no longer accepted in this way; the figures of the readings follow."""
        self._errands.send(
            "take a pronunciation back",
            lambda: self._teacher.take_back_pronunciation(one.student_id, one.word, one.heard),
            lambda _kept: self.load(),
        )

    def _have_accepted(self, student_id: str, accepted: list[AcceptedPronunciation]) -> None:
        if self.student is not None and self.student.id == student_id:
            self.accepted = accepted
            self.changed.emit()

    def _have_writings(self, student_id: str, writings: list[Piece]) -> None:
        if self.student is not None and self.student.id == student_id:
            self.writings = writings
            self.changed.emit()

    def place_of(self, reading: ReadingSummary) -> Percentile | None:
        """Where a reading stands against the norms of the child's grade and of its season."""
        if reading.wcpm is None or self.student is None:
            return None
        return percentile(self.student.grade, season_of(reading.started_at.month), reading.wcpm)

    def forget(self) -> None:
        """Hold nothing of the child any more."""
        self.student, self.readings, self.problem, self.loading = None, [], None, False
        self.accepted, self.writings = [], []
        self.changed.emit()
