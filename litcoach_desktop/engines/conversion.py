"""Turns sound of any rate and any number of channels into mono at the rate that is wanted, piece by piece."""

import numpy as np
import soxr
from numpy.typing import NDArray

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_FULL_SCALE = 32_768.0


class Conversion:
    """One stream of sound on its way to mono int16. Memory does not grow with the length of the stream."""

    def __init__(self, sample_rate: int, channels: int, *, to_rate: int = SAMPLE_RATE) -> None:
        """Rates in Hz; channels are averaged."""
        self._channels = channels
        # In float32, because soxr adds dither to int16, and a dead microphone is known by exact zeros.
        self._resampler = (
            None if sample_rate == to_rate else soxr.ResampleStream(sample_rate, to_rate, 1, dtype="float32")
        )

    def feed(self, frames: NDArray[np.int16] | NDArray[np.float32], *, last: bool = False) -> Samples:
        """The next piece, shape (n, channels), int16 or float32 of -1..1; what is ready of it, shape (m,).

        last: nothing follows, so hand out what the resampler still holds.
        """
        if self._resampler is None and self._channels == 1 and frames.dtype == np.int16:
            return frames[:, 0].astype(np.int16)
        as_float = frames.astype(np.float32)
        if frames.dtype == np.int16:
            as_float /= _FULL_SCALE
        # Clipped before resampling too: a float file may hold anything.
        mono = np.clip(as_float.mean(axis=1), -1.0, 1.0).astype(np.float32)
        if self._resampler is not None:
            mono = self._resampler.resample_chunk(mono, last=last)
        return np.clip(np.rint(mono * _FULL_SCALE), -32_768, 32_767).astype(np.int16)
