"""A laptop with two teachers, a principal and who manages it: each teacher has a class with everything in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from litcoach_desktop.bootstrap import Services
from litcoach_desktop.domain.accounts import Account, Role
from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.protocols import DEFAULT_PROTOCOL
from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.services.teacher.roster_import import RosterImport
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "seven quiet otters"
# Words that nothing else on the laptop has, so that whatever comes out of a class can be told by them.
OURS, THEIRS = "Aldebaran", "Betelgeuse"
_TEXT = "Birds fly over the bridge. They sing all day."


@dataclass(frozen=True, slots=True)
class Belongings:
    """What there is of one class, by id. file: the roster that brought it."""

    account: Account
    class_id: str
    student_id: str
    other_student_id: str
    reading_id: str
    session_id: str
    alert_id: str
    assignment_id: str
    import_id: str
    group_id: str
    file: Path


class School:
    """ours, theirs: what the two teachers have; `sit` says who is at the desk."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self.teacher = services.teacher
        self.databases = services.databases
        self.teacher.set_up(PASSPHRASE)
        (self.manager,) = self.teacher.people()
        self.principal = self.teacher.accounts.add("Dr. Lund", Role.PRINCIPAL, PASSPHRASE)
        first = self.teacher.accounts.add(f"Ms. {OURS}", Role.TEACHER, PASSPHRASE)
        second = self.teacher.accounts.add(f"Mr. {THEIRS}", Role.TEACHER, PASSPHRASE)
        self.theirs = self._class_of(second, THEIRS, folder)
        # The last import is the one that could be undone: that is the other's, so that a stranger could try.
        self.ours = self._class_of(first, OURS, folder)
        self.sit(self.manager)

    def sit(self, account: Account) -> None:
        """This one is at the desk from now on."""
        if self.teacher.account != account:
            self.teacher.lock()
            self.teacher.unlock(PASSPHRASE, account.id)

    def rows_about(self, whose: Belongings) -> dict[str, list[str]]:
        """Every row of teacher.db that names the class or its children, as text; the log and the accounts are not."""
        found: dict[str, list[str]] = {}
        known = (whose.class_id, whose.student_id, whose.other_student_id, whose.reading_id)
        database = self.databases.journal._database
        with database.outside_transactions() as connection:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                rows = [repr(row) for row in connection.execute(f"SELECT * FROM [{table}] ORDER BY 1, 2")]
                if table not in ("audit", "account"):
                    found[table] = [row for row in rows if any(ident in row for ident in known)]
        return found

    def _class_of(self, account: Account, name: str, folder: Path) -> Belongings:
        self.sit(account)
        teacher, databases = self.teacher, self.databases
        file = folder / f"{name}.csv"
        lines = [f"{name} {given},{name},{name} room,3,{name}-{given}" for given in ("Maya", "Omar")]
        file.write_text("\n".join(["First name,Last name,Class,Grade,Student ID", *lines]), encoding="utf-8")
        import_id = imported(teacher.roster_import, file)
        (room,) = teacher.classes()
        maya, omar = teacher.students(room.id)
        reading_id = f"reading-{name}"
        databases.readings.begin(
            reading_id=reading_id,
            student_id=maya.id,
            text_id="birds",
            text_title=f"{name} birds",
            passage_text=_TEXT,
            protocol=DEFAULT_PROTOCOL,
            started_at=datetime.now(UTC),
        )
        words = tuple(
            WordEvent(place, WordStatus.MISREAD if place == 1 else WordStatus.CORRECT, 0.4, place / 2, place / 2 + 0.4)
            for place in range(9)
        )
        databases.readings.finish(reading_id, ReadingEvents(words, (), 5.0, 0.0, "sphinx", "1"), None)
        databases.readings.set_score(reading_id, teacher.reading(reading_id).score)
        databases.recordings.begin(reading_id)
        databases.recordings.append(reading_id, 0, np.ones(16_000, np.int16))
        turn = TalkTurn(datetime.now(UTC), Speaker.CHILD, f"{name} my dad hits me", "", "", Tier.NOW, Category.ABUSE)
        session_id = databases.talks.add(None, maya.id, turn)
        given = teacher.assignments.give(Kind.PRACTICE, grade=3, class_id=room.id)
        teacher.keeping.hold(omar.id, f"{name} asked for it")
        databases.groups.make(room.id, f"{name} group", "", [maya.id], datetime.now(UTC))
        (group,) = databases.groups.of_class(room.id)
        (alert,) = [one for one in teacher.alerts() if one.student == maya]
        return Belongings(
            account, room.id, maya.id, omar.id, reading_id, session_id, alert.id, given.id, import_id, group.id, file
        )


def imported(roster: RosterImport, file: Path) -> str:
    """Import a roster file; the import's id."""
    plan = roster.plan(roster.look(file, _nobody_watches))
    return roster.carry_out(plan, file.name, _nobody_watches)


def _nobody_watches(_done: int, _total: int, _note: str) -> None:
    """No progress bar."""


@contextmanager
def school_of_two(folder: Path) -> Iterator[School]:
    """A school on real databases in a folder, closed afterwards."""
    services = ScriptedParts(folder).open_services(lambda letter: letter())
    try:
        yield School(services, folder)
    finally:
        services.close()
