"""What fifty frames a second say about how many voices there are: spectrum, periods, and the period left over.

Where one voice's harmonics are taken out of a voiced frame, a second voice's are left. Frames are described without
their level, so that neither the microphone nor the distance matters.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

HOP = 320
FRAMES_PER_SECOND = SAMPLE_RATE // HOP
BANDS = 24
_WINDOW, _FFT = 1024, 2048
_BLOCK = 50
"""Frames that are described at once, always as many: so what comes out does not depend on how the sound came."""
_LOWEST_MEL_HZ, _HIGHEST_MEL_HZ = 100.0, 7200.0
_LOWEST_HZ, _HIGHEST_HZ = 100.0, 1600.0
"""The harmonics that are looked at."""
_SHORTEST, _LONGEST = 32, 230
"""Samples: periods of 500 and 70 Hz."""
_SHOWN = 72
"""Periods whose strength is kept, evenly spaced on a logarithmic scale."""
_FIRST_PEAK = 0.92  # of the highest: the shortest period that good is taken
_CLIMB = 12
_RELATED = (1 / 4, 1 / 3, 1 / 2, 2 / 3, 3 / 4, 1, 4 / 3, 3 / 2, 2, 3, 4)
_RELATED_WITHIN = 0.06
"""Periods in a simple ratio to the first are no second voice: an imperfect comb leaves something there."""
_POWER_FLOOR = np.float32(1e4)
_BAND_FLOOR = np.float32(1e5)
_MIDDLE_PERIOD = 64

_NEAR = np.arange(-8, 9)
_AROUND = np.arange(-8, 9, 2)
_PITCH_AROUND = np.arange(-4, 5)
_BESIDE = np.array([-2, 2])
_MEL_SCALE = np.float32(0.4)

Matrix = NDArray[np.float32]


class VoiceFrames:
    """Describes a recording that arrives in pieces, frame by frame; frame n is about the sound around n * 20 ms."""

    def __init__(self) -> None:
        self._waiting: Samples = np.zeros(_WINDOW // 2, np.int16)
        self._parts: list[tuple[Matrix, ...]] = []

    def feed(self, samples: Samples) -> None:
        """Take in the next piece: some 2 ms of work for each second of sound."""
        self._waiting = np.concatenate([self._waiting, samples])
        needed = (_BLOCK - 1) * HOP + _WINDOW
        while len(self._waiting) >= needed:
            self._parts.append(_describe(self._waiting[:needed]))
            self._waiting = self._waiting[_BLOCK * HOP :].copy()

    def finish(self) -> tuple[Matrix, Matrix]:
        """Inputs (frames, inputs) and log energies (frames,) of all that was fed. Called once."""
        rest = np.concatenate([self._waiting, np.zeros(_WINDOW // 2, np.int16)])
        parts = [*self._parts, _describe(rest)] if len(rest) >= _WINDOW else self._parts
        if not parts:
            parts = [_describe(np.zeros(_WINDOW, np.int16))]
        mel, periods, left, pitch, energy = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        return _joined(mel, periods, left, pitch), energy


def _joined(mel: Matrix, periods: Matrix, left: Matrix, pitch: Matrix) -> Matrix:
    """The inputs of each frame, from its own descriptions and those of the frames around it."""
    frames = len(mel)

    def around(rows: Matrix, offsets: NDArray[np.intp]) -> Matrix:
        at = np.clip(np.arange(frames)[:, None] + offsets, 0, frames - 1)
        found: Matrix = rows[at]
        return found

    usual = around(mel, _NEAR).mean(axis=1)
    course = (around(mel, _AROUND) - usual[:, None]).reshape(frames, -1)
    colour = usual - usual.mean(axis=1, keepdims=True)
    return np.concatenate(
        [
            course * _MEL_SCALE,
            colour * _MEL_SCALE,
            periods,
            left,
            around(periods, _BESIDE).reshape(frames, -1),
            around(pitch, _PITCH_AROUND).reshape(frames, -1),
        ],
        axis=1,
    )


def _describe(samples: Samples) -> tuple[Matrix, ...]:
    """For each frame: log mel energies; how periodic it is with each period; the same of what is left without the
    likeliest one; strengths, share left and the two periods, as octaves; log energy of the harmonics' band."""
    tables = _tables()
    frames = np.lib.stride_tricks.sliding_window_view(samples, _WINDOW)[::HOP].astype(np.float32)
    power = np.square(np.abs(np.fft.rfft(frames * tables.window, _FFT))).astype(np.float32)
    mel = np.log(power @ tables.bank + _POWER_FLOOR)
    band = power[:, tables.band]
    energy = band.sum(axis=1) + _BAND_FLOOR
    band /= energy[:, None]
    periodic = band @ tables.cosines / tables.fading
    rows, last = np.arange(len(band)), len(tables.fading) - 1
    first = (periodic >= _FIRST_PEAK * periodic.max(axis=1, keepdims=True)).argmax(axis=1)
    for _ in range(_CLIMB):
        further = np.minimum(first + 1, last)
        first = np.where(periodic[rows, further] > periodic[rows, first], further, first)
    rest = band * (1 - tables.cosines[:, first].T)
    left = np.maximum(rest.sum(axis=1), np.float32(1e-6))
    of_rest = rest @ tables.cosines / tables.fading / left[:, None]
    other = np.where(tables.related[first], np.float32(-1), of_rest)
    second = other.argmax(axis=1)
    strength = other[rows, second]
    pitch = np.stack(
        [periodic[rows, first], strength, left, strength * np.sqrt(left), _octaves(first), _octaves(second)], axis=1
    )
    shown = tables.shown
    return mel, periodic[:, shown], of_rest[:, shown], pitch.astype(np.float32), np.log(energy)


def _octaves(period: NDArray[np.intp]) -> Matrix:
    return np.log2((period + _SHORTEST) / _MIDDLE_PERIOD).astype(np.float32)


class _Tables:
    """What is the same for all frames: window, mel filters, cosines of each period, the window's own fading."""

    def __init__(self) -> None:
        hertz = np.fft.rfftfreq(_FFT, 1 / SAMPLE_RATE)
        periods = np.arange(_SHORTEST, _LONGEST + 1)
        self.window = np.hanning(_WINDOW).astype(np.float32)
        self.band = (hertz >= _LOWEST_HZ) & (hertz <= _HIGHEST_HZ)
        self.cosines = np.cos(2 * np.pi * np.outer(hertz[self.band], periods / SAMPLE_RATE)).astype(np.float32)
        own = np.fft.irfft(np.square(np.abs(np.fft.rfft(self.window, _FFT))), _FFT)
        self.fading = (own[periods] / own[0]).astype(np.float32)
        self.shown = np.unique(np.round(np.geomspace(_SHORTEST, _LONGEST, _SHOWN)).astype(np.intp)) - _SHORTEST
        self.related = np.zeros((len(periods), len(periods)), np.bool_)
        for simple in _RELATED:
            self.related |= np.abs(periods[None] / periods[:, None] / simple - 1) < _RELATED_WITHIN
        points = np.linspace(_mel(_LOWEST_MEL_HZ), _mel(_HIGHEST_MEL_HZ), BANDS + 2)
        edges = 700 * (10 ** (points / 2595) - 1)
        low, centre, high = edges[:-2], edges[1:-1], edges[2:]
        rising, falling = (hertz[:, None] - low) / (centre - low), (high - hertz[:, None]) / (high - centre)
        bank = np.clip(np.minimum(rising, falling), 0, None)
        self.bank = (bank / bank.sum(axis=0)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    return _Tables()
