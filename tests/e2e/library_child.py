"""The process that test_kill_library kills: changes the library and its vectors without end.

Started without arguments it imports the store and Chroma once and then, for each folder named on stdin, starts a copy
of itself that works there: by forking where the system can, which saves each copy the imports. All write to the same
stdout, one short line at a time.
"""

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

import chromadb  # noqa: F401 (its import takes a second, which no copy should need)

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobContext
from litcoach_desktop.parts.engines import vector_parts
from litcoach_desktop.ports.embedding import Vectors
from litcoach_desktop.services.content import ContentService, Meanings
from litcoach_desktop.store.content import TextRepository, open_content
from litcoach_desktop.store.content_index import LibraryIndex
from tests.fakes.library import WordEmbedder

COUNT = 40
SHELVES = 3


class SlowEmbedder(WordEmbedder):
    """Takes long enough to be killed at it."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        time.sleep(0.001 * len(texts))
        return super().embed(texts)


def shelf(number: int) -> list[Text]:
    """One of the shelves that the library is made to be; every other text is the same on each that has it."""
    edition = number % SHELVES
    return [
        Text(
            f"t{at}", f"Title {at}", 2, "story", ("some",), f"Body of {word(at)}{f' {word(900 + edition)}' * (at % 2)}."
        )
        for at in range(edition, COUNT + edition)
    ]


def word(number: int) -> str:
    """A word that only one text has."""
    return "word" + "".join("abcdefghij"[int(digit)] for digit in str(number)) + "x"


def work_for_ever(folder: Path) -> None:
    say(f"pid {os.getpid()}")
    folder.mkdir(exist_ok=True)
    database = open_content(folder / "content.db")
    texts, index = TextRepository(database), LibraryIndex(database)
    meanings = Meanings(
        index,
        vector_parts(folder, SlowEmbedder),
        lambda work: work(JobContext(None, None, threading.Event())),
    )
    content = ContentService(texts, index, meanings)
    say("open")
    number = 0
    while True:
        content.replace_texts(shelf(number))
        say(f"shelf {number % SHELVES}")
        content.prepare_meanings()
        say("meanings")
        content.search(word(7))
        number += 1


def say(line: str) -> None:
    # One system call: what is said is in the pipe before the process can be killed for having said it.
    os.write(1, f"{line}\n".encode())


def start_copies() -> None:
    for folder in map(str.strip, sys.stdin):
        if hasattr(os, "fork"):
            child = os.fork()
            if child == 0:
                try:
                    work_for_ever(Path(folder))
                except BaseException:
                    traceback.print_exc()
                    os._exit(1)
            os.waitpid(child, 0)
        else:
            subprocess.run([sys.executable, __file__, folder], check=False)
        say("gone")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work_for_ever(Path(sys.argv[1]))
    else:
        start_copies()
