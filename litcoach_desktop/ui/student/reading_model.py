"""State of a reading while it happens: where the reader is, what is kept, what went wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobContext, JobRunner, Lane
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.gateway import MicrophoneLost, RecordingControl, SecondKept, StoppedBecause
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.services.assessment import OpenReading, ReadingResult
    from litcoach_desktop.services.gateway import RecordedReading

CLOCK_GRACE_S = 3
"""A reading against the clock goes on for so long after it, so that nobody is cut off in the middle of a word."""


class Step(Enum):
    """How far a reading is."""

    OPENING = auto()
    READING = auto()
    PAUSED = auto()
    LISTENING_BACK = auto()
    STOPPED = auto()


class Assessor(Protocol):
    """What a reading needs of the assessment service."""

    def open_reading(
        self, student: Student | None, text: Text, *, device: str = "", assignment_id: str | None = None
    ) -> OpenReading:
        """Begin a reading."""

    def judge(self, reading: OpenReading) -> ReadingResult:
        """The verdict."""

    def abandon(self, reading_id: str) -> None:
        """Set it aside."""


class Recorder(Protocol):
    """What a reading needs of the gateway service."""

    def record(
        self, reading: OpenReading, device_id: str | None, control: RecordingControl, *, first_second: int = 0
    ) -> Callable[[JobContext], RecordedReading]:
        """Work that records until `control.finish()`."""


class ReadingModel(ScreenModel):
    """`word_changed`: index of the word to read now. `ear_changed`: index of the word with an ear, -1 for none.

    `kept`: seconds safely stored. `judged`: a ReadingResult. `left`: the child gave up; nothing to show.
    """

    word_changed = Signal(int)
    ear_changed = Signal(int)
    kept = Signal(int)
    judged = Signal(object)
    left = Signal()

    def __init__(
        self,
        runner: JobRunner,
        assessment: Assessor,
        gateway: Recorder,
        parent: QObject | None = None,
        *,
        help_after_s: Callable[[], float] = lambda: 3.0,
    ) -> None:
        """help_after_s: so long a word may be waited on before it grows an ear; asked for when a reading begins."""
        super().__init__(runner, parent)
        self._assessment, self._gateway, self._help_after_s = assessment, gateway, help_after_s
        self._reading: OpenReading | None = None
        self.control = RecordingControl()
        self._after_stop: Callable[[], None] | None = None
        self.wait_timer = QTimer(self)
        self.wait_timer.setSingleShot(True)
        self.wait_timer.timeout.connect(self._waited)
        self.passage = Passage("")
        self.step = Step.OPENING
        self.word = -1
        self.lost = False
        self.seconds = 0
        self.can_go_on = False
        self._device_id: str | None = None
        self._first_word_s: float | None = None

    @property
    def sound_kept(self) -> bool:
        """Whether what is said reaches the disk."""
        return self._reading is not None and self._reading.sound_kept

    @property
    def is_kept(self) -> bool:
        """False for a guest, of whom nothing is stored."""
        return self._reading is not None and self._reading.id is not None

    @property
    def helped(self) -> bool:
        """Whether a word may be read to the child; not in an assessment."""
        return self._reading is not None and self._reading.helped

    def begin(
        self, student: Student | None, text: Text, device_id: str | None, assignment_id: str | None = None
    ) -> None:
        """Open a reading and start to record it. assignment_id: what the teacher asked, that it is read for."""
        self.passage = text.passage
        self._device_id = device_id
        self._reading, self._after_stop = None, None
        self.step, self.phase, self.problem = Step.OPENING, Phase.READY, None
        self.word, self.lost, self.seconds, self.can_go_on = -1, False, 0, False
        self._first_word_s = None
        self.wait_timer.setInterval(round(1000 * self._help_after_s()))
        self.changed.emit()
        self.run(
            Lane.LISTEN,
            lambda _ctx: self._assessment.open_reading(
                student, text, device=device_id or "", assignment_id=assignment_id
            ),
            "open a reading",
            self._opened,
        )

    def pause(self) -> None:
        """The child needs a moment: the clock and the ear wait."""
        if self.step is Step.READING:
            self.control.pause()
            self.wait_timer.stop()
            self.step = Step.PAUSED
            self.ear_changed.emit(-1)
            self.changed.emit()

    def go_on(self) -> None:
        """After a pause, or with the microphone back, read on."""
        if self.step is Step.PAUSED:
            self.control.resume()
            self.step = Step.READING
            self.wait_timer.start()
            self.changed.emit()
        elif self.step is Step.STOPPED and self.can_go_on:
            self._record()

    def done(self) -> None:
        """The child has finished: keep the last part-second and judge."""
        if self.step in (Step.READING, Step.PAUSED):
            self._end(Step.LISTENING_BACK)
        elif self.step is Step.STOPPED:
            self._judge()

    def give_up(self) -> None:
        """The child stops without a result; what was recorded stays for the teacher."""
        self._after_stop = self._set_aside
        if self.step in (Step.READING, Step.PAUSED):
            self._end(self.step)
        else:
            self._set_aside()

    def stand_at(self, word: int) -> None:
        """The child tapped the word it is at."""
        if self.step is Step.READING:
            self._move(word, lost=False)

    def _end(self, step: Step) -> None:
        self.wait_timer.stop()
        self.step = step
        self.ear_changed.emit(-1)
        self.control.finish()
        self.changed.emit()

    def _opened(self, reading: OpenReading) -> None:
        self._reading = reading
        if self._after_stop is not None:
            self._set_aside()
            return
        self._record()

    def _record(self) -> None:
        reading = self._reading
        if reading is None:
            return
        self.control = RecordingControl()
        self.can_go_on = False
        self.run(
            Lane.LISTEN,
            self._gateway.record(reading, self._device_id, self.control, first_second=self.seconds),
            "record a reading",
            self._recorded,
            self._not_recorded,
            self._heard,
        )
        self.step = Step.READING
        self._move(max(0, self.word), lost=False)
        self.changed.emit()

    def _heard(self, event: object) -> None:
        if isinstance(event, WordReached) and self._first_word_s is None:
            self._first_word_s = event.time_s
        if isinstance(event, WordReached) and self.step is Step.READING:
            # The word last heard is behind the reader; the band belongs on the one to read now.
            self._move(self.word if event.lost else event.index + 1, lost=event.lost)
        elif isinstance(event, SecondKept):
            self.seconds = event.seconds
            self.kept.emit(self.seconds)
            if self._time_is_up():
                self.done()
        elif isinstance(event, MicrophoneLost):
            self._stopped(can_go_on=False)

    def _time_is_up(self) -> bool:
        """Whether the clock of a one-minute reading, which starts at the first word, has run out."""
        clock_s = self._reading.clock_s if self._reading is not None else None
        if clock_s is None or self._first_word_s is None or self.step is not Step.READING:
            return False
        return self.seconds >= self._first_word_s + clock_s + CLOCK_GRACE_S

    def _stopped(self, *, can_go_on: bool) -> None:
        self.wait_timer.stop()
        self.step, self.can_go_on = Step.STOPPED, can_go_on
        self.ear_changed.emit(-1)
        self.changed.emit()

    def _move(self, word: int, *, lost: bool) -> None:
        word = max(0, min(word, len(self.passage.words) - 1))
        if lost != self.lost:
            self.lost = lost
            self.changed.emit()
        self.wait_timer.start()
        if word != self.word:
            self.word = word
            self.ear_changed.emit(-1)
            self.word_changed.emit(word)

    @Slot()
    def _waited(self) -> None:
        if self.step is Step.READING and not self.lost:
            self.ear_changed.emit(self.word)

    def _recorded(self, recorded: RecordedReading) -> None:
        self.seconds = recorded.seconds
        self.wait_timer.stop()
        if self._after_stop is not None:
            self._after_stop()
        elif recorded.stopped_because is StoppedBecause.FINISHED:
            self._judge()
        else:
            # On a full disk there is nothing to go on with; what was heard can still be judged.
            lost = recorded.stopped_because is StoppedBecause.MICROPHONE_LOST
            if recorded.problem is not None and not lost:
                report(recorded.problem)
            self._stopped(can_go_on=lost)

    def _not_recorded(self, error: Exception) -> None:
        self.wait_timer.stop()
        if self._after_stop is not None:
            self._after_stop()
            return
        report(error)
        self._stopped(can_go_on=isinstance(error, MicrophoneProblem))

    def _judge(self) -> None:
        reading = self._reading
        if reading is None:
            return
        self.step = Step.LISTENING_BACK
        self.changed.emit()
        self.run(Lane.LISTEN, lambda _ctx: self._assessment.judge(reading), "judge a reading", self._got_result)

    def _got_result(self, result: ReadingResult) -> None:
        self.judged.emit(result)

    def _set_aside(self) -> None:
        reading = self._reading
        if reading is not None and reading.id is not None:
            reading_id = reading.id
            self.run(
                Lane.STORE,
                lambda _ctx: self._assessment.abandon(reading_id),
                "set a reading aside",
                lambda _none: None,
                report,
                lasting=True,
            )
        self._reading = None
        self.left.emit()

    def stop(self) -> None:
        """The window closes in the middle: the recording ends tidily and the next start offers to finish it."""
        self._after_stop = self._after_stop or (lambda: None)
        self.wait_timer.stop()
        self.control.finish()
