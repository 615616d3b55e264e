"""The process that test_kill_recording kills: records readings without end and says what it has kept.

Started without arguments it imports the store once and then, for each folder named on stdin, starts a copy of
itself that records there: by forking where the system can, which saves each copy the imports. All write to the
same stdout, one short line at a time.
"""

import itertools
import os
import subprocess
import sys
import traceback
import zlib
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.keys import obtain_key
from tests.fakes.clock import FakeClock

PASSAGE = "The hen ran up the hill."


def sound(reading_id: str, second: int) -> Samples:
    """The second of sound that belongs to this place of this reading; the last of a reading is a short one."""
    seed = zlib.crc32(f"{reading_id} {second}".encode())
    length = 16_000 if second < seconds_of(reading_id) - 1 else 5_000
    return np.random.default_rng(seed).integers(-9_000, 9_000, length).astype(np.int16)


def seconds_of(reading_id: str) -> int:
    """How many seconds the whole reading has."""
    return 2 + zlib.crc32(reading_id.encode()) % 7


def events_of(reading_id: str) -> ReadingEvents:
    """The verdict that belongs to this reading."""
    words = tuple(WordEvent(index, WordStatus.CORRECT, 0.9) for index in range(6))
    return ReadingEvents(words, duration_s=float(seconds_of(reading_id)), engine="test", engine_version=reading_id)


def record_for_ever(folder: Path) -> None:
    say(f"pid {os.getpid()}")
    databases = open_databases(folder, obtain_key(folder, create=True, portable=True), FakeClock())
    say("open")
    for _ in itertools.count():
        reading_id = new_id()
        databases.readings.begin(
            reading_id=reading_id,
            student_id=None,
            text_id="hen",
            text_title="The Hen",
            passage_text=PASSAGE,
            protocol="cbm",
            started_at=datetime.now(UTC),
        )
        databases.recordings.begin(reading_id)
        say(f"begun {reading_id}")
        for second in range(seconds_of(reading_id)):
            databases.recordings.append(reading_id, second, sound(reading_id, second))
            say(f"kept {reading_id} {second}")
        databases.readings.finish(reading_id, events_of(reading_id), None)
        say(f"judged {reading_id}")
        databases.recordings.compress(reading_id)
        say(f"compressed {reading_id}")


def say(line: str) -> None:
    # One system call: what is said is in the pipe before the process can be killed for having said it.
    os.write(1, f"{line}\n".encode())


def start_copies() -> None:
    for folder in map(str.strip, sys.stdin):
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                try:
                    record_for_ever(Path(folder))
                except BaseException:
                    traceback.print_exc()
                    os._exit(1)
            os.waitpid(child, 0)
        else:
            subprocess.run([sys.executable, __file__, folder], check=False)
        say("gone")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        record_for_ever(Path(sys.argv[1]))
    else:
        start_copies()
