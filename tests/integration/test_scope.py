"""Whose the classes are: every public call of the teacher's side, walked by those who may not make it."""

import inspect
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from litcoach_desktop.domain.accounts import Role
from litcoach_desktop.domain.assignments import Kind
from litcoach_desktop.domain.errors import EnvironmentProblem, Refused
from litcoach_desktop.domain.growth.aims import Pace
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.services.teacher import Format, TeacherService
from tests.integration.school_of_two import OURS, PASSPHRASE, THEIRS, Belongings, School, imported, school_of_two

# What may be called before anybody has said who it is; the erasing of what is due asks nobody.
OPEN = {
    "people", "set_up", "recover", "unlock", "unlocked", "lock", "account", "keeping.end_periods",
    "demographics.end_if_dropped",
}  # fmt: skip
# What a principal may do; every other call is refused. A new method has to be put here to be a principal's.
PRINCIPALS = {
    "classes", "students", "overview", "readings", "class_protocol", "accounts.change_passphrase",
    "assignments.of_class", "growth.of_child", "growth.of_class", "growth.of_school", "groups.of_class",
    "exporting.export", "reports.for_parents", "reports.for_all_parents", "reports.of_class",
    "roster_editing.everybody", "roster_editing.classes_of", "demographics.count", "demographics.fairness",
}  # fmt: skip


LOOKED_AT = {"roster_import.look", "roster_import.columns", "roster_import.whose", "roster_import.of_list"}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    with school_of_two(tmp_path_factory.mktemp("school")) as school:
        yield school


def calls_of(teacher: TeacherService) -> dict[str, Any]:
    """Every public method of the teacher's side and of its parts, by name."""
    found: dict[str, Any] = {}
    parts = {"": teacher, **{f"{name}.": part for name, part in vars(teacher).items() if not name.startswith("_")}}
    for prefix, part in parts.items():
        for name, member in inspect.getmembers(type(part)):
            if not name.startswith("_") and callable(member):
                found[prefix + name] = getattr(part, name)
    return found


def arguments_of(call: Any, whose: Belongings, school: School, folder: Path) -> dict[str, Any]:
    """What somebody would pass who means these belongings; by the name of the parameter."""
    roster = school.teacher.roster_import
    known: dict[str, Any] = {
        "class_id": whose.class_id, "student_id": whose.student_id, "duplicate_id": whose.other_student_id,
        "reading_id": whose.reading_id, "session_id": whose.session_id, "alert_id": whose.alert_id,
        "assignment_id": whose.assignment_id, "import_id": whose.import_id, "group_id": whose.group_id,
        "account_id": whose.account.id, "class_ids": [whose.class_id], "children": (whose.student_id,),
        "index": 1, "status": WordStatus.CORRECT, "protocol": "cbm", "place": (1, None), "cues": frozenset(),
        "word": "fly", "heard": None, "pin": ("fox", "owl"), "kind": Kind.PRACTICE, "note": "a note", "reason": "why",
        "name": "Other name", "given_name": "Other", "family_name": "Name", "grade": 3, "file": folder / "out.zip",
        "path": whose.file, "tick": lambda *_progress: None, "form": Format.CSV, "role": Role.TEACHER,
        "passphrase": "eight new otters", "old": PASSPHRASE, "new": PASSPHRASE, "key": "", "due": date(2027, 1, 1),
        "source_id": "", "within": timedelta(days=7), "settled": True, "limit": 10, "pace": Pace.USUAL,
    }  # fmt: skip
    wanted = inspect.signature(call).parameters
    if "incoming" in wanted or "plan" in wanted:
        school.sit(school.manager)
        known["incoming"] = roster.look(whose.file, known["tick"])
        known["plan"] = roster.plan(known["incoming"])
    optional = ("class_id", "student_id", "children", "account_id")
    missing = [name for name, one in wanted.items() if one.default is one.empty and name not in known]
    assert not missing, f"say in arguments_of what {missing} of {call.__qualname__} is"
    return {name: known[name] for name, one in wanted.items() if one.default is one.empty or name in optional}


def outcome(call: Any, arguments: dict[str, Any]) -> tuple[Any, str]:
    """The answer and "", or None and the sentence of the refusal."""
    try:
        return call(**arguments), ""
    except Refused as refusal:
        return None, str(refusal)


def test_every_call_is_refused_while_the_teachers_side_is_locked(school: School, tmp_path: Path) -> None:
    for name, call in calls_of(school.teacher).items():
        if name not in OPEN:
            arguments = arguments_of(call, school.theirs, school, tmp_path)
            school.teacher.lock()
            with pytest.raises(Refused, match="locked"):
                call(**arguments)


@pytest.mark.parametrize("named", [True, False], ids=["with the other's class", "naming none"])
def test_a_teacher_reaches_nothing_of_another_teachers_class(school: School, tmp_path: Path, named: bool) -> None:
    before = school.rows_about(school.theirs)
    for name, call in calls_of(school.teacher).items():
        if name in OPEN:
            continue
        arguments = arguments_of(call, school.theirs, school, tmp_path)
        if not named:
            needed = inspect.signature(call).parameters
            arguments = {
                one: value for one, value in arguments.items() if needed[one].default is inspect.Parameter.empty
            }
        school.sit(school.ours.account)
        answer, refusal = outcome(call, arguments)
        written = [file.read_bytes().decode(errors="replace") for file in tmp_path.rglob("*") if file.is_file()]
        # A file that she looks at is her own to look at.
        told = [refusal, *written] if name in LOOKED_AT else [repr(answer), refusal, *written]
        assert not [one for one in told if THEIRS in one or school.theirs.class_id in one], name
        for part, rows in school.rows_about(school.theirs).items():
            assert rows == before[part], f"{name} changed {part}"


def test_a_call_that_names_another_teachers_class_or_child_is_refused(school: School, tmp_path: Path) -> None:
    names = (
        "class_id", "student_id", "reading_id", "session_id", "alert_id", "assignment_id", "group_id", "import_id",
        "plan",
    )  # fmt: skip
    for name, call in calls_of(school.teacher).items():
        arguments = arguments_of(call, school.theirs, school, tmp_path)
        if name not in OPEN and set(names) & set(arguments):
            school.sit(school.ours.account)
            with pytest.raises(Refused):
                call(**arguments)


def test_a_principal_sees_figures_and_changes_nothing(school: School, tmp_path: Path) -> None:
    before = school.rows_about(school.theirs)
    allowed = set()
    for name, call in calls_of(school.teacher).items():
        if name in OPEN:
            continue
        arguments = arguments_of(call, school.theirs, school, tmp_path)
        school.sit(school.principal)
        _answer, refusal = outcome(call, arguments)
        if refusal:
            assert "principal" in refusal or "manages this computer" in refusal, name
        else:
            allowed.add(name)
        for part, rows in school.rows_about(school.theirs).items():
            assert rows == before[part], f"{name} changed {part}"
    assert allowed == PRINCIPALS & set(calls_of(school.teacher))


def test_a_principal_takes_out_figures_and_no_words(school: School, tmp_path: Path) -> None:
    school.sit(school.principal)
    file = tmp_path / "out"
    school.teacher.exporting.export(Format.CSV, file, lambda *_: None, class_id=school.ours.class_id)
    file.unlink()
    with pytest.raises(Refused, match="A principal sees the figures"):
        school.teacher.exporting.export(Format.SUBMISSIONS, file, lambda *_: None, class_id=school.ours.class_id)
    assert not file.exists()


def test_the_manager_sees_every_class_and_gives_them_away(school: School) -> None:
    school.sit(school.manager)
    assert {room.id for room in school.teacher.classes()} >= {school.ours.class_id, school.theirs.class_id}
    school.teacher.accounts.set_classes(school.ours.account.id, [school.ours.class_id, school.theirs.class_id])
    school.sit(school.ours.account)
    assert school.theirs.class_id in {room.id for room in school.teacher.classes()}
    assert school.teacher.reading(school.theirs.reading_id).summary.text_title == f"{THEIRS} birds"
    school.sit(school.theirs.account)
    assert [room.id for room in school.teacher.classes()] == [school.theirs.class_id]
    school.sit(school.manager)
    school.teacher.accounts.set_classes(school.ours.account.id, [school.ours.class_id])
    school.sit(school.ours.account)
    with pytest.raises(Refused, match="none of your classes"):
        school.teacher.students(school.theirs.class_id)


def test_what_a_teacher_makes_is_hers(school: School) -> None:
    school.sit(school.ours.account)
    room = school.teacher.add_class("Reading club", 2)
    child = school.teacher.add_student(room.id, "Noor", "", 2)
    assert child in school.teacher.roster_editing.everybody()
    school.sit(school.theirs.account)
    assert room not in school.teacher.classes()
    assert child not in school.teacher.roster_editing.everybody()


def test_a_child_of_two_classes_is_open_to_both_teachers(school: School) -> None:
    school.sit(school.ours.account)
    room = school.teacher.add_class("Choir", 2)
    child = school.teacher.add_student(room.id, "Ines", "", 2)
    school.sit(school.manager)
    school.teacher.accounts.set_classes(school.theirs.account.id, [school.theirs.class_id, room.id])
    for account in (school.ours.account, school.theirs.account):
        school.sit(account)
        assert school.teacher.readings(child.id) == []
    school.sit(school.manager)
    school.teacher.accounts.set_classes(school.theirs.account.id, [school.theirs.class_id])


def test_the_assistant_answers_about_ones_own_class_only(school: School) -> None:
    school.sit(school.ours.account)
    assert school.services.agent.open_assistant(school.ours.class_id).opening()
    with pytest.raises(Refused, match="none of your classes"):
        school.services.agent.open_assistant(school.theirs.class_id)
    mine = school.services.agent.open_assistant(school.ours.class_id)
    # Who sits down next does not go on with the talk of before.
    school.sit(school.theirs.account)
    with pytest.raises(Refused):
        mine.say("who has not read this week?")


def test_alerts_go_to_the_childs_teachers_and_to_who_manages_the_laptop(school: School) -> None:
    school.services.agent.open_session(None).say("i want to kill myself")
    school.sit(school.ours.account)
    assert {one.student.display_name if one.student else None for one in school.teacher.alerts(settled=False)} == {
        None, f"{OURS} Maya {OURS}",
    }  # fmt: skip
    assert school.teacher.open_alerts() == 2
    school.sit(school.manager)
    assert school.teacher.open_alerts() == 3
    school.sit(school.principal)
    with pytest.raises(Refused, match="A principal sees the figures"):
        school.teacher.open_alerts()


def test_the_log_says_who_did_what_to_whom(school: School, tmp_path: Path) -> None:
    school.sit(school.ours.account)
    school.teacher.mark(school.ours.reading_id, 1, WordStatus.CORRECT, "clear")
    school.teacher.exporting.export(Format.CSV, tmp_path / "out.csv", lambda *_: None, class_id=school.ours.class_id)
    with pytest.raises(Refused, match="not the passphrase"):
        school.teacher.unlock("eleven wrong otters", school.theirs.account.id)
    assert school.teacher.account == school.ours.account
    school.sit(school.manager)
    lines = [(one.who, one.what, one.about) for one in school.teacher.accounts.log(5)]
    assert lines == [
        ("teacher", "opened the teacher's side", ""),
        (school.theirs.account.name, "wrong passphrase", ""),
        (school.ours.account.name, "exported figures", f"{OURS} room"),
        (school.ours.account.name, "marked a reading", f"{OURS} Maya {OURS}"),
        (school.ours.account.name, "opened the teacher's side", ""),
    ]
    school.sit(school.ours.account)
    assert school.teacher.reading(school.ours.reading_id).marks[-1].made_by == school.ours.account.name
    assert [one.made_by for one in school.teacher.keeping.holds()] == [school.ours.account.name]
    assert [one.made_by for one in school.teacher.roster_import.imports()] == [school.ours.account.name]


def test_what_is_erased_names_who_erased_it_and_the_log_has_no_name_of_it(school: School) -> None:
    school.sit(school.ours.account)
    room = school.teacher.add_class("For a day", 2)
    child = school.teacher.add_student(room.id, "Wren", "Zephyrine", 2)
    assert school.teacher.keeping.erase_child(child.id).made_by == school.ours.account.name
    school.sit(school.manager)
    lines = school.teacher.accounts.log(10)
    assert ("erased", child.id) in [(one.what, one.about) for one in lines]
    assert not [one for one in lines if "Zephyrine" in one.about]
    with school.databases.journal._database.outside_transactions() as connection:
        assert "Zephyrine" not in repr(connection.execute("SELECT * FROM audit").fetchall())


def test_a_file_with_another_teachers_children_is_for_who_manages_the_laptop(school: School) -> None:
    school.sit(school.ours.account)
    with pytest.raises(Refused, match=r"classes \(1\) or children \(2\) of another teacher"):
        imported(school.teacher.roster_import, school.theirs.file)
    with pytest.raises(EnvironmentProblem):
        school.teacher.roster_import.look(school.theirs.file.with_name("none.csv"), lambda *_: None)
    school.sit(school.manager)
    plan = school.teacher.roster_import.plan(school.teacher.roster_import.look(school.theirs.file, lambda *_: None))
    assert (plan.same, plan.added, plan.changed) == (2, (), ())
