"""Demographics: dropped unless the school keeps them; kept apart, handed out, erased with the child or all at once."""

import json
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.rostering.demographics import Trait, demographics_from
from litcoach_desktop.services.teacher.demographics import FEWEST
from litcoach_desktop.services.teacher.roster_import import bad_lines_csv
from litcoach_desktop.store.demographic_tables import DemographicRow
from tests.integration.desk import Desk, events, no_ticks
from tests.integration.test_roster_reading import CLEVER, ONEROSTER_11, written

SAID = {
    **ONEROSTER_11,
    "demographics": (
        "sourcedId,status,birthDate,sex,asian,white,hispanicOrLatinoEthnicity\n"
        "s1,active,2018-03-04,female,true,true,false\ns2,active,2018-13-40,M,false,false,\n"
    ),
}
MAYA = (
    (Trait.BIRTH_DATE, "2018-03-04"),
    (Trait.SEX, "female"),
    (Trait.RACE, "Asian; White"),
    (Trait.HISPANIC, "no"),
)


def taken_in(desk: Desk, path: Path) -> str:
    roster = desk.teacher.roster_import
    return roster.carry_out(roster.plan(roster.look(path, no_ticks)), path.name, no_ticks)


def kept(desk: Desk) -> dict[str, tuple[tuple[Trait, str], ...]]:
    called = {one.id: one.given_name for one in desk.databases.roster.everybody()}
    return {called[ident]: one.values for ident, one in desk.databases.demographics.everybody().items()}


def test_nothing_is_read_or_kept_unless_the_school_says_so(desk: Desk, tmp_path: Path) -> None:
    path = written(tmp_path / "r", SAID)
    incoming = desk.teacher.roster_import.look(path, no_ticks)
    assert all(child.demographics is None for child in incoming.children)
    taken_in(desk, path)
    assert kept(desk) == {}
    assert desk.teacher.demographics.fairness() == []


def test_where_they_are_kept_they_stand_in_a_table_of_their_own(desk: Desk, tmp_path: Path) -> None:
    desk.demographics_kept = True
    path = written(tmp_path / "r", SAID)
    first = taken_in(desk, path)
    assert kept(desk) == {"Maya": MAYA, "Leo": ((Trait.SEX, "male"),)}
    roster = desk.teacher.roster_import
    assert roster.plan(roster.look(path, no_ticks)).does_nothing
    # A file without them leaves them; another value is a change, which undo takes back.
    assert roster.plan(roster.look(written(tmp_path / "without", ONEROSTER_11), no_ticks)).does_nothing
    other = {**SAID, "demographics": SAID["demographics"].replace("female", "male")}
    second = taken_in(desk, written(tmp_path / "other", other))
    assert kept(desk)["Maya"][1] == (Trait.SEX, "male")
    roster.undo(second)
    assert kept(desk)["Maya"] == MAYA
    roster.undo(first)
    assert kept(desk) == {}


@pytest.mark.parametrize("form", ["Clever", "table"])
def test_other_forms_have_them_beside_the_names(desk: Desk, tmp_path: Path, form: str) -> None:
    desk.demographics_kept = True
    header = "School_id,Student_id,Last_name,First_name,Grade,DOB,Gender,Race,Hispanic_Latino,Home_language,"
    students = f"{header}Ell_status,Frl_status,IEP_status\n1,s1,Lin,Maya,3,3/4/2018,F,Asian,N,Chinese,Y,Free,N\n"
    path = written(tmp_path / "r", {**CLEVER, "students": students} if form == "Clever" else {"students": students})
    taken_in(desk, path)
    assert dict(kept(desk)["Maya"]) == {
        Trait.BIRTH_DATE: "2018-03-04",
        Trait.SEX: "female",
        Trait.RACE: "Asian",
        Trait.HISPANIC: "no",
        Trait.LANGUAGE: "Chinese",
        Trait.ELL: "yes",
        Trait.IEP: "no",
        Trait.LUNCH: "free",
    }


def test_values_that_make_no_sense_are_left_out() -> None:
    cells = {Trait.BIRTH_DATE: "44 March", Trait.SEX: "unknown", Trait.ELL: "perhaps", Trait.RACE: "x" * 100}
    assert demographics_from(cells) is None
    assert demographics_from({Trait.SEX: "nonbinary", Trait.LUNCH: "R"}) == demographics_from(
        {Trait.SEX: "another", Trait.LUNCH: "reduced"}
    )


@pytest.mark.parametrize("keeps", [False, True])
def test_lines_to_mend_hold_only_what_is_read(desk: Desk, tmp_path: Path, keeps: bool) -> None:
    desk.demographics_kept = keeps
    students = "Student_id,First_name,Last_name,Grade,DOB,Password,Street\ns1,,Lin,3,2018-03-04,secret,12 Elm\n"
    incoming = desk.teacher.roster_import.look(written(tmp_path / "r", {**CLEVER, "students": students}), no_ticks)
    plain = bad_lines_csv(incoming.bad_lines).decode("utf-8-sig")
    assert "Lin" in plain
    assert "secret" not in plain
    assert "Elm" not in plain
    assert ("2018-03-04" in plain) is keeps


def test_they_are_handed_out_merged_and_erased_with_the_child(desk: Desk, tmp_path: Path) -> None:
    desk.demographics_kept = True
    taken_in(desk, written(tmp_path / "r", SAID))
    maya = next(
        one for one in desk.databases.roster.everybody() if one.given_name == "Maya" and one.id != desk.child.id
    )
    (told,) = desk.databases.erasures.rows.everything(maya.id)["demographic"]
    assert (told["sex"], told["birth_date"]) == ("female", "2018-03-04")
    desk.teacher.roster_editing.merge(desk.child.id, maya.id)
    assert desk.databases.demographics.everybody()[desk.child.id].values == MAYA
    assert desk.teacher.keeping.erase_child(desk.child.id).rows["demographic"] == 1
    assert desk.databases.demographics.count() == 1


def test_switching_off_erases_all_of_it_for_good(desk: Desk, tmp_path: Path) -> None:
    desk.demographics_kept = True
    taken_in(desk, written(tmp_path / "r", SAID))
    second = taken_in(desk, written(tmp_path / "s", {**SAID, "demographics": SAID["demographics"].replace("fe", "")}))
    with pytest.raises(Refused, match="Switch that off"):
        desk.teacher.demographics.erase()
    roster = desk.teacher.roster_import
    third = {**SAID, "demographics": SAID["demographics"].replace("true", "false")}
    plan = roster.plan(roster.look(written(tmp_path / "t", third), no_ticks))
    desk.demographics_kept = False
    assert desk.teacher.demographics.count() == 2
    assert desk.teacher.demographics.erase() == 2
    assert desk.teacher.demographics.count() == 0
    certificate = desk.teacher.keeping.certificates()[0]
    assert (certificate.what, certificate.about, dict(certificate.rows)) == ("demographics", "", {"demographic": 2})
    # A plan that was made before keeps none, and undoing an import brings none back.
    last = roster.carry_out(plan, "t", no_ticks)
    assert kept(desk) == {}
    roster.undo(last)
    roster.undo(second)
    assert kept(desk) == {}


def test_what_a_policy_has_switched_off_is_gone_at_the_next_start(desk: Desk, tmp_path: Path) -> None:
    desk.demographics_kept = True
    taken_in(desk, written(tmp_path / "r", SAID))
    desk.teacher.lock()
    assert desk.teacher.demographics.end_if_dropped() == 0
    desk.demographics_kept = False
    assert desk.teacher.demographics.end_if_dropped() == 2
    assert desk.teacher.demographics.end_if_dropped() == 0
    with pytest.raises(Refused, match="locked"):
        desk.teacher.demographics.count()


def test_groups_of_children_are_compared_and_small_ones_never_told(desk: Desk) -> None:
    desk.demographics_kept = True
    children = [desk.teacher.add_student(desk.room.id, f"Child{number}", "Lin", 3) for number in range(FEWEST + 2)]
    with desk.databases.demographics._database.write() as session:
        session.add_all(
            DemographicRow(student_id=one.id, ell="yes" if place < FEWEST else "no", birth_date="2018-01-01")
            for place, one in enumerate(children)
        )
    for number, one in enumerate(children[:2]):
        desk.child = one
        desk.read(f"r{number}", events())
    desk.teacher.mark("r0", 1, events().words[0].status)
    desk.teacher.reviews.done("r0")
    (only,) = desk.teacher.demographics.fairness()
    assert (only.trait, only.value, only.children, only.readings) == (Trait.ELL, "yes", FEWEST, 2)
    assert (only.unscored, only.put_right) == (0.0, 1.0)
    assert only.wcpm is not None
    assert json.dumps(str(only)).count("2018") == 0
