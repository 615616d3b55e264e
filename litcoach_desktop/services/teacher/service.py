"""What the roster tab may do, and only while it is unlocked."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from litcoach_desktop.domain.accounts import Account, Deed
from litcoach_desktop.domain.coaching.talks import Talk, TalkAlert, TalkSummary
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.accepted import AcceptedPronunciation
from litcoach_desktop.domain.reading.events import WordFlag, WordStatus
from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.reading.protocols import ScoringProtocol
from litcoach_desktop.domain.reading.running_record import Cue, Place
from litcoach_desktop.domain.retention import Retention
from litcoach_desktop.domain.roster import PICTURES, ClassRoom, Student
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.accounts import Accounts
from litcoach_desktop.services.teacher.assigning import Assigning
from litcoach_desktop.services.teacher.demographics import DemographicsKept
from litcoach_desktop.services.teacher.exporting import Exporting
from litcoach_desktop.services.teacher.grouping import Grouping
from litcoach_desktop.services.teacher.growth import Growth
from litcoach_desktop.services.teacher.keeping import Keeping
from litcoach_desktop.services.teacher.marking import Marking
from litcoach_desktop.services.teacher.reporting import Reporting
from litcoach_desktop.services.teacher.reviewing import Reviewing
from litcoach_desktop.services.teacher.roster_editing import RosterEditing
from litcoach_desktop.services.teacher.roster_import import RosterImport
from litcoach_desktop.services.teacher.rows import ReadingDetail, ReadingSummary, StudentRow
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.services.teacher.talks import Talks
from litcoach_desktop.services.teacher.writings import Writings
from litcoach_desktop.store.accounts import AccountRepository
from litcoach_desktop.store.aims import AimRepository
from litcoach_desktop.store.assignments import AssignmentRepository
from litcoach_desktop.store.class_teachers import ClassTeachers
from litcoach_desktop.store.demographics import DemographicRepository
from litcoach_desktop.store.erasures import ErasureRepository
from litcoach_desktop.store.groups import GroupRepository
from litcoach_desktop.store.growth import GrowthRepository
from litcoach_desktop.store.journal import Journal
from litcoach_desktop.store.judgements import TeacherJudgementRepository
from litcoach_desktop.store.readings import ReadingRepository
from litcoach_desktop.store.recordings import RecordingRepository
from litcoach_desktop.store.reviews import ReviewRepository
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.roster_import import RosterImportRepository
from litcoach_desktop.store.roster_sources import RosterSources
from litcoach_desktop.store.talks import TalkRepository
from litcoach_desktop.store.writings import WritingRepository


class TeacherService:
    """The teacher's side. Every call but those before `account` raises Refused while it is locked.

    Every call passes the scope, which refuses what is not the account's, and says who does what.
    """

    def __init__(
        self,
        roster: RosterRepository,
        readings: ReadingRepository,
        recordings: RecordingRepository,
        judgements: TeacherJudgementRepository,
        accounts: AccountRepository,
        clock: Clock,
        *,
        class_teachers: ClassTeachers,
        journal: Journal,
        protocols: Callable[[], Mapping[str, ScoringProtocol]],
        manner: Callable[[], ExpressionRules],
        roster_imports: RosterImportRepository,
        roster_sources: RosterSources,
        reviews: ReviewRepository,
        erasures: ErasureRepository,
        periods: Callable[[], Retention],
        talks: TalkRepository,
        growth: GrowthRepository,
        assignments: AssignmentRepository,
        groups: GroupRepository,
        demographics: DemographicRepository,
        demographics_kept: Callable[[], bool],
        aims: AimRepository,
        writings: WritingRepository,
    ) -> None:
        self._roster = roster
        self._readings = readings
        self._recordings = recordings
        self._clock = clock
        self._judgements = judgements
        self._assigned = assignments
        self._marking = Marking(roster, readings, judgements, clock, protocols, manner)
        self._accounts = accounts
        scope = self._scope = Scope(class_teachers, journal)
        self.accounts = Accounts(accounts, class_teachers, journal, scope)
        self.reviews = Reviewing(roster, reviews, clock, scope)
        self._talks = Talks(talks, clock, scope)
        self.assignments = Assigning(roster, assignments, clock, protocols, scope, groups)
        self.growth = Growth(
            roster, growth, judgements, clock, protocols, scope, groups, aims=aims, writings=writings, manner=manner
        )
        self.writings = Writings(writings, scope)
        self.reports = Reporting(roster, self.growth, self._marking.reading, reviews, clock, scope)
        self._groups = groups
        self.groups = Grouping(roster, groups, clock, scope)
        self.roster_editing = RosterEditing(roster, clock, scope)
        self.roster_import = RosterImport(roster_imports, roster_sources, clock, scope, demographics_kept)
        self.demographics = DemographicsKept(demographics, growth, clock, demographics_kept, periods, scope)
        self.exporting = Exporting(roster, readings, self._marking, clock, scope)
        self.keeping = Keeping(erasures, recordings, clock, periods, scope)

    def people(self) -> list[Account]:
        """Who may open the teacher's side, by name. Nobody is asked for a name while there is only one."""
        return self._accounts.everybody()

    def set_up(self, passphrase: str) -> str:
        """Choose the first passphrase and unlock. Raises Refused when one exists or this one is too weak.

        The recovery key comes back, to be printed: it is kept nowhere.
        """
        account, key = self._accounts.choose(passphrase)
        self._scope.enter(account)
        return key

    def recover(self, key: str, passphrase: str, account_id: str | None = None) -> str:
        """Set another passphrase of who manages the laptop with the recovery key, and unlock; the next key comes back.

        account_id: whose, where several manage it. Raises Refused like `unlock` for a wrong key, for a passphrase that
        is too weak, and for the account of anybody else.
        """
        account, fresh = self._accounts.recover(key, passphrase, account_id)
        self._scope.enter(account)
        return fresh

    def unlock(self, passphrase: str, account_id: str | None = None) -> None:
        """Open the teacher's side. Raises Refused, with the seconds to wait after wrong tries.

        account_id: who it is, where there are several.
        """
        self._scope.enter(self._accounts.verify(passphrase, account_id))

    @property
    def unlocked(self) -> bool:
        """Whether the teacher's side is open."""
        return self._scope.account is not None

    def lock(self) -> None:
        """Close the teacher's side."""
        self._scope.leave()

    @property
    def account(self) -> Account | None:
        """Who has opened the teacher's side; None while it is locked."""
        return self._scope.account

    def classes(self) -> list[ClassRoom]:
        """All classes of the account, by name."""
        return self._scope.rooms(Deed.SEE)

    def students(self, class_id: str) -> list[Student]:
        """The children of a class, by name."""
        self._scope.room(Deed.SEE, class_id)
        return self._roster.students(class_id)

    def overview(self, class_id: str) -> list[StudentRow]:
        """The class list: each child with the last reading and how many there were in the last seven days."""
        self._scope.room(Deed.SEE, class_id)
        last = self._readings.last_of_class(class_id)
        recent = self._readings.count_since(class_id, self._clock.now() - timedelta(days=7))
        groups = self._groups.of_class(class_id)
        rows = []
        for student in self._roster.students(class_id):
            stored = last.get(student.id)
            summary = None if stored is None else self._marking.summary(stored)
            named = tuple(group.name for group in groups if student.id in group.children)
            rows.append(StudentRow(student, summary, recent.get(student.id, 0), named))
        return rows

    def add_class(self, name: str, grade: int) -> ClassRoom:
        """Add a class by hand, which is the account's own."""
        account = self._scope.open(Deed.ROSTER)
        room = self._roster.add_class(name, grade)
        self._scope.take_in(account, (room.id,))
        return room

    def add_student(
        self, class_id: str, given_name: str, family_name: str, grade: int, animal: str | None = None
    ) -> Student:
        """Add a child by hand; without an animal, the one that the fewest classmates have."""
        self._scope.room(Deed.ROSTER, class_id)
        if animal is None:
            taken = [student.animal for student in self._roster.students(class_id)]
            animal = min(PICTURES, key=taken.count)
        return self._roster.add_student(class_id, given_name, family_name, grade, animal)

    def set_picture_pin(self, student_id: str, pin: tuple[str, ...] | None) -> Student:
        """Give a child a picture PIN, or take it away with None."""
        self._scope.child(Deed.ROSTER, student_id)
        return self._roster.set_picture_pin(student_id, pin)

    def readings(self, student_id: str) -> list[ReadingSummary]:
        """All readings of a child, newest first."""
        self._scope.child(Deed.SEE, student_id)
        return [self._marking.summary(stored) for stored in self._readings.of_student(student_id)]

    def reading(self, reading_id: str) -> ReadingDetail:
        """One reading with every word and mark."""
        self._scope.reading(Deed.LISTEN, reading_id)
        return self._marking.reading(reading_id)

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
        account = self._scope.reading(Deed.MARK, reading_id)
        return self._marking.mark(account.name, reading_id, index, status, note, flags)

    def choose_protocol(self, reading_id: str, protocol: str) -> ReadingDetail:
        """Score one reading under another protocol; it comes back with its new score.

        Raises Refused for what was read for an assessment.
        """
        self._scope.reading(Deed.RULES, reading_id)
        if self._assigned.has_fixed_protocol(reading_id):
            raise Refused("This was read for an assessment, which keeps the protocol that was chosen for it.")
        return self._marking.choose_protocol(reading_id, protocol)

    def class_protocol(self, class_id: str) -> str | None:
        """The protocol that a class reads under; None for the usual one."""
        self._scope.room(Deed.SEE, class_id)
        return self._judgements.class_protocol(class_id)

    def set_class_protocol(self, class_id: str, protocol: str | None) -> None:
        """New readings of the class are scored under this protocol; None: under the usual one."""
        self._scope.room(Deed.RULES, class_id)
        self._judgements.set_class_protocol(class_id, protocol)

    def mark_cues(self, reading_id: str, place: Place, cues: frozenset[Cue]) -> ReadingDetail:
        """Say which cues the child used at a line of the running record; earlier answers stay beside it."""
        account = self._scope.reading(Deed.MARK, reading_id)
        return self._marking.mark_cues(account.name, reading_id, place, cues)

    def accept_pronunciation(self, reading_id: str, index: int) -> ReadingDetail:
        """This is how the child says the word: it counts as right, here and from now on. Raises Refused."""
        account = self._scope.reading(Deed.MARK, reading_id)
        return self._marking.accept(account.name, reading_id, index)

    def take_back_pronunciation(self, student_id: str, word: str, heard: str | None) -> list[AcceptedPronunciation]:
        """The word counts as misread again, everywhere; what is still accepted comes back."""
        account = self._scope.child(Deed.MARK, student_id)
        return self._marking.take_back(account.name, student_id, word, heard)

    def pronunciations(self, student_id: str) -> list[AcceptedPronunciation]:
        """The child's accepted pronunciations, oldest first."""
        self._scope.child(Deed.LISTEN, student_id)
        return self._marking.accepted(student_id)

    def audio(self, reading_id: str) -> Samples:
        """The recording of a reading."""
        self._scope.reading(Deed.LISTEN, reading_id)
        return self._recordings.samples(reading_id)

    def alerts(self, *, settled: bool = True) -> list[TalkAlert]:
        """What children said that adults should know: open before settled, now before today, newest first."""
        return self._talks.alerts(settled=settled)

    def open_alerts(self) -> int:
        """How many alerts nobody has settled."""
        return self._talks.open_alerts()

    def settle_alert(self, alert_id: str, note: str) -> list[TalkAlert]:
        """Keep that an alert was dealt with; all alerts come back. KeyError for no such alert."""
        return self._talks.settle(alert_id, note)

    def talks_of(self, student_id: str) -> list[TalkSummary]:
        """All talks of a child with the coach, newest first."""
        return self._talks.of(student_id)

    def talk(self, session_id: str) -> Talk:
        """One talk with every message; its open alerts count as seen then. KeyError for no such talk."""
        return self._talks.talk(session_id)
