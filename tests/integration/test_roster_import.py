"""Importing a roster, importing it again next week, and undoing it: against a simple model, and case by case."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.rostering.incoming import Incoming, IncomingChild, IncomingClass
from tests.integration.test_marking import Desk

ROOMS = (IncomingClass("c1", "Room 1", 1), IncomingClass("c2", "Room 2", 2))


def no_ticks(_done: int, _total: int, _note: str) -> None:
    """Nobody watches."""


def roster(*children: IncomingChild) -> Incoming:
    filled = {child.class_id for child in children}
    return Incoming("Clever", "clever", tuple(room for room in ROOMS if room.source_id in filled), children)


def child(number: int, name: str = "", room: str = "c1", grade: int | None = 1) -> IncomingChild:
    return IncomingChild(f"s{number}", name or f"Child{number}", "Lin", grade, room)


def imported(desk: Desk, incoming: Incoming) -> str:
    return desk.teacher.roster_import.carry_out(desk.teacher.roster_import.plan(incoming), "roster.zip", no_ticks)


def there(desk: Desk) -> dict[str, list[tuple[str, int]]]:
    """The children who are here, by class, but for those who were there from the start."""
    return {
        room.name: [(one.given_name, one.grade) for one in desk.teacher.students(room.id)]
        for room in desk.teacher.classes()
        if room.name != "Room 12"
    }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    desk.teacher.set_up("seven quiet otters")
    yield desk
    desk.databases.close()


def test_next_week_the_same_children_change_move_leave_and_come_back(desk: Desk) -> None:
    imported(desk, roster(child(1), child(2), child(3)))
    assert there(desk) == {"Room 1": [("Child1", 1), ("Child2", 1), ("Child3", 1)]}
    ids = {one.given_name: one.id for room in desk.teacher.classes() for one in desk.teacher.students(room.id)}
    plan = desk.teacher.roster_import.plan(roster(child(1, "Kiddo"), child(2, room="c2", grade=2), child(4)))
    assert [one.given_name for one in plan.added] == ["Child4"]
    assert [(one.before.given_name, one.after.given_name) for one in plan.changed] == [
        ("Child1", "Kiddo"),
        ("Child2", "Child2"),
    ]
    assert [one.given_name for one in plan.left] == ["Child3"]
    desk.teacher.roster_import.carry_out(plan, "roster.zip", no_ticks)
    assert there(desk) == {"Room 1": [("Child4", 1), ("Kiddo", 1)], "Room 2": [("Child2", 2)]}
    assert desk.databases.roster.student(ids["Child1"]).given_name == "Kiddo"
    # Who has left is kept, and comes back as the same child.
    imported(desk, roster(child(1), child(3)))
    back = {one.given_name: one.id for room in desk.teacher.classes() for one in desk.teacher.students(room.id)}
    assert back["Child3"] == ids["Child3"]


def test_a_name_is_never_matched_silently(desk: Desk) -> None:
    maya = replace(child(1), given_name="Maya", family_name="Lin")
    plan = desk.teacher.roster_import.plan(roster(maya))
    ((offer),) = plan.same_name
    assert [one.id for one in offer.known] == [desk.child.id]
    assert plan.added == (maya,)
    agreed = desk.teacher.roster_import.plan(roster(maya), {maya: desk.child.id})
    assert agreed.added == ()
    desk.teacher.roster_import.carry_out(agreed, "roster.zip", no_ticks)
    assert desk.databases.roster.student(desk.child.id).grade == 1
    assert desk.teacher.roster_import.plan(roster(maya)).does_nothing


def test_undo_brings_back_what_was_there(desk: Desk) -> None:
    imported(desk, roster(child(1), child(2)))
    before = there(desk)
    second = imported(desk, roster(child(2, "Other", "c2", 2), child(3)))
    desk.teacher.roster_import.undo(second)
    assert there(desk) == before
    with pytest.raises(Refused, match="Only the last"):
        desk.teacher.roster_import.undo(second)
    first = desk.teacher.roster_import.imports()[-1]
    desk.teacher.roster_import.undo(first.id)
    assert there(desk) == {}
    assert [one.undone_at is None for one in desk.teacher.roster_import.imports()] == [False, False]


def test_undo_keeps_a_child_that_has_read_since(desk: Desk) -> None:
    only = imported(desk, roster(child(1), child(2)))
    (room,) = (room for room in desk.teacher.classes() if room.name == "Room 1")
    desk.child = desk.teacher.students(room.id)[0]
    desk.read("a", ReadingEvents(()))
    desk.teacher.roster_import.undo(only)
    assert there(desk) == {"Room 1": [("Child1", 1)]}
    assert len(desk.teacher.readings(desk.child.id)) == 1


def test_a_stopped_import_changes_nothing(desk: Desk) -> None:
    def stop(done: int, _total: int, _note: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    plan = desk.teacher.roster_import.plan(roster(child(1), child(2), child(3)))
    with pytest.raises(KeyboardInterrupt):
        desk.teacher.roster_import.carry_out(plan, "roster.zip", stop)
    assert there(desk) == {}
    assert desk.teacher.roster_import.imports() == []


def test_an_imported_child_is_erased_with_what_an_import_remembers(desk: Desk) -> None:
    imported(desk, roster(child(1)))
    imported(desk, roster(child(1, "Other")))
    (room,) = (room for room in desk.teacher.classes() if room.name == "Room 1")
    certificate = desk.teacher.keeping.erase_child(desk.teacher.students(room.id)[0].id)
    assert dict(certificate.rows) == {"student": 1, "enrolment": 1, "child_source": 1, "child_before_import": 2}


def test_while_it_is_locked_nothing_is_told(desk: Desk) -> None:
    desk.teacher.lock()
    for ask in (desk.teacher.roster_import.imports, lambda: desk.teacher.roster_import.plan(roster(child(1)))):
        with pytest.raises(Refused, match="locked"):
            ask()


_NAMES, _ROOMS = st.sampled_from(("Ada", "Bo", "Cy")), st.sampled_from(("c1", "c2"))


class Weeks(RuleBasedStateMachine):
    """Imports and undoes against a list of what the school said each week."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.desk = Desk(Path(self._folder.name))
        self.desk.teacher.set_up("seven quiet otters")
        self.weeks: list[tuple[str, dict[int, tuple[str, str]]]] = []

    @rule(children=st.dictionaries(st.integers(1, 6), st.tuples(_NAMES, _ROOMS), min_size=1))
    def school_hands_over(self, children: dict[int, tuple[str, str]]) -> None:
        """Another week, another roster."""
        rows = [child(number, name, room) for number, (name, room) in children.items()]
        self.weeks.append((imported(self.desk, roster(*rows)), children))

    @precondition(lambda self: self.weeks)
    @rule()
    def undo(self) -> None:
        """Take the last week back."""
        ident, _children = self.weeks.pop()
        self.desk.teacher.roster_import.undo(ident)

    @precondition(lambda self: self.weeks)
    @rule()
    def nothing_is_left_to_do(self) -> None:
        """The same roster once more changes nothing."""
        _ident, children = self.weeks[-1]
        rows = [child(number, name, room) for number, (name, room) in children.items()]
        assert self.desk.teacher.roster_import.plan(roster(*rows)).does_nothing

    @invariant()
    def who_is_here_is_who_the_last_roster_names(self) -> None:
        """By name and class."""
        names = {room.source_id: room.name for room in ROOMS}
        said = self.weeks[-1][1].values() if self.weeks else ()
        expected = sorted((names[room], name) for name, room in said)
        found = sorted((room, name) for room, children in there(self.desk).items() for name, _grade in children)
        assert found == expected

    def teardown(self) -> None:
        """Close the databases."""
        self.desk.databases.close()
        self._folder.cleanup()


TestWeeks = Weeks.TestCase
TestWeeks.settings = settings(max_examples=12, stateful_step_count=8)
