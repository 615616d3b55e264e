"""Pictures of both sides of the window, drawn off the screen from a profile that has something in it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.reading.events import ReadingEvents, WordStatus
from litcoach_desktop.domain.reading.feedback import practice_words, praise
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.ui.app import application
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.icons import icon_set
from litcoach_desktop.ui.needs import OpenServices, WindowServices
from litcoach_desktop.ui.shell import Shell
from litcoach_desktop.ui.translation import load_translation

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.domain.texts import Text
    from litcoach_desktop.jobs import JobContext
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.services.assessment import OpenReading, ReadingResult
    from litcoach_desktop.services.gateway import RecordedReading, RecordingControl
    from litcoach_desktop.ui.student.side import StudentSide
    from litcoach_desktop.ui.teacher.side import TeacherSide

_WIDTH, _HEIGHT = 1366, 768
_LONGEST_WAIT_S = 20.0
# What a child of the second grade may write.
_WRITTEN = "I liked the part at the end becuase it was funny. I wud have looked there first"


def render_sides(open_services: OpenServices, folder: Path, *, passphrase: str = "") -> list[Path]:
    """Draw every screen of the child's and the teacher's side into PNG files of `folder`.

    The services are opened and closed here. passphrase: the teacher's in that profile; without it the teacher's
    side shows its locked door only. Returns the files in the order of the way through the window. Raises
    StorageProblem when a picture cannot be written.
    """
    if QCoreApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    load_translation(application())
    door = Door()
    services = open_services(door.deliver)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _Photographer(services, folder).all(passphrase)
    finally:
        door.close()
        services.close()


class _Photographer:
    def __init__(self, services: WindowServices, folder: Path) -> None:
        self._services = services
        self._folder = folder
        self._taken: list[Path] = []
        self._shell = Shell()

    def all(self, passphrase: str) -> list[Path]:
        from litcoach_desktop.ui.student.side import StudentSide
        from litcoach_desktop.ui.teacher.side import TeacherSide
        from litcoach_desktop.ui.voice import SystemVoice

        services, shell = self._services, self._shell
        student_side: list[StudentSide] = []
        teacher_side: list[TeacherSide] = []

        def make_student() -> StudentSide:
            student_side.append(StudentSide(services, SystemVoice(shell)))
            return student_side[0]

        def make_teacher() -> TeacherSide:
            teacher_side.append(TeacherSide(services))
            return teacher_side[0]

        shell.resize(_WIDTH, _HEIGHT)
        shell.show()
        try:
            shell.show_sides(make_student, make_teacher)
            icon_set().load()
            if passphrase:
                services.teacher.unlock(passphrase)
            self._child(student_side[0])
            if passphrase:
                services.teacher.lock()
            shell.show_teacher()
            self._grown_up(teacher_side[0], passphrase)
        finally:
            shell.close()
            shell.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return self._taken

    def _child(self, side: StudentSide) -> None:
        """From the names to a practised word; what was read is taken from the profile, nothing is recorded."""
        from litcoach_desktop.ui.student.journey import Place
        from litcoach_desktop.ui.student.listen_view import ListenScreen
        from litcoach_desktop.ui.student.model import Phase
        from litcoach_desktop.ui.student.reading_model import ReadingModel
        from litcoach_desktop.ui.student.reading_view import ReadingScreen
        from litcoach_desktop.ui.voice import SystemVoice

        journey = side.journey
        who = side.who
        self._until(lambda: who.phase is not Phase.LOADING)
        reader = self._reader()
        if reader is not None:
            who.choose_class(reader.class_id)
            self._until(lambda: reader in who.found)
        self._take("student-1-who-are-you")
        student = reader or next(iter(who.shown), None)
        journey.meet(student)
        today = side.today
        self._until(lambda: today.phase is not Phase.LOADING)
        self._take("student-2-today")
        journey.go(Place.SHELF)
        shelf = side.shelf
        self._until(lambda: shelf.phase is not Phase.LOADING)
        if today.suggestion is not None:
            shelf.choose(today.suggestion)
        self._take("student-3-shelf")
        if today.suggestion is None:
            return
        journey.listen(today.suggestion)
        room = side.screen_shown
        if isinstance(room, ListenScreen):
            room.page.word_tapped.emit(len(today.suggestion.passage.words) // 4)
        self._take("student-3-listen")
        journey.choose(today.suggestion)
        microphone = side.microphone
        self._until(lambda: microphone.phase is not Phase.LOADING)
        self._take("student-4-microphone")
        still = _StillReading(word=len(today.suggestion.passage.words) // 3, seconds=21)
        model = ReadingModel(self._services.runner, still, still, side)
        side.put(Place.READING, ReadingScreen(model, side.look, journey, SystemVoice(side)))
        journey.start_reading(None)
        self._until(lambda: model.seconds > 0)
        self._take("student-5-reading")
        journey.go(Place.TODAY)
        model.stop()
        result = self._result(student.id if student else "")
        if result is None:
            return
        journey.show_result(result, student)
        self._take("student-6-how-it-went")
        if result.practice_words:
            journey.practise(0)
            self._take("student-7-practise-a-word")
        self._ask_and_talk(side, today.suggestion)
        journey.go(Place.WHO)

    def _ask_and_talk(self, side: StudentSide, text: Text) -> None:
        """A question about a text with the place that helps, and the coach beside it."""
        from litcoach_desktop.ui.student.coach_view import CoachScreen
        from litcoach_desktop.ui.student.journey import Place
        from litcoach_desktop.ui.student.model import Phase
        from litcoach_desktop.ui.student.writing_view import WritingScreen

        journey, question, coach = side.journey, side.question, side.coach
        journey.text = text
        if text.questions:
            journey.go(Place.QUESTION)
            self._until(lambda: question.phase is not Phase.LOADING)
            question.show_where()
            self._until(lambda: not question.busy)
            self._take("student-8-a-question")
        if text.open_question is not None:
            journey.go(Place.WRITING)
            screen = side.screen_shown
            if isinstance(screen, WritingScreen):
                screen.field.setPlainText(_WRITTEN)
            side.writing.ask()
            self._until(lambda: not side.writing.busy)
            self._take("student-9-writing")
        journey.talk()
        self._until(lambda: not coach.busy)
        coach.say(text.questions[0].prompt if text.questions else text.title)
        self._until(lambda: not coach.busy)
        screen = side.screen_shown
        if isinstance(screen, CoachScreen) and screen.page.marked_words:
            page, word = screen.page, screen.page.marked_words.start
            self._until(lambda: page.viewport().rect().contains(page.word_area(word)))
        self._take("student-10-coach")

    def _reader(self) -> Student | None:
        """A child with a scored reading; None when there is none, or when the door is locked."""
        teacher = self._services.teacher
        if not teacher.unlocked:
            return None
        rows = [row for room in teacher.classes() for row in teacher.overview(room.id)]
        return next((row.student for row in rows if self._result(row.student.id)), None)

    def _result(self, student_id: str) -> ReadingResult | None:
        """The child's newest scored reading, as the child saw it."""
        from litcoach_desktop.services.assessment import ReadingResult

        teacher = self._services.teacher
        if not teacher.unlocked:
            return None
        for summary in teacher.readings(student_id):
            detail = teacher.reading(summary.id)
            if detail.score is not None:
                events, passage = detail.events, detail.passage
                return ReadingResult(
                    reading_id=summary.id,
                    text_title=summary.text_title,
                    passage=passage,
                    events=events,
                    score=detail.score,
                    percentile=detail.percentile,
                    practice_words=practice_words(events, passage),
                    praise=praise(events, passage),
                )
        return None

    def _grown_up(self, side: TeacherSide, passphrase: str) -> None:
        """The locked door, the classes, one child, one reading in its three views."""
        from litcoach_desktop.ui.teacher.view_menu import View

        self._until(lambda: side.way_in.currentWidget() is not side.way_in.notice)
        self._take("teacher-1-unlock")
        if not passphrase:
            return
        side.entry.unlock(passphrase)
        self._until(lambda: side.pages.currentWidget() is side.classes_page and not side.busy)
        reader = self._reader()
        if reader is not None:
            side.roster.choose(reader.class_id)
            self._until(lambda: not side.busy)
        self._take("teacher-2-classes")
        side.classes_page.assistant_asked.emit()
        self._until(lambda: not side.busy)
        assistant = side.talking.assistant
        if assistant.choices:
            assistant.ask(assistant.choices[0])
            self._until(lambda: not side.busy)
        self._take("teacher-2-assistant")
        side.go_back()
        row = next((row for row in side.roster.rows if row.student == reader), None)
        if row is None:
            return
        side.classes_page.child_opened.emit(row)
        self._until(lambda: not side.busy)
        self._take("teacher-3-child")
        side.child_page.talks_asked.emit()
        self._until(lambda: not side.busy)
        self._take("teacher-3-talks")
        side.go_back()
        scored = next((reading for reading in side.child.readings if reading.wcpm is not None), None)
        if scored is None:
            return
        side.child_page.reading_opened.emit(scored.id)
        self._until(lambda: not side.busy)
        doubtful = [
            word.index
            for word in (side.review.detail.events.words if side.review.detail else ())
            if word.status in (WordStatus.MISREAD, WordStatus.OMITTED)
        ]
        if doubtful:
            side.review_page.passage.set_current(doubtful[0])
        self._take("teacher-4-reading")
        side.review_page.show_view(View.EXPRESSION)
        self._take("teacher-5-expression")
        side.review_page.show_view(View.RECORD)
        self._take("teacher-6-running-record")

    def _until(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST_WAIT_S
        while not ready() and time.monotonic() < deadline:
            QCoreApplication.processEvents()
            time.sleep(0.01)

    def _take(self, name: str) -> None:
        # Twice: the first pass lays out what the last answer brought, the second paints it.
        for _ in range(2):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        path = self._folder / f"{name}.png"
        if not self._shell.grab().save(str(path)):
            raise StorageProblem(
                f"The picture {path} could not be written.", "", "Check that the folder is writable and has room."
            )
        self._taken.append(path)


class _StillReading:
    """A reading that stands still for its picture: opened and recorded by nobody, at one word, some seconds in."""

    def __init__(self, word: int, seconds: int) -> None:
        self._word, self._seconds = word, seconds

    def open_reading(
        self, student: Student | None, text: Text, *, device: str = "", assignment_id: str | None = None
    ) -> OpenReading:
        """As AssessmentService, but nothing listens and nothing is kept."""
        from litcoach_desktop.services.assessment import OpenReading

        return OpenReading("", student, text, _Deaf(), lambda _second, _samples: None)

    def judge(self, reading: OpenReading) -> ReadingResult:
        """Nothing was heard, so there is nothing to say."""
        from litcoach_desktop.services.assessment import ReadingResult

        events, passage = ReadingEvents(()), reading.passage
        return ReadingResult(None, reading.text.title, passage, events, None, None, (), praise(events, passage))

    def abandon(self, reading_id: str) -> None:
        """Nothing was kept."""

    def record(
        self, reading: OpenReading, device_id: str | None, control: RecordingControl, *, first_second: int = 0
    ) -> Callable[[JobContext], RecordedReading]:
        """As GatewayService, but what happens was written before."""
        from litcoach_desktop.services.gateway import RecordedReading, SecondKept, StoppedBecause

        def work(context: JobContext) -> RecordedReading:
            context.emit(WordReached(self._word, float(self._seconds)))
            context.emit(SecondKept(self._seconds))
            while not (control.finished or context.cancelled):
                control.wait(0.05)
            return RecordedReading(self._seconds, float(self._seconds), StoppedBecause.FINISHED)

        return work


class _Deaf:
    """A listener for a reading without sound."""

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Nothing was reached."""
        return ()

    def judge(self) -> ReadingEvents:
        """Nothing was heard."""
        return ReadingEvents(())
