"""Kills a recording process again and again: whatever it had acknowledged is there afterwards, and whole.

LITCOACH_KILLS says how often; each kill comes at a random, but repeatable, moment of the process's life.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import obtain_key
from litcoach_desktop.store.readings import ReadingState
from tests.e2e import kill_child
from tests.fakes.clock import FakeClock

KILLS = int(os.environ.get("LITCOACH_KILLS", "100"))
# Fresh folders, too: the making of the key and of the tables may be cut short as well.
_ROUNDS_IN_A_FOLDER = 8
_SIGNAL = getattr(signal, "SIGKILL", signal.SIGTERM)


@dataclass
class Said:
    """What the process said in its life."""

    kept: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    begun: set[str] = field(default_factory=set)
    judged: set[str] = field(default_factory=set)
    compressed: set[str] = field(default_factory=set)

    def hear(self, line: str) -> None:
        what, *rest = line.split()
        match what:
            case "begun" | "judged" | "compressed":
                getattr(self, what).add(rest[0])
            case "kept":
                assert self.kept[rest[0]] == int(rest[1])
                self.kept[rest[0]] += 1


@pytest.fixture
def children() -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, kill_child.__file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    with process:
        yield process
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait() == 0


@pytest.mark.kills
@pytest.mark.timeout(60 + 5 * KILLS)
def test_nothing_acknowledged_is_lost(children: subprocess.Popen[str], tmp_path: Path) -> None:
    dice = random.Random(KILLS)
    acknowledged = 0
    for number in range(KILLS):
        if number % _ROUNDS_IN_A_FOLDER == 0:
            folder = tmp_path / f"folder-{number}"
            everything = Said()
        said = live_and_die(children, folder, dice)
        everything.begun |= said.begun
        with open_databases(folder, obtain_key(folder, create=True, portable=True), FakeClock()) as databases:
            check(databases, said)
            # The ones before must not have suffered from this death either.
            assert all(databases.readings.get(one).passage_text == kill_child.PASSAGE for one in everything.begun)
        check_integrity(folder)
        acknowledged += sum(said.kept.values())
    # Deaths of a process that never recorded would prove nothing.
    assert acknowledged > KILLS


def live_and_die(children: subprocess.Popen[str], folder: Path, dice: random.Random) -> Said:
    assert children.stdin is not None
    assert children.stdout is not None
    children.stdin.write(f"{folder}\n")
    children.stdin.flush()
    child = int(children.stdout.readline().removeprefix("pid "))
    said = Said()
    # One life in five ends while the databases are opened; the others after some lines more.
    lines = 0 if dice.random() < 0.2 else dice.randint(1, 30)
    for _ in range(lines):
        line = children.stdout.readline()
        assert line not in ("gone\n", ""), "the process ended by itself; its reason is on stderr"
        said.hear(line)
    time.sleep(dice.uniform(0.0, 0.15 if lines == 0 else 0.02))
    os.kill(child, _SIGNAL)
    # What was said before the death counts, although nobody had listened yet.
    while (line := children.stdout.readline()) != "gone\n":
        said.hear(line)
    return said


def check(databases: Databases, said: Said) -> None:
    interrupted = {one.id for one in databases.readings.interrupted()}
    assert said.begun - said.judged <= interrupted | {
        # Judged, but killed before it could say so.
        one
        for one in said.begun
        if databases.readings.get(one).state is ReadingState.JUDGED
    }
    for reading_id in said.begun:
        samples = databases.recordings.samples(reading_id)
        seconds = databases.recordings.seconds(reading_id)
        # One second more may have been committed than the process lived to acknowledge.
        assert said.kept[reading_id] <= seconds <= said.kept[reading_id] + 1
        expected = [kill_child.sound(reading_id, second) for second in range(seconds)]
        assert np.array_equal(samples, np.concatenate([np.zeros(0, np.int16), *expected]))
    for reading_id in said.judged:
        stored = databases.readings.get(reading_id)
        assert stored.state is ReadingState.JUDGED
        assert stored.events == kill_child.events_of(reading_id)
    assert not said.compressed & set(databases.recordings.uncompressed())


def check_integrity(folder: Path) -> None:
    key = obtain_key(folder, create=False)
    for name in ("teacher.db", "recordings.db"):
        database = Database(folder / name, key.raw)
        with database.outside_transactions() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        database.close()
