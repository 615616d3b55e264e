"""A scope in which everything is allowed and nothing is written down, for parts of the teacher's side built alone."""

from collections.abc import Callable, Iterable

from litcoach_desktop.domain.accounts import Account, Deed, Role
from litcoach_desktop.domain.roster import ClassRoom

MANAGER = Account("account-1", "teacher", Role.MANAGER)


class FakeScope:
    """classes: all of them. may_enter: raises where the teacher's side would. deeds: what was done, in order."""

    def __init__(self, classes: Callable[[], list[ClassRoom]], may_enter: Callable[[], None] = lambda: None) -> None:
        self._classes = classes
        self._may_enter = may_enter
        self.account = MANAGER
        self.deeds: list[Deed] = []

    def open(self, deed: Deed) -> Account:
        self._may_enter()
        self.deeds.append(deed)
        return self.account

    def laptop(self, deed: Deed) -> Account:
        return self.open(deed)

    def room(self, deed: Deed, class_id: str) -> Account:
        return self.open(deed)

    def child(self, deed: Deed, student_id: str) -> Account:
        return self.open(deed)

    def children(self, deed: Deed, student_ids: Iterable[str]) -> Account:
        return self.open(deed)

    def reading(self, deed: Deed, reading_id: str) -> Account:
        return self.open(deed)

    def assignment(self, deed: Deed, assignment_id: str) -> Account:
        return self.open(deed)

    def rooms(self, deed: Deed) -> list[ClassRoom]:
        self.open(deed)
        return self._classes()

    def hers(self, deed: Deed, student_ids: Iterable[str]) -> frozenset[str]:
        self.open(deed)
        return frozenset(student_ids)

    def take_in(self, account: Account, class_ids: Iterable[str]) -> None:
        self.deeds.append(Deed.ROSTER)


def open_scope(classes: Callable[[], list[ClassRoom]] = list) -> FakeScope:
    """The desk of who manages the laptop."""
    return FakeScope(classes)
