"""A microphone that hears what a test gives it, and fails when the test says so; and sounds to give it."""

import threading
import time
from collections.abc import Callable, Sequence

import numpy as np

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.ports.audio import SAMPLE_RATE, AudioDevice, Samples

HEADSET = AudioDevice("fake/headset", "Test headset", True, SAMPLE_RATE, 1)

# What a capture that lost its microphone claims, so that no test has to wait for it.
_LONG_AGO_S = 60.0


class FakeAudioInput:
    """Implements `ports.audio.AudioInput`.

    samples: what is heard; then silence of exact zeros, for ever. speed: how many times as fast as life, None: each
    read gives `piece_s` seconds. lost_at_s: where in the samples the microphone goes away (unplugged or stalled
    look the same from here); it is back at the next `open`, which goes on behind it, unless `unplugged` is set.
    on_end: called once, by the read that finds nothing more.
    """

    def __init__(
        self,
        samples: Samples,
        *,
        speed: float | None = 1.0,
        piece_s: float = 1.0,
        lost_at_s: float | None = None,
        on_end: Callable[[], None] | None = None,
        devices: Sequence[AudioDevice] = (HEADSET,),
    ) -> None:
        self.samples = samples
        self.speed = speed
        self.piece = round(piece_s * SAMPLE_RATE)
        self.lost_at = None if lost_at_s is None else round(lost_at_s * SAMPLE_RATE)
        self.on_end = on_end
        self.unplugged = False
        self.position = 0
        self.opened: list[FakeCapture] = []
        self._devices = list(devices)

    def devices(self) -> list[AudioDevice]:
        return [] if self.unplugged else list(self._devices)

    def open(self, device_id: str | None = None) -> "FakeCapture":
        here = [device for device in self.devices() if device_id in (None, device.id)]
        if not here:
            raise MicrophoneProblem("No microphone was found.", "Nobody is heard.", "Plug one in.")
        if self.opened and self.opened[-1].is_lost:
            self.lost_at = None
        capture = FakeCapture(self, here[0])
        self.opened.append(capture)
        return capture

    def lose(self) -> None:
        """The microphone goes away now."""
        self.lost_at = self.position

    def take(self, count: int) -> Samples:
        """The next `count` samples, fewer before a loss, zeros behind the end."""
        if self.lost_at is not None:
            count = min(count, self.lost_at - self.position)
        piece = self.samples[self.position : self.position + count]
        self.position += count
        if self.position >= len(self.samples) and self.on_end is not None:
            ended, self.on_end = self.on_end, None
            ended()
        return np.concatenate((piece, np.zeros(count - len(piece), np.int16)))


class FakeCapture:
    """Implements `ports.audio.Capture`."""

    def __init__(self, source: FakeAudioInput, device: AudioDevice) -> None:
        self.device = device
        self.dropped_frames = 0
        self.closed = False
        self._source = source
        self._since = time.monotonic()
        self._given = 0

    @property
    def is_lost(self) -> bool:
        lost_at = self._source.lost_at
        return lost_at is not None and self._source.position >= lost_at

    @property
    def seconds_since_frames(self) -> float:
        return _LONG_AGO_S if self.is_lost else 0.0

    def read(self) -> Samples:
        if self.closed:
            return np.zeros(0, np.int16)
        if self._source.speed is None:
            return self._source.take(self._source.piece)
        due = round((time.monotonic() - self._since) * self._source.speed * SAMPLE_RATE) - self._given
        self._given += due
        return self._source.take(due)

    def close(self) -> None:
        self.closed = True


class FakeAudioOutput:
    """Implements `ports.audio.AudioOutput`; remembers what it played."""

    def __init__(self) -> None:
        self.played: list[Samples] = []
        self.playing = threading.Event()

    def play(self, samples: Samples) -> None:
        self.played.append(samples)
        self.playing.set()

    def stop(self) -> None:
        self.playing.clear()


def at_dbfs(sound: np.ndarray, dbfs: float) -> np.ndarray:
    """The sound (any float scale) with this root mean square below full scale, as floats of int16's range."""
    return sound / np.sqrt(np.mean(sound**2)) * 32_768 * 10 ** (dbfs / 20)


def as_samples(sound: np.ndarray) -> Samples:
    """Floats of int16's range as samples, clipped as a converter clips."""
    return np.clip(np.rint(sound), -32_768, 32_767).astype(np.int16)


def counting(seconds: float, *, pitch: float = 260.0) -> np.ndarray:
    """Something like a child who counts: voiced syllables of 0.35 s with 0.25 s between them, in floats."""
    time_s = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = np.cumsum(pitch * (1 + 0.05 * np.sin(2 * np.pi * 3 * time_s))) / SAMPLE_RATE
    # Twelve harmonics under two formants.
    voice = np.zeros_like(time_s)
    for harmonic in range(1, 13):
        at = harmonic * pitch
        strength = np.exp(-(((at - 700) / 400) ** 2)) + 0.5 * np.exp(-(((at - 1800) / 500) ** 2)) + 0.02
        voice += strength * np.sin(2 * np.pi * harmonic * phase)
    in_syllable = (time_s % 0.6) < 0.35
    return voice * in_syllable * np.sin(np.pi * np.minimum(1.0, (time_s % 0.6) / 0.35)) ** 0.5


def room(seconds: float, seed: int = 1) -> np.ndarray:
    """White noise, in floats."""
    return np.random.default_rng(seed).standard_normal(round(seconds * SAMPLE_RATE))
