"""Decides from a few seconds of sound whether a microphone hears a voice well enough to score a reading.

All thresholds are in dB below full scale (dBFS) or seconds, and stand here with their reasons; docs/recording.md
has the figures behind them.
"""

from collections import deque
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.services.gateway.levels import FULL_SCALE, dbfs, meter

_FRAME = SAMPLE_RATE // 50
_FRAMES_A_SECOND = SAMPLE_RATE // _FRAME

# The verdict looks back this far, so that moving the microphone shows within seconds.
_WINDOW_S = 5.0
# "One, two, three" holds about a second of voiced sound; two thirds of it must have come through.
_ENOUGH_VOICE_S = 0.6
# So long a child may be shy before the screen says that it hears nothing.
_PATIENCE_S = 4.0
# Exact zeros for this long come from no room: muted, or an input with nothing behind it.
_DEAD_AFTER_S = 1.0

# Voices below this reach the listener near the noise of cheap microphones, and its scores fall.
_TOO_QUIET_DBFS = -42.0
# Fainter than this is no voice at arm's length.
_FAINTEST_VOICE_DBFS = -58.0
# A voice stands out of the room by at least this to be told from it, and by this to be scored.
_VOICE_ABOVE_ROOM_DB = 6.0
_NOISY_BELOW_DB = 12.0
# A room that is this loud all by itself.
_LOUD_ROOM_DBFS = -40.0

# Two samples at the rail in 20 ms are clipping; three such frames are no accident.
_RAIL = 32_600
_CLIPPED_SAMPLES = 2
_CLIPPED_FRAMES = 3

# Pitch of children and adults: 80 to 400 Hz. White noise reaches about 0.2 on this scale, vowels 0.7 and more.
_SHORTEST_PERIOD, _LONGEST_PERIOD = SAMPLE_RATE // 400, SAMPLE_RATE // 80
_PERIODIC = 0.5
_PRE_EMPHASIS = 0.95


class Verdict(StrEnum):
    """What to tell the child."""

    LISTENING = "listening"
    SILENT = "silent"
    WRONG_DEVICE = "wrong_device"
    TOO_QUIET = "too_quiet"
    CLIPPED = "clipped"
    NOISY = "noisy"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class MicrophoneState:
    """What the microphone hears.

    level: 0..1 of the last tenth of a second, for the meter. voice_s: seconds of voiced sound in the last five.
    voice_dbfs, room_dbfs: how loud the voice and the room are, None while unknown.
    """

    level: float
    verdict: Verdict
    voice_s: float = 0.0
    voice_dbfs: float | None = None
    room_dbfs: float | None = None


@dataclass(frozen=True, slots=True)
class _Frame:
    dbfs: float
    periodic: bool
    clipped: bool


class MicrophoneCheck:
    """Fed with sound of any piece length; its state is always up to date."""

    def __init__(self) -> None:
        self._frames: deque[_Frame] = deque(maxlen=round(_WINDOW_S * _FRAMES_A_SECOND))
        self._pending = np.zeros(0, np.int16)
        # The frame before, because a low voice's period needs more than one.
        self._before = np.zeros(_FRAME, np.int16)
        self._recent = np.zeros(0, np.int16)
        self._heard_s = 0.0
        self._zeros_s = 0.0

    def feed(self, samples: Samples) -> MicrophoneState:
        """Hear the next piece; what the microphone is like now."""
        self._heard_s += len(samples) / SAMPLE_RATE
        self._count_zeros(samples)
        self._recent = np.concatenate((self._recent, samples))[-SAMPLE_RATE // 10 :]
        pending = np.concatenate((self._pending, samples))
        whole = len(pending) - len(pending) % _FRAME
        for start in range(0, whole, _FRAME):
            self._take(pending[start : start + _FRAME])
        self._pending = pending[whole:]
        return self.state

    @property
    def state(self) -> MicrophoneState:
        """What the microphone is like now."""
        level = meter(self._recent)
        if not self._frames:
            return MicrophoneState(level, Verdict.LISTENING)
        loudness = np.array([frame.dbfs for frame in self._frames])
        room = float(np.percentile(loudness, 10))
        quietest_voice = max(_FAINTEST_VOICE_DBFS, room + _VOICE_ABOVE_ROOM_DB)
        voiced = [frame.dbfs for frame in self._frames if frame.periodic and frame.dbfs >= quietest_voice]
        voice_s = len(voiced) / _FRAMES_A_SECOND
        voice = float(np.median(voiced)) if voiced else None
        return MicrophoneState(level, self._verdict(voice_s, voice, room), voice_s, voice, room)

    def _verdict(self, voice_s: float, voice: float | None, room: float) -> Verdict:
        if self._zeros_s >= _DEAD_AFTER_S:
            return Verdict.WRONG_DEVICE
        if sum(frame.clipped for frame in self._frames) >= _CLIPPED_FRAMES:
            return Verdict.CLIPPED
        if voice is None or voice_s < _ENOUGH_VOICE_S:
            if self._heard_s < _PATIENCE_S:
                return Verdict.LISTENING
            return Verdict.NOISY if room > _LOUD_ROOM_DBFS else Verdict.SILENT
        if voice < _TOO_QUIET_DBFS:
            return Verdict.TOO_QUIET
        if voice - room < _NOISY_BELOW_DB:
            return Verdict.NOISY
        return Verdict.GOOD

    def _count_zeros(self, samples: Samples) -> None:
        sounding = np.flatnonzero(samples)
        if len(sounding):
            self._zeros_s = (len(samples) - 1 - int(sounding[-1])) / SAMPLE_RATE
        else:
            self._zeros_s += len(samples) / SAMPLE_RATE

    def _take(self, frame: Samples) -> None:
        at_rail = np.count_nonzero(np.abs(frame.astype(np.int32)) >= _RAIL)
        both = np.concatenate((self._before, frame))
        self._before = frame
        self._frames.append(_Frame(dbfs(frame), _periodicity(both) >= _PERIODIC, bool(at_rail >= _CLIPPED_SAMPLES)))


def _periodicity(samples: Samples) -> float:
    """Highest normalised autocorrelation over the periods of a voice, 0..1; needs more than two longest periods.

    Pre-emphasis first, or the rumble of a fan, which changes slowly, would pass for a voice.
    """
    signal = samples.astype(np.float64) / FULL_SCALE
    signal = signal[1:] - _PRE_EMPHASIS * signal[:-1]
    length = len(signal) - _LONGEST_PERIOD
    reference = signal[_LONGEST_PERIOD:]
    shifted = np.lib.stride_tricks.sliding_window_view(signal, length)
    earlier = shifted[: _LONGEST_PERIOD - _SHORTEST_PERIOD + 1]
    energy = np.einsum("ij,ij->i", earlier, earlier) * float(reference @ reference)
    products = earlier @ reference
    sounding = energy > 1e-14
    if not sounding.any():
        return 0.0
    return max(0.0, float(np.max(products[sounding] / np.sqrt(energy[sounding]))))
