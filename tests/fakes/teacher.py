"""A teacher service in memory, with the real rules of scoring, and the classes and readings it is filled with."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.accepted import (
    AcceptedPronunciation,
    accepted_words,
    standing,
    with_accepted,
)
from litcoach_desktop.domain.reading.events import (
    ReadingEvents,
    TeacherMark,
    WordEvent,
    WordFlag,
    WordStatus,
    with_marks,
)
from litcoach_desktop.domain.reading.norms import percentile, season_of
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL, PRESETS
from litcoach_desktop.domain.reading.running_record import Cue, CueMark, Place, sheet_of
from litcoach_desktop.domain.reading.scoring import Score, band, score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import PICTURES, ClassRoom, Student
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.services.teacher.assigning import Assigning
from litcoach_desktop.services.teacher.grouping import Grouping
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.services.teacher.reporting import Reporting
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary, StudentRow
from litcoach_desktop.services.teacher.writings import Writings
from tests.fakes.assignments import FakeAssignments
from tests.fakes.demographics import FakeDemographics
from tests.fakes.door import PASSPHRASE, FakeDoor
from tests.fakes.groups import FakeGroups
from tests.fakes.growth import FakeAims, FakeGrowthReadings, FakeGrowthRoster, FakePronunciations
from tests.fakes.keeping import FakeKeeping
from tests.fakes.kept_readings import BRIDGE, FakeReading, bridge_events
from tests.fakes.kept_talks import KeptTalks
from tests.fakes.reviews import FakeReviews
from tests.fakes.scope import MANAGER, FakeScope
from tests.fakes.writings import MemoryWritings

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


class FakeTeacherService(FakeDoor, KeptTalks):
    """Keeps everything in lists. `fail_with`: raised by the next call instead of answering it."""

    def __init__(self, passphrase: str | None = PASSPHRASE, now: Callable[[], datetime] = lambda: NOW) -> None:
        FakeDoor.__init__(self, passphrase)
        KeptTalks.__init__(self)
        self._now = now
        self.rooms: list[ClassRoom] = []
        self.children: list[Student] = []
        self.kept: list[FakeReading] = []
        self.class_protocols: dict[str, str] = {}
        self.confirmed: list[AcceptedPronunciation] = []
        self.reviews = FakeReviews(self._may_enter)
        self.keeping = self.exporting = FakeKeeping(self.may_enter)
        self.recording: Samples = np.zeros(25 * SAMPLE_RATE, dtype=np.int16)
        scope = FakeScope(lambda: sorted(self.rooms, key=lambda room: room.name), self.may_enter)
        # The real rules of growth over these lists.
        self.kept_groups = FakeGroups(lambda class_id: [one.id for one in self.children if one.class_id == class_id])
        # What is set here is waited for before a reading is scored anew.
        self.hold: threading.Event | None = None
        self.kept_writings = MemoryWritings()
        self.writings = Writings(self.kept_writings, scope)
        self.growth = Growth(
            FakeGrowthRoster(self),
            FakeGrowthReadings(self),
            FakePronunciations(),
            self,
            lambda: PRESETS,
            scope,
            self.kept_groups,
            aims=FakeAims(),
            writings=self.kept_writings,
            manner=ExpressionRules,
        )
        roster = FakeGrowthRoster(self)
        self.reports = Reporting(roster, self.growth, self.reading, self.reviews, self, scope)
        self.kept_assignments = FakeAssignments(self.kept_groups)
        self.assignments = Assigning(roster, self.kept_assignments, self, lambda: PRESETS, scope, self.kept_groups)
        self.demographics = FakeDemographics(self.may_enter)
        self.groups = Grouping(roster, self.kept_groups, self, scope)

    def now(self) -> datetime:
        """The time of day here."""
        return self._now()

    def reading_score(self, kept: FakeReading) -> Score:
        """What a scored reading comes to."""
        assert kept.events is not None
        return score(with_marks(kept.events, kept.marks), kept.passage, PRESETS[kept.protocol])

    def may_enter(self) -> None:
        """Raise what the service would."""
        self._may_enter()

    def classes(self) -> list[ClassRoom]:
        """All classes, by name."""
        self._may_enter()
        return sorted(self.rooms, key=lambda room: room.name)

    def students(self, class_id: str) -> list[Student]:
        """The children of a class."""
        self._may_enter()
        return [child for child in self.children if child.class_id == class_id]

    def overview(self, class_id: str) -> list[StudentRow]:
        """The class list."""
        self._may_enter()
        rows = []
        week_ago = self._now() - timedelta(days=7)
        for child in self.students(class_id):
            readings = self._of(child.id)
            recent = sum(reading.started_at >= week_ago for reading in readings)
            named = tuple(one.name for one in self.kept_groups.of_class(class_id) if child.id in one.children)
            rows.append(StudentRow(child, self._summary(readings[0]) if readings else None, recent, named))
        return rows

    def readings(self, student_id: str) -> list[ReadingSummary]:
        """All readings of a child, newest first."""
        self._may_enter()
        return [self._summary(reading) for reading in self._of(student_id)]

    def reading(self, reading_id: str) -> ReadingDetail:
        """One reading."""
        self._may_enter()
        kept = self._kept(reading_id)
        machine = kept.events or ReadingEvents(())
        ways = standing(one for one in self.confirmed if one.student_id == kept.student_id)
        accepted = accepted_words(machine, kept.passage, ways, kept.started_at)
        events = with_marks(with_accepted(machine, accepted), kept.marks)
        rules = PRESETS[kept.protocol]
        scored = place = sheet = None
        if kept.events is not None and events.unscored_reason is None:
            scored = score(events, kept.passage, rules)
            sheet = sheet_of(events, kept.passage, rules, scored, kept.cues)
            place = percentile(self._grade(kept.student_id), season_of(kept.started_at.month), scored.wcpm)
        return ReadingDetail(
            summary=self._summary(kept),
            passage=kept.passage,
            events=events,
            machine_events=machine,
            marks=tuple(kept.marks),
            score=scored,
            percentile=place,
            protocol=rules,
            protocols=tuple(PRESETS.values()),
            expression=expression_of(events, kept.passage),
            sheet=sheet,
            accepted=accepted,
        )

    def mark(
        self,
        reading_id: str,
        index: int,
        status: WordStatus,
        note: str = "",
        flags: frozenset[WordFlag] | None = None,
    ) -> ReadingDetail:
        """Overrule one word."""
        self._may_enter()
        made_at = self._now().isoformat(timespec="seconds")
        self._kept(reading_id).marks.append(TeacherMark(index, status, "teacher", made_at, note, flags))
        return self.reading(reading_id)

    def choose_protocol(self, reading_id: str, protocol: str) -> ReadingDetail:
        """Score a reading under another protocol."""
        self._may_enter()
        self._kept(reading_id).protocol = protocol
        return self.reading(reading_id)

    def class_protocol(self, class_id: str) -> str | None:
        """The protocol of a class."""
        self._may_enter()
        return self.class_protocols.get(class_id)

    def set_class_protocol(self, class_id: str, protocol: str | None) -> None:
        """Choose the protocol of a class."""
        self._may_enter()
        self.class_protocols.pop(class_id, None)
        if protocol is not None:
            self.class_protocols[class_id] = protocol

    def mark_cues(self, reading_id: str, place: Place, cues: frozenset[Cue]) -> ReadingDetail:
        """Mark the cues of a line."""
        self._may_enter()
        made_at = self._now().isoformat(timespec="seconds")
        self._kept(reading_id).cues.append(CueMark(*place, cues, "teacher", made_at))
        return self.reading(reading_id)

    def accept_pronunciation(self, reading_id: str, index: int) -> ReadingDetail:
        """Confirm how the child says a word."""
        self._may_enter()
        kept = self._kept(reading_id)
        assert kept.events is not None
        event = kept.events.words[index]
        if event.status is not WordStatus.MISREAD:
            raise Refused("Only a word that the computer found misread can be accepted.")
        word, made_at = kept.passage.words[index].spoken, self._now().isoformat(timespec="seconds")
        self.confirmed.append(
            AcceptedPronunciation(
                kept.student_id, word, event.heard, kept.started_at, kept.id, index, "teacher", made_at
            )
        )
        return self.reading(reading_id)

    def take_back_pronunciation(self, student_id: str, word: str, heard: str | None) -> list[AcceptedPronunciation]:
        """Take a confirmation back."""
        self._may_enter()
        self.confirmed = [
            one for one in self.confirmed if (one.student_id, one.word, one.heard) != (student_id, word, heard)
        ]
        return self.pronunciations(student_id)

    def pronunciations(self, student_id: str) -> list[AcceptedPronunciation]:
        """What is accepted for a child."""
        self._may_enter()
        return [one for one in self.confirmed if one.student_id == student_id]

    def audio(self, reading_id: str) -> Samples:
        """The recording."""
        self._may_enter()
        self._kept(reading_id)
        return self.recording

    def add_class(self, name: str, grade: int) -> ClassRoom:
        """Add a class."""
        self._may_enter()
        room = ClassRoom(f"class-{len(self.rooms)}", name, grade)
        self.rooms.append(room)
        return room

    def add_student(
        self, class_id: str, given_name: str, family_name: str, grade: int, animal: str | None = None
    ) -> Student:
        """Add a child."""
        self._may_enter()
        number = len(self.children)
        animal = animal or PICTURES[number % len(PICTURES)]
        child = Student(f"child-{number}", class_id, given_name, family_name, grade, animal)
        self.children.append(child)
        return child

    def set_picture_pin(self, student_id: str, pin: tuple[str, ...] | None) -> Student:
        """Give or take a picture PIN."""
        self._may_enter()
        old = next(child for child in self.children if child.id == student_id)
        new = Student(old.id, old.class_id, old.given_name, old.family_name, old.grade, old.animal, pin)
        self.children[self.children.index(old)] = new
        return new

    def _of(self, student_id: str) -> list[FakeReading]:
        found = [reading for reading in self.kept if reading.student_id == student_id]
        return sorted(found, key=lambda reading: reading.started_at, reverse=True)

    def _kept(self, reading_id: str) -> FakeReading:
        return next(reading for reading in self.kept if reading.id == reading_id)

    def _grade(self, student_id: str) -> int:
        return next(child.grade for child in self.children if child.id == student_id)

    def _summary(self, kept: FakeReading) -> ReadingSummary:
        events = None if kept.events is None else with_marks(kept.events, kept.marks)
        scored = None
        if events is not None and events.unscored_reason is None:
            scored = score(events, kept.passage, PRESETS[kept.protocol])
        accuracy = scored.accuracy if scored else None
        return ReadingSummary(
            id=kept.id,
            student_id=kept.student_id,
            text_title=kept.title,
            started_at=kept.started_at,
            state=kept.state,
            wcpm=scored.wcpm if scored else None,
            wcpm_low=scored.wcpm_low if scored else None,
            wcpm_high=scored.wcpm_high if scored else None,
            accuracy=accuracy,
            band=None if accuracy is None else band(accuracy, PRESETS[DEFAULT_PROTOCOL]),
            unscored_reason=events.unscored_reason if events else None,
            doubtful_words=sum(word.doubtful for word in events.words) if events else 0,
        )

    def _may_enter(self) -> None:
        self._may_fail()
        if not self.unlocked:
            raise Refused("The teacher's side is locked. Enter the passphrase to open it.")


_NAMES = (
    ("Maya", "Okafor"), ("Łukasz", "Żółkiewski"), ("Noor", "Haddad"), ("Zoë", "Brandt"), ("Mateo", "Álvarez"),
    ("Ivy", "Nguyễn"), ("Adebayo", "Ọlátúnjí"), ("Ruth", "Lee"), ("آوا", "رضایی"), ("小明", "王"),
)  # fmt: skip
LONG_NAME = ("Maximiliana-Theodora", "von Hohenstaufen-Württemberg-Liechtenberg")


def sample_school(passphrase: str | None = PASSPHRASE) -> FakeTeacherService:
    """Two classes; in the first, children with all kinds of readings; its first child, Maya, has five of them."""
    teacher = FakeTeacherService(passphrase)
    teacher.account = MANAGER
    second = teacher.add_class("Otters, room 12", 3)
    teacher.add_class("Kingfishers", 1)
    for given, family in (*_NAMES, LONG_NAME):
        teacher.add_student(second.id, given, family, 3)
    judged = bridge_events(Passage(BRIDGE))
    unscored = ReadingEvents(
        tuple(WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in Passage(BRIDGE).words),
        duration_s=25.0,
        engine="sphinx",
        engine_version="5.1.1",
        unscored_reason="too_quiet",
    )
    titles = ("The Bridge", "How Snow Is Made", "The Lost Mitten and the Very Long Way Home", "Bees")
    for number, child in enumerate(teacher.children):
        if number % 4 == 3:
            continue
        started = NOW - timedelta(days=number, hours=2)
        kept = FakeReading(f"reading-{number}", child.id, titles[number % 4], BRIDGE, started, judged)
        if number == 4:
            kept.events, kept.state = unscored, "unscored"
        teacher.kept.append(kept)
    maya = teacher.children[0].id
    for number, (state, events) in enumerate(
        (("judged", judged), ("unscored", unscored), ("recording", None), ("judged", judged))
    ):
        started = NOW - timedelta(days=3 + number * 9)
        teacher.kept.append(FakeReading(f"maya-{number}", maya, titles[number], BRIDGE, started, events, state))
    teacher.lock()
    return teacher
