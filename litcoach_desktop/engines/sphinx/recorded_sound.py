"""The sound of one reading as it arrives, kept in one growing block."""

import numpy as np

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_FIRST_SECONDS = 120
LONGEST_S = 60 * 60
"""A reading of 1,000 words at twenty words a minute; what comes after an hour is not heard."""


class RecordedSound:
    """At most an hour of 16 kHz sound. The block doubles when it is full."""

    def __init__(self) -> None:
        self._block = np.empty(_FIRST_SECONDS * SAMPLE_RATE, np.int16)
        self._length = 0

    def append(self, samples: Samples) -> Samples:
        """Put samples at the end; those beyond an hour are let go. Gives what was kept."""
        fits = samples[: max(0, LONGEST_S * SAMPLE_RATE - self._length)]
        end = self._length + len(fits)
        if end > len(self._block):
            size = min(max(end, 2 * len(self._block)), LONGEST_S * SAMPLE_RATE)
            grown = np.empty(size, np.int16)
            grown[: self._length] = self._block[: self._length]
            self._block = grown
        self._block[self._length : end] = fits
        self._length = end
        return fits

    @property
    def samples(self) -> Samples:
        """All that was kept, shape (n,), without a copy."""
        return self._block[: self._length]
