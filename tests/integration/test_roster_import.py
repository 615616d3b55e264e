"""Importing a roster, importing it again next week, and undoing it: against a simple model, and case by case."""

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
from tests.integration.desk import Desk, no_ticks

ROOMS = (IncomingClass("c1", "Room 1", 1), IncomingClass("c2", "Room 2", 2), IncomingClass("c3", "Extra", 1))


def roster(*children: IncomingChild) -> Incoming:
    filled = {room for child in children for room in child.classes}
    return Incoming("Clever", "clever", tuple(room for room in ROOMS if room.source_id in filled), children)


def child(
    number: int, name: str = "", room: str = "c1", grade: int | None = 1, also_in: tuple[str, ...] = ()
) -> IncomingChild:
    return IncomingChild(f"s{number}", name or f"Child{number}", "Lin", grade, room, also_in=also_in)


def imported(desk: Desk, incoming: Incoming) -> str:
    return desk.teacher.roster_import.carry_out(desk.teacher.roster_import.plan(incoming), "roster.zip", no_ticks)


def there(desk: Desk) -> dict[str, list[tuple[str, int]]]:
    """The children who are here, by class, but for those who were there from the start."""
    return {
        room.name: [(one.given_name, one.grade) for one in desk.teacher.students(room.id)]
        for room in desk.teacher.classes()
        if room.name != "Room 12"
    }


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


def test_a_child_is_in_all_its_classes_and_the_first_one_stays_the_first(desk: Desk) -> None:
    roster_import = desk.teacher.roster_import
    imported(desk, roster(child(1, also_in=("c3",)), child(2)))
    assert there(desk) == {"Room 1": [("Child1", 1), ("Child2", 1)], "Extra": [("Child1", 1)]}
    rooms = {room.name: room.id for room in desk.teacher.classes()}
    (one,) = desk.teacher.students(rooms["Extra"])
    assert one.class_id == rooms["Room 1"]
    # The school names the other class first now: the protocol must not change for that.
    assert roster_import.plan(roster(child(1, room="c3", also_in=("c1",)), child(2))).does_nothing
    imported(desk, roster(child(1, room="c3", also_in=("c2",)), child(2)))
    assert desk.databases.roster.student(one.id).class_id == rooms["Extra"]
    assert there(desk)["Room 1"] == [("Child2", 1)]
    assert there(desk)["Room 2"] == there(desk)["Extra"] == [("Child1", 1)]


def test_readings_count_in_each_class_and_undo_brings_the_classes_back(desk: Desk) -> None:
    imported(desk, roster(child(1, also_in=("c3",))))
    rooms = {room.name: room.id for room in desk.teacher.classes()}
    (desk.child,) = desk.teacher.students(rooms["Extra"])
    desk.read("a", ReadingEvents(()))
    for name in ("Room 1", "Extra"):
        assert [row.last is not None for row in desk.teacher.overview(rooms[name])] == [True]
    second = imported(desk, roster(child(1)))
    assert there(desk) == {"Room 1": [("Child1", 1)], "Extra": []}
    desk.teacher.roster_import.undo(second)
    assert there(desk) == {"Room 1": [("Child1", 1)], "Extra": [("Child1", 1)]}


def test_a_child_of_two_sources_only_goes_out_of_the_classes_of_one(desk: Desk) -> None:
    imported(desk, roster(child(1), child(2)))
    ids = {one.given_name: one.id for room in desk.teacher.classes() for one in desk.teacher.students(room.id)}
    extra = IncomingClass("x", "Reading club", 1)
    club = replace(roster(child(1, room="x")), source="other", classes=(extra,))
    plan = desk.teacher.roster_import.plan(club, {club.children[0]: ids["Child1"]})
    assert [one.before.id for one in plan.changed] == [ids["Child1"]]
    desk.teacher.roster_import.carry_out(plan, "club.csv", no_ticks)
    # It came out of the class that it was in: a person said that this file's child is the one.
    assert there(desk) == {"Reading club": [("Child1", 1)], "Room 1": [("Child2", 1)]}
    imported(desk, roster(child(1), child(2)))
    assert there(desk)["Room 1"] == [("Child1", 1), ("Child2", 1)]
    gone = desk.teacher.roster_import.plan(roster(child(2)))
    assert ([one.id for one in gone.out], gone.left) == ([ids["Child1"]], ())
    last = desk.teacher.roster_import.carry_out(gone, "roster.zip", no_ticks)
    assert there(desk) == {"Reading club": [("Child1", 1)], "Room 1": [("Child2", 1)]}
    assert desk.teacher.roster_import.plan(roster(child(2))).does_nothing
    desk.teacher.roster_import.undo(last)
    assert there(desk)["Room 1"] == [("Child1", 1), ("Child2", 1)]


def test_a_class_that_somebody_used_stays_when_its_import_is_undone(desk: Desk) -> None:
    only = imported(desk, roster(child(1)))
    rooms = {room.name: room.id for room in desk.teacher.classes()}
    desk.teacher.set_class_protocol(rooms["Room 1"], "dibels8")
    desk.teacher.roster_import.undo(only)
    assert there(desk) == {"Room 1": []}


_NAMES, _ROOMS = st.sampled_from(("Ada", "Bo", "Cy")), st.sampled_from(("c1", "c2", "c3"))
_SAID = st.dictionaries(st.integers(1, 6), st.tuples(_NAMES, st.lists(_ROOMS, min_size=1, unique=True)), min_size=1)
Said = dict[int, tuple[str, list[str]]]


def rows_of(said: Said) -> list[IncomingChild]:
    return [child(number, name, rooms[0], also_in=tuple(rooms[1:])) for number, (name, rooms) in said.items()]


class Weeks(RuleBasedStateMachine):
    """Imports and undoes against a list of what the school said each week, each child in one class or several."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.desk = Desk(Path(self._folder.name))
        self.desk.teacher.set_up("seven quiet otters")
        self.weeks: list[tuple[str, Said, dict[int, str]]] = []
        self.club = self.desk.teacher.add_class("Club", 1)
        self.in_club: set[int] = set()

    @rule(said=_SAID)
    def school_hands_over(self, said: Said) -> None:
        """Another week, another roster. Who leaves keeps the first class, for the day when it comes back."""
        before = self.weeks[-1][2] if self.weeks else {}
        first = {
            number: before[number] if before.get(number) in rooms else rooms[0] for number, (_, rooms) in said.items()
        }
        self.weeks.append((imported(self.desk, roster(*rows_of(said))), said, before | first))

    @precondition(lambda self: self.weeks)
    @rule()
    def undo(self) -> None:
        """Take the last week back."""
        ident, _said, _first = self.weeks.pop()
        self.desk.teacher.roster_import.undo(ident)
        # Whom it had added is gone with all that was said of it.
        self.in_club &= {number for _ident, said, _first in self.weeks for number in said}

    @precondition(lambda self: self.weeks)
    @rule(data=st.data())
    def a_person_puts_a_child_into_a_club(self, data: st.DataObject) -> None:
        """By hand, so that no roster takes it out again."""
        _ident, said, _first = self.weeks[-1]
        number = data.draw(st.sampled_from(sorted(said)))
        editing = self.desk.teacher.roster_editing
        found = {one.source_id: one for one in self.desk.databases.roster_imports.known("clever")[1]}
        one = found[f"s{number}"]
        editing.change(
            one.id,
            given_name=one.given_name,
            family_name=one.family_name,
            grade=one.grade,
            class_id=one.class_id,
            also_in={*one.also_in, self.club.id},
        )
        self.in_club.add(number)

    @precondition(lambda self: self.weeks)
    @rule()
    def nothing_is_left_to_do(self) -> None:
        """The same roster once more changes nothing."""
        _ident, said, _first = self.weeks[-1]
        assert self.desk.teacher.roster_import.plan(roster(*rows_of(said))).does_nothing

    @invariant()
    def who_is_here_is_who_the_last_roster_names(self) -> None:
        """By name and classes, and which of them is the first."""
        names = {room.source_id: room.name for room in ROOMS}
        _ident, said, first = self.weeks[-1] if self.weeks else ("", {}, {})
        expected = [(names[room], name) for name, rooms in said.values() for room in rooms]
        expected = sorted(expected + [("Club", said[number][0]) for number in self.in_club & said.keys()])
        found = sorted((room, name) for room, children in there(self.desk).items() for name, _grade in children)
        assert found == expected
        called = {room.id: room.name for room in self.desk.teacher.classes()}
        here = {one.id: one for room in called for one in self.desk.teacher.students(room)}
        assert sorted(
            (one.given_name, called[one.class_id]) for one in here.values() if called[one.class_id] != "Room 12"
        ) == sorted((name, names[first[number]]) for number, (name, _rooms) in said.items())

    def teardown(self) -> None:
        """Close the databases."""
        self.desk.databases.close()
        self._folder.cleanup()


TestWeeks = Weeks.TestCase
TestWeeks.settings = settings(max_examples=12, stateful_step_count=8)
