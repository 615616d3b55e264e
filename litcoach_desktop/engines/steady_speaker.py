"""A loudspeaker that stays open between two sounds, so that an answer does not wait for it to open."""

import functools
import logging
import threading
import time
from typing import Any

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.engines.conversion import Conversion
from litcoach_desktop.engines.portaudio import PortAudio, SoundSystemSilent
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_OPENING_LIMIT_S = 6.0
_CLOSING_LIMIT_S = 1.5
# Shorter than a film's loudspeaker: a gap is heard less than a late answer.
_LATENCY_S = 0.08
# A sound server that asks for nothing any more is frozen or gone.
_SILENT_AFTER_S = 1.5

_log = logging.getLogger(__name__)


class SteadySpeaker:
    """The port AudioOutput. Opened by the first `play`, or `open`; plays silence meanwhile, until `close`."""

    def __init__(self, portaudio: PortAudio) -> None:
        self._portaudio = portaudio
        self._lock = threading.Lock()
        self._stream: Any = None
        self._rate = SAMPLE_RATE
        # Swapped as one by whoever plays; the callback counts on in the list that it found.
        self._now: tuple[Samples, list[int]] = (np.zeros(0, np.int16), [0])
        self._asked = 0.0

    def open(self) -> None:
        """Get ready. Raises EnvironmentProblem without a loudspeaker."""
        with self._lock:
            if self._stream is not None and time.monotonic() - self._asked > _SILENT_AFTER_S:
                self._close()
            if self._stream is None:
                self._stream = self._portaudio.call(
                    self._open, limit_s=_OPENING_LIMIT_S, give_back=self._portaudio.close_stream
                )

    def play(self, samples: Samples) -> None:
        """Start playing 16 kHz mono int16; what was playing stops. Raises EnvironmentProblem."""
        self.open()
        if self._rate != SAMPLE_RATE:
            samples = Conversion(SAMPLE_RATE, 1, to_rate=self._rate).feed(samples[:, np.newaxis], last=True)
        self._now = (samples, [0])

    def stop(self) -> None:
        """Fall silent, and stay open."""
        self._now = (np.zeros(0, np.int16), [0])

    def close(self) -> None:
        """Let the loudspeaker go. Returns within two seconds even when the sound system hangs."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is None:
            return
        try:
            self._portaudio.call(
                lambda _: self._portaudio.close_stream(stream), limit_s=_CLOSING_LIMIT_S, even_late=True
            )
        except SoundSystemSilent:
            _log.warning("the loudspeaker does not close; it is left to the background")

    def _open(self, sounddevice: Any) -> Any:
        self._portaudio.read_devices_anew(sounddevice)
        try:
            device = sounddevice.query_devices(kind="output")
            for rate in (SAMPLE_RATE, round(device["default_samplerate"])):
                try:
                    stream = self._portaudio.open_stream(functools.partial(self._make, rate))
                except sounddevice.PortAudioError as error:
                    _log.info("the loudspeaker does not open at %d Hz: %s", rate, error)
                else:
                    self._rate, self._asked = rate, time.monotonic()
                    return stream
        except (sounddevice.PortAudioError, ValueError) as error:
            _log.info("no loudspeaker: %s", error)
        raise EnvironmentProblem(
            "No loudspeaker can be used.",
            "The coach's answers are shown and not spoken.",
            "Plug in a headset or a loudspeaker, and check that no other program holds it.",
        )

    def _make(self, rate: int, sounddevice: Any) -> Any:
        return sounddevice.OutputStream(
            samplerate=rate, channels=1, dtype="int16", latency=_LATENCY_S, callback=self._give
        )

    def _give(self, block: Any, frames: int, _time: Any, _status: Any) -> None:
        samples, place = self._now
        piece = samples[place[0] : place[0] + frames]
        block[: len(piece), 0] = piece
        block[len(piece) :] = 0
        place[0] += len(piece)
        self._asked = time.monotonic()
