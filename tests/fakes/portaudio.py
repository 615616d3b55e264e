"""A sound system in memory, in the shape of the module `sounddevice` as far as the engines use it."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass
class Row:
    """One device. rates, channels: what it opens with, None for anything; error: what opening it says instead."""

    name: str
    inputs: int = 1
    outputs: int = 0
    rates: tuple[int, ...] | None = None
    channels: tuple[int, ...] | None = None
    default_rate: float = 48_000.0
    error: int | None = None


class PortAudioError(Exception):
    """As sounddevice's: message, error number."""


class FakeSoundSystem:
    """Give `lambda: system` to PortAudio(load=...)."""

    PortAudioError = PortAudioError

    class CallbackStop(Exception):
        """As sounddevice's."""

    def __init__(self, rows: Sequence[Row] = (Row("Headset"),)) -> None:
        self.rows = list(rows)
        self._known = list(rows)
        self.streams: list[FakeStream] = []
        self.hang: threading.Event | None = None
        self.most_at_once = 0
        self._at_once = 0

    @property
    def default(self) -> Any:
        found = [index for index, row in enumerate(self._known) if row.inputs]
        return type("default", (), {"device": (found[0] if found else -1, 0)})

    def _terminate(self) -> None:
        if any(stream.open for stream in self.streams):
            raise AssertionError("PortAudio was ended under an open stream")

    def _initialize(self) -> None:
        self.wait_while_hanging()
        self._known = list(self.rows)

    def query_devices(self, kind: str | None = None) -> Any:
        rows = [
            {
                "index": index,
                "name": row.name,
                "hostapi": 0,
                "max_input_channels": row.inputs,
                "max_output_channels": row.outputs,
                "default_samplerate": row.default_rate,
            }
            for index, row in enumerate(self._known)
        ]
        if kind == "output":
            able = [row for row in rows if row["max_output_channels"]]
            if not able:
                raise PortAudioError("Error querying device -1")
            return able[0]
        return rows

    def query_hostapis(self) -> list[dict[str, Any]]:
        return [{"name": "Core Audio", "default_input_device": self.default.device[0]}]

    def InputStream(self, **settings: Any) -> "FakeStream":  # noqa: N802 - the module calls it so
        return self._open(self._known[settings["device"]], settings)

    def OutputStream(self, **settings: Any) -> "FakeStream":  # noqa: N802 - the module calls it so
        able = [row for row in self._known if row.outputs]
        return self._open(able[0], settings)

    def wait_while_hanging(self) -> None:
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        if self.hang is not None:
            self.hang.wait(60)
        self._at_once -= 1

    def _open(self, row: Row, settings: dict[str, Any]) -> "FakeStream":
        self.wait_while_hanging()
        if row.error is not None:
            raise PortAudioError("Error opening stream", row.error)
        if row.rates is not None and settings["samplerate"] not in row.rates:
            raise PortAudioError("Invalid sample rate", -9997)
        if row.channels is not None and settings["channels"] not in row.channels:
            raise PortAudioError("Invalid number of channels", -9998)
        stream = FakeStream(self, settings)
        self.streams.append(stream)
        return stream


class FakeStream:
    """A stream that a test drives by hand."""

    def __init__(self, system: FakeSoundSystem, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.open = True
        self._system = system
        self._callback: Callable[..., None] = settings["callback"]

    def start(self) -> None:
        """Nothing comes until `deliver` or `ask`."""

    def abort(self) -> None:
        self._system.wait_while_hanging()

    def close(self) -> None:
        assert self.open
        self.open = False

    def deliver(self, frames: np.ndarray, *, overflow: bool = False) -> None:
        """Frames of shape (n, channels) come from the device."""
        status = type("status", (), {"input_overflow": overflow})
        self._callback(frames.astype(np.int16), len(frames), None, status)

    def ask(self, count: int) -> np.ndarray:
        """The device wants frames; tells the end as the real one does."""
        block = np.full((count, self.settings["channels"]), 99, np.int16)
        try:
            self._callback(block, count, None, None)
        except FakeSoundSystem.CallbackStop:
            self.settings["finished_callback"]()
        return block
