"""Cuts a recording into seconds and has each one stored, without making the one who listens wait for the disk."""

import threading
from collections import deque
from collections.abc import Callable

import numpy as np

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

KeepSecond = Callable[[int, Samples], None]
"""(number of the second, its samples) -> returns after a durable commit. Raises StorageProblem."""

OnStoreLane = Callable[[Callable[[], None]], None]
"""Has a callable run on the lane of the store, in order. Raises RuntimeError when nothing is taken any more."""

# A minute of sound is 2 MB. When so much waits, the listener waits too, at most as long as the microphone's ring
# (half a minute) can bear it; a disk slower than that is broken.
_MOST_WAITING = 60
_BACKLOG_PATIENCE_S = 20.0
# After this long the lane is busy with something else, or shut down: then the caller's thread stores by itself.
_LANE_PATIENCE_S = 2.0
_DISK_PATIENCE_S = 30.0


class SecondKeeper:
    """Takes samples on one thread and stores whole seconds, in order and each once, on the store's lane."""

    def __init__(self, keep_second: KeepSecond, on_store_lane: OnStoreLane, first_second: int) -> None:
        """first_second: the number of the first second of this run, 0 for a new reading."""
        self._keep_second = keep_second
        self._on_store_lane = on_store_lane
        self._part: list[Samples] = []
        self._part_length = 0
        self._waiting: deque[Samples] = deque()
        self._kept = first_second
        self._samples_kept = 0
        self._failure: Exception | None = None
        self._errand_under_way = False
        # One for the queue's state, held for moments; one for storing, held as long as the disk takes.
        self._state = threading.Condition()
        self._storing = threading.Lock()

    @property
    def seconds(self) -> int:
        """How many seconds of the reading are durably stored, those of earlier runs included."""
        with self._state:
            return self._kept

    @property
    def duration_s(self) -> float:
        """Seconds of sound that this keeper has stored."""
        with self._state:
            return self._samples_kept / SAMPLE_RATE

    def add(self, samples: Samples) -> None:
        """Take the next piece; does not wait for the disk unless that is a minute behind.

        Raises what the storing of an earlier second raised (StorageProblem, or a bug), and StorageProblem when
        the disk stays a minute behind.
        """
        self._part.append(samples)
        self._part_length += len(samples)
        if self._part_length >= SAMPLE_RATE:
            sound = np.concatenate(self._part)
            whole = len(sound) - len(sound) % SAMPLE_RATE
            for start in range(0, whole, SAMPLE_RATE):
                self._hand_over(sound[start : start + SAMPLE_RATE])
            self._part, self._part_length = [sound[whole:]], len(sound) - whole
        with self._state:
            in_time = self._state.wait_for(
                lambda: len(self._waiting) <= _MOST_WAITING or self._failure is not None, _BACKLOG_PATIENCE_S
            )
            if self._failure is not None:
                raise self._failure
            if not in_time:
                raise _disk_too_slow()

    def finish(self) -> None:
        """Store what is left, the last part of a second too; returns after the last commit. Raises as `add`."""
        if self._part_length:
            self._hand_over(np.concatenate(self._part))
            self._part, self._part_length = [], 0
        if not self._wait_until_stored(_LANE_PATIENCE_S):
            # Bounded too, for the lane may be inside a commit that does not return.
            if self._storing.acquire(timeout=_DISK_PATIENCE_S):
                self._storing.release()
                self._store_waiting()
            else:
                raise _disk_too_slow()
        with self._state:
            if self._failure is not None:
                raise self._failure

    def _wait_until_stored(self, limit_s: float) -> bool:
        with self._state:
            return self._state.wait_for(lambda: not self._waiting or self._failure is not None, limit_s)

    def _hand_over(self, second: Samples) -> None:
        with self._state:
            self._waiting.append(second)
            send = not self._errand_under_way
            self._errand_under_way = True
        if send:
            try:
                self._on_store_lane(self._store_waiting)
            except RuntimeError:
                # The lanes are shut down: the application is closing, and this second must still be kept.
                self._store_waiting()

    def _store_waiting(self) -> None:
        """Store all that waits. On the store's lane, or on ours when the lane does not come; never on both."""
        with self._storing:
            while True:
                with self._state:
                    if not self._waiting or self._failure is not None:
                        self._errand_under_way = False
                        self._state.notify_all()
                        return
                    number, second = self._kept, self._waiting[0]
                try:
                    self._keep_second(number, second)
                except Exception as failure:
                    with self._state:
                        self._failure = failure
                    continue
                with self._state:
                    self._waiting.popleft()
                    self._kept += 1
                    self._samples_kept += len(second)
                    self._state.notify_all()


def _disk_too_slow() -> StorageProblem:
    return StorageProblem(
        "The disk is too slow: it has not taken the recording for a long time.",
        "What was stored before is kept.",
        "Close other programs, make sure that the disk is not full, and start the reading again.",
    )
