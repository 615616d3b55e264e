"""Judges many readings in worker processes, and gives a result line for each, whatever happens to a worker."""

from __future__ import annotations

import functools
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from typing import Any, Protocol

from litcoach_desktop.cli.listening import hear
from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.results import result, unjudged
from litcoach_desktop.domain.errors import EnvironmentProblem, ModelProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import Listener

_log = logging.getLogger(__name__)


class Task(Protocol):
    """A reading to judge. It is sent to a worker process, so it has to survive pickling.

    id: comes back in its result. text: the passage. problem: why it cannot be judged, None when it can be tried.
    """

    @property
    def id(self) -> object:
        """Comes back in the result."""

    @property
    def text(self) -> str:
        """The passage."""

    @property
    def problem(self) -> str | None:
        """Why it cannot be judged."""

    def sound(self, parts: Parts) -> Samples:
        """The recording; called in the worker. Raises EnvironmentProblem."""


def judge_all(parts: Parts, tasks: Sequence[Task], processes: int, listener: str) -> Iterator[dict[str, Any]]:
    """A result line for each task, in order, from so many processes, heard by the listener of that name.

    A listener that takes its whole process down costs the one reading it died of, not the run: what was under
    way is then tried again one by one. Raises ModelProblem.
    """
    at = 0
    while at < len(tasks):
        try:
            with _pool(parts, listener, min(processes, len(tasks) - at)) as pool:
                waiting = [pool.submit(_judge, task) for task in tasks[at:]]
                try:
                    for future in waiting:
                        yield future.result()
                        at += 1
                except BaseException:
                    pool.shutdown(wait=False, cancel_futures=True)
                    raise
        except BrokenProcessPool:
            for _ in range(min(processes, len(tasks) - at)):
                yield _judge_alone(parts, listener, tasks[at])
                at += 1


def show_progress(done: int, total: int, seconds: float) -> None:
    """Say on standard error how far a run is that began so many seconds ago."""
    # One line that is written over on a terminal; every tenth part of the way in a log.
    if sys.stderr.isatty():
        left = seconds / done * (total - done)
        end = "\n" if done == total else ""
        print(f"\r{done} of {total}, about {left / 60:.0f} min left ", end=end, file=sys.stderr, flush=True)
    elif done == total or done % max(1, total // 10) == 0:
        print(f"{done} of {total}", file=sys.stderr, flush=True)


def _judge_alone(parts: Parts, listener: str, task: Task) -> dict[str, Any]:
    with _pool(parts, listener, 1) as pool:
        future: Future[dict[str, Any]] = pool.submit(_judge, task)
        try:
            return future.result()
        except BrokenProcessPool:
            return unjudged(task.id, task.text, "the listener crashed on it")


def _pool(parts: Parts, listener: str, processes: int) -> ProcessPoolExecutor:
    # Not forked: a forked child inherits the locks of native libraries in whatever state they were.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(processes, context, _start_worker, (parts, listener))


class _Worker:
    """What a worker process keeps from one reading to the next."""

    def __init__(self, parts: Parts, listener_name: str) -> None:
        self.parts = parts
        self._listener_name = listener_name

    @functools.cached_property
    def listener(self) -> Listener:
        """The listener, which may hold a large model: one for all readings. Raises ModelProblem."""
        return self.parts.listener(self._listener_name)


_at_work: list[_Worker] = []
"""One in a worker process, none in the parent: a spawned process has no other way to keep its start values."""


def _start_worker(parts: Parts, listener_name: str) -> None:
    # Ctrl-C reaches the whole group; the parent ends the workers, which then have nothing to say about it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _at_work[:] = [_Worker(parts, listener_name)]
    threading.Thread(target=_end_with_the_parent, name="parent", daemon=True).start()


def _end_with_the_parent() -> None:
    """End this process when the one that wants its results is gone: nobody else would, and a model stays in memory."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _judge(task: Task) -> dict[str, Any]:
    begun = time.perf_counter()
    if task.problem is not None:
        return unjudged(task.id, task.text, task.problem)
    worker = _at_work[0]
    duration_s = 0.0
    try:
        samples = task.sound(worker.parts)
        duration_s = len(samples) / SAMPLE_RATE
        # Where a recording comes from (a file, a mixture) is not part of what judging it takes.
        begun = time.perf_counter()
        passage = Passage(task.text)
        events = hear(worker.listener, passage, samples)
    except ModelProblem:
        raise
    except EnvironmentProblem as problem:
        return unjudged(
            task.id, task.text, problem.happened, duration_s=duration_s, elapsed_s=time.perf_counter() - begun
        )
    except Exception as bug:
        # One reading that trips a bug must not take the other thousand results with it.
        _log.exception("%s could not be judged", task.id)
        reason = f"a bug in litcoach ({type(bug).__name__})"
        return unjudged(task.id, task.text, reason, duration_s=duration_s, elapsed_s=time.perf_counter() - begun)
    return result(task.id, passage, events, time.perf_counter() - begun)
