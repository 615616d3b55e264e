"""Lanes: order, cancelling, progress, failures, shutdown."""

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from litcoach_desktop.jobs import Cancelled, JobContext, JobRunner, Lane

Deliveries = queue.Queue[Callable[[], None]]


@pytest.fixture
def deliveries() -> Deliveries:
    return queue.Queue()


@pytest.fixture
def runner(deliveries: Deliveries) -> Iterator[JobRunner]:
    runner = JobRunner(deliveries.put)
    yield runner
    assert runner.shutdown() == []


def deliver_next(deliveries: Deliveries) -> None:
    deliveries.get(timeout=20)()


def test_result_reaches_the_receiving_thread_through_deliver(runner: JobRunner, deliveries: Deliveries) -> None:
    seen: list[tuple[str, int]] = []
    runner.submit(
        Lane.MISC,
        lambda _: threading.current_thread().name,
        name="whereabouts",
        on_success=lambda name: seen.append((name, threading.get_ident())),
    )
    deliver_next(deliveries)
    assert seen[0][0].startswith("lane-misc")
    assert seen[0][1] == threading.get_ident()


def test_one_lane_keeps_the_order(runner: JobRunner, deliveries: Deliveries) -> None:
    seen: list[int] = []
    for number in range(50):
        runner.submit(Lane.STORE, lambda _, n=number: n, name=f"write {number}", on_success=seen.append)
    for _ in range(50):
        deliver_next(deliveries)
    assert seen == list(range(50))


def test_lanes_do_not_wait_for_each_other(runner: JobRunner, deliveries: Deliveries) -> None:
    release = threading.Event()
    runner.submit(Lane.LISTEN, lambda _: release.wait(20), name="long")
    seen: list[str] = []
    runner.submit(Lane.STORE, lambda _: "done", name="short", on_success=seen.append)
    deliver_next(deliveries)
    assert seen == ["done"]
    release.set()


def test_cancel_ends_a_running_job_at_its_next_tick(runner: JobRunner, deliveries: Deliveries) -> None:
    started = threading.Event()
    seen: list[str] = []

    def work(ctx: JobContext) -> None:
        started.set()
        while True:
            ctx.tick(0, 1)
            ctx.wait(0.01)

    job = runner.submit(
        Lane.MISC,
        work,
        name="endless",
        on_cancel=lambda: seen.append("cancelled"),
        on_failure=lambda problem: seen.append(repr(problem)),
    )
    assert started.wait(20)
    job.cancel()
    deliver_next(deliveries)
    assert seen == ["cancelled"]


def test_cancel_before_the_start_never_runs_the_work(runner: JobRunner, deliveries: Deliveries) -> None:
    release = threading.Event()
    runner.submit(Lane.STORE, lambda _: release.wait(20), name="in the way")
    seen: list[str] = []
    job = runner.submit(
        Lane.STORE, lambda _: seen.append("ran"), name="late", on_cancel=lambda: seen.append("cancelled")
    )
    job.cancel()
    release.set()
    deliver_next(deliveries)
    assert seen == ["cancelled"]


def test_a_failure_goes_to_its_handler_and_the_lane_lives_on(runner: JobRunner, deliveries: Deliveries) -> None:
    seen: list[object] = []

    def fail(_: JobContext) -> None:
        raise ValueError("broken file")

    runner.submit(Lane.STORE, fail, name="fails", on_failure=lambda problem: seen.append(str(problem)))
    runner.submit(Lane.STORE, lambda _: 7, name="works", on_success=seen.append)
    deliver_next(deliveries)
    deliver_next(deliveries)
    assert seen == ["broken file", 7]


def test_a_failure_without_handler_is_logged(runner: JobRunner, caplog: pytest.LogCaptureFixture) -> None:
    def fail(_: JobContext) -> None:
        raise ValueError("nobody listens")

    job = runner.submit(Lane.STORE, fail, name="lonely")
    while not job.ended:
        threading.Event().wait(0.01)
    runner.shutdown()
    assert "lonely" in caplog.text
    assert "nobody listens" in caplog.text


def test_events_arrive_all_and_in_order_while_progress_is_throttled(runner: JobRunner, deliveries: Deliveries) -> None:
    events: list[int] = []
    reports: list[tuple[int, int]] = []
    ended: list[bool] = []

    def work(ctx: JobContext) -> bool:
        for step in range(1, 501):
            ctx.tick(step, 500)
            ctx.emit(step)
        return True

    runner.submit(
        Lane.MISC,
        work,
        name="busy",
        on_success=ended.append,
        on_event=events.append,
        on_progress=lambda done, total, _: reports.append((done, total)),
    )
    while not ended:
        deliver_next(deliveries)
    assert events == list(range(1, 501))
    assert reports[-1] == (500, 500)
    assert len(reports) < 250


def test_shutdown_names_what_is_still_running(deliveries: Deliveries, caplog: pytest.LogCaptureFixture) -> None:
    runner = JobRunner(deliveries.put)
    started, release = threading.Event(), threading.Event()

    def deaf(_: JobContext) -> None:
        started.set()
        release.wait(20)

    runner.submit(Lane.LLM, deaf, name="deaf engine")
    assert started.wait(20)
    assert runner.shutdown(timeout_s=0.05) == ["deaf engine"]
    assert "deaf engine" in caplog.text
    with pytest.raises(RuntimeError, match="shut down"):
        runner.submit(Lane.LLM, deaf, name="too late")
    release.set()


def test_cancelled_is_not_an_ordinary_exception() -> None:
    assert not issubclass(Cancelled, Exception)
