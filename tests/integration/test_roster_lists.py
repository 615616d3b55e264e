"""Lists have names: leavers of a list without ids are noticed, two schools never mix, and nothing is silent."""

from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.rostering.incoming import Incoming
from litcoach_desktop.domain.rostering.plan import Plan
from tests.integration.desk import Desk, no_ticks
from tests.integration.test_roster_reading import ONEROSTER_11, written

NAMES = "First,Last,Class\nAda,Berg,Room 4\nBo,Lind,Room 4\nCy,Mensah,Room 5\n"


def looked_at(desk: Desk, folder: Path, content: str, name: str = "names") -> Incoming:
    (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return desk.teacher.roster_import.look(folder / f"{name}.csv", no_ticks)


def of_likely(desk: Desk, incoming: Incoming) -> Incoming:
    whose = desk.teacher.roster_import.whose(incoming, "names")
    assert whose.likely is not None
    return desk.teacher.roster_import.of_list(incoming, whose.likely, whose.new_name)


def as_before(desk: Desk, incoming: Incoming) -> Plan:
    """All who are expected are the same."""
    plan = desk.teacher.roster_import.plan(incoming)
    return desk.teacher.roster_import.plan(incoming, {one.incoming: one.expected for one in plan.same_name})


def here(desk: Desk) -> dict[str, list[str]]:
    teacher = desk.teacher
    found = {room.name: [one.given_name for one in teacher.students(room.id)] for room in teacher.classes()}
    found.pop("Room 12")
    return found


def test_next_week_a_list_without_ids_is_known_and_its_leavers_are_noticed(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    first = looked_at(desk, tmp_path, NAMES)
    whose = roster.whose(first, "names")
    assert (whose.known, whose.likely, whose.new_name) == ((), "", "names")
    first = roster.of_list(first, "", "Elm School")
    roster.carry_out(roster.plan(first), "names.csv", no_ticks)
    ids = {one.given_name: one.id for one in desk.databases.roster.everybody()}
    # Next week Bo is gone, Dee is new, and Cy has moved.
    again = looked_at(desk, tmp_path, "First,Last,Class\nAda,Berg,Room 4\nDee,Roy,Room 4\nCy,Mensah,Room 4\n")
    assert roster.whose(again, "names").likely == first.source
    again = of_likely(desk, again)
    plan = roster.plan(again)
    # Names are never taken for the same silently: what is expected waits for a person.
    assert plan.waits == 1
    with pytest.raises(Refused, match="say first of 1 children"):
        roster.carry_out(plan, "names.csv", no_ticks)
    cy = next(one for one in again.children if one.given_name == "Cy")
    answers = {one.incoming: one.known[0].id for one in plan.same_name}
    assert set(answers) == {cy, next(one for one in again.children if one.given_name == "Ada")}
    plan = roster.plan(again, answers)
    assert [one.given_name for one in plan.added] == ["Dee"]
    assert [one.given_name for one in plan.left] == ["Bo"]
    last = roster.carry_out(plan, "names.csv", no_ticks)
    assert here(desk) == {"Room 4": ["Ada", "Cy", "Dee"], "Room 5": []}
    assert {one.given_name: one.id for one in desk.databases.roster.everybody()}["Cy"] == ids["Cy"]
    assert as_before(desk, again).does_nothing
    roster.undo(last)
    assert here(desk) == {"Room 4": ["Ada", "Bo"], "Room 5": ["Cy"]}


def test_who_is_said_to_be_another_child_is_added_and_the_other_leaves(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    first = of_likely(desk, looked_at(desk, tmp_path, NAMES))
    roster.carry_out(roster.plan(first), "names.csv", no_ticks)
    (ada, *_rest) = first.children
    answers = {one.incoming: one.expected for one in roster.plan(first).same_name} | {ada: None}
    plan = roster.plan(first, answers)
    assert (plan.waits, [one.given_name for one in plan.added], [one.given_name for one in plan.left]) == (
        0,
        ["Ada"],
        ["Ada"],
    )


def test_two_schools_with_the_same_running_numbers_never_mix(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    header = "Id,First,Last,Class\n"
    elm = of_likely(desk, looked_at(desk, tmp_path, f"{header}1,Ada,Berg,Room 4\n2,Bo,Lind,Room 4\n", "elm"))
    roster.carry_out(roster.plan(elm), "elm.csv", no_ticks)
    oak = looked_at(desk, tmp_path, f"{header}1,Dee,Roy,Room 4\n2,Eli,Kaya,Room 4\n", "oak")
    whose = roster.whose(oak, "oak")
    assert (whose.likely, [one.name for one in whose.known], whose.new_name) == ("", ["Room 4"], "Room 4 2")
    oak = roster.of_list(oak, "", "Oak School")
    plan = roster.plan(oak)
    assert (len(plan.added), plan.changed, plan.left) == (2, (), ())
    roster.carry_out(plan, "oak.csv", no_ticks)
    assert sorted(map(sorted, (
        [one.given_name for one in desk.teacher.students(room.id)]
        for room in desk.teacher.classes() if room.name == "Room 4"
    ))) == [["Ada", "Bo"], ["Dee", "Eli"]]  # fmt: skip
    assert roster.whose(elm, "elm").likely == elm.source
    # Half of one and half of the other: nobody but a person can say whose it is.
    mixed = looked_at(desk, tmp_path, f"{header}1,Ada,Berg,Room 4\n2,Eli,Kaya,Room 4\n", "mixed")
    assert roster.whose(mixed, "mixed").likely is None


def test_a_second_schools_oneroster_lets_nobody_of_the_first_leave(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    first = of_likely(desk, roster.look(written(tmp_path / "one", ONEROSTER_11), no_ticks))
    roster.carry_out(roster.plan(first), "one", no_ticks)
    other = {name: content.replace("s1", "z1").replace("s2", "z2") for name, content in ONEROSTER_11.items()}
    second = roster.look(written(tmp_path / "two", other), no_ticks)
    assert roster.whose(second, "two").likely == ""
    second = of_likely(desk, second)
    plan = roster.plan(second)
    assert (len(plan.added), plan.left) == (2, ())
    assert [one.name for one in roster.whose(second, "two").known] == ["OneRoster 1.1"]


def test_a_part_of_a_list_is_doubted_before_everybody_else_leaves(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    lines = [f"{number},Given{number},Lin,Room {number % 3}" for number in range(12)]
    whole = of_likely(desk, looked_at(desk, tmp_path, "\n".join(["Id,First,Last,Class", *lines])))
    roster.carry_out(roster.plan(whole), "a", no_ticks)
    for count, doubted in ((4, True), (8, False), (12, False)):
        part = of_likely(desk, looked_at(desk, tmp_path, "\n".join(["Id,First,Last,Class", *lines[:count]])))
        assert part.source == whole.source
        plan = roster.plan(part)
        assert (len(plan.left), plan.loses_many) == (12 - count, doubted)


def test_a_list_without_classes_is_one_class_whatever_its_file_is_called(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    first = of_likely(desk, looked_at(desk, tmp_path, "Id,First,Last\n1,Ada,Berg\n2,Bo,Lind\n", "Room 4 (1)"))
    roster.carry_out(roster.plan(first), "a", no_ticks)
    assert here(desk) == {"Room 4 (1)": ["Ada", "Bo"]}
    again = of_likely(desk, looked_at(desk, tmp_path, "Id,First,Last\n1,Ada,Berg\n3,Cy,Roy\n", "Room 4 (2)"))
    plan = roster.plan(again)
    assert (plan.new_classes, plan.renamed_classes) == ((), ())
    roster.carry_out(plan, "b", no_ticks)
    assert here(desk) == {"Room 4 (1)": ["Ada", "Cy"]}


def test_a_list_that_gets_ids_knows_its_children_by_them_from_then_on(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    first = of_likely(desk, looked_at(desk, tmp_path, NAMES))
    roster.carry_out(roster.plan(first), "names.csv", no_ticks)
    with_ids = looked_at(
        desk, tmp_path, "Id,First,Last,Class\n7,Ada,Berg,Room 4\n8,Bo,Lind,Room 4\n9,Cy,Mensah,Room 5\n"
    )
    named = roster.of_list(with_ids, first.source)
    plan = as_before(desk, named)
    assert (plan.added, len(plan.changed), plan.left) == ((), 3, ())
    last = roster.carry_out(plan, "names.csv", no_ticks)
    married = looked_at(desk, tmp_path, "Id,First,Last,Class\n7,Ada,Roy,Room 4\n8,Bo,Lind,Room 4\n9,Cy,Mensah,Room 5\n")
    plan = roster.plan(roster.of_list(married, first.source))
    assert ([one.after.family_name for one in plan.changed], plan.waits) == (["Roy"], 0)
    roster.undo(last)
    assert roster.plan(named).waits == 3


def test_names_of_lists_are_the_persons_own_and_go_with_an_undone_import(desk: Desk, tmp_path: Path) -> None:
    roster = desk.teacher.roster_import
    incoming = looked_at(desk, tmp_path, NAMES)
    for name, why in (("", "needs a name"), ("x" * 61, "60 letters")):
        with pytest.raises(Refused, match=why):
            roster.of_list(incoming, "", name)
    with pytest.raises(KeyError):
        roster.of_list(incoming, "table:none")
    only = roster.carry_out(roster.plan(roster.of_list(incoming, "", "Elm School")), "a", no_ticks)
    with pytest.raises(Refused, match="already"):
        roster.of_list(incoming, "", "ELM school")
    roster.undo(only)
    assert roster.whose(incoming, "names").known == ()
