"""Classes and children: as they were added, by name, whatever their script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.roster import RosterRepository
from litcoach_desktop.store.schema import TEACHER


@pytest.fixture
def roster(tmp_path: Path) -> Iterator[RosterRepository]:
    database = Database(tmp_path / "teacher.db", bytes(32))
    migrate(database, TEACHER)
    yield RosterRepository(database)
    database.close()


def test_classes_and_children_come_by_name_whatever_their_capitals(roster: RosterRepository) -> None:
    for name in ("birch", "Ash", "Cedar"):
        roster.add_class(name, 2)
    ash, birch, _cedar = roster.classes()
    assert [room.name for room in roster.classes()] == ["Ash", "birch", "Cedar"]
    for given, family in (("zoë", "Ark"), ("Ana", "Wu"), ("ana", "Bo")):
        roster.add_student(ash.id, given, family, 2)
    assert [child.display_name for child in roster.students(ash.id)] == ["ana Bo", "Ana Wu", "zoë Ark"]
    assert roster.students(birch.id) == []


def test_a_child_comes_back_as_it_was_added(roster: RosterRepository) -> None:
    room = roster.add_class("  Room 12 ", 3)
    child = roster.add_student(room.id, " Maya ", " Lin ", 3, "owl")
    assert (room.name, child.given_name, child.family_name) == ("Room 12", "Maya", "Lin")
    assert roster.student(child.id) == child
    assert child.picture_pin is None


def test_a_picture_pin_is_set_and_taken_away(roster: RosterRepository) -> None:
    child = roster.add_student(roster.add_class("a", 1).id, "Maya", "", 1)
    assert roster.set_picture_pin(child.id, ("fox", "fox", "bee")).picture_pin == ("fox", "fox", "bee")
    assert roster.student(child.id).picture_pin == ("fox", "fox", "bee")
    assert roster.set_picture_pin(child.id, None) == child


def test_names_of_any_script_and_length_are_kept(roster: RosterRepository) -> None:
    room = roster.add_class("3–ب", 3)
    for name in ("O'Brien; DROP TABLE student", "Nguyễn", "李", "א" * 10_000, "e\u0301", "\u202egnirts"):
        child = roster.add_student(room.id, name, name, 3)
        assert roster.student(child.id).given_name == name


def test_what_cannot_be_is_refused(roster: RosterRepository) -> None:
    room = roster.add_class("a", 1)
    child = roster.add_student(room.id, "Maya", "", 1)
    with pytest.raises(ValueError, match="name is needed"):
        roster.add_class(" ", 1)
    with pytest.raises(ValueError, match="name is needed"):
        roster.add_student(room.id, "", "Lin", 1)
    with pytest.raises(ValueError, match="no picture"):
        roster.add_student(room.id, "Ana", "", 1, "dragon")
    for pin in ((), ("dragon",)):
        with pytest.raises(ValueError, match="picture PIN"):
            roster.set_picture_pin(child.id, pin)
    with pytest.raises(KeyError):
        roster.add_student("nowhere", "Ana", "", 1)
    with pytest.raises(KeyError):
        roster.student("nobody")
    with pytest.raises(KeyError):
        roster.set_picture_pin("nobody", None)
