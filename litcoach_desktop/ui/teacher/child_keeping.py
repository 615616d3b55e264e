"""State of the window of all that is kept about one child: looked at, held, handed out, erased."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.jobs import JobRunner
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug
from litcoach_desktop.ui.teacher.one_job import OneJob

if TYPE_CHECKING:
    from litcoach_desktop.domain.retention import Certificate, Hold
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.services.teacher import TeacherService


class Doing(Enum):
    """What the window shows."""

    LOADING = auto()
    READY = auto()
    HANDING_OUT = auto()
    ERASING = auto()
    ERASED = auto()
    WRONG = auto()


class ChildKeeping(QObject):
    """rows: how many of each table. said: what became of the last wish. `gone`: the child is no more."""

    changed = Signal()
    gone = Signal()

    def __init__(
        self, teacher: TeacherService, runner: JobRunner, student: Student, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._teacher, self.student = teacher, student
        self._work = OneJob(runner, self)
        self.progressed = self._work.progressed
        self.doing = Doing.LOADING
        self.rows: dict[str, int] = {}
        self.hold: Hold | None = None
        self.said: UserMessage | None = None
        self.certificate: Certificate | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._work.busy

    def load(self) -> None:
        """Count what there is (again)."""
        keeping, ident = self._teacher.keeping, self.student.id

        def have(answer: tuple[dict[str, int], Hold | None]) -> None:
            self.rows, self.hold = answer
            self._turn(Doing.READY)

        self._work.send(
            lambda _ctx: (
                keeping.what_there_is(ident),
                next((one for one in keeping.holds() if one.student_id == ident), None),
            ),
            "count what is kept",
            have,
            lambda problem: self._turn(Doing.WRONG, problem),
        )

    def put_on_hold(self, reason: str) -> None:
        """Let nothing of it be erased."""
        self._change(lambda: self._teacher.keeping.hold(self.student.id, reason), "put a hold on")

    def lift(self) -> None:
        """End the hold."""
        self._change(lambda: self._teacher.keeping.lift(self.student.id), "lift a hold")

    def hand_out(self, file: Path) -> None:
        """Write all that there is into a zip file."""

        def written(_none: None) -> None:
            self.said = UserMessage(
                self.tr("Everything is in {0}. It can be read by anybody: keep it safe.").format(file.name)
            )
            self._turn(Doing.READY)

        self.said = None
        self._turn(Doing.HANDING_OUT)
        self._work.send(
            lambda ctx: self._teacher.keeping.hand_out(self.student.id, file, ctx.tick),
            "hand out",
            written,
            lambda problem: self._turn(Doing.READY, problem),
        )

    def cancel(self) -> None:
        """Stop handing out: a file that was there before stays as it was."""
        if self.doing is Doing.HANDING_OUT:
            self._work.cancel()
            self.said = UserMessage(self.tr("Stopped. Nothing was written."))
            self._turn(Doing.READY)

    def erase(self) -> None:
        """Erase the child everywhere. Once it has begun it goes to its end, at the next start if need be."""

        def erased(certificate: Certificate) -> None:
            self.certificate = certificate
            self._turn(Doing.ERASED)
            self.gone.emit()

        self.said = None
        self._turn(Doing.ERASING)
        self._work.send(
            lambda _ctx: self._teacher.keeping.erase_child(self.student.id),
            "erase a child",
            erased,
            lambda problem: self._turn(Doing.READY, problem),
        )

    def forget(self) -> None:
        """No answer is wanted any more."""
        self._work.cancel()

    def _change(self, work: Callable[[], None], name: str) -> None:
        self.said = None
        self._work.send(
            lambda _ctx: work(),
            name,
            lambda _none: self.load(),
            lambda problem: self._turn(Doing.READY, problem),
        )

    def _turn(self, doing: Doing, problem: Exception | None = None) -> None:
        if problem is not None:
            log_bug(problem)
            self.said = describe(problem)
        self.doing = doing
        self.changed.emit()
