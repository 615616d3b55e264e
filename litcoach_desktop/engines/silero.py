"""Tells speech from everything else with the Silero network that comes inside faster-whisper, on onnxruntime.

Imported by the functions that need it, so that this module may be imported before the window shows. faster-whisper
itself is never imported: only its file is read.
"""

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_STEP = 512
_CONTEXT = 64
"""Samples of the step before that the network wants in front of each step."""
_MEMORY = (1, 1, 128)


class SileroActivity:
    """Implements `ports.commands.VoiceActivity`. The network is loaded by the first `feed` (0.4 s, 15 MB)."""

    def __init__(self) -> None:
        self._session: Any = None
        self._waiting: NDArray[np.float32] = np.zeros(_CONTEXT, np.float32)
        self._h: NDArray[np.float32] = np.zeros(_MEMORY, np.float32)
        self._c: NDArray[np.float32] = np.zeros(_MEMORY, np.float32)

    @property
    def step_s(self) -> float:
        """32 ms."""
        return _STEP / SAMPLE_RATE

    def feed(self, samples: Samples) -> Sequence[float]:
        """How likely each complete step holds speech. Raises ModelProblem when the network is not there."""
        self._waiting = np.concatenate((self._waiting, samples.astype(np.float32) / 32768))
        steps = (len(self._waiting) - _CONTEXT) // _STEP
        if steps < 1:
            return ()
        if self._session is None:
            self._session = _load()
        windows = np.lib.stride_tricks.sliding_window_view(self._waiting, _CONTEXT + _STEP)[::_STEP][:steps]
        likely, self._h, self._c = self._session.run(
            None, {"input": np.ascontiguousarray(windows), "h": self._h, "c": self._c}
        )
        self._waiting = self._waiting[steps * _STEP :]
        return [float(one) for one in likely.reshape(-1)]

    def forget(self) -> None:
        """Go on as if nothing had been heard before."""
        self._waiting, self._h, self._c = np.zeros_like(self._waiting[:_CONTEXT]), 0 * self._h, 0 * self._c


def _load() -> Any:
    place = importlib.util.find_spec("faster_whisper")
    files = sorted(Path(place.origin).parent.glob("assets/silero_vad*.onnx")) if place and place.origin else []
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # Half a millisecond of work every 32: threads would only wait for each other.
        options.inter_op_num_threads = options.intra_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        return onnxruntime.InferenceSession(str(files[-1]), options, providers=["CPUExecutionProvider"])
    except (ImportError, IndexError, RuntimeError) as problem:
        raise ModelProblem(
            "The part that notices when somebody speaks is not installed.",
            "litcoach cannot be talked to; typing works.",
            "Install litcoach again with its package.",
        ) from problem
