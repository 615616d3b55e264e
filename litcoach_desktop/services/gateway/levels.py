"""How loud a piece of sound is, in numbers that a meter and a rule can use."""

import numpy as np

from litcoach_desktop.ports.audio import Samples

FULL_SCALE = 32_768.0
FAINTEST_DBFS = -96.0
"""One step of 16 bit: nothing is fainter."""

# A room at rest is near -60 dBFS and a child who shouts into a headset near -10: the meter spans what voices do.
_METER_FROM_DBFS, _METER_TO_DBFS = -60.0, -10.0


def dbfs(samples: Samples) -> float:
    """Root mean square in dB below full scale, without any constant offset; at least FAINTEST_DBFS."""
    if not len(samples):
        return FAINTEST_DBFS
    power = float(np.var(samples.astype(np.float64)))
    if power <= 1.0:
        return FAINTEST_DBFS
    return max(FAINTEST_DBFS, float(10.0 * np.log10(power / FULL_SCALE**2)))


def meter(samples: Samples) -> float:
    """0..1, even in dB as loudness is heard: 0 at -60 dBFS and below, 1 at -10 dBFS and above."""
    place = (dbfs(samples) - _METER_FROM_DBFS) / (_METER_TO_DBFS - _METER_FROM_DBFS)
    return min(1.0, max(0.0, place))
