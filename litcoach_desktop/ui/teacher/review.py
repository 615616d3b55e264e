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
    from collections.abc import Callable

    from litcoach_desktop.domain.reading.running_record import Cue, Place
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
        # What each changed word was before, the last change last.
        self._before: list[tuple[int, WordStatus, frozenset[WordFlag]]] = []
        self._wanted = ""

    def load(self, reading_id: str, word: str = "") -> None:
        """Fetch a reading, and after it its recording.

        word: as a dictionary lists it; the first place where it was missed is the one to look at first.
        """
        self.forget()
        self.reading_id, self._wanted = reading_id, word
        self._errands.send("one reading", lambda: self._teacher.reading(reading_id), self._have, wrong=self._failed)
        self._errands.send("recording", lambda: self._teacher.audio(reading_id), self._have_sound, wrong=self._no_sound)

    def wanted_place(self) -> int | None:
        """Where the word is that the reading was opened for, once; None for no such word."""
        detail, wanted = self.detail, self._wanted
        if detail is None or not wanted:
            return None
        self._wanted = ""
        said = [event.index for event in detail.events.words if detail.passage.words[event.index].spoken == wanted]
        missed = (index for index in said if detail.events.words[index].status is not WordStatus.CORRECT)
        return next(missed, said[0] if said else None)

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
        before = self.word_event(index)
        if before is not None:
            self._mark(index, status, flags, note, lambda: self._before.append((index, before.status, before.flags)))

    def undo(self) -> int | None:
        """Take the last change of a mark back: the word gets the mark of before, as one more mark. Returns the word."""
        if not self._before:
            return None
        index, status, flags = self._before.pop()
        self._mark(index, status, flags, "", lambda: None)
        return index

    def _mark(
        self,
        index: int,
        status: WordStatus,
        flags: frozenset[WordFlag] | None,
        note: str,
        remember: Callable[[], None],
    ) -> None:
        reading_id = self.reading_id
        if reading_id is None:
            return

        def kept(detail: ReadingDetail) -> None:
            if detail.summary.id == self.reading_id:
                remember()
                self._have(detail)
                self.marked.emit()

        def failed(problem: Exception) -> None:
            report(problem)
            # The pressed button shows a mark that does not exist.
            self.changed.emit()

        self._errands.send(
            "mark a word", lambda: self._teacher.mark(reading_id, index, status, note, flags), kept, wrong=failed
        )

    def choose_protocol(self, protocol: str) -> None:
        """Score this reading under another protocol."""
        self._change("score under another protocol", lambda ident: self._teacher.choose_protocol(ident, protocol))

    def mark_cues(self, place: Place, cues: frozenset[Cue]) -> None:
        """Say which cues the child used at a line of the running record."""
        self._change("mark cues", lambda ident: self._teacher.mark_cues(ident, place, cues))

    def accept(self, index: int) -> None:
        """This is how the child says the word; said again, it is not."""
        detail = self.detail
        if detail is None or not self.may_accept(index):
            return
        if index not in detail.accepted:
            self._change("accept a pronunciation", lambda ident: self._teacher.accept_pronunciation(ident, index))
            return
        word, heard = detail.passage.words[index].spoken, detail.machine_events.words[index].heard

        def take_back(ident: str) -> ReadingDetail:
            self._teacher.take_back_pronunciation(detail.summary.student_id, word, heard)
            return self._teacher.reading(ident)

        self._change("take a pronunciation back", take_back)

    def may_accept(self, index: int) -> bool:
        """Whether the machine called the word misread, so that it may be the child's own way of saying it."""
        detail = self.detail
        if detail is None or not detail.summary.student_id or not 0 <= index < len(detail.machine_events.words):
            return False
        return detail.machine_events.words[index].status is WordStatus.MISREAD

    def _change(self, name: str, change: Callable[[str], ReadingDetail]) -> None:
        """Change something of this reading, and show what it became."""
        reading_id = self.reading_id
        if reading_id is None or self.detail is None:
            return

        def failed(problem: Exception) -> None:
            report(problem)
            self.changed.emit()

        self._errands.send(name, lambda: change(reading_id), self._have, wrong=failed)

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
        self._before.clear()
        self.problem = self.sound_problem = None
        self.sound_changed.emit()
        self._go(ReviewState.LOADING)

    @property
    def can_undo(self) -> bool:
        """Whether a mark was changed since the reading was opened."""
        return bool(self._before)

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
