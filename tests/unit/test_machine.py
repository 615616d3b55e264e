"""What engines are told of this computer: cores and memory that can be true, and one thread in a worker."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor

from litcoach_desktop.engines.machine import engine_threads, memory_bytes, physical_cores


def test_there_are_no_more_cores_than_threads_and_one_is_left_for_the_window() -> None:
    assert 1 <= physical_cores() <= (os.cpu_count() or 1)
    assert engine_threads() == max(1, physical_cores() - 1)


def test_a_worker_among_many_takes_one_thread() -> None:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(engine_threads).result() == 1


def test_the_memory_is_that_of_a_computer() -> None:
    assert 500_000_000 < memory_bytes() < 100_000_000_000_000
