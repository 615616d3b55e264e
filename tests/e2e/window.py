"""A running window that a test sits at; see tests/e2e/window_child.py."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PATIENCE_S = 150.0


class Litcoach:
    """A running litcoach; see tests/e2e/window_child.py."""

    def __init__(self, data_dir: Path, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.e2e.window_child", str(data_dir)],
            cwd=ROOT,
            env={**os.environ, **environment, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.answers: list[dict[str, Any]] = []
        self._queue: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._complaints: list[str] = []
        self._readers = [threading.Thread(target=self._read_answers), threading.Thread(target=self._read_complaints)]
        for reader in self._readers:
            reader.start()

    def tell(self, command: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()

    def answer(self, what: str) -> dict[str, Any]:
        """The next answer of this kind; others before it are kept in `answers`."""
        while True:
            answer = self._queue.get(timeout=PATIENCE_S)
            assert answer is not None, f"litcoach ended: {''.join(self._complaints)}"
            self.answers.append(answer)
            if answer["what"] == what:
                return answer

    def end(self) -> None:
        """End it if it still runs, and wait for what it said last."""
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def _read_answers(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._queue.put(json.loads(line))
        self._queue.put(None)

    def _read_complaints(self) -> None:
        assert self.process.stderr is not None
        self._complaints += self.process.stderr
