"""The loudspeaker of this machine through PortAudio."""

import logging
import threading
from typing import Any

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.engines.conversion import Conversion
from litcoach_desktop.engines.portaudio import PortAudio, SoundSystemSilent
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_OPENING_LIMIT_S = 6.0
_CLOSING_LIMIT_S = 1.5
_OVERDUE_S = 5.0
# PortAudio's own choice is so small that a busy laptop, or PulseAudio, plays gaps.
_LATENCY_S = 0.2

_log = logging.getLogger(__name__)


class Speaker:
    """The port AudioOutput. PortAudio is loaded at the first call, not before."""

    def __init__(self, portaudio: PortAudio) -> None:
        self._portaudio = portaudio
        self._lock = threading.Lock()
        self._playing: _Playing | None = None

    def play(self, samples: Samples) -> None:
        """Start playing 16 kHz mono int16 and return once it sounds; what was playing stops.

        Raises EnvironmentProblem without a loudspeaker. May take a moment: not for the window's thread.
        """
        with self._lock:
            self._stop()
            self._playing = self._portaudio.call(
                lambda sounddevice: self._open(sounddevice, samples),
                limit_s=_OPENING_LIMIT_S,
                give_back=lambda playing: playing.close_here(),
            )
            self._playing.close_when_over()

    def stop(self) -> None:
        """Stop what is playing, if anything is."""
        with self._lock:
            self._stop()

    def _stop(self) -> None:
        if self._playing is not None:
            self._playing.stop()
            self._playing = None

    def _open(self, sounddevice: Any, samples: Samples) -> "_Playing":
        self._portaudio.read_devices_anew(sounddevice)
        try:
            device = sounddevice.query_devices(kind="output")
        except (sounddevice.PortAudioError, ValueError) as error:
            raise EnvironmentProblem(
                "No loudspeaker was found.",
                "Nothing can be played.",
                "Plug in a headset or a loudspeaker, then try again.",
            ) from error
        problem: Exception | None = None
        for sample_rate in (SAMPLE_RATE, round(device["default_samplerate"])):
            try:
                return _Playing(self._portaudio, _at_rate(samples, sample_rate), sample_rate)
            except sounddevice.PortAudioError as error:
                problem = error
        raise EnvironmentProblem(
            f'The loudspeaker "{device["name"]}" cannot be opened.',
            "Nothing can be played.",
            "Check that it is plugged in and that no other program holds it.",
        ) from problem


class _Playing:
    """One piece of sound while it plays."""

    def __init__(self, portaudio: PortAudio, samples: Samples, sample_rate: int) -> None:
        self._portaudio = portaudio
        # Quiet behind it, because what the system has not played yet when the stream ends is lost.
        self._samples = np.concatenate((samples, np.zeros(round(2 * _LATENCY_S * sample_rate), np.int16)))
        self._length_s = len(self._samples) / sample_rate
        self._next = 0
        self._over = threading.Event()
        self._closing = threading.Lock()
        self._closed = False
        self._stream = portaudio.open_stream(
            lambda sounddevice: sounddevice.OutputStream(
                samplerate=sample_rate,
                channels=1,
                dtype="int16",
                latency=_LATENCY_S,
                callback=lambda block, frames, _time, _status: self._give(sounddevice, block, frames),
                finished_callback=self._over.set,
            )
        )

    def close_when_over(self) -> None:
        # A stream cannot be closed from its own callback.
        threading.Thread(target=self._wait_and_close, name="speaker", daemon=True).start()

    def stop(self) -> None:
        self._over.set()
        self._close()

    def close_here(self) -> None:
        """Close on this thread, which is already inside an action of PortAudio."""
        self._closed = True
        self._portaudio.close_stream(self._stream)

    def _wait_and_close(self) -> None:
        # With a limit, because a sound server that dies does not say that the sound is over.
        self._over.wait(self._length_s + _OVERDUE_S)
        self._close()

    def _close(self) -> None:
        with self._closing:
            if self._closed:
                return
            self._closed = True
        try:
            self._portaudio.call(
                lambda _: self._portaudio.close_stream(self._stream), limit_s=_CLOSING_LIMIT_S, even_late=True
            )
        except SoundSystemSilent:
            _log.warning("the loudspeaker does not close; it is left to the background")

    def _give(self, sounddevice: Any, block: Any, frames: int) -> None:
        piece = self._samples[self._next : self._next + frames]
        block[: len(piece), 0] = piece
        block[len(piece) :] = 0
        self._next += len(piece)
        if len(piece) < frames:
            raise sounddevice.CallbackStop


def _at_rate(samples: Samples, sample_rate: int) -> Samples:
    if sample_rate == SAMPLE_RATE:
        return samples
    return Conversion(SAMPLE_RATE, 1, to_rate=sample_rate).feed(samples[:, np.newaxis], last=True)
