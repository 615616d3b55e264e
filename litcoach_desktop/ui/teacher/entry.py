"""The way in: is there a passphrase yet, choosing the first one, who it is, and opening with it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from litcoach_desktop.domain.accounts import Account, Role
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, report
from litcoach_desktop.ui.teacher.errands import Errands

if TYPE_CHECKING:
    from litcoach_desktop.services.teacher import TeacherService

# So many managers are named to somebody who forgot a passphrase.
_NAMED = 2


class EntryState(Enum):
    """Where the teacher stands before the roster tab."""

    ASKING = "asking"
    SET_UP = "set_up"
    KEY = "key"
    """A recovery key waits to be printed."""
    LOCKED = "locked"
    RECOVERING = "recovering"
    OPEN = "open"
    WRONG = "wrong"


class Entry(QObject):
    """View-model of set-up and unlock. After a refusal with a waiting time it counts down, for each account.

    people: who may open, by name; nobody is asked for a name while there is one. person: who was chosen, "" for nobody.
    """

    state_changed = Signal()
    people_changed = Signal()
    refused = Signal(str)
    """Carries why the passphrase was not taken."""
    waiting_changed = Signal(int)
    """Carries the seconds until the next try, 0 when it may be made."""

    def __init__(self, teacher: TeacherService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._teacher = teacher
        self._errands = errands
        self.state = EntryState.ASKING
        self.problem: UserMessage | None = None
        self.people: list[Account] = []
        self.person = ""
        self.key = ""
        self._waits: dict[str, int] = {}
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._one_second_less)

    @property
    def waiting(self) -> int:
        """The seconds until whoever was chosen may try again."""
        return self._waits.get(self.person, 0)

    @property
    def several(self) -> bool:
        """Whether a name has to be chosen."""
        return len(self.people) > 1

    def ask(self) -> None:
        """Find out who may open, and so whether a passphrase was ever chosen."""
        self._go(EntryState.ASKING)
        self._errands.send("who may open", self._teacher.people, self._asked, wrong=self._failed)

    def choose_person(self, account_id: str) -> None:
        """This is who wants to open."""
        self.person = account_id
        self.waiting_changed.emit(self.waiting)

    def choose(self, passphrase: str) -> None:
        """Set the first passphrase, then show the recovery key."""
        self._errands.send(
            "choose the passphrase", lambda: self._teacher.set_up(passphrase), self._have_key, wrong=self._no
        )

    def lost(self) -> None:
        """Ask for the recovery key instead of the passphrase, which is for who manages the laptop."""
        managers = [one for one in self.people if one.role is Role.MANAGER]
        if self.several and self.person not in {one.id for one in managers}:
            names = ", ".join(one.name for one in managers[:_NAMED])
            ask = self.tr("Ask who manages this laptop for a new one: {0}.")
            self.refused.emit(ask.format(names))
            return
        self._go(EntryState.RECOVERING)

    def recover(self, key: str, passphrase: str) -> None:
        """Set another passphrase with the recovery key, then show the next key."""
        who = self.person or None
        self._errands.send(
            "recover", lambda: self._teacher.recover(key, passphrase, who), self._have_key, wrong=self._no
        )

    def key_kept(self) -> None:
        """The key was printed or written down."""
        self.key = ""
        self._go(EntryState.OPEN)

    def back(self) -> None:
        """From the recovery key back to the passphrase."""
        if self.state is EntryState.RECOVERING:
            self._go(EntryState.LOCKED)

    def unlock(self, passphrase: str) -> None:
        """Try to open."""
        who = self.person or None
        self._errands.send("unlock", lambda: self._teacher.unlock(passphrase, who), self._opened, wrong=self._no)

    def lock(self) -> None:
        """Close again, at once; a countdown ends with it (the service keeps its own)."""
        under_way = self._errands.busy
        self._errands.forget()
        self._teacher.lock()
        if under_way:
            # A try that was already on the lane could open the door again behind the teacher's back.
            self._errands.send("lock", self._teacher.lock)
        self._wait(0)
        self.key = ""
        if self.state is EntryState.OPEN:
            # Accounts may have come or gone meanwhile.
            self._errands.send("who may open", self._teacher.people, self._know)
        if self.state in (EntryState.OPEN, EntryState.KEY, EntryState.RECOVERING):
            self._go(EntryState.LOCKED)

    def _go(self, state: EntryState) -> None:
        self.state = state
        self.state_changed.emit()

    def _asked(self, people: list[Account]) -> None:
        self._know(people)
        self._go(EntryState.LOCKED if people else EntryState.SET_UP)

    def _know(self, people: list[Account]) -> None:
        self.people = people
        if self.person not in {one.id for one in people} or not self.several:
            self.person = ""
        self.people_changed.emit()

    def _opened(self, _nothing: None) -> None:
        self._wait(0)
        self._go(EntryState.OPEN)

    def _have_key(self, key: str) -> None:
        self.key = key
        self._wait(0)
        self._go(EntryState.KEY)

    def _no(self, problem: Exception) -> None:
        if not isinstance(problem, Refused):
            self.refused.emit(report(problem).text)
            return
        self._wait(0 if problem.retry_after_s is None else int(problem.retry_after_s + 0.999))
        self.refused.emit(str(problem))

    def _failed(self, problem: Exception) -> None:
        log_bug(problem)
        self.problem = describe(problem)
        self._go(EntryState.WRONG)

    def _wait(self, seconds: int) -> None:
        """Of whoever was chosen; the others go on waiting."""
        self._waits[self.person] = seconds
        if any(self._waits.values()):
            self._seconds.start()
        else:
            self._seconds.stop()
        self.waiting_changed.emit(seconds)

    @Slot()
    def _one_second_less(self) -> None:
        waited = self.waiting > 0
        self._waits = {who: seconds - 1 for who, seconds in self._waits.items() if seconds > 1}
        if not self._waits:
            self._seconds.stop()
        if waited:
            self.waiting_changed.emit(self.waiting)
