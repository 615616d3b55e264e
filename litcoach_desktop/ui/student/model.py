"""What the view-models of the child's side have in common: their phase, and work on lanes."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.jobs import Job, JobContext, JobRunner, Lane
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug

T = TypeVar("T")


class Phase(Enum):
    """Which of its states a screen is in; "too much" is READY with more than can be shown."""

    LOADING = auto()
    READY = auto()
    EMPTY = auto()
    WRONG = auto()


class ScreenModel(QObject):
    """State of one screen. `changed` says that the view has to look again; results arrive by the door."""

    changed = Signal()

    def __init__(self, runner: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._jobs: list[Job[Any]] = []
        self._stops = 0
        self.phase = Phase.LOADING
        self.problem: UserMessage | None = None

    def run(
        self,
        lane: Lane,
        work: Callable[[JobContext], T],
        name: str,
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], object] | None = None,
        on_event: Callable[[Any], None] | None = None,
        *,
        on_cancel: Callable[[], None] | None = None,
        lasting: bool = False,
    ) -> Job[T]:
        """Start work on a lane. Without `on_failure` a failure puts the screen into its wrong phase.

        What was on its way when `stop` was called reaches nobody: a screen that has gone must not go on from it.
        lasting: go on when the screen goes away; for what the child asked to be done, not to be shown.
        """
        stops = self._stops

        def wanted() -> bool:
            return lasting or stops == self._stops

        def succeeded(value: T) -> None:
            if wanted():
                on_success(value)

        def failed(error: Exception) -> None:
            if wanted():
                (on_failure or self.fail)(error)
            else:
                log_bug(error)

        def told(event: Any) -> None:
            if on_event is not None and wanted():
                on_event(event)

        self._jobs = [job for job in self._jobs if not job.ended]
        job = self._runner.submit(
            lane,
            work,
            name=name,
            on_success=succeeded,
            on_failure=failed,
            on_cancel=on_cancel,
            on_event=told,
        )
        if not lasting:
            self._jobs.append(job)
        return job

    def fail(self, error: Exception) -> None:
        """Show the error's sentence in place of the screen's content."""
        log_bug(error)
        self.problem = describe(error)
        self.phase = Phase.WRONG
        self.changed.emit()

    def stop(self) -> None:
        """The screen goes away: end what still runs, and hear no more of it."""
        self._stops += 1
        for job in self._jobs:
            job.cancel()
        self._jobs.clear()
