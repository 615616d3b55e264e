"""The noise of a classroom, made of other readers' recordings, and its mixing at a given signal-to-noise ratio."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

Noise = NDArray[np.float64]
"""Shape (n,), 16 kHz mono, in any unit: `mix` sets its level."""

_FRAME = SAMPLE_RATE // 50
# Between words a voice falls by 30 dB and more; within them it seldom falls by 20.
_ACTIVE_BELOW_LOUDEST = 10**-2.0
_LOUDEST_RANK = 95
_FULL_SCALE = 32767.0


def babble(voices: Sequence[Sequence[Samples]], length: int, rng: random.Random) -> Noise:
    """So many samples of several people speaking at once, each as loud as the others.

    voices: for each person one or more recordings, which are said one after another, round and round, from a random
    place on. Silent recordings add nothing.
    """
    total = np.zeros(length)
    for recordings in voices:
        said = np.concatenate([np.asarray(one, np.float64) for one in recordings])
        power = speech_power(said)
        if power > 0:
            start = rng.randrange(len(said))
            total += np.resize(np.roll(said, -start), length) / np.sqrt(power)
    return total


def mix(speech: Samples, noise: Noise, snr_db: float) -> Samples:
    """Speech with noise under it: 10 log10(power of the speech while somebody speaks / power of the noise) = snr_db.

    The speech keeps its level unless the sum would not fit into 16 bits; then both are turned down together. Silent
    speech or noise stays as it is. Raises ValueError when the lengths differ.
    """
    if len(speech) != len(noise):
        raise ValueError(f"{len(speech)} samples of speech and {len(noise)} of noise")
    wanted = speech_power(np.asarray(speech, np.float64)) / 10 ** (snr_db / 10)
    there = float(np.mean(np.square(noise))) if len(noise) else 0.0
    total = speech + (noise * np.sqrt(wanted / there) if there > 0 else 0.0)
    loudest = float(np.max(np.abs(total), initial=0.0))
    if loudest > _FULL_SCALE:
        total = total * (_FULL_SCALE / loudest)
    return np.asarray(np.round(total), np.int16)


def speech_power(samples: Noise) -> float:
    """Mean square of the 20 ms frames in which somebody speaks: within 20 dB of the loud ones. 0 for silence."""
    whole = len(samples) // _FRAME * _FRAME
    if not whole:
        return float(np.mean(np.square(samples))) if len(samples) else 0.0
    frames = np.mean(np.square(samples[:whole].reshape(-1, _FRAME)), axis=1)
    loud = float(np.percentile(frames, _LOUDEST_RANK))
    return float(np.mean(frames[frames >= loud * _ACTIVE_BELOW_LOUDEST]))
