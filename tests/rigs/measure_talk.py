"""How long a child waits for the coach: from the end of its speech to the first sound of the answer, as it is heard.

    python -m tests.rigs.measure_talk [ROUNDS]

A whole `litcoach chat --voice` runs on a sound server of its own, into which utterances are played; what that server
plays, utterance and answer, is recorded, and the gap between both is measured in the recording. Also prints how the
process's memory grows from the tenth round on.
"""

import os
import queue
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
import soundfile as sf

from litcoach_desktop.ports.audio import SAMPLE_RATE
from tests.rigs.software_microphone import SINK, SoftwareMicrophone
from tests.speech.make_utterances import UTTERANCES

_ROOT = Path(__file__).parents[2]
_SAID = ("next", "question", "practice", "what-next", "read-to-me")
_PATIENCE_S = 60.0
_LOUD = 400
_FRAME = SAMPLE_RATE // 100
# Frames of quiet inside a word; the coach never answers so soon.
_PAUSE = 15


class _Recording:
    """What the server plays, from now on."""

    def __init__(self, microphone: SoftwareMicrophone, path: Path) -> None:
        self._path = path
        self._process = subprocess.Popen(
            ["parec", f"--device={SINK}.monitor", f"--rate={SAMPLE_RATE}", "--channels=1", "--latency-msec=10"],
            env={**os.environ, **microphone.environment},
            stdout=path.open("wb"),
        )

    @property
    def place(self) -> int:
        return self._path.stat().st_size // 2

    def since(self, place: int) -> np.ndarray:
        return np.fromfile(self._path, np.int16)[place:]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


class _Coach:
    """The command, and what it prints."""

    def __init__(self, microphone: SoftwareMicrophone, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "tests.e2e.talk_child", str(folder)],
            cwd=_ROOT,
            env={**os.environ, **microphone.environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def line(self, *beginnings: str) -> str:
        while not (line := self._lines.get(timeout=_PATIENCE_S)).startswith(beginnings):
            pass
        return line

    @property
    def memory_mb(self) -> float:
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


def _gap_s(sound: np.ndarray) -> float | None:
    """From the end of the first to the beginning of the second loud stretch; None when there are not two."""
    whole = len(sound) // _FRAME
    loud = np.abs(sound[: whole * _FRAME].reshape(whole, _FRAME).astype(int)).max(axis=1) > _LOUD
    at = np.flatnonzero(loud)
    pauses = np.flatnonzero(np.diff(at) > _PAUSE)
    return None if not len(pauses) else float(at[pauses[0] + 1] - at[pauses[0]] - 1) * _FRAME / SAMPLE_RATE


def _main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name, SoftwareMicrophone(Path(name) / "server") as microphone:
        folder = Path(name)
        for said in _SAID:
            samples, rate = sf.read(UTTERANCES / f"{said}.flac", dtype="int16")
            sf.write(folder / f"{said}.wav", samples, rate)
        coach = _Coach(microphone, folder / "data")
        coach.line("  (listening)")
        recording = _Recording(microphone, folder / "played.raw")
        gaps: list[float] = []
        missed = 0
        memory: list[float] = []
        for number in range(rounds):
            place = recording.place
            microphone.play(folder / f"{_SAID[number % len(_SAID)]}.wav")
            if coach.line("> ", "  (I did not").startswith("> "):
                coach.line("  (listening)")
                gap = _gap_s(recording.since(place))
                gaps += [] if gap is None else [gap]
            else:
                missed += 1
            memory.append(coach.memory_mb)
        coach.process.kill()
        coach.process.wait()
        recording.stop()
    middle, high, most = np.percentile(gaps, [50, 95, 100])
    print(f"end of speech to first sound: p50 {middle:.2f}, p95 {high:.2f}, most {most:.2f} s; {len(gaps)} answers")
    print(f"not understood: {missed} of {rounds}; load {os.getloadavg()[0]:.1f}")
    if rounds > 10:
        print(f"memory after 10 rounds {memory[9]:.0f}, after {rounds}: {memory[-1]:.0f} MB")


if __name__ == "__main__":
    _main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
