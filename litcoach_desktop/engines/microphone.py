"""The microphones of this machine through PortAudio: a callback that only copies, a reader that never waits."""

import logging
import time
from collections.abc import Iterator
from typing import Any

import numpy as np

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.engines.conversion import Conversion
from litcoach_desktop.engines.device_list import ListedDevice, list_microphones
from litcoach_desktop.engines.portaudio import PortAudio, SoundSystemSilent
from litcoach_desktop.engines.ring import FrameRing
from litcoach_desktop.ports.audio import SAMPLE_RATE, AudioDevice, Samples

# Half a minute: long enough for a laptop that loads a model meanwhile, and 6 MB at 48 kHz stereo.
_RING_S = 30
# The reader looks ten times a second, so blocks of 25 ms (a quarter of this) are small enough and wake us rarely.
_LATENCY_S = 0.1
_LISTING_LIMIT_S = 5.0
_OPENING_LIMIT_S = 6.0
_CLOSING_LIMIT_S = 1.5

# PortAudio's error numbers that mean something to people.
_DEVICE_UNAVAILABLE = -9985

_log = logging.getLogger(__name__)


class Microphone:
    """The port AudioInput. PortAudio is loaded at the first call, not before."""

    def __init__(self, portaudio: PortAudio) -> None:
        self._portaudio = portaudio
        self._last_list: list[AudioDevice] = []

    def devices(self) -> list[AudioDevice]:
        """What can record now, the system's default first; looked up anew unless something records.

        Empty without any, or without PortAudio (`open` then says so). The list of before when the sound system
        does not answer within five seconds. May take half a second: not for the window's thread.
        """
        try:
            listed = self._portaudio.call(self._list, limit_s=_LISTING_LIMIT_S)
        except SoundSystemSilent:
            return list(self._last_list)
        except MicrophoneProblem as problem:
            _log.warning("no microphones can be listed: %s", problem)
            return []
        self._last_list = [one.device for one in listed]
        return list(self._last_list)

    def open(self, device_id: str | None = None) -> "MicrophoneCapture":
        """Start recording. None is the system's default. Raises MicrophoneProblem within seven seconds."""
        try:
            return self._portaudio.call(
                lambda sounddevice: self._open(sounddevice, device_id),
                limit_s=_OPENING_LIMIT_S,
                give_back=lambda capture: capture.close_here(),
            )
        except SoundSystemSilent as silent:
            raise MicrophoneProblem(silent.happened, "Nothing is being recorded.", silent.remedy) from silent

    def _list(self, sounddevice: Any) -> list[ListedDevice]:
        self._portaudio.read_devices_anew(sounddevice)
        return list_microphones(
            sounddevice.query_devices(), sounddevice.query_hostapis(), sounddevice.default.device[0]
        )

    def _open(self, sounddevice: Any, device_id: str | None) -> "MicrophoneCapture":
        listed = self._list(sounddevice)
        wanted = [one for one in listed if device_id is None or one.device.id == device_id]
        if not listed:
            raise MicrophoneProblem(
                "No microphone was found.",
                "litcoach cannot hear anyone read.",
                "Plug in a headset or a microphone, then try again.",
            )
        if not wanted:
            raise MicrophoneProblem(
                f'The microphone "{_name_in(device_id)}" is not there any more.',
                "Nothing is being recorded.",
                "Plug it in again, or choose another microphone.",
            )
        chosen = wanted[0]
        problem: Exception | None = None
        for sample_rate, channels in _ways_to_open(chosen.device):
            try:
                return MicrophoneCapture(self._portaudio, chosen, sample_rate, channels)
            except sounddevice.PortAudioError as error:
                _log.info("%s does not open at %d Hz, %d channels: %s", chosen.device.id, sample_rate, channels, error)
                problem = error
        raise _refused(chosen.device, problem) from problem


class MicrophoneCapture:
    """The port Capture: an open microphone. `read` from one thread only."""

    def __init__(self, portaudio: PortAudio, listed: ListedDevice, sample_rate: int, channels: int) -> None:
        """Open and start; only from within an action of `portaudio`. Raises sounddevice.PortAudioError."""
        self._portaudio = portaudio
        self._device = listed.device
        self._ring = FrameRing(_RING_S * sample_rate, channels)
        self._conversion = Conversion(sample_rate, channels)
        self._overflows = 0
        self._closed = False
        self._last_frames = time.monotonic()
        self._block_frames = 0
        self._stream = portaudio.open_stream(
            lambda sounddevice: sounddevice.InputStream(
                device=listed.index,
                samplerate=sample_rate,
                channels=channels,
                dtype="int16",
                latency=_LATENCY_S,
                callback=self._take,
            )
        )

    @property
    def device(self) -> AudioDevice:
        """The device that is being recorded."""
        return self._device

    @property
    def seconds_since_frames(self) -> float:
        """Seconds since the sound system last delivered anything, or since the opening if it never did."""
        return time.monotonic() - self._last_frames

    @property
    def dropped_frames(self) -> int:
        """Frames of the device that were lost since opening.

        What the ring had no room for, exactly, plus one block for each time that the system reported a loss
        (it does not say how much).
        """
        return self._ring.dropped + self._overflows * self._block_frames

    def read(self) -> Samples:
        """All samples since the last call at 16 kHz mono; empty when there are none. Never blocks."""
        frames = self._ring.read()
        if not len(frames):
            return np.zeros(0, np.int16)
        return self._conversion.feed(frames)

    def close(self) -> None:
        """Let the microphone go; what was heard until now can still be read.

        Returns within two seconds. When the sound system hangs, the closing goes on in the background and happens
        as soon as it answers again.
        """
        if self._closed:
            return
        self._closed = True
        try:
            self._portaudio.call(lambda _: self._close_stream(), limit_s=_CLOSING_LIMIT_S, even_late=True)
        except SoundSystemSilent:
            _log.warning("%s does not close; it is left to the background", self._device.id)

    def close_here(self) -> None:
        """Close on this thread, which is already inside an action of PortAudio (for one that opened too late)."""
        self._closed = True
        self._close_stream()

    def _close_stream(self) -> None:
        self._portaudio.close_stream(self._stream)

    def _take(self, block: Any, frames: int, _time: Any, status: Any) -> None:
        """Called by the sound system on its own thread: copy, note the time, nothing else."""
        self._ring.write(block)
        self._last_frames = time.monotonic()
        self._block_frames = frames
        if status.input_overflow:
            self._overflows += 1


def _ways_to_open(device: AudioDevice) -> Iterator[tuple[int, int]]:
    """(sample rate, channels) to try: what we want first, then ever more as the device wants it."""
    yield SAMPLE_RATE, 1
    if device.sample_rate != SAMPLE_RATE:
        yield device.sample_rate, 1
    if device.channels > 1:
        yield device.sample_rate, 2
    if device.channels > 2:
        yield device.sample_rate, device.channels


def _refused(device: AudioDevice, error: Exception | None) -> MicrophoneProblem:
    meaning = "Nothing is being recorded."
    if error is not None and error.args[1:2] == (_DEVICE_UNAVAILABLE,):
        return MicrophoneProblem(
            f'The microphone "{device.name}" is in use by another program.',
            meaning,
            "Close the other program (a video call, a recorder), or choose another microphone.",
        )
    return MicrophoneProblem(
        f'The microphone "{device.name}" cannot be opened.',
        meaning,
        "Check that it is plugged in and that the computer's privacy settings allow programs to use it, "
        "or choose another microphone.",
    )


def _name_in(device_id: str | None) -> str:
    return (device_id or "").partition("/")[2]
