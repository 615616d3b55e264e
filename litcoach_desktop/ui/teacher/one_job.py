"""One piece of work at a time on a lane: a newer one, a cancel or the teacher's leaving makes its answer unwanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.jobs import Job, JobContext, JobRunner, Lane

T = TypeVar("T")


class OneJob(QObject):
    """`progressed`: how many of how many."""

    progressed = Signal(int, int)

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: Job[Any] | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._job is not None

    def send(
        self,
        work: Callable[[JobContext], T],
        name: str,
        then: Callable[[T], object],
        wrong: Callable[[Exception], object],
        *,
        lane: Lane = Lane.MISC,
    ) -> None:
        """Run it; `then` or `wrong` is called in the window's thread. The answer to what was sent before is dropped."""

        def answered(answer: T) -> None:
            if self._job is job:
                self._job = None
                then(answer)

        def failed(problem: Exception) -> None:
            if self._job is job:
                self._job = None
                wrong(problem)

        job: Job[T] = self._runner.submit(
            lane,
            work,
            name=name,
            on_success=answered,
            on_failure=failed,
            on_progress=lambda done, total, _note: self.progressed.emit(done, total),
        )
        self._job = job

    def cancel(self) -> None:
        """Stop what is under way; its answer does not arrive."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
