"""A reading that is heard a second time after its result was shown: what changes then, and what never does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.events import TeacherMark, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.second_opinion import SecondOpinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.transcription import Progress, SecondListener
from litcoach_desktop.services.assessment import AssessmentService, ReadingResult, SecondHearing
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import obtain_key
from tests.fakes.clock import FakeClock
from tests.fakes.listening import ScriptedListener
from tests.fakes.transcription import HearsAllBut

TEXT = Text("hen", "The Hen", 2, "story", ("animals",), "The red hen ran up the big hill with a bag.")
Work = Callable[[Progress], None]


class Lane:
    """A lane whose work is done when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Work] = []

    def __call__(self, work: Work) -> None:
        self.waiting.append(work)

    def run(self) -> None:
        while self.waiting:
            self.waiting.pop(0)(lambda share: None)


class Desk:
    """A child who reads, with both listeners."""

    def __init__(self, folder: Path, second: Callable[[], SecondListener | None], first: ScriptedListener) -> None:
        self.lane = Lane()
        self.databases: Databases = open_databases(
            folder, obtain_key(folder, create=True, portable=True), clock=FakeClock()
        )
        room = self.databases.roster.add_class("Room 12", 3)
        self.student: Student = self.databases.roster.add_student(room.id, "Maya", "Okafor", 3, "fox")
        self.service = AssessmentService(
            self.databases.roster,
            self.databases.readings,
            self.databases.recordings,
            self.databases.page_looks,
            self.databases.judgements,
            lambda: first,
            FakeClock(),
            protocol=lambda: "reading_progress",
            protocols=lambda: PRESETS,
            second=SecondHearing(second, self.lane),
        )

    def read(self) -> ReadingResult:
        reading = self.service.open_reading(self.student, TEXT)
        for number in range(3):
            sound = np.full(SAMPLE_RATE, 100, np.int16)
            reading.keep_second(number, sound)
            reading.following.feed(sound)
        return self.service.judge(reading)


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(second: Callable[[], SecondListener | None], first: ScriptedListener | None = None) -> Desk:
        made.append(Desk(tmp_path, second, first or ScriptedListener()))
        return made[-1]

    yield make
    for desk in made:
        desk.databases.close()


def test_a_word_the_second_did_not_hear_is_doubtful_once_it_has_listened(make_desk: Callable[..., Desk]) -> None:
    second = HearsAllBut([6])
    desk = make_desk(lambda: second)
    result = desk.read()
    assert result.reading_id is not None
    before = desk.databases.readings.get(result.reading_id)
    assert before.doubtful_words == 0
    desk.lane.run()
    after = desk.databases.readings.get(result.reading_id)
    assert second.heard == [3 * SAMPLE_RATE]
    assert after.doubtful_words == 1
    assert after.events is not None
    assert after.events.words[6].doubtful
    assert after.events.engine == "scripted+second"
    assert after.wcpm == before.wcpm


def test_a_mark_that_the_teacher_made_meanwhile_still_counts(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(lambda: HearsAllBut([6]))
    result = desk.read()
    assert result.reading_id is not None
    desk.databases.readings.add_mark(
        result.reading_id, TeacherMark(2, WordStatus.MISREAD, "teacher", "2026-11-25T00:00:00+00:00")
    )
    desk.lane.run()
    assert desk.databases.readings.get(result.reading_id).accuracy == pytest.approx(10 / 11)


class JudgedAnewMeanwhile(HearsAllBut):
    """A second listener that is still listening when somebody has the reading judged again."""

    def __init__(self, judge_again: Callable[[], None]) -> None:
        super().__init__([6])
        self.judge_again = judge_again

    def hear(self, samples: Samples, passage: Passage, progress: Progress | None = None) -> SecondOpinion:
        self.judge_again()
        return super().hear(samples, passage, progress)


def test_a_verdict_that_was_made_anew_meanwhile_is_not_overruled(make_desk: Callable[..., Desk]) -> None:
    first = ScriptedListener()
    readings: list[str] = []

    def judge_again() -> None:
        first.statuses = {0: WordStatus.OMITTED}
        desk.service.finish_interrupted(readings[0])

    desk = make_desk(lambda: JudgedAnewMeanwhile(judge_again), first)
    readings.append(desk.read().reading_id or "")
    desk.lane.waiting.pop(0)(lambda share: None)
    events = desk.databases.readings.get(readings[0]).events
    assert events is not None
    assert events.words[0].status is WordStatus.OMITTED
    assert events.engine == "scripted"


def no_model() -> SecondListener | None:
    return None


def broken_model() -> SecondListener | None:
    raise ModelProblem("It is set aside.", "", "")


@pytest.mark.parametrize("second", [no_model, broken_model])
def test_without_a_usable_model_nothing_is_missing(
    make_desk: Callable[..., Desk], second: Callable[[], SecondListener | None]
) -> None:
    desk = make_desk(second)
    result = desk.read()
    assert result.reading_id is not None
    before = desk.databases.readings.get(result.reading_id)
    desk.lane.run()
    assert desk.databases.readings.get(result.reading_id) == before


def test_a_reading_that_could_not_be_scored_and_a_guest_are_not_heard_again(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(lambda: HearsAllBut(), ScriptedListener(unscored_reason="noise"))
    desk.read()
    desk.service.judge(desk.service.open_reading(None, TEXT))
    assert desk.lane.waiting == []


def test_a_second_listener_that_understands_nothing_leaves_one_verdict(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(lambda: HearsAllBut(range(10)))
    result = desk.read()
    assert result.reading_id is not None
    before = desk.databases.readings.get(result.reading_id)
    desk.lane.run()
    assert desk.databases.readings.get(result.reading_id) == before
