"""Every form of roster over every bad input worth a test: the rest is read, what is wrong is told, nothing leaks."""

import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.domain.rostering.incoming import Incoming
from litcoach_desktop.services.teacher.roster_import import bad_lines_csv
from litcoach_desktop.services.teacher.roster_import.reading import read_roster
from tests.integration.desk import no_ticks
from tests.integration.test_roster_reading import FORMATS, names

TABLE = {"names": "Student ID,First name,Last name,Grade,Class\ns1,Maya,Lin,3,Room 12\ns2,Leo,Bergstrom,3,Room 12\n"}
FORMS = {**FORMATS, "table": TABLE}
# The file of the children in each form.
CHILDREN = {"Clever": "students", "School Data Sync 1": "student", "table": "names"}


def children_of(form: str) -> str:
    return CHILDREN.get(form, "users")


def read(folder: Path, files: Mapping[str, str | bytes]) -> Incoming:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / f"{name}.csv").write_bytes(raw)
    return read_roster(folder, no_ticks)


def with_child(form: str, change: Callable[[str], str | bytes]) -> dict[str, str | bytes]:
    """The form's files, that of the children changed."""
    name = children_of(form)
    return {**FORMS[form], name: change(FORMS[form][name])}


def told(incoming: Incoming) -> str:
    """Everything that a person or a file is told of the lines that were left out."""
    return " ".join(f"{bad.why} {bad.remedy}" for bad in incoming.bad_lines) + bad_lines_csv(incoming.bad_lines).decode(
        "utf-8-sig"
    )


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8 with its mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without its mark": lambda text: text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "no line end at the end": lambda text: text.rstrip("\n").encode(),
    "empty lines": lambda text: text.replace("\n", "\n\n\r\n").encode(),
}


@pytest.mark.parametrize("how", ENCODINGS)
@pytest.mark.parametrize("form", FORMS)
def test_any_encoding_and_line_end_gives_the_same_children(tmp_path: Path, form: str, how: str) -> None:
    incoming = read(tmp_path / "r", {name: ENCODINGS[how](text) for name, text in FORMS[form].items()})
    assert names(incoming) == ["Maya Lin", "Leo Bergstrom"]
    assert incoming.bad_lines == ()


# How the name of the first child is damaged, what becomes of it (None: the line is left out), and what is said then.
DAMAGES: dict[str, tuple[str, str | None, str]] = {
    "a NUL in a name": ("Ma\x00ya", "Maya Lin", ""),
    "a right-to-left override": ("\u202eMaya", "Maya Lin", ""),
    "letters and accents apart": ("Zoe\u0308", "Zoë Lin", ""),
    "a path in a name": ("../../etc/passwd", "../../etc/passwd Lin", ""),
    "a formula": ("=HYPERLINK(1)", None, "formula"),
    "a command": ("@SUM(1)", None, "formula"),
    "ten thousand letters": ("x" * 10_000, None, "10,000 letters"),
    "a line break in a cell": ('"Ma\nya"', "Ma ya Lin", ""),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("form", FORMS)
def test_a_damaged_name_is_put_right_or_told_and_the_rest_is_read(tmp_path: Path, form: str, damage: str) -> None:
    value, becomes, why = DAMAGES[damage]
    incoming = read(tmp_path / "r", with_child(form, lambda text: text.replace("Maya", value)))
    assert names(incoming) == ([] if becomes is None else [becomes]) + ["Leo Bergstrom"]
    assert [why in bad.why for bad in incoming.bad_lines] == ([True] if becomes is None else [])
    if becomes is None:
        # No cell that is handed back begins a formula.
        assert not any(cell.startswith(("=", "@")) for cell in told(incoming).split(","))


@pytest.mark.parametrize("form", FORMS)
def test_a_child_without_any_given_name_is_told(tmp_path: Path, form: str) -> None:
    # OneRoster 1.2 has the name that a child goes by beside the one in its papers.
    incoming = read(tmp_path / "r", with_child(form, lambda text: text.replace("Maya", "").replace("Margaret", "")))
    assert names(incoming) == ["Leo Bergstrom"]
    assert "name" in incoming.bad_lines[0].why


@pytest.mark.parametrize("form", FORMS)
def test_invalid_utf_8_is_read_as_windows_text_and_said(tmp_path: Path, form: str) -> None:
    incoming = read(tmp_path / "r", with_child(form, lambda text: text.replace("Maya", "Zoë").encode("cp1252")))
    assert names(incoming) == ["Zoë Lin", "Leo Bergstrom"]
    assert any("not UTF-8" in note for note in incoming.notes)


@pytest.mark.parametrize("form", FORMS)
def test_an_open_quote_takes_no_other_line_with_it(tmp_path: Path, form: str) -> None:
    incoming = read(tmp_path / "r", with_child(form, lambda text: text.replace("Maya", '"Maya')))
    assert names(incoming) == ["Leo Bergstrom"]
    assert "quotation mark" in incoming.bad_lines[0].why


@pytest.mark.parametrize("form", FORMS)
def test_a_line_without_an_end_takes_no_other_line_with_it(tmp_path: Path, form: str) -> None:
    incoming = read(tmp_path / "r", with_child(form, lambda text: text + "x" * 1_000_000 + "\n"))
    assert names(incoming) == ["Maya Lin", "Leo Bergstrom"]
    assert [bad.why for bad in incoming.bad_lines] == ["The line has 1,000,000 characters."]


@pytest.mark.parametrize("form", FORMS)
def test_a_twin_id_is_told_and_the_first_line_counts(tmp_path: Path, form: str) -> None:
    def twin(text: str) -> str:
        line = next(one for one in text.splitlines() if "Maya" in one)
        return f"{text}{line.replace('Maya', 'Noah')}\n"

    incoming = read(tmp_path / "r", with_child(form, twin))
    assert names(incoming) == ["Maya Lin", "Leo Bergstrom"]
    assert len(incoming.bad_lines) == 1


@pytest.mark.parametrize(
    ("damaged", "why"), [("1.23457E+11", "rounded"), ("4-Mar", "is a date"), ("3/4/2026", "is a date")]
)
@pytest.mark.parametrize("form", FORMS)
def test_ids_that_a_spreadsheet_has_damaged_are_never_taken_for_ids(
    tmp_path: Path, form: str, damaged: str, why: str
) -> None:
    files = {name: text.replace("s1", damaged) for name, text in FORMS[form].items()}
    incoming = read(tmp_path / "r", files)
    assert names(incoming) == ["Leo Bergstrom"]
    assert all(why in bad.why for bad in incoming.bad_lines)


@pytest.mark.parametrize("form", FORMS)
def test_lost_leading_zeros_are_noticed_in_every_form(tmp_path: Path, form: str) -> None:
    files = dict(FORMS[form])
    for name, text in files.items():
        lines = text.splitlines()
        more = [
            line.replace("s2", f"{100_000 + number}").replace("e4", f"x{number}")
            for number in range(8)
            for line in lines[1:]
            if "s2" in line
        ]
        kept = [line for line in lines[1:] if "s2" not in line]
        files[name] = "\n".join([lines[0], *kept, *more]).replace("s1", "77").replace("s3", "100099") + "\n"
    incoming = read(tmp_path / "r", files)
    assert len(names(incoming)) == 9
    assert any("leading zeros" in note for note in incoming.notes)


@pytest.mark.parametrize("form", FORMS)
def test_a_file_with_a_header_only_is_refused_with_what_to_do(tmp_path: Path, form: str) -> None:
    with pytest.raises(RosterFileProblem, match="no child") as caught:
        read(tmp_path / "r", {name: text.splitlines()[0] + "\n" for name, text in FORMS[form].items()})
    assert caught.value.remedy


@pytest.mark.parametrize("form", FORMS)
def test_what_is_secret_is_nowhere_even_in_a_bad_line(tmp_path: Path, form: str) -> None:
    def secret(text: str) -> str:
        header, *lines = text.splitlines()
        lines = [f"{line},hunter2,12 Elm Street" for line in lines]
        return "\n".join([f"{header},password,street", *lines, ",,,,,,,,,,,,hunter2,12 Elm Street"]) + "\n"

    incoming = read(tmp_path / "r", with_child(form, secret))
    everything = repr(incoming) + told(incoming)
    assert "hunter2" not in everything
    assert "Elm Street" not in everything


@pytest.mark.parametrize("form", [form for form in FORMS if form != "table"])
@pytest.mark.parametrize("missing", ["classes", "enrolments"])
def test_half_a_roster_says_what_is_missing(tmp_path: Path, form: str, missing: str) -> None:
    kinds = {"classes": ("classes", "sections", "section"), "enrolments": ("enrollments", "studentenrollment")}
    files = {name: text for name, text in FORMS[form].items() if name not in kinds[missing]}
    with pytest.raises(RosterFileProblem) as caught:
        read(tmp_path / "r", files)
    assert caught.value.remedy


def test_a_zip_that_claims_to_be_small_is_not_believed(tmp_path: Path) -> None:
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(250):
            archive.writestr(f"t{number}.csv", "a")
    with pytest.raises(RosterFileProblem, match="larger than any school"):
        read_roster(file, no_ticks)


@settings(max_examples=60, deadline=None)
@given(form=st.sampled_from(sorted(FORMS)), noise=st.binary(max_size=60), at=st.floats(0, 1))
def test_noise_anywhere_is_read_told_or_refused_but_never_a_bug(
    tmp_path_factory: pytest.TempPathFactory, form: str, noise: bytes, at: float
) -> None:
    name = children_of(form)
    raw = FORMS[form][name].encode()
    place = int(at * len(raw))
    files = {**FORMS[form], name: raw[:place] + noise + raw[place:]}
    with suppress(RosterFileProblem):
        assert all(bad.why and bad.remedy for bad in read(tmp_path_factory.mktemp("noise"), files).bad_lines)
