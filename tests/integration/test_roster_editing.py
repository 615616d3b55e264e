"""The roster by hand: moving, leaving and merging, over an encrypted store; readings follow the child."""

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.reading.events import ReadingEvents
from tests.integration.desk import Desk, events
from tests.integration.test_roster_import import child, imported, roster


def test_a_child_gets_another_name_grade_and_class(desk: Desk) -> None:
    room = desk.teacher.add_class("Kingfishers", 4)
    moved = desk.teacher.roster_editing.change(
        desk.child.id, given_name=" Mia ", family_name="Lind", grade=4, class_id=room.id
    )
    assert (moved.display_name, moved.grade, moved.class_id) == ("Mia Lind", 4, room.id)
    assert desk.teacher.students(room.id) == [moved]
    with pytest.raises(ValueError, match="name is needed"):
        desk.teacher.roster_editing.change(moved.id, given_name=" ", family_name="", grade=4, class_id=room.id)
    with pytest.raises(KeyError):
        desk.teacher.roster_editing.change(moved.id, given_name="Mia", family_name="", grade=4, class_id="none")


def test_a_child_is_in_two_classes_and_reads_for_both(desk: Desk) -> None:
    club = desk.teacher.add_class("Book club", 3)
    third = desk.teacher.add_class("Kingfishers", 4)
    maya, first = desk.child, desk.child.class_id
    names = {"given_name": "Maya", "family_name": "Lin", "grade": 3}
    desk.teacher.roster_editing.change(maya.id, **names, class_id=first, also_in=[club.id])
    assert desk.teacher.roster_editing.classes_of(maya.id) == {first, club.id}
    assert [one.id for one in desk.teacher.students(club.id)] == [one.id for one in desk.teacher.students(first)]
    desk.read("a", ReadingEvents(()))
    assert [row.this_week for room in (first, club.id) for row in desk.teacher.overview(room)] == [1, 1]
    # The child counts once in the school, and in each of its classes.
    school = desk.teacher.growth.of_school()
    assert (school.school.children, [one.children for one in school.classes]) == (1, [1, 1])
    # Moving out of the first class leaves the other one as it is.
    desk.teacher.roster_editing.change(maya.id, **names, class_id=third.id)
    assert desk.teacher.roster_editing.classes_of(maya.id) == {third.id, club.id}
    assert desk.teacher.students(first) == []
    desk.teacher.roster_editing.change(maya.id, **names, class_id=club.id, also_in=[])
    assert desk.teacher.roster_editing.classes_of(maya.id) == {club.id}
    with pytest.raises(KeyError):
        desk.teacher.roster_editing.change(maya.id, **names, class_id=club.id, also_in=["none"])


def test_the_first_class_alone_says_how_a_reading_is_scored(desk: Desk) -> None:
    club = desk.teacher.add_class("Book club", 3)
    desk.teacher.roster_editing.change(
        desk.child.id, given_name="Maya", family_name="Lin", grade=3, class_id=desk.room.id, also_in=[club.id]
    )
    desk.read("a", events())
    assert desk.teacher.growth.score_again(club.id, "cbm", lambda *_: None) == 0
    assert desk.teacher.growth.score_again(desk.room.id, "cbm", lambda *_: None) == 1


def test_a_merged_child_is_in_the_classes_of_both(desk: Desk) -> None:
    other = desk.teacher.add_class("Kingfishers", 4)
    twin = desk.teacher.add_student(other.id, "Maya", "Lin", 3)
    merged = desk.teacher.roster_editing.merge(desk.child.id, twin.id)
    assert merged.class_id == desk.room.id
    assert desk.teacher.roster_editing.classes_of(merged.id) == {desk.room.id, other.id}


def test_who_leaves_is_kept_and_not_shown(desk: Desk) -> None:
    desk.read("a", ReadingEvents(()))
    desk.teacher.roster_editing.leave(desk.child.id)
    assert desk.teacher.students(desk.child.class_id) == []
    assert desk.teacher.roster_editing.everybody() == []
    assert len(desk.teacher.readings(desk.child.id)) == 1


def test_all_that_is_kept_of_a_duplicate_becomes_the_other_childs(desk: Desk) -> None:
    desk.read("a", ReadingEvents(()))
    first = desk.child
    twin = desk.teacher.add_student(first.class_id, "Maya", "Lin", 3)
    desk.child = twin
    desk.read("b", ReadingEvents(()))
    desk.teacher.keeping.hold(twin.id, "asked by the principal")
    merged = desk.teacher.roster_editing.merge(first.id, twin.id)
    assert merged == first
    assert {one.id for one in desk.teacher.readings(first.id)} == {"a", "b"}
    assert [one.id for one in desk.teacher.students(first.class_id)] == [first.id]
    with pytest.raises(KeyError):
        desk.databases.roster.student(twin.id)
    assert [held.student_id for held in desk.teacher.keeping.holds()] == [first.id]


def test_a_child_is_not_its_own_duplicate(desk: Desk) -> None:
    with pytest.raises(ValueError, match="itself"):
        desk.teacher.roster_editing.merge(desk.child.id, desk.child.id)
    with pytest.raises(KeyError):
        desk.teacher.roster_editing.merge(desk.child.id, "nobody")


def test_a_merged_child_is_known_by_both_ids_next_week(desk: Desk) -> None:
    imported(desk, roster(child(1, "Ada"), child(2, "Adah"), child(3, "Bo")))
    ada, adah, _bo = (one for one in desk.teacher.roster_editing.everybody() if one.given_name[0] in "AB")
    desk.teacher.roster_editing.merge(ada.id, adah.id)
    both = desk.teacher.roster_import.plan(roster(child(1, "Ada"), child(2, "Adah"), child(3, "Bo")))
    assert both.does_nothing
    # The school has found out too, and kept the other id.
    other = desk.teacher.roster_import.plan(roster(child(2, "Ada"), child(3, "Bo")))
    assert other.does_nothing
    none = desk.teacher.roster_import.plan(roster(child(3, "Bo")))
    assert [one.id for one in none.left] == [ada.id]


def test_undoing_an_import_does_not_take_a_merged_child_away(desk: Desk) -> None:
    only = imported(desk, roster(child(1, "Maya")))
    (twin,) = (one for one in desk.teacher.roster_editing.everybody() if one.id != desk.child.id)
    desk.teacher.roster_editing.merge(desk.child.id, twin.id)
    desk.teacher.roster_import.undo(only)
    assert [one.id for one in desk.teacher.roster_editing.everybody()] == [desk.child.id]


def test_while_it_is_locked_nothing_is_changed(desk: Desk) -> None:
    desk.teacher.lock()
    with pytest.raises(Refused, match="locked"):
        desk.teacher.roster_editing.leave(desk.child.id)
    with pytest.raises(Refused, match="locked"):
        desk.teacher.roster_editing.everybody()
