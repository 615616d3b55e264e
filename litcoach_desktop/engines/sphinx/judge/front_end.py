"""From samples to features, as the bundled model's `feat.params` says: noise removal, 13 cepstra, three streams.

Additionally the frequency axis can be warped: children have shorter vocal tracts than the adults that the model
was trained on, so their formants lie higher by up to a quarter.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

FRAME_SHIFT = 160
"""Samples between frames: 100 frames a second."""
FRAMES_PER_SECOND = SAMPLE_RATE // FRAME_SHIFT
FILTERS = 25
CEPSTRA = 13
STREAMS = 3

_WINDOW = 410
_FFT = 512
_LOWEST_HZ, _HIGHEST_HZ = 130.0, 6800.0
_PRE_EMPHASIS = 0.97
_LIFTER = 22
_POWER_FLOOR = 1e-4
_BLOCK = 3000  # frames transformed at once, to bound memory on long readings

Matrix = NDArray[np.float32]


def filter_energies(samples: Samples, warps: tuple[float, ...]) -> Matrix:
    """Noise-reduced mel energies for each warp: (frames, len(warps), 25), linear power. At least one frame."""
    missing = _WINDOW - len(samples)
    whole = np.pad(samples, (0, missing)) if missing > 0 else samples
    return EnergyStream(warps).feed(whole)


class EnergyStream:
    """Noise-reduced mel energies of sound that arrives in pieces: what comes out does not depend on the pieces."""

    def __init__(self, warps: tuple[float, ...]) -> None:
        self._banks = np.concatenate([_filter_bank(warp) for warp in warps], axis=1)
        self._noise = _NoiseRemoval()
        self._waiting = np.zeros(0, np.float32)
        self._before: np.float32 | None = None

    def feed(self, samples: Samples) -> Matrix:
        """Energies (frames, warps, 25) of the frames that are whole now; (0, ...) while there is none."""
        signal = samples.astype(np.float32)
        if len(signal):
            emphasised = signal.copy()
            emphasised[1:] -= np.float32(_PRE_EMPHASIS) * signal[:-1]
            if self._before is not None:
                emphasised[0] -= np.float32(_PRE_EMPHASIS) * self._before
            self._before = signal[-1]
            self._waiting = np.concatenate([self._waiting, emphasised])
        frames = max(0, (len(self._waiting) - _WINDOW) // FRAME_SHIFT + 1)
        energies = np.empty((frames, self._banks.shape[1]), np.float32)
        if frames:
            windows = np.lib.stride_tricks.sliding_window_view(self._waiting, _WINDOW)[::FRAME_SHIFT][:frames]
            for start in range(0, frames, _BLOCK):
                spectrum = np.fft.rfft(windows[start : start + _BLOCK] * _hamming(), _FFT)
                energies[start : start + _BLOCK] = (spectrum.real**2 + spectrum.imag**2) @ self._banks
            self._waiting = self._waiting[frames * FRAME_SHIFT :].copy()
        np.maximum(energies, _POWER_FLOOR, out=energies)
        return self._noise.feed(energies.reshape(frames, self._banks.shape[1] // FILTERS, FILTERS))


def cepstra(energies: Matrix) -> Matrix:
    """Liftered cepstra (frames, 13) of mel energies (frames, 25), less their mean over the recording."""
    values = coefficients(energies)
    return values - values.mean(axis=0)


def coefficients(energies: Matrix) -> Matrix:
    """Liftered cepstra (frames, 13) of mel energies (frames, 25), as they are."""
    return np.log(energies) @ _cosines()


def streams(values: Matrix) -> Matrix:
    """Cepstra (frames, 13), their slopes and curvatures as three streams: (frames, 3, 13)."""
    frames = len(values)
    padded = np.pad(values, ((3, 3), (0, 0)), mode="edge")

    def at(offset: int) -> Matrix:
        return padded[3 + offset : 3 + offset + frames]

    slopes = at(2) - at(-2)
    curvatures = (at(3) - at(-1)) - (at(1) - at(-3))
    return np.stack([values, slopes, curvatures], axis=1)


@lru_cache(maxsize=1)
def _hamming() -> Matrix:
    return np.hamming(_WINDOW).astype(np.float32)


@lru_cache(maxsize=16)
def _filter_bank(warp: float) -> Matrix:
    """Triangular mel filters (257, 25) of unit area, their edges moved up by `warp`."""

    def mel(hz: float) -> float:
        return float(2595 * np.log10(1 + hz / 700))

    step = SAMPLE_RATE / _FFT
    points = np.linspace(mel(_LOWEST_HZ), mel(_HIGHEST_HZ), FILTERS + 2)
    edges = 700 * (10 ** (points / 2595) - 1) * warp
    if warp == 1.0:  # the original rounds its edges to the grid; warped ones stay continuous in the warp
        edges = np.floor(edges / step + 0.5) * step
    hz = np.arange(_FFT // 2 + 1)[:, None] * step
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    rising, falling = (hz - low) / (centre - low), (high - hz) / (high - centre)
    return (np.clip(np.minimum(rising, falling), 0, None) * 2 / (high - low)).astype(np.float32)


@lru_cache(maxsize=1)
def _cosines() -> Matrix:
    """DCT-II and lifter in one matrix (25, 13)."""
    order = np.arange(CEPSTRA)
    basis = np.cos(np.pi * np.outer(np.arange(FILTERS) + 0.5, order) / FILTERS) * np.sqrt(2 / FILTERS)
    basis[:, 0] /= np.sqrt(2)
    return (basis * (1 + _LIFTER / 2 * np.sin(np.pi * order / _LIFTER))).astype(np.float32)


# Constants of the original's noise tracker: how fast each envelope follows, and the bounds of its gain.
_POWER_KEEP = 0.7
_RISE_KEEP, _FALL_KEEP = 0.995, 0.5
_MASK_KEEP, _MASK_SHARE = 0.85, 0.2
_MAX_GAIN = 20.0
_SMOOTHING = 4  # filters on either side


class _NoiseRemoval:
    """Spectral subtraction with temporal masking, frame by frame, for all warps at once."""

    def __init__(self) -> None:
        reach = np.abs(np.subtract.outer(np.arange(FILTERS), np.arange(FILTERS))) <= _SMOOTHING
        self._smoothing = (reach / reach.sum(axis=0)).astype(np.float32)
        self._state: tuple[Matrix, Matrix, Matrix, Matrix] | None = None

    def feed(self, energies: Matrix) -> Matrix:
        """Energies (frames, warps, 25) without the noise that was there before."""
        gains = np.empty_like(energies)
        if len(energies) and self._state is None:
            noise = energies[0] / _MAX_GAIN
            self._state = energies[0].copy(), noise, noise.copy(), np.zeros_like(noise)
        if self._state is not None:
            power, noise, floor, peak = self._state
            for now, frame in enumerate(energies):
                power = _POWER_KEEP * power + (1 - _POWER_KEEP) * frame
                noise = _lower_envelope(noise, power)
                signal = np.maximum(power - noise, 1.0)
                floor = _lower_envelope(floor, signal)
                peak = _MASK_KEEP * peak
                masked = np.where(signal < _MASK_KEEP * peak, peak * _MASK_SHARE, signal)
                peak = np.maximum(peak, signal)
                gains[now] = np.maximum(masked, floor) / power
            self._state = power, noise, floor, peak
        np.clip(gains, 1 / _MAX_GAIN, _MAX_GAIN, out=gains)
        return np.maximum(energies * (gains @ self._smoothing), _POWER_FLOOR)


def _lower_envelope(envelope: Matrix, value: Matrix) -> Matrix:
    keep = np.where(value >= envelope, np.float32(_RISE_KEEP), np.float32(_FALL_KEEP))
    return (keep * envelope + (1 - keep) * value).astype(np.float32, copy=False)
