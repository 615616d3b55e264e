"""The door from worker threads into the window: order, thread, number, closing."""

import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.door import Door

EMITS = 10_000
THREADS = 4


def test_ten_thousand_calls_from_four_threads_arrive_once_in_order_and_in_the_windows_thread(qtbot: QtBot) -> None:
    door = Door()
    arrived: list[list[int]] = [[] for _ in range(THREADS)]
    ran_in: set[int] = set()

    def receive(worker: int, number: int) -> None:
        ran_in.add(threading.get_ident())
        arrived[worker].append(number)

    def send(worker: int) -> None:
        for number in range(EMITS // THREADS):
            door.deliver(lambda number=number: receive(worker, number))

    workers = [threading.Thread(target=send, args=(worker,)) for worker in range(THREADS)]
    for worker in workers:
        worker.start()
    qtbot.waitUntil(lambda: sum(map(len, arrived)) == EMITS, timeout=60_000)
    for worker in workers:
        worker.join()
    assert arrived == [list(range(EMITS // THREADS))] * THREADS
    assert ran_in == {threading.get_ident()}


def test_delivering_in_the_windows_own_thread_does_not_run_at_once(qtbot: QtBot) -> None:
    door = Door()
    ran: list[str] = []
    door.deliver(lambda: ran.append("call"))
    assert ran == []
    qtbot.waitUntil(lambda: ran == ["call"])


def test_a_closed_door_drops_what_still_arrives(qtbot: QtBot) -> None:
    door = Door()
    ran: list[str] = []
    door.deliver(lambda: ran.append("late"))
    door.close()
    for _ in range(3):
        QCoreApplication.processEvents()
    assert ran == []
