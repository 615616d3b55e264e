"""Prints how fast sound comes through and how fast a lost microphone is noticed.

    python -m tests.rigs.measure_microphone

Sound waiting at each look: how much had gathered in the ring when the reader came, which looks twenty times a
second; the sound server's own delay is not in it.
"""

import os
import tempfile
import time
from pathlib import Path

import numpy as np

from litcoach_desktop.engines.microphone import Microphone
from litcoach_desktop.engines.portaudio import PortAudio
from litcoach_desktop.engines.ring import FrameRing
from litcoach_desktop.ports.audio import SAMPLE_RATE
from litcoach_desktop.services.gateway.recording_run import TURN_S
from tests.rigs.recorder import Recorder
from tests.rigs.software_microphone import SoftwareMicrophone

_LOOKS = 400
_ROUNDS = 3


def _measure_copying() -> None:
    ring, block = FrameRing(SAMPLE_RATE, 1), np.zeros((SAMPLE_RATE // 40, 1), np.int16)
    times = []
    for _ in range(20_000):
        begun = time.perf_counter()
        ring.write(block)
        times.append(time.perf_counter() - begun)
        ring.read()
    _print("copying 25 ms into the ring", np.array(times) * 1e6, "µs")


def _measure_waiting() -> None:
    capture = Microphone(PortAudio()).open()
    time.sleep(1)
    capture.read()
    waiting = []
    for _ in range(_LOOKS):
        time.sleep(TURN_S)
        waiting.append(len(capture.read()) / SAMPLE_RATE)
    _print("sound waiting at each look", np.array(waiting) * 1e3, "ms")
    print(f"frames lost: {capture.dropped_frames}")
    capture.close()


def _measure_losing(microphone: SoftwareMicrophone, folder: Path) -> None:
    recorder = Recorder(folder, microphone.environment)
    seconds = 0
    for goes, comes in (("unplug", "plug"), ("stall", "resume"), ("suspend", "wake")):
        told, ended = [], []
        for _ in range(_ROUNDS):
            recorder.record(microphone, seconds)
            recorder.answer("second")
            getattr(microphone, goes)()
            gone = time.perf_counter()
            recorder.answer("lost")
            told.append(time.perf_counter() - gone)
            seconds = recorder.answer("ended")["seconds"]
            ended.append(time.perf_counter() - gone)
            getattr(microphone, comes)()
        _print(f"{goes}: told after", np.array(told), "s")
        _print(f"{goes}: all kept and ended after", np.array(ended), "s")
    recorder.close()


def _print(what: str, values: np.ndarray, unit: str) -> None:
    middle, high, most = np.percentile(values, [50, 99, 100])
    print(f"{what}: median {middle:.2f}, 99 % {high:.2f}, most {most:.2f} {unit}")


def _main() -> None:
    _measure_copying()
    with tempfile.TemporaryDirectory() as folder, SoftwareMicrophone(Path(folder) / "server") as microphone:
        os.environ |= microphone.environment
        _measure_waiting()
        _measure_losing(microphone, Path(folder) / "kept")


if __name__ == "__main__":
    _main()
