"""Writes what a teacher hands on: the readings of a class or of one child, in one of four forms."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.exporting.oneroster import FAMILY, results_zip
from litcoach_desktop.services.teacher.exporting.readings_table import readings_csv, readings_workbook
from litcoach_desktop.services.teacher.exporting.submissions import submissions_json
from litcoach_desktop.services.teacher.marking import Marking
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.services.teacher.whole_file import write_whole
from litcoach_desktop.store.readings import ReadingRepository
from litcoach_desktop.store.roster import RosterRepository

Tick = Callable[[int, int, str], None]


class Format(StrEnum):
    """The forms, by how they are named on the command line."""

    XLSX = "xlsx"
    CSV = "csv"
    ONEROSTER = "oneroster"
    SUBMISSIONS = "submissions"


class Exporting:
    """Part of the teacher's side: figures, which a principal may hand on too."""

    def __init__(
        self,
        roster: RosterRepository,
        readings: ReadingRepository,
        marking: Marking,
        clock: Clock,
        scope: Scope,
    ) -> None:
        self._roster = roster
        self._readings = readings
        self._marking = marking
        self._clock = clock
        self._scope = scope

    def export(self, form: Format, file: Path, tick: Tick, *, class_id: str = "", student_id: str = "") -> int:
        """Write the readings of a class, or of one child, into a file; returns how many.

        Neither: of all classes of the account. tick: children done, children, ""; then readings, where each is looked
        at. Raises StorageProblem when the file cannot be written; one of that name stays as it was then. Submissions
        have words of the children in them, so they are for those who listen.
        """
        if form is Format.SUBMISSIONS:
            self._scope.open(Deed.LISTEN)
        if student_id:
            self._scope.child(Deed.EXPORT, student_id)
        elif class_id:
            self._scope.room(Deed.EXPORT, class_id)
        else:
            self._scope.open(Deed.EXPORT)
        listed = list(self._listed(class_id, student_id, tick))
        if form is Format.XLSX:
            content = readings_workbook(listed)
        elif form is Format.CSV:
            content = readings_csv(listed)
        elif form is Format.ONEROSTER:
            content = results_zip(listed, self._clock.now(), self._roster.school_ids(FAMILY))
        else:
            content = submissions_json(self._detailed(listed, tick))
        write_whole(file, content)
        return len(listed)

    def _detailed(
        self, listed: Sequence[tuple[ClassRoom, Student, ReadingSummary]], tick: Tick
    ) -> Iterator[tuple[ClassRoom, Student, ReadingDetail]]:
        for done, (room, student, one) in enumerate(listed):
            tick(done, len(listed), "")
            yield room, student, self._marking.reading(one.id)

    def _listed(
        self, class_id: str, student_id: str, tick: Tick
    ) -> Iterator[tuple[ClassRoom, Student, ReadingSummary]]:
        rooms = [room for room in self._scope.rooms(Deed.SEE) if class_id in ("", room.id)]
        found: dict[str, tuple[ClassRoom, Student]] = {}
        for room in rooms:
            for child in self._roster.students(room.id):
                # Each reading once: a child of several classes is listed in its first one.
                if student_id in ("", child.id) and (child.id not in found or child.class_id == room.id):
                    found[child.id] = (room, child)
        children = list(found.values())
        for done, (room, child) in enumerate(children):
            tick(done, len(children), "")
            for stored in reversed(self._readings.of_student(child.id)):
                yield room, child, self._marking.summary(stored)
        tick(len(children), len(children), "")
