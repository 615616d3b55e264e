"""Readings by the hundred: time lines, levels and missed words of children and classes, and figures made anew.

Asked in plain SQL, because a school's page covers a hundred thousand readings. The index `reading_of_student` holds
all that a time line shows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.reading.columns import WordColumns
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark
from litcoach_desktop.domain.reading.scoring import Score
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.events_format import unpack, unpack_columns
from litcoach_desktop.store.readings import mark_of
from litcoach_desktop.store.tables import MarkRow

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 3_600_000_000

_CHILDREN = "SELECT student_id FROM enrolment WHERE class_id = ?"

_POINTS = (
    "SELECT student_id, id, started_at, wcpm, wcpm_low, wcpm_high, accuracy, expression FROM reading"
    " WHERE student_id IN ({children}) AND started_at >= ? AND wcpm IS NOT NULL"
    # As the index has them: a further order would be one more sorting.
    " ORDER BY student_id, started_at"
)
# All of a child's seasons in one go over the index, and all children in one value, which is read in one go too.
_LEVELS = "SELECT json_group_array(json_array(student.id, {seasons})) FROM student"
_LEVELS_OF_SEASON = (
    "(SELECT json_group_array(wcpm) FROM (SELECT wcpm FROM reading WHERE student_id = student.id"
    " AND started_at >= ? AND started_at < ? AND wcpm IS NOT NULL ORDER BY started_at DESC LIMIT ?))"
)
_LAST = (
    # From the end of the index: what is asked for is the last row of hundreds.
    "SELECT student.id, (SELECT started_at FROM reading WHERE student_id = student.id AND started_at >= ?"
    " AND state IN ('judged', 'unscored') ORDER BY started_at DESC LIMIT 1), (SELECT count(*) FROM reading"
    " WHERE student_id = student.id AND started_at >= ? AND state IN ('judged', 'unscored')) FROM student"
)
_MISSED = (
    "SELECT reading.id, reading.student_id, missed, reading.passage_sha256 FROM enrolment JOIN reading ON"
    " reading.student_id = enrolment.student_id WHERE class_id = ? AND started_at >= ? AND missed IS NOT NULL"
    " ORDER BY started_at"
)
_EVENTS = (
    # Of the children whose first class it is: a reading is scored by the rules of one class.
    "SELECT reading.id, reading.student_id, started_at, passage_sha256, format, events, expression IS NULL FROM student"
    " JOIN reading ON reading.student_id = student.id JOIN judgement ON judgement.reading_id = reading.id"
    " WHERE class_id = ? AND started_at >= ? AND state = 'judged'"
    # The newest verdict counts; almost every reading has but one.
    " AND seq = (SELECT max(seq) FROM judgement AS newest WHERE newest.reading_id = reading.id)"
    # What was read for an assessment keeps the protocol that was fixed for it.
    " AND NOT EXISTS (SELECT 1 FROM assigned_reading JOIN assignment ON assignment.id = assignment_id"
    " WHERE assigned_reading.reading_id = reading.id AND kind != 'practice')"
    " ORDER BY reading.student_id"
)
_MARKED = (
    "SELECT mark.reading_id, word, status, made_by, made_at, note, flags FROM student"
    " JOIN reading ON reading.student_id = student.id JOIN mark ON mark.reading_id = reading.id"
    " WHERE class_id = ? AND started_at >= ? ORDER BY mark.seq"
)
_PUT = (
    "UPDATE reading SET protocol = ?, wcpm = ?, wcpm_low = ?, wcpm_high = ?, accuracy = ?, missed = ?,"
    " expression = coalesce(?, expression) WHERE id = ?"
)


@dataclass(frozen=True, slots=True)
class Missed:
    """The words that were not correct in one reading, as a dictionary lists them. passage: its hash."""

    reading_id: str
    student_id: str
    words: tuple[str, ...]
    passage: bytes


@dataclass(frozen=True, slots=True)
class JudgedReading:
    """A scored reading with what the machine found, still packed. passage: its hash.

    no_expression: it was judged before the level of expression was kept.
    """

    id: str
    student_id: str
    at: datetime
    passage: bytes
    format: int
    packed: bytes
    no_expression: bool


class GrowthRepository:
    """In teacher.db. Times are aware. Every call may raise StorageProblem."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_student(self, student_id: str) -> list[Point]:
        """A child's scored readings, oldest first."""
        return self._points("?", student_id, _EPOCH).get(student_id, [])

    def of_class(self, class_id: str, since: datetime) -> dict[str, list[Point]]:
        """The scored readings of a class's children since then, oldest first; children without one are left out."""
        return self._points(_CHILDREN, class_id, since)

    def levels(self, spans: Sequence[tuple[datetime, datetime]], last: int) -> dict[str, list[list[float]]]:
        """Of every child of the school, the WCPM of the last few scored readings in each span, newest first."""
        query = _LEVELS.format(seasons=", ".join([_LEVELS_OF_SEASON] * len(spans)))
        bounds = [value for start, stop in spans for value in (_micros(start), _micros(stop), last)]
        with self._database.read_plain() as connection:
            found = json.loads(connection.exec_driver_sql(query, tuple(bounds)).scalar_one())
        return {student_id: rates for student_id, *rates in found}

    def last_read(self, since: datetime, lately: datetime) -> dict[str, tuple[datetime | None, int]]:
        """Of every child of the school, when it last finished a reading since then, and how many it did `lately`."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_LAST, (_micros(since), _micros(lately)))
            return {ident: (None if at is None else _time(at), count) for ident, at, count in rows}

    def missed(self, class_id: str, since: datetime) -> list[Missed]:
        """What the children of a class did not read right since then, oldest first."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_MISSED, (class_id, _micros(since)))
            return [Missed(ident, child, tuple(words.split()), digest) for ident, child, words, digest in rows]

    def passages(self, digests: Iterable[bytes]) -> dict[bytes, str]:
        """The texts of passages by their hashes."""
        found = {}
        with self._database.read_plain() as connection:
            for digest in set(digests):
                query = "SELECT text FROM passage WHERE sha256 = ?"
                found[digest] = str(connection.exec_driver_sql(query, (digest,)).scalar_one())
        return found

    def judged(self, class_id: str, since: datetime) -> list[JudgedReading]:
        """The scored readings of a class since then."""
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_EVENTS, (class_id, _micros(since)))
            return [
                JudgedReading(ident, child, _time(at), digest, number, blob, bool(unheard))
                for ident, child, at, digest, number, blob, unheard in rows
            ]

    def marks(self, class_id: str, since: datetime) -> dict[str, list[TeacherMark]]:
        """The marks on those readings, by reading, oldest first; readings without one are left out."""
        found: dict[str, list[TeacherMark]] = {}
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_MARKED, (class_id, _micros(since)))
            for ident, word, status, made_by, made_at, note, flags in rows:
                row = MarkRow(
                    reading_id=ident, word=word, status=status, made_by=made_by, made_at=made_at, note=note, flags=flags
                )
                found.setdefault(ident, []).append(mark_of(row))
        return found

    @staticmethod
    def columns(reading: JudgedReading) -> WordColumns:
        """What the machine found in one of `judged`, as far as a score hangs on it."""
        return unpack_columns(reading.packed, reading.format)

    @staticmethod
    def events(reading: JudgedReading) -> ReadingEvents:
        """All that the machine found in one of `judged`."""
        return unpack(reading.packed, reading.format)

    def put_scores(self, protocol: str, scores: Mapping[str, tuple[Score, int | None]]) -> None:
        """The readings are scored under this protocol from now on: all of them, or none if it fails.

        scores: by reading; the number is the NAEP level, None leaves the one that is known.
        """
        rows = [
            (protocol, one.wcpm, one.wcpm_low, one.wcpm_high, one.accuracy, " ".join(one.missed), level, ident)
            for ident, (one, level) in scores.items()
        ]
        if rows:
            with self._database.write_plain() as connection:
                connection.exec_driver_sql(_PUT, rows)

    def _points(self, children: str, ident: str, since: datetime) -> dict[str, list[Point]]:
        found: dict[str, list[Point]] = {}
        days: dict[int, date] = {}
        with self._database.read_plain() as connection:
            rows = connection.exec_driver_sql(_POINTS.format(children=children), (ident, _micros(since))).all()
        for student_id, reading_id, micros, *figures in rows:
            at = _time(micros)
            # No clock is put forward or back within an hour.
            hour = micros // _HOUR
            day = days.get(hour)
            if day is None:
                day = days[hour] = at.astimezone().date()
            point = Point(reading_id, at, day, *figures)
            if student_id in found:
                found[student_id].append(point)
            else:
                found[student_id] = [point]
        return found


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _time(micros: int) -> datetime:
    return datetime.fromtimestamp(micros / 1_000_000, UTC)
