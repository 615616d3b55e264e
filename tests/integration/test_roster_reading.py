"""Rosters in every form that schools hand over, whole and broken, as they come out of the reader."""

import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.domain.rostering.columns import Holds
from litcoach_desktop.domain.rostering.incoming import WHOLE_LIST, Incoming
from litcoach_desktop.services.teacher.roster_import import bad_lines_csv
from litcoach_desktop.services.teacher.roster_import.reading import read_roster
from tests.integration.desk import no_ticks

ONEROSTER_11: Mapping[str, str] = {
    "manifest": "propertyName,value\noneroster.version,1.1\n",
    "orgs": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no1,,,Elm School,school,,\n",
    "classes": "sourcedId,status,title,grades,classType\nc1,active,Room 12,03,homeroom\nc2,active,Art,03,scheduled\n",
    "users": (
        "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,grades,password\n"
        "s1,active,true,o1,student,mlin,Maya,Lin,03,secret1\n"
        "s2,active,true,o1,student,lb,Leo,Bergstrom,03,secret2\n"
        "t1,active,true,o1,teacher,tt,Tess,Teacher,,secret3\n"
        "s3,tobedeleted,true,o1,student,gone,Gil,Gone,03,secret4\n"
    ),
    "enrollments": (
        "sourcedId,status,classSourcedId,schoolSourcedId,userSourcedId,role\n"
        "e1,active,c1,o1,s1,student\ne2,active,c2,o1,s1,student\ne3,active,c1,o1,s2,student\ne4,active,c1,o1,t1,teacher\n"
    ),
}
ONEROSTER_12: Mapping[str, str] = {
    **ONEROSTER_11,
    "users": (
        "sourcedId,status,enabledUser,username,userMasterIdentifier,givenName,familyName,preferredGivenName,grades\n"
        "s1,,true,mlin,,Margaret,Lin,Maya,03\ns2,,true,lb,,Leo,Bergstrom,,03\nt1,,true,tt,,Tess,Teacher,,\n"
    ),
    "roles": (
        "sourcedId,status,userSourcedId,roleType,role,orgSourcedId\n"
        "r1,,s1,primary,student,o1\nr2,,s2,primary,student,o1\nr3,,t1,primary,teacher,o1\n"
    ),
}
CLEVER: Mapping[str, str] = {
    "schools": "School_id,School_name\n1,Elm School\n",
    "students": (
        "School_id,Student_id,Student_number,Last_name,First_name,Grade,Gender,DOB,Race,Frl_status\n"
        "1,s1,77,Lin,Maya,3,F,1/2/2017,X,Y\n1,s2,78,Bergstrom,Leo,3,M,3/4/2017,X,N\n"
    ),
    "sections": "School_id,Section_id,Teacher_id,Name,Grade\n1,c1,t1,Room 12,3\n",
    "enrollments": "School_id,Section_id,Student_id\n1,c1,s1\n1,c1,s2\n",
}
SDS_21: Mapping[str, str] = {
    "orgs": "sourcedId,name,type\no1,Elm School,school\n",
    "users": (
        "sourcedId,username,givenName,familyName,password\ns1,m@x,Maya,Lin,p\ns2,l@x,Leo,Bergstrom,p\nt1,t@x,T,T,p\n"
    ),
    "roles": "userSourcedId,orgSourcedId,role,grade\ns1,o1,student,03\ns2,o1,student,03\nt1,o1,teacher,\n",
    "classes": "sourcedId,orgSourcedId,title\nc1,o1,Room 12\n",
    "enrollments": "classSourcedId,userSourcedId,role\nc1,s1,student\nc1,s2,student\nc1,t1,teacher\n",
}
SDS_1: Mapping[str, str] = {
    "school": "SIS ID,Name\no1,Elm School\n",
    "section": "SIS ID,School SIS ID,Section Name\nc1,o1,Room 12\n",
    "student": (
        "SIS ID,School SIS ID,Username,First Name,Last Name,Secondary Email,Grade\n"
        "s1,o1,m,Maya,Lin,,3\ns2,o1,l,Leo,Bergstrom,,3\n"
    ),
    "studentenrollment": "Section SIS ID,SIS ID\nc1,s1\nc1,s2\n",
}
FORMATS = {
    "OneRoster 1.1": ONEROSTER_11,
    "OneRoster 1.2": ONEROSTER_12,
    "Clever": CLEVER,
    "School Data Sync 2.1": SDS_21,
    "School Data Sync 1": SDS_1,
}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8", newline="")
    return folder


def table(tmp_path: Path, content: str | bytes, columns: Mapping[Holds, int] | None = None) -> Incoming:
    """A single file, read."""
    file = tmp_path / "Room 12.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_roster(file, no_ticks, columns=columns)


def names(incoming: Incoming) -> list[str]:
    return [f"{child.given_name} {child.family_name}" for child in incoming.children if not child.left]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("zipped", [False, True])
def test_every_format_gives_the_same_children(tmp_path: Path, kind: str, zipped: bool) -> None:
    path = written(tmp_path / "roster", FORMATS[kind])
    if zipped:
        with zipfile.ZipFile(tmp_path / "roster.zip", "w") as archive:
            for name, content in FORMATS[kind].items():
                archive.writestr(f"inside/{name}.csv", content)
        path = tmp_path / "roster.zip"
    incoming = read_roster(path, no_ticks)
    assert incoming.kind == kind
    assert names(incoming) == ["Maya Lin", "Leo Bergstrom"]
    # In OneRoster the child is in a second class.
    more = [("c2", "Art")] if kind.startswith("OneRoster") else []
    assert [(room.source_id, room.name) for room in incoming.classes] == [("c1", "Room 12"), *more]
    assert [child.also_in for child in incoming.children if child.source_id == "s1"] == [("c2",) if more else ()]
    assert {(child.source_id, child.class_id, child.grade) for child in incoming.children if not child.left} == {
        ("s1", "c1", 3),
        ("s2", "c1", 3),
    }
    assert incoming.bad_lines == ()
    assert "secret" not in str(incoming)


def test_a_homeroom_is_the_first_of_a_childs_classes(tmp_path: Path) -> None:
    lines = ONEROSTER_11["enrollments"].splitlines(keepends=True)
    turned = {**ONEROSTER_11, "enrollments": "".join([lines[0], *reversed(lines[1:])])}
    assert turned["enrollments"].index(",c2,") < turned["enrollments"].index("e1,active,c1")
    incoming = read_roster(written(tmp_path / "r", turned), no_ticks)
    assert [child.classes for child in incoming.children if child.source_id == "s1"] == [("c1", "c2")]
    clever = {
        **CLEVER,
        "sections": "School_id,Section_id,Name,Subject\n1,c2,Book club,reading\n1,c1,Room 12,Homeroom/advisory\n",
        "enrollments": "School_id,Section_id,Student_id\n1,c2,s1\n1,c1,s1\n1,c1,s2\n",
    }
    incoming = read_roster(written(tmp_path / "c", clever), no_ticks)
    assert [child.classes for child in incoming.children] == [("c1", "c2"), ("c1",)]


def test_a_line_for_each_class_of_a_child_is_one_child(tmp_path: Path) -> None:
    lines = ["Id,First,Last,Class", "1,Maya,Lin,Room 12", "2,Leo,Berg,Room 12", "1,Maya,Lin,Book club"]
    incoming = table(tmp_path, "\n".join([*lines, "1,Maya,Lin,Book club", "2,Lea,Berg,Book club"]))
    assert [child.classes for child in incoming.children] == [("Room 12", "Book club"), ("Room 12",)]
    assert [room.name for room in incoming.classes] == ["Room 12", "Book club"]
    assert [bad.why for bad in incoming.bad_lines] == [
        "The same child is in more than one line.",
        "The id 2 has two names.",
    ]


def test_who_is_to_be_deleted_has_left(tmp_path: Path) -> None:
    incoming = read_roster(written(tmp_path / "r", ONEROSTER_11), no_ticks)
    assert [child.source_id for child in incoming.children if child.left] == ["s3"]


@pytest.mark.parametrize("kind", FORMATS)
def test_columns_may_stand_in_any_order(tmp_path: Path, kind: str) -> None:
    dice = random.Random(3)

    def shuffled(content: str) -> str:
        rows = [line.split(",") for line in content.splitlines()]
        order = list(range(len(rows[0])))
        dice.shuffle(order)
        return "\r\n".join(",".join(row[place] for place in order) for row in rows)

    files = {name: shuffled(content) for name, content in FORMATS[kind].items()}
    assert names(read_roster(written(tmp_path / "r", files), no_ticks)) == ["Maya Lin", "Leo Bergstrom"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    incoming = table(tmp_path, "First name,Last name\r\nZoë,Núñez\r\nLeo,Strauß\r\n".encode(encoding))
    assert names(incoming) == ["Zoë Núñez", "Leo Strauß"]
    assert bool(incoming.notes) == (encoding == "cp1252")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("Last,First,Gr,Room\nLin,Maya,3,12\n", [("Maya", "Lin", 3, "12")]),
        ("Student Name;Grade Level;Homeroom\nLin, Maya;K;12\n", [("Maya", "Lin", 0, "12")]),
        ("Name\tYear\nMaya Rose Lin\t3\n", [("Maya Rose", "Lin", 3, WHOLE_LIST)]),
        ("Apellidos,Nombre,Grado,Grupo\nLin,Maya,2,2A\n", [("Maya", "Lin", 2, "2A")]),
        ("kid,stufe\nMaya Lin,3\nLeo Berg,2\n", [("Maya", "Lin", 3, WHOLE_LIST), ("Leo", "Berg", 2, WHOLE_LIST)]),
        ('Name\n"Lin, Maya"\n', [("Maya", "Lin", None, WHOLE_LIST)]),
        ("Name\nCher\n", [("Cher", "", None, WHOLE_LIST)]),
    ],
)
def test_a_plain_tables_columns_are_guessed(
    tmp_path: Path, content: str, found: list[tuple[str, str, int | None, str]]
) -> None:
    incoming = table(tmp_path, content)
    children = incoming.children
    assert {room.name for room in incoming.classes if room.source_id == WHOLE_LIST} <= {"Room 12"}
    assert [(one.given_name, one.family_name, one.grade, one.class_id) for one in children] == found


def test_a_guess_can_be_corrected(tmp_path: Path) -> None:
    content = "a,b,c\nLin,Maya,Room 3\n"
    with pytest.raises(RosterFileProblem, match="looks like the names"):
        table(tmp_path, content)
    columns = {Holds.FAMILY_NAME: 0, Holds.GIVEN_NAME: 1, Holds.CLASS: 2}
    (child,) = table(tmp_path, content, columns).children
    assert (child.given_name, child.family_name, child.class_id) == ("Maya", "Lin", "Room 3")


BAD_LINES = {
    "an open quote": ('"Lin,Maya,1,3', "quotation mark"),
    "no name": (",,2,3", "no name"),
    "a formula": ('=HYPERLINK("x"),Lin,3,3', "formula"),
    "a name of ten thousand letters": (f"{'a' * 10_000},Lin,4,3", "10,000 letters"),
    "a rounded id": ("Maya,Lin,1.23457E+11,3", "rounded by a spreadsheet"),
    "an id that became a date": ("Maya,Lin,4-Mar,3", "is a date"),
    "a grade that became a date": ("Maya,Lin,8,4-Mar", "is no grade"),
    "a grade that is none": ("Maya,Lin,5,elephant", "is no grade"),
    "a grade above eight": ("Maya,Lin,6,11", "above grade 8"),
    "a twin id": ("Noah,Twin,100,3", "more than one line"),
    "a line that never ends": ("x" * 1_000_000, "1,000,000 characters"),
}


def test_a_line_of_a_hundred_megabytes_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    incoming = table(tmp_path, b"First,Last\nAda,First\n" + b"x" * 100_000_000 + b"\nZoe,Last\n")
    assert names(incoming) == ["Ada First", "Zoe Last"]
    assert "100,000,000 characters" in incoming.bad_lines[0].why


def test_a_class_that_became_a_date_is_noticed(tmp_path: Path) -> None:
    (note,) = table(tmp_path, "First,Last,Room\nAda,Lin,4-Mar\n").notes
    assert "4-Mar" in note
    assert "called like a date" in note


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_bad_line_is_told_and_never_stops_the_rest(tmp_path: Path, what: str) -> None:
    line, why = BAD_LINES[what]
    incoming = table(tmp_path, f"First,Last,ID,Grade\nAda,First,100,3\n{line}\nZoe,Last,200,3\n")
    assert names(incoming) == ["Ada First", "Zoe Last"]
    (bad,) = incoming.bad_lines
    assert why in bad.why
    assert bad.line == 3
    assert bad.remedy
    mended = bad_lines_csv(incoming.bad_lines).decode("utf-8-sig")
    assert mended.splitlines()[0].startswith("file,line,why,what to do")


def test_odd_letters_are_put_right(tmp_path: Path) -> None:
    content = "First,Last\nZoe\u0308,Li\x00n\n\u202eMaya,../../etc\nLeo\u200b,  Berg   strom \n"
    incoming = table(tmp_path, content)
    assert names(incoming) == ["Zoë Lin", "Maya ../../etc", "Leo Berg strom"]


def test_composed_and_decomposed_names_are_one_child(tmp_path: Path) -> None:
    incoming = table(tmp_path, "First,Last\nZoë,Lin\nZoe\u0308,Lin\n")
    assert names(incoming) == ["Zoë Lin"]
    assert "more than one line" in incoming.bad_lines[0].why


def test_a_cell_may_hold_a_line_break(tmp_path: Path) -> None:
    assert names(table(tmp_path, 'First,Last\n"Maya\nRose",Lin\nLeo,Berg\n')) == ["Maya Rose Lin", "Leo Berg"]


def test_lost_leading_zeros_are_noticed(tmp_path: Path) -> None:
    ids = [*(str(one) for one in range(100_001, 100_010)), "99"]
    content = "First,Last,ID\n" + "".join(f"A{place},B,{ident}\n" for place, ident in enumerate(ids))
    (note,) = table(tmp_path, content).notes
    assert "leading zeros" in note


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "no table"),
        ("header.csv", b"First,Last\n", "no child"),
        ("picture.csv", bytes(range(256)) * 40, "names of children"),
        ("broken.zip", b"PK\x03\x04 and then nothing", "names of children"),
    ],
)
def test_what_holds_no_child_is_refused_with_what_to_do(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(RosterFileProblem, match=says) as caught:
        read_roster(file, no_ticks)
    assert caught.value.remedy


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RosterFileProblem, match="cannot be read"):
        read_roster(tmp_path / "none.csv", no_ticks)


def test_a_zip_writes_nothing_whatever_its_members_are_called(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "down"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "r.zip", "w") as archive:
        archive.writestr("../../../escaped.csv", "First,Last\nMaya,Lin\n")
        archive.writestr("/absolute.txt", "")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RosterFileProblem, match="2 tables"):
        read_roster(folder / "r.zip", no_ticks)
    assert sorted(tmp_path.rglob("*")) == before


def test_an_enrolment_in_an_unknown_class_is_told(tmp_path: Path) -> None:
    files = {**CLEVER, "enrollments": "School_id,Section_id,Student_id\n1,c9,s1\n1,c1,s2\n"}
    incoming = read_roster(written(tmp_path / "r", files), no_ticks)
    assert names(incoming) == ["Leo Bergstrom"]
    assert {(line.file, line.line) for line in incoming.bad_lines} == {("enrollments.csv", 2), ("students.csv", 2)}


def test_reading_can_be_stopped_and_tells_how_far_it_is(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    told: list[float] = []

    def stop(done: int, total: int, _note: str) -> None:
        told.append(done / total)
        if len(told) == 3:
            raise Stopped

    with pytest.raises(Stopped):
        read_roster(written(tmp_path / "r", ONEROSTER_11), stop)
    many = "".join(f"s{number},active,true,o1,student,u,Given{number},Lin,03,\n" for number in range(4, 3_000))
    read_roster(
        written(tmp_path / "m", {**ONEROSTER_11, "users": ONEROSTER_11["users"] + many}),
        lambda *so_far: told.append(so_far[0] / so_far[1]),
    )
    assert told[3:] == sorted(told[3:])
    assert 0.99 < told[-1] <= 1.0
