"""Puts the reports together for whoever prints them: for parents, for a class, for one reading."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.services.teacher.reporting.class_report import ClassReport, class_report
from litcoach_desktop.services.teacher.reporting.parent_report import ParentReport, parent_report, recent
from litcoach_desktop.services.teacher.reporting.record_report import Reviewed, RunningRecordReport
from litcoach_desktop.services.teacher.rows import ReadingDetail
from litcoach_desktop.services.teacher.scope import Scope

Tick = Callable[[int, int, str], None]


class Roster(Protocol):
    """Who is in which class."""

    def classes(self) -> list[ClassRoom]:
        """All classes, by name."""

    def students(self, class_id: str) -> list[Student]:
        """The children of a class, by name."""

    def student(self, student_id: str) -> Student:
        """One child. Raises KeyError."""


class Notes(Protocol):
    """Who reviewed a reading."""

    def notes(self, reading_id: str) -> list[tuple[str, str, str]]:
        """By whom, when (UTC, ISO 8601), and what was noted; oldest first."""


class Reporting:
    """Part of the teacher's side: figures for everybody, words and notes for those who listen.

    growth: where every figure of a child or a class comes from. reading: one reading as the review page shows it.
    """

    def __init__(
        self,
        roster: Roster,
        growth: Growth,
        reading: Callable[[str], ReadingDetail],
        reviews: Notes,
        clock: Clock,
        scope: Scope,
    ) -> None:
        self._roster = roster
        self._growth = growth
        self._reading = reading
        self._reviews = reviews
        self._clock = clock
        self._scope = scope

    def for_parents(self, student_id: str) -> ParentReport:
        """One child's. Raises KeyError for no such child."""
        self._scope.child(Deed.PRINT, student_id)
        return self._for_parents(student_id)

    def for_all_parents(self, class_id: str, tick: Tick) -> list[ParentReport]:
        """Of every child of a class, in the order of the class list. tick: children done, children, ""."""
        self._scope.room(Deed.PRINT, class_id)
        students = self._roster.students(class_id)
        found = []
        for done, student in enumerate(students):
            tick(done, len(students), "")
            found.append(self._for_parents(student.id))
        tick(len(students), len(students), "")
        return found

    def of_class(self, class_id: str) -> ClassReport:
        """A class in this school year. Raises KeyError for no such class."""
        self._scope.room(Deed.PRINT, class_id)
        return class_report(self._growth.of_class(class_id), self._clock.now().astimezone().date())

    def running_record(self, reading_id: str) -> RunningRecordReport:
        """One reading's. Raises KeyError for no such reading."""
        self._scope.reading(Deed.PRINT_WORDS, reading_id)
        detail = self._reading(reading_id)
        ident = detail.summary.student_id
        student = self._roster.student(ident) if ident else None
        return RunningRecordReport(
            today=self._clock.now().astimezone().date(),
            student=student,
            room=None if student is None else self._room(student),
            detail=detail,
            reviews=tuple(
                Reviewed(made_by, datetime.fromisoformat(made_at), note)
                for made_by, made_at, note in self._reviews.notes(reading_id)
            ),
        )

    def name_cards(self, class_id: str) -> tuple[ClassRoom, list[Student]]:
        """The class and its children, whose names are to stand on cards. Raises KeyError for no such class."""
        self._scope.room(Deed.PRINT_WORDS, class_id)
        room = next((room for room in self._scope.rooms(Deed.SEE) if room.id == class_id), None)
        if room is None:
            raise KeyError(class_id)
        return room, self._roster.students(class_id)

    def _for_parents(self, student_id: str) -> ParentReport:
        growth = self._growth.of_child(student_id)
        details = [self._reading(point.reading_id) for point in recent(growth)]
        return parent_report(growth, self._room(growth.student), details)

    def _room(self, student: Student) -> ClassRoom | None:
        return next((room for room in self._roster.classes() if room.id == student.class_id), None)
