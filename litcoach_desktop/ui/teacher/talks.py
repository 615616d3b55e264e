"""View-model of a child's talks with the coach: the list, and one of them, whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.domain.coaching.talks import Talk, TalkSummary
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.services.teacher import TeacherService


class Talks(QObject):
    """Holds the talks of one child, or the one talk of a guest (student None). talk: the one that lies open."""

    changed = Signal()

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self._wanted = ""
        self.student: Student | None = None
        self.summaries: list[TalkSummary] = []
        self.talk: Talk | None = None
        self.loading = False
        self.problem: UserMessage | None = None

    def show_child(self, student: Student | None, session_id: str = "") -> None:
        """Turn to this child, and to this talk of it; to the newest without one."""
        self.student, self.summaries, self.talk = student, [], None
        self._wanted = session_id
        self.load()

    def load(self) -> None:
        """Fetch the list and the talk (again)."""
        student = self.student
        self.loading, self.problem = True, None
        self.changed.emit()
        if student is None:
            self._fetch(self._wanted)
            return

        def have(summaries: list[TalkSummary]) -> None:
            self.summaries = summaries
            ids = [one.session_id for one in summaries]
            wanted = self._wanted if self._wanted in ids else next(iter(ids), "")
            if wanted:
                self._fetch(wanted)
            else:
                self.loading = False
                self.changed.emit()

        self._errands.send("talks of a child", lambda: self._teacher.talks_of(student.id), have, wrong=self._failed)

    def choose(self, session_id: str) -> None:
        """Open another talk."""
        if self.talk is None or self.talk.summary.session_id != session_id:
            self._fetch(session_id)

    def refresh(self) -> None:
        """Fetch the open talk again: something in it was settled."""
        if self.talk is not None:
            self._fetch(self.talk.summary.session_id)

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self.student, self.summaries, self.talk, self.problem, self.loading = None, [], None, None, False
        self._wanted = ""
        self.changed.emit()

    def _fetch(self, session_id: str) -> None:
        self._wanted = session_id

        def have(talk: Talk) -> None:
            # The teacher may have chosen another one before this came.
            if self._wanted == session_id:
                self.talk, self.loading, self.problem = talk, False, None
                self.changed.emit()

        self._errands.send("a talk", lambda: self._teacher.talk(session_id), have, wrong=self._failed)

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.loading, self.problem = False, describe(problem)
        self.changed.emit()
