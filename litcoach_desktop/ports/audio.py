"""Microphones, loudspeakers and voices. All sound is 16 kHz mono int16 inside litcoach."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
Samples = NDArray[np.int16]
"""Shape (n,), int16, 16 kHz mono."""


@dataclass(frozen=True, slots=True)
class AudioDevice:
    """A microphone as the system names it. `id` is stable while the system's list does not change."""

    id: str
    name: str
    is_default: bool
    sample_rate: int
    channels: int


class Capture(Protocol):
    """An open microphone. Safe to read from one thread while the sound system fills it from another."""

    @property
    def device(self) -> AudioDevice:
        """The device that is being recorded."""

    @property
    def seconds_since_frames(self) -> float:
        """Seconds since the sound system last delivered anything: the one sure sign of a lost microphone."""

    @property
    def dropped_frames(self) -> int:
        """Frames that the system or the ring lost since opening; 0 in a healthy recording."""

    def read(self) -> Samples:
        """All samples since the last call, resampled to 16 kHz; empty when there are none. Never blocks."""

    def close(self) -> None:
        """Let the microphone go. Returns within two seconds even when the sound system hangs."""


class AudioInput(Protocol):
    """The microphones of this machine."""

    def devices(self) -> list[AudioDevice]:
        """What can record now, the system's default first. Empty without any; never raises."""

    def open(self, device_id: str | None = None) -> Capture:
        """Start recording. None is the system's default. Raises MicrophoneProblem."""


class AudioOutput(Protocol):
    """The loudspeaker."""

    def play(self, samples: Samples) -> None:
        """Start playing and return at once; what was playing stops. Raises EnvironmentProblem without a device."""

    def stop(self) -> None:
        """Stop what is playing, if anything is."""
