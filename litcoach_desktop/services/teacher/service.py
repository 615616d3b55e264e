"""What the roster tab may do, and only while it is unlocked."""

from datetime import timedelta

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents, TeacherMark, WordFlag, WordStatus, with_marks
from litcoach_desktop.domain.reading.norms import percentile, season_of
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import Score, band, score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.roster import PICTURES, ClassRoom, Student
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary, StudentRow
from litcoach_desktop.store.passphrase import PassphraseStore
from litcoach_desktop.store.readings import ReadingRepository, StoredReading
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.roster import RosterRepository

# A laptop has one passphrase, so the machine cannot tell teachers apart; the audit says just that.
_TEACHER = "teacher"


class TeacherService:
    """The teacher's side. Every call but the first four raises Refused while it is locked."""

    def __init__(
        self,
        roster: RosterRepository,
        readings: ReadingRepository,
        recordings: RecordingRepository,
        passphrase: PassphraseStore,
        clock: Clock,
    ) -> None:
        self._roster = roster
        self._readings = readings
        self._recordings = recordings
        self._passphrase = passphrase
        self._clock = clock
        self._unlocked = False

    def is_set_up(self) -> bool:
        """Whether a passphrase was ever chosen on this laptop."""
        return self._passphrase.is_set()

    def set_up(self, passphrase: str) -> None:
        """Choose the first passphrase and unlock. Raises Refused when one exists or this one is too weak."""
        self._passphrase.choose(passphrase)
        self._unlocked = True

    def unlock(self, passphrase: str) -> None:
        """Open the teacher's side. Raises Refused, with the seconds to wait after wrong tries."""
        self._passphrase.verify(passphrase)
        self._unlocked = True

    @property
    def unlocked(self) -> bool:
        """Whether the teacher's side is open."""
        return self._unlocked

    def lock(self) -> None:
        """Close the teacher's side."""
        self._unlocked = False

    def classes(self) -> list[ClassRoom]:
        """All classes, by name."""
        self._need_unlocked()
        return self._roster.classes()

    def students(self, class_id: str) -> list[Student]:
        """The children of a class, by name."""
        self._need_unlocked()
        return self._roster.students(class_id)

    def overview(self, class_id: str) -> list[StudentRow]:
        """The class list: each child with the last reading and how many there were in the last seven days."""
        self._need_unlocked()
        last = self._readings.last_of_class(class_id)
        recent = self._readings.count_since(class_id, self._clock.now() - timedelta(days=7))
        rows = []
        for student in self._roster.students(class_id):
            stored = last.get(student.id)
            summary = None if stored is None else self._summary(stored)
            rows.append(StudentRow(student, summary, recent.get(student.id, 0)))
        return rows

    def add_class(self, name: str, grade: int) -> ClassRoom:
        """Add a class by hand."""
        self._need_unlocked()
        return self._roster.add_class(name, grade)

    def add_student(
        self, class_id: str, given_name: str, family_name: str, grade: int, animal: str | None = None
    ) -> Student:
        """Add a child by hand; without an animal, the one that the fewest classmates have."""
        self._need_unlocked()
        if animal is None:
            taken = [student.animal for student in self._roster.students(class_id)]
            animal = min(PICTURES, key=taken.count)
        return self._roster.add_student(class_id, given_name, family_name, grade, animal)

    def set_picture_pin(self, student_id: str, pin: tuple[str, ...] | None) -> Student:
        """Give a child a picture PIN, or take it away with None."""
        self._need_unlocked()
        return self._roster.set_picture_pin(student_id, pin)

    def readings(self, student_id: str) -> list[ReadingSummary]:
        """All readings of a child, newest first."""
        self._need_unlocked()
        return [self._summary(stored) for stored in self._readings.of_student(student_id)]

    def reading(self, reading_id: str) -> ReadingDetail:
        """One reading with every word and mark."""
        self._need_unlocked()
        stored = self._readings.get(reading_id)
        passage = Passage(stored.passage_text)
        machine = stored.events or ReadingEvents(())
        marks = tuple(self._readings.marks(reading_id))
        events = with_marks(machine, marks)
        scored = _score_of(events, passage, stored) if stored.events is not None else None
        place = None
        if scored is not None and stored.student_id is not None:
            grade = self._roster.student(stored.student_id).grade
            place = percentile(grade, season_of(stored.started_at.month), scored.wcpm)
        return ReadingDetail(self._summary(stored), passage, events, machine, marks, scored, place)

    def mark(
        self,
        reading_id: str,
        index: int,
        status: WordStatus,
        note: str = "",
        flags: frozenset[WordFlag] | None = None,
    ) -> ReadingDetail:
        """Overrule one word's mark, and its flags unless None; the machine's own stays beside it.

        The reading comes back with its new score.
        """
        self._need_unlocked()
        made_at = self._clock.now().isoformat(timespec="seconds")
        self._readings.add_mark(reading_id, TeacherMark(index, status, _TEACHER, made_at, note, flags))
        scored = self.reading(reading_id).score
        if scored is not None:
            self._readings.set_score(reading_id, scored)
        return self.reading(reading_id)

    def audio(self, reading_id: str) -> Samples:
        """The recording of a reading."""
        self._need_unlocked()
        return self._recordings.samples(reading_id)

    def _need_unlocked(self) -> None:
        if not self._unlocked:
            raise Refused("The teacher's side is locked. Enter the passphrase to open it.")

    def _summary(self, stored: StoredReading) -> ReadingSummary:
        return ReadingSummary(
            id=stored.id,
            student_id=stored.student_id or "",
            text_title=stored.text_title,
            started_at=stored.started_at,
            state=stored.state.value,
            wcpm=stored.wcpm,
            wcpm_low=stored.wcpm_low,
            wcpm_high=stored.wcpm_high,
            accuracy=stored.accuracy,
            band=None if stored.accuracy is None else band(stored.accuracy, PRESETS[stored.protocol]),
            unscored_reason=stored.unscored_reason,
            doubtful_words=stored.doubtful_words,
        )


def _score_of(events: ReadingEvents, passage: Passage, stored: StoredReading) -> Score | None:
    return None if events.unscored_reason else score(events, passage, PRESETS[stored.protocol])
