"""What the growth of a made class is put together from: the readings of a teacher service in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from litcoach_desktop.domain.growth.aims import ChosenPace
from litcoach_desktop.domain.growth.points import Point
from litcoach_desktop.domain.reading.columns import WordColumns, columns_of
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.store.growth import JudgedReading, Missed

if TYPE_CHECKING:
    from tests.fakes.teacher import FakeReading, FakeTeacherService


class FakeGrowthRoster:
    """As RosterRepository, of the teacher's lists."""

    def __init__(self, teacher: FakeTeacherService) -> None:
        self._teacher = teacher

    def classes(self) -> list[ClassRoom]:
        return sorted(self._teacher.rooms, key=lambda room: room.name)

    def students(self, class_id: str) -> list[Student]:
        return [child for child in self._teacher.children if child.class_id == class_id]

    def by_class(self) -> dict[str, list[Student]]:
        return {room.id: self.students(room.id) for room in self._teacher.rooms}

    def student(self, student_id: str) -> Student:
        return next(child for child in self._teacher.children if child.id == student_id)


class FakeGrowthReadings:
    """As GrowthRepository, of the teacher's lists."""

    def __init__(self, teacher: FakeTeacherService) -> None:
        self._teacher = teacher

    def of_student(self, student_id: str) -> list[Point]:
        points = [self._point(kept) for kept in self._scored() if kept.student_id == student_id]
        return sorted(points, key=lambda point: point.at)

    def of_class(self, class_id: str, since: datetime) -> dict[str, list[Point]]:
        found = {}
        for child in FakeGrowthRoster(self._teacher).students(class_id):
            points = [point for point in self.of_student(child.id) if point.at >= since]
            if points:
                found[child.id] = points
        return found

    def levels(self, spans: Sequence[tuple[datetime, datetime]], last: int) -> dict[str, list[list[float]]]:
        return {
            child.id: [
                [point.wcpm for point in reversed(self.of_student(child.id)) if start <= point.at < stop][:last]
                for start, stop in spans
            ]
            for child in self._teacher.children
        }

    def last_read(self, since: datetime, lately: datetime) -> dict[str, tuple[datetime | None, int]]:
        found = {}
        for child in self._teacher.children:
            moments = [kept.started_at for kept in self._teacher.kept if kept.student_id == child.id]
            found[child.id] = (max(moments, default=None), sum(moment >= lately for moment in moments))
        return found

    def missed(self, class_id: str, since: datetime) -> list[Missed]:
        children = {child.id for child in FakeGrowthRoster(self._teacher).students(class_id)}
        return [
            Missed(kept.id, kept.student_id, self._teacher.reading_score(kept).missed, kept.passage.text.encode())
            for kept in self._scored()
            if kept.student_id in children and kept.started_at >= since
        ]

    def passages(self, digests: Iterable[bytes]) -> dict[bytes, str]:
        return {digest: digest.decode() for digest in digests}

    def judged(self, class_id: str, since: datetime) -> list[JudgedReading]:
        children = {child.id for child in FakeGrowthRoster(self._teacher).students(class_id)}
        return [
            JudgedReading(
                kept.id, kept.student_id, kept.started_at, kept.passage.text.encode(), 0, kept.id.encode(), False
            )
            for kept in self._scored()
            if kept.student_id in children and kept.started_at >= since
        ]

    def columns(self, reading: JudgedReading) -> WordColumns:
        hold = self._teacher.hold
        if hold is not None:
            hold.wait()
        return columns_of(self.events(reading))

    def events(self, reading: JudgedReading) -> ReadingEvents:
        events = next(kept.events for kept in self._teacher.kept if kept.id == reading.id)
        assert events is not None
        return events

    def marks(self, class_id: str, since: datetime) -> dict[str, list[TeacherMark]]:
        return {kept.id: kept.marks for kept in self._teacher.kept if kept.marks}

    def put_scores(self, protocol: str, scores: Mapping[str, object]) -> None:
        for kept in self._teacher.kept:
            if kept.id in scores:
                kept.protocol = protocol

    def _scored(self) -> list[FakeReading]:
        return [kept for kept in self._teacher.kept if kept.events is not None and not kept.events.unscored_reason]

    def _point(self, kept: FakeReading) -> Point:
        scored = self._teacher.reading_score(kept)
        day = kept.started_at.astimezone().date()
        return Point(kept.id, kept.started_at, day, scored.wcpm, scored.wcpm_low, scored.wcpm_high, scored.accuracy, 3)


class FakeAims:
    """As AimRepository."""

    def __init__(self) -> None:
        self.chosen: dict[str, ChosenPace] = {}

    def choose(self, student_id: str, chosen: ChosenPace) -> None:
        self.chosen[student_id] = chosen

    def of_children(self, student_ids: Iterable[str]) -> dict[str, ChosenPace]:
        return {ident: self.chosen[ident] for ident in student_ids if ident in self.chosen}


class FakePronunciations:
    """Nobody has a way of saying a word of its own."""

    def pronunciations(self, student_id: str) -> list[object]:
        return []
