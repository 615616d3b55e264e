"""Notices that a microphone is gone: unplugged, stalled or asleep, it looks the same, as no frames come."""

from litcoach_desktop.ports.audio import Capture

GONE_AFTER_S = 1.0
"""A healthy microphone delivers every few hundredths of a second."""

# A Bluetooth headset takes a while to wake up.
_FIRST_FRAMES_WITHIN_S = 4.0
# A native call that holds the interpreter also holds up the sound system's callback. So the seconds alone prove
# nothing: we must have looked, and slept in between, this many times and found nothing.
_EMPTY_LOOKS = 3


class Watchdog:
    """Asked once for each look at the microphone."""

    def __init__(self, capture: Capture) -> None:
        self._capture = capture
        self._empty_looks = 0
        self._ever_heard = False

    def microphone_is_gone(self, sample_count: int) -> bool:
        """Whether to give the microphone up, after a look that found `sample_count` samples."""
        if sample_count:
            self._empty_looks = 0
            self._ever_heard = True
            return False
        self._empty_looks += 1
        limit_s = GONE_AFTER_S if self._ever_heard else _FIRST_FRAMES_WITHIN_S
        return self._empty_looks >= _EMPTY_LOOKS and self._capture.seconds_since_frames >= limit_s
