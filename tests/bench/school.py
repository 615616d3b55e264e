"""Makes a school and measures its pages: `python tests/bench/school.py make FOLDER [READINGS]`, then `measure FOLDER`.

1,200 children of grades 1 to 8 in 40 classes, every sixth also in a reading club of its grade, four reading groups in
each class; three school years of readings of the texts that ship with litcoach.
How fast a child reads follows the norms, its own place among them and its own growth; which words it misses follows
their length. The same dice make the same school. Events are drawn from a bank, since packing 400,000 of them anew
would take an hour.
"""

import hashlib
import json
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection

from litcoach_desktop.domain.growth.norm_lines import norm_lines
from litcoach_desktop.domain.growth.school_year import grade_then
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import Score, score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.reading.voice import Ending, Voice
from litcoach_desktop.domain.roster import PICTURES
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.events_format import FORMAT, pack
from litcoach_desktop.store.keys import Key
from tests.fakes.scope import open_scope

KEY = Key(bytes(32), "file")
ROOMS, CHILDREN = 40, 1_200
TODAY = date(2027, 6, 4)
YEARS = 3
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PROTOCOL = "reading_progress"
_BATCH = 20_000
# Words of a passage: as much as a child reads in one to two minutes.
_MOST_WORDS = 160
_RATES = (20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 175, 190, 210)
_GIVEN = (
    "Maya Leo Amira Noah Sofia Kofi Yuki Elena Mateo Ruby Omar Ines Zoë Adebayo Łukasz Noor Ivy Ruth Anouk Ben".split()
)
_FAMILY = (
    "Okafor Brandt Haddad Lind Marques Mensah Tanaka Petrova Rivas Clarke Farouk Duarte Nguyen Lee Moreau Kaya".split()
)


@dataclass(frozen=True)
class Verdict:
    """A reading of the bank: the events as they are kept, and their score."""

    digest: bytes
    title: str
    text_id: str
    events: bytes
    scored: Score
    expression: int
    doubtful: int


@dataclass(frozen=True)
class Child:
    """place: standard deviations from the middle of the grade. pace: how its growth differs from the usual one."""

    id: str
    room: str
    grade: int
    place: float
    pace: float
    reads: float


def identifier(moment: datetime, number: int) -> str:
    """An identifier in the shape of ours, sorted by time, the same for the same arguments."""
    millis = (moment - _EPOCH) // timedelta(milliseconds=1)
    tail = int.from_bytes(hashlib.blake2b(number.to_bytes(8, "big"), digest_size=8).digest(), "big") >> 2
    return str(uuid.UUID(int=millis << 80 | 7 << 76 | (number & 0xFFF) << 64 | 0b10 << 62 | tail))


def passages() -> dict[int, list[tuple[str, str, str]]]:
    """Id, title and the beginning of every text, by grade."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    for text in json.loads((DATA / "texts" / "texts.json").read_text(encoding="utf-8")):
        body, words = [], 0
        for paragraph in text["body"]:
            if words and words + len(paragraph.split()) > _MOST_WORDS:
                break
            body.append(paragraph)
            words += len(paragraph.split())
        found.setdefault(max(1, text["grade"]), []).append((text["id"], text["title"], "\n\n".join(body)))
    return found


def one_reading(passage: Passage, rate: float, dice: random.Random) -> ReadingEvents:
    """A reading at about that many words a minute: slower readers miss more, and long words are missed most."""
    trouble = min(0.16, max(0.01, 0.13 - rate / 1_200)) * dice.uniform(0.5, 1.5)
    length = sum(len(word.text) for word in passage.words) / max(1, len(passage.words))
    words: list[WordEvent] = []
    now = dice.uniform(0.3, 2.0)
    for word in passage.words:
        missed = dice.random() < trouble * (len(word.text) / length) ** 2
        status = WordStatus.CORRECT if not missed else WordStatus.MISREAD if dice.random() < 0.7 else WordStatus.OMITTED
        pause = round(
            dice.expovariate(1 / 0.12)
            + (0.5 if word.starts_sentence else 0.0)
            + (2.0 if missed and dice.random() < 0.2 else 0),
            2,
        )
        start = round(now + pause, 2)
        now = round(start + max(0.05, 60 / rate - pause * 0.4) * dice.uniform(0.7, 1.3), 2)
        sure = dice.betavariate(12, 1) if status is WordStatus.CORRECT else dice.betavariate(1.2, 7)
        flags = {WordFlag.SELF_CORRECTION} if not missed and dice.random() < 0.012 else set()
        flags |= {WordFlag.HESITATION} if pause >= 3 else set()
        heard = status is not WordStatus.OMITTED
        words.append(
            WordEvent(
                word.index,
                status,
                round(sure, 3),
                start if heard else None,
                now if heard else None,
                word.spoken[:-1]
                if status is WordStatus.MISREAD and len(word.spoken) > 3 and dice.random() < 0.5
                else None,
                frozenset(flags),
                pause,
                1.2 if WordFlag.SELF_CORRECTION in flags else None,
            )
        )
    pitches = tuple(dice.randint(-8, 8) / 2 for _ in words)
    endings = tuple(Ending(word.index, dice.randint(-8, 8) / 2) for word in passage.words if word.ends_clause)
    voice = Voice(
        round(dice.gauss(245, 20), 1), round(dice.uniform(3, 7), 1), round(now * 0.7, 2), 34.5, pitches, endings
    )
    return ReadingEvents(tuple(words), (), round(now + 0.5, 2), words[0].start_s, "sphinx", "5.1.1", voice=voice)


def nearest(rate: float) -> int:
    """The rate of the bank that lies nearest."""
    return min(_RATES, key=lambda one: abs(one - rate))


def make_bank(dice: random.Random) -> tuple[dict[tuple[int, int], list[Verdict]], dict[bytes, str]]:
    """Verdicts by grade and rate, and the passages that they are about."""
    bank: dict[tuple[int, int], list[Verdict]] = {}
    texts: dict[bytes, str] = {}
    for grade, library in passages().items():
        for text_id, title, body in library:
            passage = Passage(body)
            digest = hashlib.sha256(body.encode()).digest()
            texts[digest] = body
            for rate in _RATES:
                events = one_reading(passage, rate, dice)
                scored = score(events, passage, PRESETS[_PROTOCOL])
                level = min(4, max(1, round(rate / 45 + dice.gauss(0.4, 0.5))))
                doubtful = sum(word.doubtful for word in events.words)
                made = Verdict(digest, title, text_id, pack(events), scored, level, doubtful)
                bank.setdefault((grade, nearest(scored.wcpm)), []).append(made)
    return bank, texts


def make_children(dice: random.Random) -> list[Child]:
    """Thirty in each class, five classes in each grade."""
    born = datetime(2023, 8, 20, tzinfo=UTC)
    return [
        Child(
            identifier(born, number),
            f"room-{number % ROOMS:02}",
            1 + number % ROOMS // 5,
            dice.gauss(0, 0.9),
            dice.gauss(1, 0.35),
            dice.uniform(0.4, 1.6),
        )
        for number in range(CHILDREN)
    ]


def rate_on(child: Child, day: date, dice: random.Random) -> float:
    """About how fast the child reads on a day."""
    grade = max(1, grade_then(child.grade, day, TODAY))
    norms = norm_lines(grade, day)
    assert norms is not None
    past = min(1.0, max(0.0, (day - norms.days[0]).days / (norms.days[-1] - norms.days[0]).days))
    middle = norms.lines[2][0] + (norms.lines[2][-1] - norms.lines[2][0]) * past * child.pace
    spread = (norms.lines[3][-1] - norms.lines[1][-1]) / 1.35
    return max(12.0, middle + child.place * spread + dice.gauss(0, 7))


def school_days() -> list[date]:
    """Working days of three school years up to today, without the summers and ten days in winter."""
    first = date(TODAY.year - YEARS, 9, 1)
    days = (first + timedelta(days=number) for number in range((TODAY - first).days + 1))
    return [
        day for day in days if day.weekday() < 5 and day.month not in (7, 8) and (day.month, day.day // 20) != (12, 1)
    ]


def all_readings(
    count: int, children: list[Child], bank: dict[tuple[int, int], list[Verdict]], dice: random.Random
) -> Iterator[tuple[tuple[object, ...], tuple[object, ...]]]:
    """The rows of `reading` and of `judgement`, in the order of time."""
    days = school_days()
    weights = [child.reads for child in children]
    made = 0
    for place, day in enumerate(days):
        today = count * (place + 1) // len(days) - made
        moments = sorted(dice.randrange(8 * 3_600, 15 * 3_600) for _ in range(today))
        for child, second in zip(dice.choices(children, weights, k=today), moments, strict=True):
            began = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(seconds=second)
            grade = max(1, grade_then(child.grade, day, TODAY))
            wanted = rate_on(child, day, dice)
            known = [rate for rate in _RATES if (grade, rate) in bank]
            verdict = dice.choice(bank[grade, min(known, key=lambda one: abs(one - wanted))])
            scored = verdict.scored
            ident = identifier(began, made)
            missed = " ".join(scored.missed)
            yield (
                (
                    *(ident, child.id, verdict.text_id, verdict.title, verdict.digest, _PROTOCOL),
                    *((began - _EPOCH) // timedelta(microseconds=1), "judged", "Headset"),
                    *(scored.wcpm, scored.wcpm_low, scored.wcpm_high, scored.accuracy),
                    *(verdict.doubtful, verdict.expression, missed),
                ),
                (identifier(began, made + 2 * count), ident, FORMAT, verdict.events),
            )
            made += 1


def add_clubs_and_groups(connection: Connection, children: list[Child]) -> None:
    """A second class for every sixth child, and four groups in each class; a third of the children are in two."""
    clubs = [(f"club-{grade}", f"Book club {grade}", grade) for grade in range(1, 9)]
    connection.exec_driver_sql("INSERT INTO class_room (id, name, grade) VALUES (?, ?, ?)", clubs)
    connection.exec_driver_sql(
        "INSERT INTO enrolment (student_id, class_id) VALUES (?, ?)",
        [(child.id, f"club-{child.grade}") for child in children[::6]],
    )
    groups = [
        (f"{room}-{number}", room, f"Group {number}") for room in {one.room for one in children} for number in range(4)
    ]
    connection.exec_driver_sql(
        "INSERT INTO reading_group (id, class_id, name, reason, made_at) VALUES (?, ?, ?, '', 0)", groups
    )
    places = [(place // ROOMS, child) for place, child in enumerate(children)]
    members = [(f"{child.room}-{place % 4}", child.id) for place, child in places]
    members += [(f"{child.room}-{(place + 1) % 4}", child.id) for place, child in places if place % 3 == 0]
    connection.exec_driver_sql("INSERT INTO group_member (group_id, student_id) VALUES (?, ?)", members)


def make(folder: Path, count: int) -> None:
    """Fill the folder with the school and say how large it became."""
    begin = time.perf_counter()
    dice = random.Random(1)
    open_databases(folder, KEY, SystemClock()).close()
    bank, texts = make_bank(dice)
    children = make_children(dice)
    database = Database(folder / "teacher.db", KEY.raw)
    with database.write_plain() as connection:
        rooms = [(f"room-{number:02}", f"Room {number + 1:02}", 1 + number // 5) for number in range(ROOMS)]
        connection.exec_driver_sql("INSERT INTO class_room (id, name, grade) VALUES (?, ?, ?)", rooms)
        names = [(_GIVEN[n // ROOMS % len(_GIVEN)], f"{_FAMILY[n % 7 + n // ROOMS % 9]}") for n in range(CHILDREN)]
        people = [
            (child.id, child.room, *names[n], child.grade, PICTURES[n % len(PICTURES)])
            for n, child in enumerate(children)
        ]
        connection.exec_driver_sql(
            "INSERT INTO student (id, class_id, given_name, family_name, grade, animal) VALUES (?, ?, ?, ?, ?, ?)",
            people,
        )
        add_clubs_and_groups(connection, children)
        connection.exec_driver_sql("INSERT INTO passage (sha256, text) VALUES (?, ?)", list(texts.items()))
    rows = all_readings(count, children, bank, dice)
    while batch := list(islice(rows, _BATCH)):
        with database.write_plain() as connection:
            connection.exec_driver_sql(
                "INSERT INTO reading (id, student_id, text_id, text_title, passage_sha256, protocol, started_at, state,"
                " device, wcpm, wcpm_low, wcpm_high, accuracy, doubtful_words, expression, missed)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [reading for reading, _judgement in batch],
            )
            connection.exec_driver_sql(
                "INSERT INTO judgement (id, reading_id, format, events) VALUES (?, ?, ?, ?)",
                [judgement for _reading, judgement in batch],
            )
    database.close()
    size = (folder / "teacher.db").stat().st_size
    print(f"{CHILDREN} children, {ROOMS} classes, {count} readings in {time.perf_counter() - begin:.0f} s")
    print(f"teacher.db: {size / 1e6:.0f} MB")


def timed(what: str, work: Callable[[int], object]) -> None:
    """Print the first and the best of five calls, and the processor time of the best: other work does not touch it."""
    seconds, own = [], []
    for turn in range(5):
        begin, used = time.perf_counter(), time.process_time()
        work(turn)
        seconds.append(time.perf_counter() - begin)
        own.append(time.process_time() - used)
    print(
        f"{what}: {1_000 * seconds[0]:.0f} ms the first time, then {1_000 * min(seconds):.0f} ms;"
        f" processor time {1_000 * own[0]:.0f} and {1_000 * min(own):.0f} ms"
    )


class StoppedClock:
    """Shows the afternoon of the last school day that was made."""

    def now(self) -> datetime:
        """That afternoon."""
        return datetime(TODAY.year, TODAY.month, TODAY.day, 16, tzinfo=UTC)

    def monotonic(self) -> float:
        """Nothing passes."""
        return 0.0


def growth_over(databases: Databases, clock: StoppedClock) -> Growth:
    """The service as the program has it, unlocked."""
    return Growth(
        databases.roster,
        databases.growth,
        databases.judgements,
        clock,
        lambda: PRESETS,
        open_scope(databases.roster.classes),
        databases.groups,
        aims=databases.aims,
        writings=databases.writings,
        manner=ExpressionRules,
    )


def measure(folder: Path) -> None:
    """Open the school as the program does and ask for what its pages show."""
    clock = StoppedClock()
    begin = time.perf_counter()
    with open_databases(folder, KEY, clock) as databases:
        print(f"opening: {1_000 * (time.perf_counter() - begin):.0f} ms")
        growth = growth_over(databases, clock)
        child = growth.of_class("room-07").children[3].student.id
        timed("class page", lambda turn: growth.of_class(f"room-{8 + turn:02}"))
        timed("page of a club", lambda turn: growth.of_class(f"club-{1 + turn}"))
        timed("school page", lambda _turn: growth.of_school())
        timed("child page, three years", lambda _turn: growth.of_child(child))
        counts = []
        since = datetime(TODAY.year - 1, 8, 1, tzinfo=UTC)
        years = {
            room.id: sum(map(len, databases.growth.of_class(room.id, since).values()))
            for room in databases.roster.classes()
        }
        # The class in the middle: some read three times as much as others.
        room = sorted(years, key=lambda ident: years[ident])[len(years) // 2]
        order = ("cbm", "running_record", "dibels8", "cbm", _PROTOCOL)
        timed(
            "a class's year under another protocol",
            lambda turn: counts.append(growth.score_again(room, order[turn], lambda *_: None)),
        )
        print(f"readings in that year: {counts[0]}")


def main() -> None:
    """Make or measure."""
    match sys.argv[1:]:
        case ["make", folder, *count]:
            make(Path(folder), int(count[0]) if count else 400_000)
        case ["measure", folder]:
            measure(Path(folder))
        case _:
            print(__doc__)
            sys.exit(2)


if __name__ == "__main__":
    main()
