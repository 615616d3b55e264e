"""Opens readings, judges them, keeps them, and finishes the ones that were cut short."""

import logging
from collections.abc import Callable, Mapping
from datetime import date

from litcoach_desktop.domain.assignments import Task
from litcoach_desktop.domain.errors import Refused, StorageProblem
from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.reading.accepted import accepted_words, standing, with_accepted
from litcoach_desktop.domain.reading.events import ReadingEvents, with_marks
from litcoach_desktop.domain.reading.feedback import practice_words, praise
from litcoach_desktop.domain.reading.norms import percentile, season_of
from litcoach_desktop.domain.reading.prosody import ExpressionRules, expression_of
from litcoach_desktop.domain.reading.protocols import ScoringProtocol, protocol_called
from litcoach_desktop.domain.reading.scoring import Score, score
from litcoach_desktop.domain.reading.sensitivity import counted
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.retention import Sound
from litcoach_desktop.domain.roster import ClassRoom, Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.ports.listening import Listener
from litcoach_desktop.services.assessment.erased import unless_erased
from litcoach_desktop.services.assessment.reading import InterruptedReading, OpenReading, ReadingResult
from litcoach_desktop.services.assessment.second_hearing import SecondHearing
from litcoach_desktop.services.assessment.tasks import FIRST_READ, Tasks
from litcoach_desktop.store.assignments import AssignmentRepository
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.judgements import TeacherJudgementRepository
from litcoach_desktop.store.page_looks import PageLookRepository
from litcoach_desktop.store.readings import UNDER_WAY, ReadingRepository, ReadingState, StoredReading
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.roster import RosterRepository

_log = logging.getLogger(__name__)

_DONE = (ReadingState.JUDGED, ReadingState.UNSCORED)


class AssessmentService:
    """Everything the student's side needs of readings. Calls may take seconds: run them on a lane."""

    def __init__(
        self,
        roster: RosterRepository,
        readings: ReadingRepository,
        recordings: RecordingRepository,
        looks: PageLookRepository,
        judgements: TeacherJudgementRepository,
        listener: Callable[[], Listener],
        clock: Clock,
        protocol: Callable[[], str],
        protocols: Callable[[], Mapping[str, ScoringProtocol]],
        second: SecondHearing | None = None,
        sound: Callable[[], Sound] = lambda: Sound.KEPT,
        manner: Callable[[], ExpressionRules] = ExpressionRules,
        assignments: AssignmentRepository | None = None,
    ) -> None:
        self._roster = roster
        self._readings = readings
        self._recordings = recordings
        self._looks = looks
        self._judgements = judgements
        # A callable, because the engine is imported only when the first reading is opened.
        self._listener = listener
        self._clock = clock
        # Callables, because the teacher may choose or make another protocol while litcoach runs.
        self._protocol = protocol
        self._protocols = protocols
        self._second = second
        self._sound = sound
        self._manner = manner
        self._tasks = None if assignments is None else Tasks(assignments)

    def classes(self) -> list[ClassRoom]:
        """All classes on this laptop, by name."""
        return self._roster.classes()

    def students(self, class_id: str) -> list[Student]:
        """The children of a class, by name."""
        return self._roster.students(class_id)

    def check_pin(self, student_id: str, pictures: tuple[str, ...]) -> bool:
        """Whether these pictures, in this order, are the child's PIN. True for a child without one."""
        student = self._roster.student(student_id)
        return student.picture_pin is None or student.picture_pin == pictures

    def page_look(self, student: Student) -> PageLook:
        """How the child likes its pages to look."""
        return self._looks.get(student.id)

    def keep_page_look(self, student: Student, look: PageLook) -> None:
        """From now on the child's pages look so. Raises StorageProblem."""
        self._looks.put(student.id, look)

    def tasks(self, student: Student) -> list[Task]:
        """What the teacher asks of a child and what is not done yet, what is due first before the rest."""
        return [] if self._tasks is None else self._tasks.of(student)

    def unseen(self, student: Student | None) -> frozenset[str]:
        """The ids of texts that a child is to read to be assessed: nothing of them is seen or heard before.

        For a guest (None), those of every child.
        """
        if self._tasks is None:
            return frozenset()
        return self._tasks.unseen(student, self._clock.now().astimezone().date())

    def need_help_allowed(self, student: Student | None, text: Text) -> None:
        """Raises Refused for a text of which the child may have nothing read or explained yet."""
        if text.id in self.unseen(student):
            raise Refused(FIRST_READ)

    def open_reading(
        self, student: Student | None, text: Text, *, device: str = "", assignment_id: str | None = None
    ) -> OpenReading:
        """Begin a reading, perhaps for an assignment; a guest (None) reads without being kept.

        A text that is to be assessed is read for that, whether or not the assignment is named. Raises ModelProblem,
        StorageProblem; Refused where nothing is left to read for the assignment, and for a guest where a child of
        this laptop is to be assessed by the text.
        """
        asked = None
        if student is None:
            self.need_help_allowed(None, text)
        elif self._tasks is not None:
            asked = self._tasks.begin(student, text, assignment_id)
        following = self._listener().follow(text.passage)
        protocol = self._protocol()
        if student is not None:
            protocol = self._judgements.class_protocol(student.class_id) or protocol
        if asked is not None and asked.protocol is not None:
            protocol = asked.protocol
        clock_s = protocol_called(protocol, self._protocols()).clock_s
        if student is None:
            return OpenReading(None, None, text, following, _keep_nothing, clock_s, sound_kept=False)
        reading_id = new_id()
        with unless_erased(student.id):
            self._readings.begin(
                reading_id=reading_id,
                student_id=student.id,
                text_id=text.id,
                text_title=text.title,
                passage_text=text.body,
                protocol=protocol,
                started_at=self._clock.now(),
                device=device,
            )
        if self._tasks is not None and asked is not None:
            self._tasks.note(reading_id, asked)
        helped = asked is None or not asked.one_try
        if self._sound() is Sound.OFF:
            return OpenReading(reading_id, student, text, following, _keep_nothing, clock_s, helped, sound_kept=False)
        self._recordings.begin(reading_id)

        def keep_second(second: int, samples: Samples) -> None:
            with unless_erased(reading_id):
                self._recordings.append(reading_id, second, samples)

        return OpenReading(reading_id, student, text, following, keep_second, clock_s, helped)

    def judge(self, reading: OpenReading) -> ReadingResult:
        """The verdict over all that the reading's listener heard; kept at once. Raises StorageProblem."""
        events = reading.following.judge()
        if reading.id is None:
            return self._result(None, reading.text.title, reading.passage, events, self._protocol(), None)
        with unless_erased(reading.id, reading.student.id if reading.student else None):
            return self._keep(self._readings.get(reading.id), reading.passage, events)

    def interrupted(self) -> list[InterruptedReading]:
        """Readings that a crash cut short and that have something to judge, newest first.

        Those of which not even a second was kept are set aside. Recordings of finished readings that a full
        disk or a crash kept from being compressed, or erased, are so now.
        """
        for reading_id in self._recordings.uncompressed():
            try:
                state = self._readings.get(reading_id).state
            except KeyError:
                # Its child was erased while it was read; what came afterwards is nobody's.
                self._recordings.erase([reading_id])
                continue
            if state not in UNDER_WAY:
                self._settle_sound(reading_id)
        found = []
        for stored in self._readings.interrupted():
            seconds = self._recordings.seconds(stored.id)
            if seconds == 0:
                self._readings.set_state(stored.id, ReadingState.ABANDONED)
                continue
            student = self._roster.student(stored.student_id) if stored.student_id else None
            found.append(InterruptedReading(stored.id, student, stored.text_title, stored.started_at, seconds))
        return found

    def finish_interrupted(self, reading_id: str) -> ReadingResult:
        """Judge what was kept of a reading that was cut short."""
        stored = self._readings.get(reading_id)
        passage = Passage(stored.passage_text)
        following = self._listener().follow(passage, live=False)
        samples = self._recordings.samples(reading_id)
        for start in range(0, len(samples), SAMPLE_RATE):
            following.feed(samples[start : start + SAMPLE_RATE])
        return self._keep(stored, passage, following.judge())

    def abandon(self, reading_id: str) -> None:
        """Set a reading aside without judging it; what was recorded stays for the teacher."""
        self._readings.set_state(reading_id, ReadingState.ABANDONED)

    def audio(self, reading_id: str) -> Samples:
        """What was recorded of a reading, for "Hear myself"."""
        return self._recordings.samples(reading_id)

    def texts_read(self, student_id: str) -> list[str]:
        """The ids of the texts of which the child finished a reading, each once, the latest first."""
        readings = self._readings.of_student(student_id)
        return list(dict.fromkeys(stored.text_id for stored in readings if stored.state in _DONE))

    def last_result(self, student: Student) -> ReadingResult | None:
        """The result of the child's last reading that could be scored, as the machine heard it; None without one."""
        of_student = self._readings.of_student(student.id)
        last = next((stored for stored in of_student if stored.state is ReadingState.JUDGED), None)
        events = None if last is None else self._readings.get(last.id).events
        if last is None or events is None:
            return None
        passage = Passage(last.passage_text)
        accepted = self._accepted(last, passage, events)
        return self._result(last.id, last.text_title, passage, accepted, last.protocol, student.grade)

    def days_read(self, student_id: str, since: date) -> set[date]:
        """The local days, from `since` on, on which the child finished a reading."""
        readings = (stored for stored in self._readings.of_student(student_id) if stored.state in _DONE)
        return {day for stored in readings if (day := stored.started_at.astimezone().date()) >= since}

    def _keep(self, stored: StoredReading, passage: Passage, events: ReadingEvents) -> ReadingResult:
        grade = self._roster.student(stored.student_id).grade if stored.student_id is not None else None
        accepted = self._accepted(stored, passage, events)
        result = self._result(stored.id, stored.text_title, passage, accepted, stored.protocol, grade)
        level = None if result.score is None else self._expression(passage, accepted)
        self._readings.finish(stored.id, events, result.score, level)
        _log.info("reading %s judged: %d words", stored.id, len(events.words))
        if self._second is None or result.score is None or not self._recordings.seconds(stored.id):
            self._settle_sound(stored.id)
            return result
        if self._sound() is Sound.KEPT:
            self._settle_sound(stored.id)
        self._second.later(
            stored.id,
            self._readings,
            self._recordings,
            self._score_with_marks,
            heard=lambda: self._settle_sound(stored.id),
        )
        return result

    def _expression(self, passage: Passage, events: ReadingEvents) -> int | None:
        """The NAEP level, for the time lines. What is usual for the grade moves the pace only."""
        found = expression_of(events, passage, rules=self._manner())
        return None if found is None else found.naep.level

    def _accepted(self, stored: StoredReading, passage: Passage, events: ReadingEvents) -> ReadingEvents:
        """The events with the child's accepted pronunciations."""
        if stored.student_id is None:
            return events
        ways = standing(self._judgements.pronunciations(stored.student_id))
        return with_accepted(events, accepted_words(events, passage, ways, stored.started_at))

    def _score_with_marks(self, stored: StoredReading, events: ReadingEvents) -> Score:
        """What events come to that were found after the result was shown, when a teacher may have marked words."""
        passage = Passage(stored.passage_text)
        counted = with_marks(self._accepted(stored, passage, events), self._readings.marks(stored.id))
        return score(counted, passage, protocol_called(stored.protocol, self._protocols()))

    def _settle_sound(self, reading_id: str) -> None:
        """Everybody who needed the sound of a reading has heard it: keep it small, or not at all."""
        try:
            if self._sound() is Sound.KEPT:
                self._recordings.compress(reading_id)
            else:
                self._recordings.erase([reading_id])
        except StorageProblem as problem:
            # The seconds stay as they are; the result must not be lost for the sake of their size.
            _log.warning("recording %s was neither compressed nor erased: %s", reading_id, problem)

    def _result(
        self,
        reading_id: str | None,
        title: str,
        passage: Passage,
        events: ReadingEvents,
        protocol: str,
        grade: int | None,
    ) -> ReadingResult:
        rules = protocol_called(protocol, self._protocols())
        events = counted(events, rules.doubtful)
        scored = None if events.unscored_reason else score(events, passage, rules)
        place = None
        if scored is not None and grade is not None:
            place = percentile(grade, season_of(self._clock.now().month), scored.wcpm)
        return ReadingResult(
            reading_id=reading_id,
            text_title=title,
            passage=passage,
            events=events,
            score=scored,
            percentile=place,
            practice_words=practice_words(events, passage),
            praise=praise(events, passage),
        )


def _keep_nothing(_second: int, _samples: Samples) -> None:
    """Of a guest, and where recordings are off, no sound reaches the disk."""
