"""Reading groups of a class: made, filled, renamed, emptied, removed; what a group is asked; never seen by a child."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.grouping import LONGEST, LONGEST_REASON
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.services.assessment.tasks import Tasks
from tests.integration.desk import Desk
from tests.integration.test_roster_import import child, imported, roster


class GroupDesk(Desk):
    """A class of three with a teacher who makes groups."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.teacher.set_up("seven quiet otters")
        self.groups = self.teacher.groups
        self.tasks = Tasks(self.databases.assignments)
        self.omar = self.teacher.add_student(self.room.id, "Omar", "Aziz", 3)
        self.zoe = self.teacher.add_student(self.room.id, "Zoë", "Brandt", 3)

    def asked(self, student: Student) -> list[str]:
        """The texts that a child is asked to read today."""
        return [task.next_text or "" for task in self.tasks.of(student)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[GroupDesk]:
    desk = GroupDesk(tmp_path)
    yield desk
    desk.databases.close()


def test_a_child_is_in_several_groups_or_in_none(desk: GroupDesk) -> None:
    maya, omar, zoe, groups = desk.child.id, desk.omar.id, desk.zoe.id, desk.groups
    (foxes,) = groups.make(desk.room.id, " Foxes ", reason="Reading the words", children=[maya, omar])
    assert (foxes.name, foxes.reason, set(foxes.children)) == ("Foxes", "Reading the words", {maya, omar})
    owls, foxes = sorted(groups.make(desk.room.id, "Owls"), key=lambda one: one.name, reverse=True)
    assert owls.children == ()
    groups.put(owls.id, [omar])
    rows = {row.student.id: row.groups for row in desk.teacher.overview(desk.room.id)}
    assert rows == {maya: ("Foxes",), omar: ("Foxes", "Owls"), zoe: ()}
    groups.take(foxes.id, [omar])
    renamed = groups.change(foxes.id, name="Bears", reason="")
    assert [(one.name, one.children) for one in renamed] == [("Bears", (maya,)), ("Owls", (omar,))]
    assert [one.children for one in groups.empty(owls.id)] == [(maya,), ()]
    assert [one.name for one in groups.remove(foxes.id)] == ["Owls"]
    assert len(desk.teacher.students(desk.room.id)) == 3


def test_what_cannot_be_a_group_is_refused_with_its_reason(desk: GroupDesk) -> None:
    desk.groups.make(desk.room.id, "Foxes")
    other = desk.teacher.add_class("Room 13", 3)
    stranger = desk.teacher.add_student(other.id, "Ruth", "Lee", 3)
    for name, reason, children, why in (
        ("  ", "", [], "needs a name"),
        ("\u202e", "", [], "needs a name"),
        ("x" * (LONGEST + 1), "", [], "60 letters"),
        ("fOXES", "", [], "already"),
        ("Owls", "x" * (LONGEST_REASON + 1), [], "reason"),
        ("Owls", "", [stranger.id], "children of the class"),
    ):
        with pytest.raises(Refused, match=why):
            desk.groups.make(desk.room.id, name, reason=reason, children=children)
    with pytest.raises(KeyError):
        desk.groups.empty("none")
    # The same name in another class is another group.
    assert [one.name for one in desk.groups.make(other.id, "Foxes")] == ["Foxes"]
    desk.teacher.lock()
    with pytest.raises(Refused, match="locked"):
        desk.groups.of_class(desk.room.id)


def test_who_is_in_the_group_on_the_day_is_asked(desk: GroupDesk) -> None:
    maya, omar = desk.child, desk.omar
    (foxes,) = desk.groups.make(desk.room.id, "Foxes", children=[maya.id])
    desk.teacher.assignments.give(Kind.PRACTICE, text_ids=("birds",), group_id=foxes.id)
    assert (desk.asked(maya), desk.asked(omar)) == (["birds"], [])
    # Who comes later is asked too; who is taken out is not asked any more.
    desk.groups.put(foxes.id, [omar.id])
    desk.groups.take(foxes.id, [maya.id])
    assert (desk.asked(maya), desk.asked(omar)) == ([], ["birds"])
    desk.groups.change(foxes.id, name="Bears", reason="")
    (given,) = desk.teacher.assignments.of_class(desk.room.id)
    assert given.assignment.group == "Bears"
    assert [one.student.id for one in given.progress] == [omar.id]
    # Removing the group takes nothing away from those who were asked.
    desk.groups.remove(foxes.id)
    assert desk.asked(omar) == ["birds"]
    (given,) = desk.teacher.assignments.of_class(desk.room.id)
    assert given.assignment.children == (omar.id,)
    desk.teacher.assignments.withdraw(given.assignment.id)
    assert desk.asked(omar) == []


def test_what_was_read_for_a_group_stays_in_sight(desk: GroupDesk) -> None:
    (foxes,) = desk.groups.make(desk.room.id, "Foxes", children=[desk.child.id])
    given = desk.teacher.assignments.give(Kind.PRACTICE, text_ids=("birds",), group_id=foxes.id)
    desk.read("a", ReadingEvents(()))
    desk.databases.assignments.note_reading("a", given.id)
    desk.groups.empty(foxes.id)
    (shown,) = desk.teacher.assignments.of_class(desk.room.id)
    assert [(one.student.id, one.readings) for one in shown.progress] == [(desk.child.id, ("a",))]


def test_a_child_never_learns_which_group_it_is_in(desk: GroupDesk) -> None:
    (slow,) = desk.groups.make(desk.room.id, "Slow readers", reason="Slow", children=[desk.child.id, desk.omar.id])
    desk.teacher.assignments.give(Kind.PRACTICE, text_ids=("birds",), group_id=slow.id, group="Slow readers")
    tasks = desk.tasks.of(desk.child)
    assert [task.next_text for task in tasks] == ["birds"]
    told = str(tasks)
    assert not any(word in told for word in ("Slow", slow.id, desk.omar.id))


def test_who_leaves_the_class_is_out_and_back_again(desk: GroupDesk) -> None:
    imported(desk, roster(child(1), child(2)))
    room = next(one for one in desk.teacher.classes() if one.name == "Room 1")
    first, second = desk.teacher.students(room.id)
    (foxes,) = desk.groups.make(room.id, "Foxes", children=[first.id, second.id])
    desk.teacher.assignments.give(Kind.PRACTICE, text_ids=("birds",), group_id=foxes.id)
    imported(desk, roster(child(1, room="c2"), child(2)))
    assert desk.groups.of_class(room.id)[0].children == (second.id,)
    assert (desk.asked(first), desk.asked(second)) == ([], ["birds"])
    imported(desk, roster(child(1)))
    assert set(desk.groups.of_class(room.id)[0].children) == {first.id}


def test_groups_are_merged_handed_out_and_erased_with_the_child(desk: GroupDesk) -> None:
    twin = desk.teacher.add_student(desk.room.id, "Maja", "Lin", 3)
    (foxes,) = desk.groups.make(desk.room.id, "Foxes", reason="Reading the words", children=[twin.id, desk.omar.id])
    desk.teacher.roster_editing.merge(desk.child.id, twin.id)
    assert set(desk.groups.of_class(desk.room.id)[0].children) == {desk.child.id, desk.omar.id}
    told = desk.databases.erasures.rows.everything(desk.child.id)
    assert [row["group_id"] for row in told["group_member"]] == [foxes.id]
    assert [(row["name"], row["reason"]) for row in told["reading_group"]] == [("Foxes", "Reading the words")]
    assert [row["name"] for row in told["class_room"]] == ["Room 12"]
    certificate = desk.teacher.keeping.erase_child(desk.child.id)
    assert certificate.rows["group_member"] == 1
    assert desk.groups.of_class(desk.room.id)[0].children == (desk.omar.id,)


def test_growth_tells_of_each_group(desk: GroupDesk) -> None:
    desk.groups.make(desk.room.id, "Foxes", children=[desk.child.id, desk.omar.id])
    (foxes,) = desk.teacher.growth.of_class(desk.room.id).by_group
    assert (foxes.group.name, foxes.with_level, foxes.wcpm, foxes.read_this_week) == ("Foxes", 0, None, 0)
    assert sum(foxes.needs.values()) == 2
