"""Named lanes of background work: each engine that may not be called twice at once has a lane of its own."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar

from litcoach_desktop.jobs.context import Cancelled, JobContext

T = TypeVar("T")
Deliver = Callable[[Callable[[], None]], None]

_log = logging.getLogger(__name__)


class Lane(Enum):
    """Where a job runs. The value is how many threads the lane has."""

    LISTEN = ("listen", 1)
    SECOND = ("second", 1)
    LLM = ("llm", 1)
    STORE = ("store", 1)
    VECTORS = ("vectors", 1)
    MISC = ("misc", 4)


@dataclass(eq=False)
class Job(Generic[T]):
    """A job that was submitted. Its handlers are called through the runner's `deliver`, never on its own thread."""

    name: str
    lane: Lane
    work: Callable[[JobContext], T]
    on_success: Callable[[T], None] | None = None
    on_failure: Callable[[Exception], None] | None = None
    on_cancel: Callable[[], None] | None = None
    on_progress: Callable[[int, int, str], None] | None = None
    on_event: Callable[[Any], None] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop; it ends at its next tick, or never starts if it still waits."""
        self._stop.set()

    @property
    def ended(self) -> bool:
        """True once the work is over, however it ended. Its handlers may still be under way."""
        return self._ended.is_set()


class JobRunner:
    """Runs jobs on lanes and brings their results to one thread.

    deliver: called on a worker thread with a callable that has to run on the receiving thread: the window's
    door, or a queue's `put` on the command line.
    """

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._queues: dict[Lane, queue.SimpleQueue[Job[Any] | None]] = {}
        self._threads: dict[Lane, list[threading.Thread]] = {}
        self._open: set[Job[Any]] = set()
        self._lock = threading.Lock()
        self._closed = False

    def submit(
        self,
        lane: Lane,
        work: Callable[[JobContext], T],
        *,
        name: str,
        on_success: Callable[[T], None] | None = None,
        on_failure: Callable[[Exception], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
        on_event: Callable[[Any], None] | None = None,
    ) -> Job[T]:
        """Queue a job on a lane. Raises RuntimeError after `shutdown`."""
        job = Job(name, lane, work, on_success, on_failure, on_cancel, on_progress, on_event)
        with self._lock:
            if self._closed:
                raise RuntimeError(f"cannot start {name!r}: the job runner is shut down")
            self._open.add(job)
            self._start(lane)
            self._queues[lane].put(job)
        return job

    def shutdown(self, timeout_s: float = 5.0) -> list[str]:
        """Cancel everything and wait; the names of jobs that did not end in time (also logged)."""
        with self._lock:
            self._closed = True
            for job in self._open:
                job.cancel()
            for lane, threads in self._threads.items():
                for _ in threads:
                    self._queues[lane].put(None)
        deadline = time.monotonic() + timeout_s
        for threads in self._threads.values():
            for thread in threads:
                thread.join(max(0.0, deadline - time.monotonic()))
        with self._lock:
            alive = sorted(job.name for job in self._open if not job.ended)
        for name in alive:
            _log.error("job %r is still running after %.1f s", name, timeout_s)
        return alive

    def _start(self, lane: Lane) -> None:
        if lane in self._threads:
            return
        self._queues[lane] = queue.SimpleQueue()
        label, count = lane.value
        # Daemon threads: a native call that hangs must not keep the process alive after shutdown gave up on it.
        self._threads[lane] = [
            threading.Thread(target=self._run_lane, args=(lane,), name=f"lane-{label}-{number}", daemon=True)
            for number in range(count)
        ]
        for thread in self._threads[lane]:
            thread.start()

    def _run_lane(self, lane: Lane) -> None:
        while (job := self._queues[lane].get()) is not None:
            self._run(job)
            with self._lock:
                self._open.discard(job)

    def _run(self, job: Job[Any]) -> None:
        outcome: Callable[[], None] | None
        try:
            if job._stop.is_set():
                raise Cancelled
            result = job.work(self._context(job))
        except Cancelled:
            outcome = job.on_cancel
        except Exception as problem:
            outcome = self._failure(job, problem)
        else:
            succeeded = job.on_success
            outcome = None if succeeded is None else lambda: succeeded(result)
        job._ended.set()
        if outcome is not None:
            self._deliver(outcome)

    def _failure(self, job: Job[Any], problem: Exception) -> Callable[[], None] | None:
        failed = job.on_failure
        if failed is None:
            _log.error("job %r failed and nobody handles it", job.name, exc_info=problem)
            return None
        return lambda: failed(problem)

    def _context(self, job: Job[Any]) -> JobContext:
        progress, event = job.on_progress, job.on_event
        report = None
        emit = None
        if progress is not None:

            def report(done: int, total: int, note: str) -> None:
                self._deliver(lambda: progress(done, total, note))

        if event is not None:

            def emit(item: Any) -> None:
                self._deliver(lambda: event(item))

        return JobContext(report, emit, job._stop)
