"""The services behind the window, in memory: what a screen asks for is answered from lists a test fills."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import numpy as np

from litcoach_desktop.domain.assignments import Task
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.feedback import practice_words, praise
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL, PRESETS, ScoringProtocol
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.roster import PICTURES, ClassRoom, Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobContext, JobRunner
from litcoach_desktop.ports.audio import SAMPLE_RATE, AudioDevice, Samples
from litcoach_desktop.ports.listening import WordReached
from litcoach_desktop.services.assessment import InterruptedReading, OpenReading, ReadingResult
from litcoach_desktop.services.gateway import (
    Listening,
    RecordedReading,
    RecordingControl,
    SecondKept,
    StoppedBecause,
    TalkControl,
)
from tests.fakes.content import MITTEN, FakeContent
from tests.fakes.talking import FakeAgent

NAMES = (
    "Maya Okafor", "Leo Brandt", "Amira Haddad", "Noah Lindqvist", "Sofia Marques", "Kofi Mensah",
    "Yuki Tanaka", "Elena Petrova", "Mateo Rivas", "Ruby Clarke", "Omar Farouk", "Ines Duarte",
)  # fmt: skip


def children(count: int = len(NAMES), *, pin: tuple[str, ...] | None = None, grade: int = 2) -> list[Student]:
    """Children of the class "c1"; the first has the picture PIN."""
    made = []
    for number in range(count):
        given, _, family = NAMES[number % len(NAMES)].partition(" ")
        if number >= len(NAMES):
            family = f"{family}-{number}"
        animal = PICTURES[number % len(PICTURES)]
        made.append(Student(f"s{number}", "c1", given, family, grade, animal, pin if number == 0 else None))
    return made


def events_of(text: Text, *, unscored: str | None = None) -> ReadingEvents:
    """A reading to the end in which some long words were hard and one was put right."""
    hard = [word.index for word in text.passage.words if len(word.text) >= 6][:3]
    words = []
    for word in text.passage.words:
        status = WordStatus.MISREAD if word.index in hard else WordStatus.CORRECT
        flags = frozenset({WordFlag.SELF_CORRECTION}) if word.text == "through" else frozenset[WordFlag]()
        at = word.index * 0.6
        words.append(WordEvent(word.index, status, 0.2 if word.index in hard else 0.95, at, at + 0.5, None, flags))
    return ReadingEvents(tuple(words), (), len(words) * 0.6, 0.0, "fake", "1", unscored)


def result_of(text: Text, reading_id: str | None = "r1", *, unscored: str | None = None) -> ReadingResult:
    """What `events_of` comes to for the child."""
    events = events_of(text, unscored=unscored)
    scored = None if unscored else score(events, text.passage, PRESETS[DEFAULT_PROTOCOL])
    passage = text.passage
    return ReadingResult(
        reading_id, text.title, passage, events, scored, None, practice_words(events, passage), praise(events, passage)
    )


class FakeVoice:
    """Implements `ports.voice.Voice`; remembers what it was asked to say, and speaks on when a test says so."""

    def __init__(self, *, available: bool = True, tells_words: bool = False) -> None:
        self.available = available
        self.tells_words = tells_words
        self.said: list[tuple[str, float]] = []
        self.stopped = 0
        self._on_word: Callable[[int], None] | None = None
        self._on_end: Callable[[], None] | None = None

    def say(
        self,
        text: str,
        *,
        rate: float = 0.0,
        on_word: Callable[[int], None] | None = None,
        on_end: Callable[[], None] | None = None,
    ) -> None:
        self.said.append((text, rate))
        self._on_word, self._on_end = on_word, on_end

    def stop(self) -> None:
        self.stopped += 1
        self._on_word, self._on_end = None, None

    def begin_word(self, offset: int) -> None:
        assert self._on_word is not None
        self._on_word(offset)

    def end(self) -> None:
        assert self._on_end is not None
        on_end, self._on_end = self._on_end, None
        on_end()


class _Silent:
    """A follower that hears nothing: the fake gateway hands out the words by itself."""

    def feed(self, samples: Samples) -> list[WordReached]:
        return []

    def judge(self) -> ReadingEvents:
        raise AssertionError("the fake assessment judges by itself")


@dataclass
class FakeAssessment:
    """As AssessmentService. Each problem is raised by the call it is named after."""

    rooms: list[ClassRoom] = field(default_factory=lambda: [ClassRoom("c1", "Room 12", 2)])
    roster: list[Student] = field(default_factory=children)
    cut_short: list[InterruptedReading] = field(default_factory=list)
    unscored: str | None = None
    clock_s: float | None = None
    classes_problem: Exception | None = None
    open_problem: Exception | None = None
    abandoned: list[str] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    looks: dict[str, PageLook] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    asked: list[Task] = field(default_factory=list)
    read_for: list[str | None] = field(default_factory=list)
    helped: bool = True
    sound_kept: bool = True
    kept_unseen: frozenset[str] = frozenset()

    def unseen(self, student: Student | None) -> frozenset[str]:
        return self.kept_unseen

    def need_help_allowed(self, student: Student | None, text: Text) -> None:
        if text.id in self.kept_unseen:
            raise Refused("Your teacher would like to hear something from you first.")

    def classes(self) -> list[ClassRoom]:
        if self.classes_problem is not None:
            raise self.classes_problem
        return self.rooms

    def students(self, class_id: str) -> list[Student]:
        return [student for student in self.roster if student.class_id == class_id]

    def check_pin(self, student_id: str, pictures: tuple[str, ...]) -> bool:
        return next(one for one in self.roster if one.id == student_id).picture_pin == pictures

    def texts_read(self, student_id: str) -> list[str]:
        return self.read

    def page_look(self, student: Student) -> PageLook:
        return self.looks.get(student.id, PageLook())

    def keep_page_look(self, student: Student, look: PageLook) -> None:
        self.looks[student.id] = look

    def tasks(self, student: Student) -> list[Task]:
        return self.asked

    def open_reading(
        self, student: Student | None, text: Text, *, device: str = "", assignment_id: str | None = None
    ) -> OpenReading:
        if self.open_problem is not None:
            raise self.open_problem
        self.read_for.append(assignment_id)
        reading_id = None if student is None else "r1"
        return OpenReading(
            reading_id,
            student,
            text,
            _Silent(),
            lambda _number, _second: None,
            self.clock_s,
            self.helped,
            self.sound_kept,
        )

    def judge(self, reading: OpenReading) -> ReadingResult:
        return result_of(reading.text, reading.id, unscored=self.unscored)

    def interrupted(self) -> list[InterruptedReading]:
        return list(self.cut_short)

    def finish_interrupted(self, reading_id: str) -> ReadingResult:
        self.cut_short = [one for one in self.cut_short if one.id != reading_id]
        return result_of(MITTEN, reading_id)

    def abandon(self, reading_id: str) -> None:
        self.abandoned.append(reading_id)
        self.cut_short = [one for one in self.cut_short if one.id != reading_id]

    def audio(self, reading_id: str) -> Samples:
        return np.zeros(SAMPLE_RATE, dtype=np.int16)

    def days_read(self, student_id: str, since: date) -> set[date]:
        return {day for day in self.days if day >= since}


def cut_short(student: Student | None, title: str = "The Lost Mitten") -> InterruptedReading:
    """A reading that a power cut ended after 21 seconds."""
    return InterruptedReading("r9", student, title, datetime(2026, 11, 24, 9, 0, tzinfo=UTC), 21)


class FakeGateway:
    """As GatewayService. `script` is what the next recording emits, in order, before it waits for its end."""

    def __init__(self) -> None:
        self.microphones = [
            AudioDevice("0", "USB Headset", True, 48_000, 1),
            AudioDevice("1", "Built-in", False, 44_100, 2),
        ]
        self.states: list[object] = []
        self.script: list[object] = []
        self.record_problem: Exception | None = None
        self.stops = StoppedBecause.FINISHED
        self.stop_problem: EnvironmentProblem | None = None
        self.started_at: list[int] = []
        self.play_problem: Exception | None = None
        self.word_problem: Exception | None = None
        self.played: list[Samples] = []
        self.recording_ended = threading.Event()
        # What a conversation hears, and the handles of those that were begun, in order.
        self.can_converse = True
        self.said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self.talks: list[TalkControl] = []
        self.talk_problem: Exception | None = None

    def converse(self, control: TalkControl, device_id: str | None = None) -> Callable[[JobContext], None]:
        def work(context: JobContext) -> None:
            if self.talk_problem is not None:
                raise self.talk_problem
            self.talks.append(control)
            context.emit(Listening(True))
            while not control.finished and not context.wait(0.01):
                while not self.said.empty():
                    context.emit(self.said.get())

        return work

    def devices(self) -> list[AudioDevice]:
        return self.microphones

    def check_microphone(self, device_id: str | None) -> Callable[[JobContext], None]:
        def work(context: JobContext) -> None:
            for state in self.states:
                context.emit(state)
            while not context.wait(0.01):
                pass

        return work

    def record(
        self, reading: OpenReading, device_id: str | None, control: RecordingControl, *, first_second: int = 0
    ) -> Callable[[JobContext], RecordedReading]:
        def work(context: JobContext) -> RecordedReading:
            seconds = first_second
            self.started_at.append(first_second)
            for event in self.script:
                context.emit(event)
                seconds = event.seconds if isinstance(event, SecondKept) else seconds
            if self.record_problem is not None:
                raise self.record_problem
            while self.stops is StoppedBecause.FINISHED and not control.finished and not context.cancelled:
                context.wait(0.01)
            self.recording_ended.set()
            return RecordedReading(seconds, float(seconds), self.stops, self.stop_problem)

        return work

    def record_word(self, device_id: str | None = None, *, seconds: float = 3.0) -> Callable[[JobContext], Samples]:
        def work(context: JobContext) -> Samples:
            if self.word_problem is not None:
                raise self.word_problem
            return np.ones(SAMPLE_RATE // 2, dtype=np.int16)

        return work

    def play(self, samples: Samples) -> None:
        if self.play_problem is not None:
            raise self.play_problem
        self.played.append(samples)

    def stop_playing(self) -> None:
        pass


@dataclass
class FakeSettings:
    """As Settings, kept nowhere."""

    microphone: str = ""
    lock_after_minutes: float = 0.0
    recordings: str = "kept"
    school_name: str = ""
    paper: str = "auto"
    child_sees_rate: str = "hidden"
    child_help_after_s: float = 3.0
    saved: dict[str, object] = field(default_factory=dict)
    protocols: dict[str, ScoringProtocol] = field(default_factory=lambda: dict(PRESETS))

    def save(self, **changes: object) -> None:
        self.saved |= changes
        self.microphone = str(self.saved.get("microphone", self.microphone))


class FakeServices:
    """As bootstrap's Services, with real lanes. `teacher` and `settings` are what a test gives."""

    def __init__(
        self, deliver: Callable[[Callable[[], None]], None], *, teacher: object = None, settings: object = None
    ) -> None:
        self.content = FakeContent()
        self.assessment = FakeAssessment()
        self.gateway = FakeGateway()
        self.agent = FakeAgent(lambda: self.content.texts)
        self.teacher = teacher
        self.settings = settings or FakeSettings()
        self.runner = JobRunner(deliver)
        self.closed = False

    def close(self) -> None:
        self.closed = True
        assert self.runner.shutdown() == []
