"""Kills a process that takes texts in and makes vectors: the next start finds a whole library and searches it.

LITCOACH_KILLS says how often; each kill comes at a random, but repeatable, moment of the process's life.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.parts.engines import vector_parts
from litcoach_desktop.services.content import By
from tests.e2e import library_child
from tests.fakes.library import Library, WordEmbedder

KILLS = int(os.environ.get("LITCOACH_KILLS", "10"))
# Fresh folders, too: the making of the tables and of the vector store may be cut short as well.
_ROUNDS_IN_A_FOLDER = 4
_SIGNAL = getattr(signal, "SIGKILL", signal.SIGTERM)


@pytest.fixture
def children() -> Iterator[subprocess.Popen[str]]:
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, library_child.__file__],
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
@pytest.mark.timeout(120 + 10 * KILLS)
def test_the_next_start_is_right(children: subprocess.Popen[str], tmp_path: Path) -> None:
    dice = random.Random(KILLS)
    shelves = 0
    for number in range(KILLS):
        folder = tmp_path / f"folder-{number // _ROUNDS_IN_A_FOLDER}"
        last = live_and_die(children, folder, dice)
        shelves += last is not None
        check(folder, last)
    # Deaths of a process that never took anything in would prove nothing.
    assert shelves > KILLS // 2


def live_and_die(children: subprocess.Popen[str], folder: Path, dice: random.Random) -> int | None:
    """Start it, kill it; the last shelf that it said it had, None when it said nothing."""
    assert children.stdin is not None
    assert children.stdout is not None
    children.stdin.write(f"{folder}\n")
    children.stdin.flush()
    child = int(children.stdout.readline().removeprefix("pid "))
    last = None
    # One life in five ends while the library is opened; the others after some lines more.
    lines = 0 if dice.random() < 0.2 else dice.randint(1, 9)
    for _ in range(lines):
        line = children.stdout.readline()
        assert line not in ("gone\n", ""), "the process ended by itself; its reason is on stderr"
        last = _shelf_in(line, last)
    time.sleep(dice.uniform(0.0, 0.08))
    os.kill(child, _SIGNAL)
    # What was said before the death counts, although nobody had listened yet.
    while (line := children.stdout.readline()) != "gone\n":
        last = _shelf_in(line, last)
    return last


def _shelf_in(line: str, before: int | None) -> int | None:
    return int(line.split()[1]) if line.startswith("shelf ") else before


def check(folder: Path, last: int | None) -> None:
    folder.mkdir(exist_ok=True)
    model = WordEmbedder()
    parts = vector_parts(folder, lambda: model)
    # Opened without taking anything in: this is what was there.
    with Library(folder, embedder=lambda: model, vectors=parts.open_index(model.name), fill=False) as library:
        found = library.texts.all()
        shelves = [library_child.shelf(number) for number in range(library_child.SHELVES)]
        # The shelf that was said, or the next one, which it had not come to say; whole in any case.
        allowed = [[]] if last is None else []
        allowed += shelves if last is None else [shelves[last], shelves[(last + 1) % library_child.SHELVES]]
        assert found in allowed
        with library.database.outside_transactions() as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            for table in ("text_search", "passage_search", "spelt"):
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')").close()
        for text in found:
            word = text.body.split()[2].strip(".")
            assert [hit.card.text_id for hit in library.content.search(word, by=By.WORDS).hits] == [text.id]
        library.content.prepare_meanings()
        assert library.meanings.ready
        assert len(library.vectors.keys()) == len(found)
        for text in found[:5]:
            nearest = library.content.search(f"{text.title}. {text.body}", by=By.MEANINGS).hits[0]
            assert nearest.card.text_id == text.id
