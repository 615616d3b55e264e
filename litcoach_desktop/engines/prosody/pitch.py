"""The pitch of a voice, a hundred times a second: YIN with pYIN's candidates and a Viterbi path through them.

The difference function, its cumulative mean normalisation and the parabola through its minima are those of
de Cheveigné & Kawahara 2002 ("YIN, a fundamental frequency estimator for speech and music"), the candidates'
probabilities those of Mauch & Dixon 2014 ("pYIN"): instead of one threshold, all of them, by a Beta(2, 11)
distribution of mean 0.15. The path's costs are ours.
"""

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

HOP_S = 0.01
LOWEST_HZ, HIGHEST_HZ = 75.0, 600.0
"""From a low man's voice to a small child's that is excited."""
_HOP = int(HOP_S * SAMPLE_RATE)
_SHORTEST, _LONGEST = int(SAMPLE_RATE / HIGHEST_HZ), int(SAMPLE_RATE / LOWEST_HZ)
_WINDOW = 400  # samples that are compared, 25 ms: two periods of the lowest common child's voice
_FFT = 1024
_FRAMES_AT_ONCE = 1_000  # keeps an hour's recording within some tens of megabytes
_CANDIDATES = 4
_BETA = 11
_SILENT_POWER = 30.0**2  # of 32,768: nothing that far down is a voice

# Costs of the path, beside the candidates' log probabilities.
_OCTAVE_COST = 5.0  # for a jump of an octave from one frame to the next
_ONSET_COST = 2.5  # for beginning or ending to be voiced
_LEAST_PROBABILITY = 1e-3

Curve = NDArray[np.float32]


def pitch_curve(samples: Samples) -> Curve:
    """Hz at each 10 ms of 16 kHz sound, shape (frames,); NaN where there is no voice.

    Frame n is about the sound around n * 10 ms. Empty for sound shorter than a window.
    """
    periods, probabilities = _candidates(samples)
    path = _best_path(periods, probabilities)
    chosen = np.append(periods, np.full((len(periods), 1), np.nan, np.float32), axis=1)
    return np.asarray(SAMPLE_RATE / chosen[np.arange(len(path)), path], dtype=np.float32)


def _candidates(samples: Samples) -> tuple[Curve, Curve]:
    """Periods in samples and their probabilities, both (frames, _CANDIDATES); probability 0 where there are fewer."""
    length = _WINDOW + _LONGEST + 1
    half = length // 2
    sound = np.pad(samples, (half, length - half))
    frames = np.lib.stride_tricks.sliding_window_view(sound, length)[: len(samples) : _HOP]
    if len(samples) < _WINDOW:
        frames = frames[:0]
    periods = np.ones((len(frames), _CANDIDATES), np.float32)
    probabilities = np.zeros((len(frames), _CANDIDATES), np.float32)
    for start in range(0, len(frames), _FRAMES_AT_ONCE):
        block = frames[start : start + _FRAMES_AT_ONCE].astype(np.float32)
        block -= block.mean(axis=1, keepdims=True)
        loud = np.flatnonzero(np.square(block).mean(axis=1) > _SILENT_POWER)
        if len(loud):
            found = _block_candidates(_normalised_difference(block[loud]))
            periods[start + loud], probabilities[start + loud] = found
    return periods, probabilities


def _normalised_difference(frames: Curve) -> Curve:
    """YIN's d'(tau), shape (frames, _LONGEST + 2), of frames (frames, _WINDOW + _LONGEST + 1). d'(0) is 1."""
    taus = _LONGEST + 2
    head = np.fft.rfft(frames[:, :_WINDOW], _FFT)
    correlation = np.fft.irfft(np.conj(head) * np.fft.rfft(frames, _FFT), _FFT)[:, :taus]
    energy = np.cumsum(np.square(frames, dtype=np.float64), axis=1)
    energy = np.pad(energy, ((0, 0), (1, 0)))
    shifted = energy[:, _WINDOW : _WINDOW + taus] - energy[:, :taus]
    difference = np.maximum(shifted[:, :1] + shifted - 2 * correlation, 0.0)
    difference[:, 0] = 0.0
    mean = np.cumsum(difference, axis=1)[:, 1:] / np.arange(1, taus)
    normalised = np.ones((len(frames), taus), np.float32)
    normalised[:, 1:] = difference[:, 1:] / np.maximum(mean, 1e-9)
    return normalised


def _block_candidates(normalised: Curve) -> tuple[Curve, Curve]:
    """The likeliest periods of each frame and their probabilities, both (frames, _CANDIDATES)."""
    here = normalised[:, _SHORTEST : _LONGEST + 1]
    before, after = normalised[:, _SHORTEST - 1 : _LONGEST], normalised[:, _SHORTEST + 1 : _LONGEST + 2]
    dips = (here < before) & (here <= after)
    depth = np.where(dips, here, 1.0)
    # A threshold takes the first dip below it: a dip gets the thresholds between itself and the deepest before it.
    deepest = np.minimum.accumulate(depth, axis=1)
    earlier = np.pad(deepest[:, :-1], ((0, 0), (1, 0)), constant_values=1.0)
    mass = np.where(dips & (depth < earlier), _beta(earlier) - _beta(depth), 0.0)
    order = np.argpartition(-mass, _CANDIDATES, axis=1)[:, :_CANDIDATES]
    rows = np.arange(len(normalised))[:, None]
    left, middle, right = before[rows, order], here[rows, order], after[rows, order]
    bend = left - 2 * middle + right
    offset = np.where(bend > 1e-9, (left - right) / np.maximum(2 * bend, 1e-9), 0.0)
    periods = order + _SHORTEST + np.clip(offset, -0.5, 0.5)
    return periods.astype(np.float32), mass[rows, order].astype(np.float32)


def _beta(x: Curve) -> Curve:
    """The Beta(2, 11) distribution function."""
    x = np.clip(x, 0.0, 1.0)
    return np.asarray(1 - (1 - x) ** _BETA * (1 + _BETA * x), dtype=np.float32)


def _best_path(periods: Curve, probabilities: Curve) -> NDArray[np.intp]:
    """The candidate of each frame, _CANDIDATES for no voice, that cost least over the whole recording."""
    frames = len(periods)
    octaves = np.log2(periods)
    none = 1 - probabilities.sum(axis=1, keepdims=True)
    chances = np.append(probabilities, none, axis=1)
    emit = -np.log(np.maximum(chances, _LEAST_PROBABILITY))
    # What a frame does not have must not be on the path.
    emit[:, :_CANDIDATES][probabilities <= 0] = 1e6
    came_from = np.zeros((frames, _CANDIDATES + 1), np.intp)
    steps = np.full((_CANDIDATES + 1, _CANDIDATES + 1), _ONSET_COST, np.float32)
    steps[-1, -1] = 0.0
    columns = np.arange(_CANDIDATES + 1)
    cost = emit[0] if frames else emit[:0].sum(axis=0)
    for frame in range(1, frames):
        steps[:-1, :-1] = _OCTAVE_COST * np.abs(octaves[frame - 1][:, None] - octaves[frame])
        total = cost[:, None] + steps
        came_from[frame] = best = total.argmin(axis=0)
        cost = total[best, columns] + emit[frame]
    path = np.full(frames, _CANDIDATES, np.intp)
    place = int(cost.argmin())
    for frame in range(frames - 1, -1, -1):
        path[frame] = place
        place = int(came_from[frame, place])
    return path
