"""What the models of the child's screens share: nothing that was on its way reaches a screen that has gone."""

import queue
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from litcoach_desktop.jobs import JobContext, JobRunner, Lane
from litcoach_desktop.ui.student.model import ScreenModel

PATIENCE_S = 20.0


class Desk:
    """A model, and what the window's door holds for it until it is let in."""

    def __init__(self) -> None:
        self.waiting: queue.Queue[Callable[[], None]] = queue.Queue()
        self.runner = JobRunner(self.waiting.put)
        self.model = ScreenModel(self.runner)
        self.came: list[str] = []

    def ask(self, *, lasting: bool = False) -> None:
        """Work that tells something, and then succeeds."""

        def work(context: JobContext) -> str:
            context.emit("event")
            return "answer"

        self.model.run(Lane.MISC, work, "work", self.came.append, on_event=self.came.append, lasting=lasting)

    def open_the_door(self) -> None:
        """Let in what came: the event and the answer."""
        held = [self.waiting.get(timeout=PATIENCE_S) for _ in range(2)]
        for one in held:
            one()


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    assert desk.runner.shutdown(PATIENCE_S) == []


def test_what_a_screen_asked_reaches_it(desk: Desk) -> None:
    desk.ask()
    desk.open_the_door()
    assert desk.came == ["event", "answer"]


def test_what_came_when_the_screen_had_gone_reaches_nobody(desk: Desk) -> None:
    desk.ask()
    held = [desk.waiting.get(timeout=PATIENCE_S) for _ in range(2)]
    desk.model.stop()
    for one in held:
        one()
    assert desk.came == []
    desk.ask()
    desk.open_the_door()
    assert desk.came == ["event", "answer"]


def test_what_was_asked_for_good_comes_all_the_same(desk: Desk) -> None:
    desk.ask(lasting=True)
    desk.model.stop()
    desk.open_the_door()
    assert desk.came == ["event", "answer"]
