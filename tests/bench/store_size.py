"""How large teacher.db grows and how fast its pages stay: `python tests/bench/store_size.py [READINGS]`.

Fills a folder with a school of 1,200 children in the shape that the repositories write, opens it as the program
does and prints one figure a line.
"""

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.voice import Ending, Voice
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.events_format import FORMAT, pack
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.keys import Key

KEY = Key(bytes(32), "file")
ROOMS, CHILDREN = 40, 30
FIRST = datetime(2025, 9, 1, tzinfo=UTC)
ONE_APART = timedelta(minutes=1)


def a_verdict(words: int, dice: random.Random) -> bytes:
    """The packed events of a reading, its numbers rounded as a listener rounds them."""
    events = []
    now = 0
    for index in range(words):
        start = now + dice.randint(0, 30)
        now = start + dice.randint(20, 60)
        status = WordStatus.MISREAD if dice.random() < 0.07 else WordStatus.CORRECT
        p = dice.randint(0, 1_000) / 1_000
        events.append(WordEvent(index, status, p, start / 100, now / 100, pause_before_s=dice.randint(0, 30) / 100))
    pitches = tuple(dice.randint(-8, 8) / 2 for _ in events)
    endings = tuple(Ending(index, dice.randint(-8, 8) / 2) for index in range(8, words, 9))
    voice = Voice(241.7, 5.4, 48.31, 31.2, pitches, endings)
    found = ReadingEvents(tuple(events), duration_s=now / 100, engine="sphinx", engine_version="1", voice=voice)
    return pack(found)


def fill(database: Database, readings: int, dice: random.Random) -> None:
    passage = "word " * 150
    digest = hashlib.sha256(passage.encode()).digest()
    verdicts = [a_verdict(words, dice) for words in range(100, 200)]
    children = [new_id() for _ in range(ROOMS * CHILDREN)]
    with database.write_plain() as connection:

        def add(table: str, columns: str, *values: object) -> None:
            marks = ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)

        for room in range(ROOMS):
            add("class_room", "id, name, grade", f"room-{room}", f"Room {room}", 3)
        for number, child in enumerate(children):
            add(
                "student",
                "id, class_id, given_name, family_name, grade, animal",
                child,
                f"room-{number % ROOMS}",
                f"Given{number}",
                "Family",
                3,
                "fox",
            )
        add("passage", "sha256, text", digest, passage)
        for number in range(readings):
            reading, child = new_id(), children[number % len(children)]
            started = (FIRST + number * ONE_APART - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
            add(
                "reading",
                "id, student_id, text_id, text_title, passage_sha256, protocol, started_at, state, device, wcpm,"
                " wcpm_low, wcpm_high, accuracy, doubtful_words",
                *(reading, child, "the-ferry-dog", "The Ferry Dog", digest, "reading_progress", started, "judged"),
                *("Headset", 101.123456 + number % 40, 95.1234567, 110.12345, 0.9612345, number % 9),
            )
            verdict = verdicts[number % len(verdicts)]
            add("judgement", "id, reading_id, format, events", new_id(), reading, FORMAT, verdict)


def timed(what: str, work: Callable[[int], object]) -> None:
    """Print the first and the best of five calls."""
    seconds = []
    for turn in range(5):
        begin = time.perf_counter()
        work(turn)
        seconds.append(time.perf_counter() - begin)
    print(f"{what}: {1_000 * seconds[0]:.1f} ms the first time, then {1_000 * min(seconds):.1f} ms")


def measure(databases: Databases, readings: int) -> None:
    week_ago = FIRST + readings * ONE_APART - timedelta(days=7)
    child = databases.roster.students("room-0")[0].id
    ids = [stored.id for stored in databases.readings.of_student(child)]
    timed("last reading of each child of a class", lambda turn: databases.readings.last_of_class(f"room-{turn}"))
    timed("readings of a class this week", lambda turn: databases.readings.count_since(f"room-{turn}", week_ago))
    timed(f"all {len(ids)} readings of a child", lambda _turn: databases.readings.of_student(child))
    timed("one reading with its events", lambda turn: databases.readings.get(ids[turn % len(ids)]))
    timed("readings that were cut short", lambda _turn: databases.readings.interrupted())


def main() -> None:
    readings = int(sys.argv[1]) if len(sys.argv) > 1 else 400_000
    with tempfile.TemporaryDirectory() as folder:
        open_databases(Path(folder), KEY, SystemClock()).close()
        path = Path(folder) / "teacher.db"
        database = Database(path, KEY.raw)
        fill(database, readings, random.Random(1))
        database.close()
        print(f"teacher.db with {readings} readings: {path.stat().st_size / 1e6:.0f} MB")
        begin = time.perf_counter()
        with open_databases(Path(folder), KEY, SystemClock()) as databases:
            print(f"opening: {1_000 * (time.perf_counter() - begin):.0f} ms")
            measure(databases, readings)


if __name__ == "__main__":
    main()
