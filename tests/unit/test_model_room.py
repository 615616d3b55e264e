"""The memory for large models: one at a time on a small laptop, several on a large one, never one that is in use."""

import threading

import pytest

from litcoach_desktop.engines.model_room import SMALL_LAPTOP_BYTES, ModelRoom, NoRoom

SMALL, LARGE = 4_000_000_000, 16_000_000_000


def test_a_model_is_loaded_once_and_stays() -> None:
    room, loads = ModelRoom(SMALL), []
    for _ in range(3):
        with room.use("one", 1, lambda: loads.append(1) or "model") as model:
            assert model == "model"
    assert loads == [1]


def test_on_a_small_laptop_an_idle_model_makes_room_however_small_it_is() -> None:
    room = ModelRoom(SMALL_LAPTOP_BYTES - 1)
    for name in ("whisper", "llm", "whisper"):
        with room.use(name, 1, lambda: object()):
            assert room.resident == [name]


def test_on_a_large_one_they_stay_as_long_as_they_fit() -> None:
    room = ModelRoom(LARGE)
    for name, size in (("a", 2_000_000_000), ("b", 2_000_000_000), ("c", 3_000_000_000)):
        with room.use(name, size, lambda: object()):
            pass
    assert room.resident == ["b", "c"]


def test_a_model_in_use_is_waited_for() -> None:
    room, order = ModelRoom(SMALL), []
    in_use, wanted, go = threading.Event(), threading.Event(), threading.Event()

    def hold() -> None:
        with room.use("whisper", 1, lambda: object()):
            in_use.set()
            go.wait(30)
            order.append("whisper done")

    def want() -> None:
        in_use.wait(30)
        wanted.set()
        with room.use("llm", 1, lambda: object()):
            order.append("llm in")

    threads = [threading.Thread(target=work) for work in (hold, want)]
    for thread in threads:
        thread.start()
    wanted.wait(30)
    room.release("whisper")
    assert room.resident == ["whisper"]
    go.set()
    for thread in threads:
        thread.join(30)
    assert order == ["whisper done", "llm in"]
    assert room.resident == ["llm"]


def test_a_model_that_cannot_be_loaded_takes_no_room() -> None:
    room = ModelRoom(SMALL)

    def fail() -> object:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"), room.use("one", 1, fail):
        pass
    assert room.resident == []
    with room.use("two", 1, lambda: object()):
        assert room.resident == ["two"]


def test_whoever_gives_up_waiting_leaves_everything_as_it_was() -> None:
    room, asked = ModelRoom(SMALL), iter([False, False, True])
    with room.use("whisper", 1, lambda: object()):
        waiting = room.use("llm", 1, lambda: object(), give_up=lambda: next(asked))
        with pytest.raises(NoRoom):
            waiting.__enter__()
        assert room.resident == ["whisper"]
    with room.use("llm", 1, lambda: object()):
        assert room.resident == ["llm"]
