"""State of "Who are you?": the class, its children, the filter, the picture PIN, readings cut short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.services.assessment import AssessmentService, InterruptedReading, ReadingResult

MOST_SHOWN = 60
"""Names on the screen at once; the filter finds the others."""


class WhoModel(ScreenModel):
    """`met` carries a Student, None for a guest; `finished` a ReadingResult and whose it is."""

    met = Signal(object)
    finished = Signal(object, object)

    def __init__(self, runner: JobRunner, assessment: AssessmentService, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._assessment = assessment
        self.classes: list[ClassRoom] = []
        self.class_id: str | None = None
        self.filter_text = ""
        self.chosen: Student | None = None
        self.pin_tried: tuple[str, ...] = ()
        self.pin_asked = False
        self.pin_was_wrong = False
        self.interrupted: list[InterruptedReading] = []
        self.finishing = False
        self._students: list[Student] = []

    def load(self) -> None:
        """Ask for the classes, the children of the chosen one, and readings that were cut short."""
        self.chosen, self.pin_asked, self.filter_text = None, False, ""
        self.run(Lane.STORE, lambda _ctx: self._assessment.classes(), "classes", self._got_classes)
        self.run(Lane.STORE, lambda _ctx: self._assessment.interrupted(), "interrupted", self._got_interrupted, report)

    def choose_class(self, class_id: str) -> None:
        """Another class."""
        self.class_id, self.chosen, self.filter_text = class_id, None, ""
        self.run(Lane.STORE, lambda _ctx: self._assessment.students(class_id), "children", self._got_students)

    def filter(self, text: str) -> None:
        """Keep the names that have a part beginning with these letters."""
        self.filter_text = text.strip()
        if self.chosen is not None and self.chosen not in self.found:
            self.chosen = None
        self.changed.emit()

    @property
    def found(self) -> list[Student]:
        """The children whose given or family name begins with what was typed."""
        wanted = self.filter_text.casefold()
        return [
            student
            for student in self._students
            if any(part.startswith(wanted) for part in student.display_name.casefold().split() or [""])
        ]

    @property
    def shown(self) -> list[Student]:
        """As many of `found` as a screen holds."""
        return self.found[:MOST_SHOWN]

    def name_of(self, student: Student) -> str:
        """The given name, with the family name's first letter when two children share it."""
        same = sum(1 for other in self._students if other.given_name == student.given_name)
        return f"{student.given_name} {student.family_name[:1]}." if same > 1 else student.given_name

    def choose(self, student: Student) -> None:
        """This one is tapped; `enter` goes on."""
        self.chosen = student
        self.changed.emit()

    def enter(self) -> None:
        """The chosen child goes on, by the picture PIN if there is one."""
        if self.chosen is None:
            return
        if self.chosen.picture_pin is None:
            self.met.emit(self.chosen)
            return
        self.pin_asked, self.pin_tried, self.pin_was_wrong = True, (), False
        self.changed.emit()

    def leave_pin(self) -> None:
        """Back to the names."""
        self.pin_asked, self.pin_tried = False, ()
        self.changed.emit()

    def clear_pin(self) -> None:
        """Begin the PIN again."""
        self.pin_tried, self.pin_was_wrong = (), False
        self.changed.emit()

    def press_picture(self, picture: str) -> None:
        """One more picture; when there are as many as the PIN has, they are checked."""
        student = self.chosen
        if student is None or student.picture_pin is None or len(self.pin_tried) >= len(student.picture_pin):
            return
        self.pin_tried, self.pin_was_wrong = (*self.pin_tried, picture), False
        if len(self.pin_tried) == len(student.picture_pin):
            tried = self.pin_tried
            self.run(
                Lane.STORE,
                lambda _ctx: self._assessment.check_pin(student.id, tried),
                "picture PIN",
                self._checked_pin,
            )
        self.changed.emit()

    def be_guest(self) -> None:
        """Read without being kept."""
        self.met.emit(None)

    def finish_interrupted(self) -> None:
        """Judge what was kept of the newest reading that was cut short."""
        if not self.interrupted or self.finishing:
            return
        reading = self.interrupted[0]
        self.finishing = True
        self.changed.emit()
        self.run(
            Lane.LISTEN,
            lambda _ctx: self._assessment.finish_interrupted(reading.id),
            "finish a reading",
            lambda result: self._finished(reading, result),
            self._not_finished,
        )

    def set_interrupted_aside(self) -> None:
        """Leave the newest reading that was cut short as it is; the teacher still has the recording."""
        if self.interrupted and not self.finishing:
            reading = self.interrupted.pop(0)
            self.changed.emit()
            self.run(
                Lane.STORE,
                lambda _ctx: self._assessment.abandon(reading.id),
                "set a reading aside",
                lambda _none: None,
                report,
                lasting=True,
            )

    def _got_classes(self, classes: list[ClassRoom]) -> None:
        self.classes = classes
        if not classes:
            self.phase = Phase.EMPTY
            self.changed.emit()
            return
        known = self.class_id in {room.id for room in classes}
        self.choose_class(self.class_id if known and self.class_id else classes[0].id)

    def _got_students(self, students: list[Student]) -> None:
        self._students = students
        self.phase = Phase.READY
        self.changed.emit()

    def _got_interrupted(self, readings: list[InterruptedReading]) -> None:
        self.interrupted = readings
        self.changed.emit()

    def _checked_pin(self, right: bool) -> None:
        self.pin_tried, self.pin_was_wrong = (), not right
        if right and self.chosen is not None:
            self.pin_asked = False
            self.met.emit(self.chosen)
        self.changed.emit()

    def _finished(self, reading: InterruptedReading, result: ReadingResult) -> None:
        self.finishing = False
        self.interrupted = [other for other in self.interrupted if other.id != reading.id]
        self.changed.emit()
        self.finished.emit(result, reading.student)

    def _not_finished(self, error: Exception) -> None:
        self.finishing = False
        self.changed.emit()
        report(error)
