"""Who sits at the teacher's desk, and what of the school is theirs: every call of the teacher's side passes here first.

A call says what it is about to do (a Deed) and to whom. What is not allowed is refused with a sentence; what changes or
hands out anything is written into the log before it is done, so that nothing is done without a line there.
"""

from collections.abc import Iterable

from litcoach_desktop.domain.accounts import Account, Deed
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import ClassRoom
from litcoach_desktop.store.class_teachers import ClassTeachers
from litcoach_desktop.store.journal import Journal


class Scope:
    """Each call gives the account that acts, whose name goes beside what it does. Raises Refused, KeyError for an id.

    An answer holds for the call that asked: a job that runs on after somebody else has come is still the first one's.
    """

    def __init__(self, owners: ClassTeachers, journal: Journal) -> None:
        self._owners = owners
        self._journal = journal
        self._account: Account | None = None

    @property
    def account(self) -> Account | None:
        """Who has opened the teacher's side; None while it is locked."""
        return self._account

    def enter(self, account: Account) -> None:
        """This account is open from now on, and no other."""
        self._account = account

    def leave(self) -> None:
        """Nobody is there."""
        self._account = None

    def open(self, deed: Deed) -> Account:
        """For what concerns no class."""
        return self._noted(self._allowed(deed), deed, ())

    def laptop(self, deed: Deed) -> Account:
        """For what concerns every class of the laptop at once."""
        account = self._allowed(deed)
        if not account.role.sees_all:
            raise Refused("This concerns every class on this computer: ask who manages it.")
        return self._noted(account, deed, ())

    def room(self, deed: Deed, class_id: str) -> Account:
        """For one class."""
        account = self._allowed(deed)
        self._need(account, [frozenset((class_id,))])
        return self._noted(account, deed, (class_id,))

    def child(self, deed: Deed, student_id: str) -> Account:
        """For one child."""
        return self.children(deed, (student_id,))

    def children(self, deed: Deed, student_ids: Iterable[str]) -> Account:
        """For several children, each of whom has to be in a class of the account's."""
        account, ids = self._allowed(deed), tuple(student_ids)
        if not account.role.sees_all:
            self._need(account, self._owners.of_children(ids).values())
        return self._noted(account, deed, ids)

    def reading(self, deed: Deed, reading_id: str) -> Account:
        """For one reading."""
        account = self._allowed(deed)
        if not account.role.sees_all:
            self._need_child(account, self._owners.of_reading(reading_id))
        return self._noted(account, deed, (reading_id,))

    def talk(self, deed: Deed, talk_id: str) -> Account:
        """For one talk; a guest's is everybody's, since whoever reads it first has to see to it."""
        account = self._allowed(deed)
        if not account.role.sees_all:
            child = self._owners.of_talk(talk_id)
            if child is not None:
                self._need_child(account, child)
        return self._noted(account, deed, (talk_id,))

    def alert(self, deed: Deed, alert_id: str) -> Account:
        """For what a child said that adults should know; a guest's is everybody's."""
        account = self._allowed(deed)
        child = self._owners.of_alert(alert_id)
        if child is not None and not account.role.sees_all:
            self._need_child(account, child)
        return self._noted(account, deed, () if child is None else (child,))

    def assignment(self, deed: Deed, assignment_id: str) -> Account:
        """For what was asked of a class or of children."""
        account = self._allowed(deed)
        class_id, children = self._owners.of_assignment(assignment_id)
        if not account.role.sees_all:
            whose = [] if class_id is None else [frozenset((class_id,))]
            self._need(account, [*whose, *self._owners.of_children(children).values()])
        return self._noted(account, deed, children if class_id is None else (class_id,))

    def rooms(self, deed: Deed) -> list[ClassRoom]:
        """The classes of the account, by name."""
        account = self._allowed(deed)
        own = None if account.role.sees_all else self._owners.of(account.id)
        return [room for room in self._owners.all_classes() if own is None or room.id in own]

    def hers(self, deed: Deed, student_ids: Iterable[str]) -> frozenset[str]:
        """Those of the children who are in a class of the account's."""
        account, ids = self._allowed(deed), frozenset(student_ids)
        if account.role.sees_all:
            return ids
        own = self._owners.of(account.id)
        return frozenset(child for child, rooms in self._owners.of_children(ids).items() if rooms & own)

    def take_in(self, account: Account, class_ids: Iterable[str]) -> None:
        """Classes that the account has just made are hers."""
        self._owners.give(account.id, class_ids)

    def _allowed(self, deed: Deed) -> Account:
        account = self._account
        if account is None:
            raise Refused("The teacher's side is locked. Enter the passphrase to open it.")
        if account.may(deed):
            return account
        if deed is Deed.MANAGE:
            raise Refused("Only who manages this computer may do that.")
        raise Refused("A principal sees the figures of every class, and changes nothing.")

    def _need_child(self, account: Account, student_id: str | None) -> None:
        """A guest's reading belongs to no class, so it is only for those who see all of them."""
        self._need(account, self._owners.of_children([student_id]).values() if student_id else [frozenset()])

    def _need(self, account: Account, wanted: Iterable[frozenset[str]]) -> None:
        if account.role.sees_all:
            return
        own = self._owners.of(account.id)
        if not all(rooms & own for rooms in wanted):
            raise Refused("That is none of your classes. Who manages this computer can give it to you.")

    def _noted(self, account: Account, deed: Deed, about: tuple[str, ...]) -> Account:
        if deed.said:
            self._journal.note(account.name, deed.said, about)
        return account
