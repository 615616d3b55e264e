"""The ring: nothing lost, nothing twice, nothing torn, whatever the block sizes."""

import threading

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.engines.ring import FrameRing


def numbered(start: int, count: int, channels: int = 1) -> np.ndarray:
    return np.repeat(np.arange(start, start + count, dtype=np.int64).astype(np.int16)[:, np.newaxis], channels, axis=1)


@given(
    capacity=st.integers(1, 40),
    channels=st.integers(1, 3),
    steps=st.lists(st.one_of(st.none(), st.integers(0, 60)), max_size=60),
)
def test_reading_gives_back_what_found_room_in_order(capacity: int, channels: int, steps: list[int | None]) -> None:
    ring = FrameRing(capacity, channels)
    offered = 0
    expected: list[int] = []
    lost = 0
    taken: list[int] = []
    inside = 0
    for step in steps:
        if step is None:
            block = ring.read()
            assert block.shape == (inside, channels)
            assert (block == block[:, :1]).all()
            taken += block[:, 0].tolist()
            inside = 0
        else:
            room = min(step, capacity - inside)
            expected += range(offered, offered + room)
            ring.write(numbered(offered, step, channels))
            offered, inside, lost = offered + step, inside + room, lost + step - room
    taken += ring.read()[:, 0].tolist()
    assert taken == expected
    assert ring.dropped == lost


def test_what_was_read_stays_as_it_was_when_the_ring_goes_round() -> None:
    ring = FrameRing(4, 1)
    ring.write(numbered(0, 4))
    first = ring.read()
    ring.write(numbered(4, 4))
    assert first[:, 0].tolist() == [0, 1, 2, 3]


def test_a_writing_and_a_reading_thread_do_not_need_a_lock() -> None:
    ring = FrameRing(1_000, 1)
    total = 40_000
    sent = np.arange(total, dtype=np.int64) % 30_000

    def write() -> None:
        at = 0
        while at < total:
            block = sent[at : at + 137].astype(np.int16)[:, np.newaxis]
            before = ring.dropped
            ring.write(block)
            # What was dropped is offered again: the reader has to catch up first.
            at += len(block) - (ring.dropped - before)

    writer = threading.Thread(target=write)
    writer.start()
    pieces = []
    count = 0
    while count < total:
        piece = ring.read()
        pieces.append(piece[:, 0])
        count += len(piece)
    writer.join()
    assert np.array_equal(np.concatenate(pieces), sent.astype(np.int16))
