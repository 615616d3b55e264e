"""A reading that stands still while its picture is taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.feedback import praise
from litcoach_desktop.ports.listening import WordReached

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.domain.texts import Text
    from litcoach_desktop.jobs import JobContext
    from litcoach_desktop.ports.audio import Samples
    from litcoach_desktop.services.assessment import OpenReading, ReadingResult
    from litcoach_desktop.services.gateway import RecordedReading, RecordingControl


class StillReading:
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
