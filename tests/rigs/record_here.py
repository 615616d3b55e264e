"""Records in a process of its own, for tests that need a fresh PortAudio: python -m tests.rigs.record_here FOLDER

Commands come on stdin, one a line: `devices`, `record [FIRST_SECOND]`, `finish`, `play`, `quit`. Answers go to
stdout, one JSON object a line, each with `what`. The seconds that are kept are FOLDER/NUMBER.npy, written and synced
one by one. `play` plays back what is kept.
"""

import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.engines.microphone import Microphone
from litcoach_desktop.engines.portaudio import PortAudio
from litcoach_desktop.engines.speaker import Speaker
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.gateway import (
    GatewayService,
    LevelChanged,
    MicrophoneLost,
    RecordedReading,
    RecordingControl,
    SecondKept,
)


class Process:
    """A gateway with the real engines, steered by lines."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._telling = threading.Lock()
        self._runner = JobRunner(lambda handler: handler())
        portaudio = PortAudio()
        self._gateway = GatewayService(Microphone(portaudio), Speaker(portaudio), SystemClock(), self._on_store_lane)
        self._control = RecordingControl()
        self._loudest = 0.0
        self._hearing = False

    def obey(self, words: Sequence[str]) -> None:
        if words[0] == "devices":
            devices = [(device.id, device.name, device.is_default) for device in self._gateway.devices()]
            self._tell("devices", devices=devices)
        elif words[0] == "record":
            self._record(int(words[1]) if len(words) > 1 else 0)
        elif words[0] == "finish":
            self._control.finish()
        elif words[0] == "play":
            self._play()

    def close(self) -> None:
        self._tell("closed", still_running=self._runner.shutdown(), threads=threading.active_count())

    # What the gateway needs of an open reading.

    @property
    def following(self) -> "Process":
        return self

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        if not self._hearing:
            self._hearing = True
            self._tell("hearing")
        return ()

    def judge(self) -> ReadingEvents:
        raise AssertionError("a recording never judges")

    def keep_second(self, second: int, samples: Samples) -> None:
        with (self._folder / f"{second}.npy").open("xb") as file:
            np.save(file, samples)
            file.flush()
            os.fsync(file.fileno())

    def _record(self, first_second: int) -> None:
        self._control = RecordingControl()
        self._hearing = False
        self._runner.submit(
            Lane.LISTEN,
            self._gateway.record(self, None, self._control, first_second=first_second),
            name="record",
            on_success=self._ended,
            on_failure=self._failed,
            on_event=self._heard,
        )

    def _play(self) -> None:
        kept = sorted(self._folder.glob("*.npy"), key=lambda path: int(path.stem))
        try:
            self._gateway.play(np.concatenate([np.load(path) for path in kept]))
        except EnvironmentProblem as problem:
            self._failed(problem)
        else:
            self._tell("playing")

    def _heard(self, event: object) -> None:
        if isinstance(event, LevelChanged):
            self._loudest = max(self._loudest, event.level)
        elif isinstance(event, SecondKept):
            self._tell("second", seconds=event.seconds, loudest=self._loudest)
        elif isinstance(event, MicrophoneLost):
            self._tell("lost", sentence=str(event.problem))

    def _ended(self, recorded: RecordedReading) -> None:
        self._tell("ended", because=recorded.stopped_because, seconds=recorded.seconds)

    def _failed(self, problem: Exception) -> None:
        self._tell("failed", kind=type(problem).__name__, sentence=str(problem))

    def _on_store_lane(self, work: Any) -> None:
        self._runner.submit(Lane.STORE, lambda _ctx: work(), name="store a second")

    def _tell(self, what: str, **values: Any) -> None:
        with self._telling:
            print(json.dumps({"what": what, **values}), flush=True)


def _main(folder: Path) -> None:
    process = Process(folder)
    for line in sys.stdin:
        words = line.split()
        if words == ["quit"]:
            break
        process.obey(words)
    process.close()


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
