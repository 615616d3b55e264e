"""A microphone that hears a recording: for the demo and for measurements, where nobody sits and reads."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.ports.audio import SAMPLE_RATE, AudioDevice, Samples

_DEVICE = AudioDevice(id="recording", name="A recording", is_default=True, sample_rate=SAMPLE_RATE, channels=1)


class RecordedInput:
    """An AudioInput with one device, which can be opened again and again and starts from the beginning each time.

    speed: how many times faster than life it delivers. on_end: called once for each opening, from the thread
    that reads, when all was handed over; silence follows, as from a microphone whose reader has finished.
    """

    def __init__(self, samples: Samples, *, speed: float = 1.0, on_end: Callable[[], None] | None = None) -> None:
        self._samples = samples
        self._speed = speed
        self._on_end = on_end

    def devices(self) -> list[AudioDevice]:
        """The recording as the only microphone."""
        return [_DEVICE]

    def open(self, device_id: str | None = None) -> RecordedCapture:
        """Start from the beginning. Raises MicrophoneProblem for any other device."""
        if device_id not in (None, _DEVICE.id):
            raise MicrophoneProblem(
                f"There is no microphone “{device_id}” here.", "Nothing was recorded.", "Choose another microphone."
            )
        return RecordedCapture(self._samples, self._speed, self._on_end)


class RecordedCapture:
    """A Capture that hands out as much of the recording as its speed has made heard by now."""

    def __init__(self, samples: Samples, speed: float, on_end: Callable[[], None] | None) -> None:
        self._samples = samples
        self._speed = speed
        self._on_end = on_end
        self._given = 0
        self._begun = time.monotonic()

    @property
    def device(self) -> AudioDevice:
        """The recording."""
        return _DEVICE

    @property
    def seconds_since_frames(self) -> float:
        """Always 0: a recording is never unplugged."""
        return 0.0

    @property
    def dropped_frames(self) -> int:
        """Always 0."""
        return 0

    def read(self) -> Samples:
        """What was heard since the last call; empty when there is nothing new."""
        due = int((time.monotonic() - self._begun) * self._speed * SAMPLE_RATE)
        heard = self._samples[self._given : due]
        self._given += len(heard)
        if self._given == len(self._samples) and self._on_end is not None:
            on_end, self._on_end = self._on_end, None
            on_end()
        return heard if len(heard) else np.zeros(0, np.int16)

    def close(self) -> None:
        """Nothing to let go."""
