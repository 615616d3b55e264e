"""A school that is thrown away afterwards, in which recordings are read through the whole program.

Nothing is pretended: a recording comes in as from a microphone, is kept second by second in encrypted databases,
followed by the listener, judged, scored, and read back through the teacher's side.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.sample_class import add_sample_class
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import Lane
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.gateway import RecordedReading, RecordingControl
from litcoach_desktop.services.teacher import ReadingDetail


class Rehearsal:
    """The sample class with its services, and a microphone that hears one recording whenever it is opened."""

    def __init__(self, parts: Parts, profile: Path, samples: Samples, *, speed: float) -> None:
        """profile: an empty folder. speed: how many times faster than life. Raises EnvironmentProblem."""
        self.passphrase = secrets.token_urlsafe(12)
        self._mailbox = Mailbox()
        self._control = RecordingControl()
        microphone = parts.recorded_input(samples, speed=speed, on_end=lambda: self._control.finish())
        self._services = parts.open_services(self._mailbox.deliver, data_dir=profile, audio_input=microphone)
        try:
            self._services.teacher.set_up(self.passphrase)
            self.students: list[Student] = add_sample_class(self._services.teacher, DATA / "roster" / "sample.json")
        except BaseException:
            self._services.close()
            raise

    def text(self, text_id: str) -> Text:
        """A text of the library. Raises TextFileProblem."""
        return self._services.content.text(text_id)

    def read(
        self,
        student: Student,
        text: Text,
        on_event: Callable[[Any], None],
        on_recorded: Callable[[RecordedReading], None],
    ) -> ReadingDetail:
        """Let a pupil read, and return the reading as the teacher sees it.

        on_event: words reached and seconds kept while it is read. on_recorded: it is read, and not yet judged.
        Raises what stopped the recording early, StorageProblem, ModelProblem.
        """
        run, assessment = self._services.runner, self._services.assessment
        self._control = RecordingControl()
        reading = self._mailbox.run(
            run, Lane.LISTEN, lambda _ctx: assessment.open_reading(student, text, device="a recording"), name="open"
        )
        recorded = self._mailbox.run(
            run,
            Lane.LISTEN,
            self._services.gateway.record(reading, None, self._control),
            name="record",
            on_event=on_event,
        )
        if recorded.problem is not None:
            raise recorded.problem
        on_recorded(recorded)
        result = self._mailbox.run(run, Lane.LISTEN, lambda _ctx: assessment.judge(reading), name="judge")
        if result.reading_id is None:
            raise AssertionError("a pupil's reading is always kept")
        return self._services.teacher.reading(result.reading_id)

    def close(self) -> None:
        """Stop all work and close the databases."""
        self._services.close()
