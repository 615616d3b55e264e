"""The ring between the sound system's callback, which may not wait, and the thread that drains it."""

import numpy as np
from numpy.typing import NDArray

Frames = NDArray[np.int16]
"""Shape (frames, channels), int16, at the device's own rate."""


class FrameRing:
    """A preallocated ring for one writing and one reading thread, without locks.

    Each side owns one counter and only looks at the other's. A counter is moved after the frames were copied,
    so the reader never sees a frame that is not there yet, nor the writer a place that is still being read.
    When the ring is full the newest frames are lost and counted: what was heard first is kept.
    """

    def __init__(self, capacity: int, channels: int) -> None:
        """Room for `capacity` frames of `channels` samples each."""
        self._frames: Frames = np.zeros((capacity, channels), np.int16)
        self._capacity = capacity
        # Counted since the beginning and never wrapped (Python's integers do not overflow), so full and empty differ.
        self._written = 0
        self._taken = 0
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """Frames that found no room since the beginning."""
        return self._dropped

    def write(self, block: Frames) -> None:
        """Copy a block of shape (frames, channels) in. Only from the writing thread; never waits, never raises."""
        offered = len(block)
        count = min(offered, self._capacity - (self._written - self._taken))
        start = self._written % self._capacity
        first = min(count, self._capacity - start)
        self._frames[start : start + first] = block[:first]
        self._frames[: count - first] = block[first:count]
        self._written += count
        self._dropped += offered - count

    def read(self) -> Frames:
        """A copy of all frames since the last call, shape (n, channels). Only from the reading thread; never waits."""
        count = self._written - self._taken
        start = self._taken % self._capacity
        first = min(count, self._capacity - start)
        taken = np.concatenate((self._frames[start : start + first], self._frames[: count - first]))
        self._taken += count
        return taken
