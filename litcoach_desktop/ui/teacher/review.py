"""View-model of one reading: its words and marks, its sound, and what a changed mark does to the score."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from litcoach_desktop.domain.reading.events import WordEvent, WordFlag, WordStatus
from litcoach_desktop.jobs import Lane
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, report
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.teacher.playback import Playback
from litcoach_desktop.ui.teacher.spans import Span, span_from, word_span

if TYPE_CHECKING:
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.services.assessment import AssessmentService
    from litcoach_desktop.services.gateway import GatewayService
    from litcoach_desktop.services.teacher import ReadingDetail, TeacherService


class ReviewState(Enum):
    """What one reading has to show."""

    LOADING = "loading"
    READY = "ready"
    UNFINISHED = "unfinished"
    FINISHING = "finishing"
    WRONG = "wrong"


class Review(QObject):
    """Holds one reading and its recording."""

    changed = Signal()
    """State, words, marks or score are other than before."""
    sound_changed = Signal()
    """The recording came, or could not be had."""
    marked = Signal()
    """A mark was kept."""

    def __init__(
        self,
        teacher: TeacherService,
        assessment: AssessmentService,
        gateway: GatewayService,
        errands: Errands,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._assessment = assessment
        self._errands = errands
        self.playback = Playback(gateway, errands, self)
        self.state = ReviewState.LOADING
        self.reading_id: str | None = None
        self.detail: ReadingDetail | None = None
        self.recording: Samples | None = None
        self.sound_problem: UserMessage | None = None
        self.problem: UserMessage | None = None

    def load(self, reading_id: str) -> None:
        """Fetch a reading, and after it its recording."""
        self.forget()
        self.reading_id = reading_id
        self._errands.send("one reading", lambda: self._teacher.reading(reading_id), self._have, wrong=self._failed)
        self._errands.send("recording", lambda: self._teacher.audio(reading_id), self._have_sound, wrong=self._no_sound)

    def retry(self) -> None:
        """Fetch the same reading again."""
        if self.reading_id is not None:
            self.load(self.reading_id)

    def finish(self) -> None:
        """Have a reading that was cut short listened to and marked now."""
        reading_id = self.reading_id
        if reading_id is None:
            return
        self._go(ReviewState.FINISHING)

        def finish() -> ReadingDetail:
            # The lane judges one reading after the other: by now this one may have been judged already.
            if self._teacher.reading(reading_id).summary.state in ("recording", "judging", "abandoned"):
                self._assessment.finish_interrupted(reading_id)
            return self._teacher.reading(reading_id)

        def failed(problem: Exception) -> None:
            report(problem)
            self._go(ReviewState.UNFINISHED)

        self._errands.send("mark a reading that was cut short", finish, self._have, wrong=failed, lane=Lane.LISTEN)

    def mark(self, index: int, status: WordStatus, flags: frozenset[WordFlag] | None = None, note: str = "") -> None:
        """Overrule a word's mark. flags: None keeps what else happened at the word."""
        reading_id = self.reading_id
        if reading_id is None or self.detail is None or not 0 <= index < len(self.detail.events.words):
            return

        def kept(detail: ReadingDetail) -> None:
            if detail.summary.id == self.reading_id:
                self._have(detail)
                self.marked.emit()

        def failed(problem: Exception) -> None:
            report(problem)
            # The pressed button shows a mark that does not exist.
            self.changed.emit()

        self._errands.send(
            "mark a word", lambda: self._teacher.mark(reading_id, index, status, note, flags), kept, wrong=failed
        )

    def mark_put_right(self, index: int) -> None:
        """The child misread the word and put it right without help."""
        event = self.word_event(index)
        if event is not None:
            self.mark(index, WordStatus.CORRECT, event.flags | {WordFlag.SELF_CORRECTION})

    def mark_plain(self, index: int, status: WordStatus) -> None:
        """The word got this status; that it was put right is no longer said."""
        event = self.word_event(index)
        if event is not None:
            self.mark(index, status, event.flags - {WordFlag.SELF_CORRECTION})

    def mark_as_heard(self, index: int) -> None:
        """Go back to what the machine said of the word."""
        if self.detail is not None and 0 <= index < len(self.detail.machine_events.words):
            machine = self.detail.machine_events.words[index]
            self.mark(index, machine.status, machine.flags)

    def word_event(self, index: int) -> WordEvent | None:
        """What happened at a word, teacher's marks over the machine's; None where nothing is known."""
        if self.detail is None or not 0 <= index < len(self.detail.events.words):
            return None
        return self.detail.events.words[index]

    @property
    def to_check(self) -> list[int]:
        """The words that the machine is not sure of and nobody has marked, in reading order."""
        return [word.index for word in self.detail.events.words if word.doubtful] if self.detail else []

    def next_to_check(self, after: int) -> int | None:
        """The next word to check behind `after`, then from the beginning; None when all are checked."""
        waiting = self.to_check
        return next((index for index in waiting if index > after), next(iter(waiting), None))

    def span(self, index: int) -> Span | None:
        """Where a word is in the recording, None when nothing of it can be heard."""
        return word_span(self.detail.events, index) if self.detail is not None else None

    def span_from(self, index: int) -> Span | None:
        """From a word to the end of the recording, None when nothing can be heard."""
        return span_from(self.detail.events, index) if self.detail is not None else None

    def hear(self, index: int) -> None:
        """Play one word."""
        self._play(self.span(index))

    def hear_from(self, index: int) -> None:
        """Play from a word to the end."""
        self._play(self.span_from(index))

    def forget(self) -> None:
        """Hold nothing of any reading any more, and fall silent."""
        self.playback.stop()
        self.reading_id, self.detail, self.recording = None, None, None
        self.problem = self.sound_problem = None
        self.sound_changed.emit()
        self._go(ReviewState.LOADING)

    @property
    def can_hear(self) -> bool:
        """Whether there is a recording."""
        return self.recording is not None and len(self.recording) > 0

    def _play(self, span: Span | None) -> None:
        if span is not None and self.detail is not None and self.recording is not None and self.can_hear:
            self.playback.play(self.detail.events, span, self.recording)

    def _have(self, detail: ReadingDetail) -> None:
        if detail.summary.id != self.reading_id:
            return
        self.detail = detail
        unfinished = detail.summary.state in ("recording", "judging", "abandoned")
        self._go(ReviewState.UNFINISHED if unfinished else ReviewState.READY)

    def _have_sound(self, recording: Samples) -> None:
        self.recording = recording
        self.sound_changed.emit()

    def _no_sound(self, problem: Exception) -> None:
        log_bug(problem)
        self.sound_problem = describe(problem)
        self.sound_changed.emit()

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.problem = describe(problem)
        self._go(ReviewState.WRONG)

    def _go(self, state: ReviewState) -> None:
        self.state = state
        self.changed.emit()
