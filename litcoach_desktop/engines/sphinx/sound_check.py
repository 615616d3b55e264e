"""Whether a recording can be scored at all, by its sound alone: silence and noise must never become bad marks."""

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_SHORTEST = SAMPLE_RATE
_FRAME = SAMPLE_RATE // 50
_SILENT_DB, _QUIET_DB = -66.0, -52.0
"""Levels below full scale of the loudest twentieth of a second-long recording's frames."""
_STEADY_DB = 5.0
"""Speech rises and falls by 15 dB and more within a second; a fan or a hum does not."""
_LOUDEST_S = 0.4
"""A voice is loud for at least this long; a knock on the desk is not."""


def unscored_reason(samples: Samples) -> str | None:
    """None when there may be a voice to judge; else "too_short", "silent", "too_quiet" or "noise".

    Any length is accepted, also none. Clipped sound is let through: it can still be understood.
    """
    if len(samples) < _SHORTEST:
        return "too_short"
    levels = frame_levels(samples)
    enough = min(len(levels), max(1, int(_LOUDEST_S * SAMPLE_RATE / _FRAME)))
    loud = float(np.partition(levels, len(levels) - enough)[len(levels) - enough])
    if loud < _SILENT_DB:
        return "silent"
    if loud < _QUIET_DB:
        return "too_quiet"
    if loud - float(np.quantile(levels, 0.1)) < _STEADY_DB:
        return "noise"
    return None


def frame_levels(samples: Samples) -> NDArray[np.float64]:
    """Level of each whole 20 ms in dB below full scale, at least -100; its mean (an offset) is taken off first."""
    whole = len(samples) - len(samples) % _FRAME
    frames = samples[:whole].reshape(-1, _FRAME).astype(np.float32)
    power = np.var(frames, axis=1, dtype=np.float64) / 32768.0**2
    return 10.0 * np.log10(np.maximum(power, 1e-10))
