"""A process that records through the software microphone, as tests and measurements steer it."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np

from litcoach_desktop.ports.audio import Samples
from tests.rigs.software_microphone import SoftwareMicrophone

_PATIENCE_S = 60.0
_ROOT = Path(__file__).parents[2]


class Recorder:
    """A process that records; see tests/rigs/record_here.py."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        folder.mkdir()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.record_here", str(folder)],
            cwd=_ROOT,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # PortAudio prints its own troubles there.
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._said = ""
        self._readers = [threading.Thread(target=self._read_answers), threading.Thread(target=self._read_errors)]
        for reader in self._readers:
            reader.start()

    def tell(self, command: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()

    def answer(self, what: str) -> dict[str, Any]:
        """The next answer of this kind; others before it are passed over."""
        while True:
            answer = self._answers.get(timeout=_PATIENCE_S)
            assert answer is not None, f"the recording process ended: {self._said}"
            if answer["what"] == what:
                return answer

    def record(self, microphone: SoftwareMicrophone, first_second: int = 0) -> None:
        """Return once sound arrives: the server has a listener some time before the listener has its first frame."""
        self.tell(f"record {first_second}")
        microphone.wait_for_listener()
        self.answer("hearing")

    def finish(self) -> dict[str, Any]:
        self.tell("finish")
        return self.answer("ended")

    @property
    def samples(self) -> Samples:
        kept = sorted(self.folder.glob("*.npy"), key=lambda path: int(path.stem))
        assert [int(path.stem) for path in kept] == list(range(len(kept)))
        return np.concatenate([np.load(path) for path in kept])

    def close(self) -> None:
        if self._process.poll() is None:
            self.tell("quit")
            closed = self.answer("closed")
            assert closed["still_running"] == []
        try:
            self._process.wait(_PATIENCE_S)
        finally:
            self._process.kill()
            self._process.wait()
            for reader in self._readers:
                reader.join()
            for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
                assert pipe is not None
                pipe.close()

    def _read_answers(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(json.loads(line))
        self._answers.put(None)

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._said += line
