"""A talk in the window over the real services: what a child says is with its teacher after a restart."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from litcoach_desktop.bootstrap import Services, open_services
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.settings import Settings
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.student.journey import Place
from litcoach_desktop.ui.student.question_model import Stand
from litcoach_desktop.ui.student.side import StudentSide
from litcoach_desktop.ui.teacher.side import TeacherSide
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput
from tests.fakes.listening import ScriptedListener
from tests.fakes.services import FakeVoice
from tests.fakes.teacher import PASSPHRASE
from tests.ui.teacher_desk import PATIENCE_MS

HARM = "my uncle hits me every night"
Until = Callable[[Callable[[], bool]], None]


@contextmanager
def started(qtbot: QtBot, folder: Path) -> Iterator[tuple[Services, Until]]:
    """The services of this folder, closed behind the test as when the laptop is shut."""
    door = Door()
    services = open_services(
        door.deliver,
        Settings(),
        data_dir=folder,
        audio_input=FakeAudioInput(np.zeros(0, dtype=np.int16)),
        audio_output=FakeAudioOutput(),
        listener=lambda: ScriptedListener({}),
    )
    try:
        yield services, lambda ready: qtbot.waitUntil(ready, timeout=PATIENCE_MS)
    finally:
        services.close()
        door.close()


def child_of(services: Services) -> Student:
    services.teacher.set_up(PASSPHRASE)
    room = services.teacher.add_class("Otters", 2)
    child = services.teacher.add_student(room.id, "Maya", "Okafor", 2)
    services.teacher.lock()
    return child


def talk(services: Services, child: Student, until: Until) -> list[str]:
    """Maya answers a question, writes a page, and tells the coach of harm; what she was told comes back."""
    side = StudentSide(services, FakeVoice())
    side.show()
    journey = side.journey
    journey.meet(child)
    journey.text = next(text for text in services.content.shelf() if text.questions and text.open_question)
    journey.go(Place.QUESTION)
    until(lambda: bool(side.question.answers))
    side.question.answer(side.question.answers[0])
    until(lambda: side.question.stand is not Stand.ASKED)
    journey.go(Place.WRITING)
    side.writing.write("I liked it becuase it was funny and i read it twice.")
    side.writing.ask()
    until(lambda: bool(side.writing.suggestion))
    journey.talk()
    until(lambda: not side.coach.busy)
    side.coach.say(HARM)
    until(lambda: not side.coach.busy)
    assert side.coach.needs_grown_up
    told = [side.writing.suggestion, *(bubble.said for bubble in side.coach.bubbles)]
    side.leave()
    side.close()
    side.deleteLater()
    return told


def test_what_a_child_tells_the_coach_is_with_its_teacher_after_a_restart(qtbot: QtBot, tmp_path: Path) -> None:
    with started(qtbot, tmp_path) as (services, until):
        told = talk(services, child_of(services), until)
    assert "eacher" in told[1], "the child is told who can read it"

    with started(qtbot, tmp_path) as (services, until):
        side = TeacherSide(services)
        side.resize(1366, 700)
        side.show()
        until(lambda: not side.busy)
        assert side.talking.alerts.waiting == [], "the passphrase comes first"
        services.teacher.unlock(PASSPHRASE)
        side.roster.load()
        side.talking.alerts.load()
        until(lambda: not side.busy)
        alert = side.talking.alerts.waiting[0]
        assert (alert.said, alert.student and alert.student.given_name) == (HARM, "Maya")
        side.talking.panel.opens[0].click()
        until(lambda: not side.busy)
        said = [made.bubble.said for made in side.talking.talks_page.bubbles.frames]
        assert HARM in said
        assert told[0] in said, "what was said about the page is kept with the talk"
        side.talking.alerts.settle(alert.id, "I talked with Maya and with the counselor.")
        until(lambda: not side.busy)
        side.talking.assistant.open(side.roster.classes[0])
        until(lambda: not side.busy)
        side.talking.assistant.ask("Who has not read this week?")
        until(lambda: not side.busy)
        assert side.talking.assistant.bubbles[-1].links == ("Maya Okafor",)
        side.leave()
        side.close()
        side.deleteLater()

    with started(qtbot, tmp_path) as (services, _until):
        services.teacher.unlock(PASSPHRASE)
        settled = services.teacher.alerts()[0]
        assert settled.note == "I talked with Maya and with the counselor."
        assert settled.seen_at is not None
