"""A teacher's service over a real database, with one child and its readings."""

from datetime import timedelta
from pathlib import Path

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.own_protocols import protocol_book
from litcoach_desktop.domain.reading.prosody import ExpressionRules
from litcoach_desktop.domain.retention import Retention
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.teacher import TeacherService
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
TEXT = "The three birds sat on three old chairs."


def events(*, heard: str | None = "free") -> ReadingEvents:
    """Both times "three" is misread; something is put in after the fourth word."""
    words = tuple(
        WordEvent(
            index,
            WordStatus.MISREAD if index in (1, 5) else WordStatus.CORRECT,
            0.1 if index in (1, 5) else 0.98,
            index * 0.5,
            index * 0.5 + 0.4,
            heard if index in (1, 5) else None,
        )
        for index in range(8)
    )
    return ReadingEvents(words, (Insertion(3, 1.9, 2.0, "up"),), 5.0, 0.0, "sphinx", "1")


class Desk:
    """One child with readings, and the teacher's service over them."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.databases: Databases = open_databases(folder, KEY, self.clock)
        self.own: dict[str, dict[str, object]] = {}
        self.demographics_kept = False
        self.periods = Retention(sound=365, readings=0, talks=0, backups=90)
        self.teacher = TeacherService(
            self.databases.roster,
            self.databases.readings,
            self.databases.recordings,
            self.databases.judgements,
            self.databases.accounts,
            self.clock,
            class_teachers=self.databases.class_teachers,
            journal=self.databases.journal,
            protocols=lambda: protocol_book(self.own),
            manner=ExpressionRules,
            roster_imports=self.databases.roster_imports,
            roster_sources=self.databases.roster_sources,
            reviews=self.databases.reviews,
            erasures=self.databases.erasures,
            periods=lambda: self.periods,
            talks=self.databases.talks,
            growth=self.databases.growth,
            aims=self.databases.aims,
            writings=self.databases.writings,
            assignments=self.databases.assignments,
            groups=self.databases.groups,
            demographics=self.databases.demographics,
            demographics_kept=lambda: self.demographics_kept,
        )
        rooms = self.databases.roster.classes()
        room = rooms[0] if rooms else self.databases.roster.add_class("Room 12", 3)
        self.room = room
        known = self.databases.roster.students(room.id)
        self.child: Student = known[0] if known else self.databases.roster.add_student(room.id, "Maya", "Lin", 3)

    def read(self, ident: str, found: ReadingEvents, *, days: int = 0, protocol: str = "reading_progress") -> str:
        """A reading that was judged so many days from today."""
        self.databases.readings.begin(
            reading_id=ident,
            student_id=self.child.id,
            text_id="birds",
            text_title="Birds",
            passage_text=TEXT,
            protocol=protocol,
            started_at=self.clock.now() + timedelta(days=days),
        )
        self.databases.readings.finish(ident, found, None)
        self.databases.readings.set_score(ident, self.teacher.reading(ident).score)
        return ident


def no_ticks(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""
