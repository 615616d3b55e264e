"""Calls of the teacher's side that run on a lane, and whose answers nobody wants once it is locked."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.jobs import Job, JobContext, JobRunner, Lane
from litcoach_desktop.ui.messages import report

T = TypeVar("T")


class Errands(QObject):
    """Sends work to the lanes. After `forget` no answer that is still on its way arrives."""

    busy_changed = Signal(bool)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._open: set[Job] = set()

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return bool(self._open)

    def send(
        self,
        name: str,
        work: Callable[[], T],
        then: Callable[[T], object] | None = None,
        *,
        wrong: Callable[[Exception], object] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Job[T]:
        """Run `work` on a lane and give its answer to `then`, or its error to `wrong` (else to the message bar).

        Window thread only; `then` and `wrong` are called there.
        """
        return self.send_long(name, lambda _context: work(), then, wrong=wrong, lane=lane)

    def send_long(
        self,
        name: str,
        work: Callable[[JobContext], T],
        then: Callable[[T], object] | None = None,
        *,
        told: Callable[[int, int, str], None] | None = None,
        stopped: Callable[[], object] | None = None,
        wrong: Callable[[Exception], object] | None = None,
        lane: Lane = Lane.STORE,
    ) -> Job[T]:
        """As `send`, of work that says how far it is to `told`, and whose user may cancel it: `stopped` then."""

        def answered(answer: T) -> None:
            if self._settle(job) and then is not None:
                then(answer)

        def failed(problem: Exception) -> None:
            if self._settle(job):
                (wrong or report)(problem)

        def cancelled() -> None:
            if self._settle(job) and stopped is not None:
                stopped()

        def so_far(done: int, total: int, note: str) -> None:
            if job in self._open and told is not None:
                told(done, total, note)

        job: Job[T] = self._runner.submit(
            lane,
            work,
            name=name,
            on_success=answered,
            on_failure=failed,
            on_cancel=cancelled,
            on_progress=None if told is None else so_far,
        )
        self._open.add(job)
        self.busy_changed.emit(True)
        return job

    def forget(self) -> None:
        """Cancel what waits and drop every answer that is still to come."""
        for job in self._open:
            job.cancel()
        self._open.clear()
        self.busy_changed.emit(False)

    def _settle(self, job: Job) -> bool:
        """Whether the answer is still wanted."""
        if job not in self._open:
            return False
        self._open.discard(job)
        self.busy_changed.emit(self.busy)
        return True
