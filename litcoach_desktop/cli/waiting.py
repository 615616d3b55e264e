"""Lets a command, which has no window, receive what jobs deliver: a queue that its own thread empties."""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import Any, TypeVar

from litcoach_desktop.jobs import JobContext, JobRunner, Lane

T = TypeVar("T")


class Mailbox:
    """`deliver` for a JobRunner, and the waiting for a job's end."""

    def __init__(self) -> None:
        self._letters: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def deliver(self, letter: Callable[[], None]) -> None:
        """Called on any thread; the letter runs on the thread that waits."""
        self._letters.put(letter)

    def take(self) -> None:
        """Wait for the next letter and do what it says."""
        self._letters.get()()

    def run(
        self,
        runner: JobRunner,
        lane: Lane,
        work: Callable[[JobContext], T],
        *,
        name: str,
        on_event: Callable[[Any], None] | None = None,
        on_progress: Callable[[int, int, str], None] | None = None,
    ) -> T:
        """Run a job and wait for it; its events and progress are handled meanwhile. Raises what the job raises."""
        results: list[T] = []
        problems: list[Exception] = []
        runner.submit(
            lane,
            work,
            name=name,
            on_success=results.append,
            on_failure=problems.append,
            on_event=on_event,
            on_progress=on_progress,
        )
        while not results and not problems:
            self.take()
        if problems:
            raise problems[0]
        return results[0]
