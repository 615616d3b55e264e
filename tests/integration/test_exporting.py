"""What is handed on to other programs: every form is read back, and nothing in it runs in a spreadsheet."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from litcoach_desktop.domain.cells import safe_cell
from litcoach_desktop.domain.errors import Refused, StorageProblem
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.protocols import PRESETS
from litcoach_desktop.domain.reading.scoring import score
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.services.teacher import Format
from tests.integration.desk import TEXT, Desk, no_ticks


def read(desk: Desk, ident: str, days: int = 0) -> None:
    """Eight words in four seconds: one misread, one left out, one put right, one put in."""
    statuses = {2: WordStatus.MISREAD, 4: WordStatus.OMITTED}
    words = tuple(
        WordEvent(
            word.index,
            statuses.get(word.index, WordStatus.CORRECT),
            0.1 if word.index in statuses else 0.99,
            None if word.index == 4 else word.index * 0.5,
            None if word.index == 4 else word.index * 0.5 + 0.4,
            flags=frozenset({WordFlag.SELF_CORRECTION}) if word.index == 6 else frozenset(),
        )
        for word in Passage(TEXT).words
    )
    events = ReadingEvents(words, (Insertion(5, 2.9, 3.0, "very"),), duration_s=4.0, first_word_s=0.0)
    desk.read(ident, events, days=days)
    desk.databases.readings.finish(ident, events, score(events, Passage(TEXT), PRESETS["reading_progress"]))


def test_the_table_has_every_reading_oldest_first(desk: Desk, tmp_path: Path) -> None:
    read(desk, "new")
    read(desk, "old", days=-3)
    desk.read("noisy", ReadingEvents((), unscored_reason="noise"), days=-5)
    file = tmp_path / "readings.csv"
    assert desk.teacher.exporting.export(Format.CSV, file, no_ticks) == 3
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))
    assert [row["reading_id"] for row in rows] == ["noisy", "old", "new"]
    assert rows[0]["not_scored_because"] == "noise"
    assert rows[0]["wcpm"] == ""
    assert float(rows[2]["wcpm"]) == pytest.approx(93, abs=1)
    assert (rows[2]["given_name"], rows[2]["class"]) == ("Maya", "Room 12")


def test_the_spreadsheet_has_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    read(desk, "new")
    desk.read("noisy", ReadingEvents((), unscored_reason="noise"), days=-5)
    file = tmp_path / "readings.xlsx"
    assert desk.teacher.exporting.export(Format.XLSX, file, no_ticks) == 2
    with zipfile.ZipFile(file) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<row ") == 3
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert "Maya" in texts
    assert "noise" in texts


@pytest.mark.parametrize(
    ("given", "becomes"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-Anna", "'-Anna"),
        ("@x", "'@x"),
        ("\tcmd", "'\tcmd"),
        ("  =1+1", "'  =1+1"),
        ("\r=1", "' =1"),
        ("a=b", "a=b"),
        ("Łukasz\nŻółkiewski", "Łukasz Żółkiewski"),
        ("", ""),
    ],
)
def test_no_cell_begins_a_formula(given: str, becomes: str) -> None:
    assert safe_cell(given) == becomes


def test_a_name_that_is_a_formula_is_written_safely(desk: Desk, tmp_path: Path) -> None:
    desk.child = desk.databases.roster.add_student(desk.room.id, '=cmd|"/c calc"!A1', "@x", 3)
    read(desk, "a")
    file = tmp_path / "readings.csv"
    desk.teacher.exporting.export(Format.CSV, file, no_ticks)
    (row,) = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    assert row["given_name"] == '\'=cmd|"/c calc"!A1'
    assert row["family_name"] == "'@x"


def test_oneroster_results_name_their_line_item_child_and_class(desk: Desk, tmp_path: Path) -> None:
    read(desk, "new")
    read(desk, "old", days=-3)
    desk.read("noisy", ReadingEvents((), unscored_reason="noise"))
    file = tmp_path / "results.zip"
    desk.teacher.exporting.export(Format.ONEROSTER, file, no_ticks)
    with zipfile.ZipFile(file) as archive:
        tables = {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode(), newline="")))
            for name in ("manifest.csv", "lineItems.csv", "results.csv")
        }
    manifest = {row["propertyName"]: row["value"] for row in tables["manifest.csv"]}
    assert manifest["oneroster.version"] == "1.1"
    assert (manifest["file.results"], manifest["file.users"]) == ("bulk", "absent")
    (item,) = tables["lineItems.csv"]
    assert (item["title"], item["classSourcedId"]) == ("Birds", desk.room.id)
    assert item["assignDate"] < item["dueDate"]
    assert [row["sourcedId"] for row in tables["results.csv"]] == ["old", "new"]
    assert {row["lineItemSourcedId"] for row in tables["results.csv"]} == {item["sourcedId"]}
    assert {row["studentSourcedId"] for row in tables["results.csv"]} == {desk.child.id}
    assert {row["scoreStatus"] for row in tables["results.csv"]} == {"fully graded"}


def test_submissions_have_microsofts_names(desk: Desk, tmp_path: Path) -> None:
    read(desk, "a")
    file = tmp_path / "submissions.json"
    desk.teacher.exporting.export(Format.SUBMISSIONS, file, no_ticks, student_id=desk.child.id)
    (one,) = json.loads(file.read_text(encoding="utf-8"))["value"]
    assert one["action"] == "Attempt"
    assert one["challengingWords"] == [{"word": "birds", "count": 1}]
    assert (one["mispronunciations"], one["omissions"], one["insertions"], one["selfCorrections"]) == (1, 1, 1, 1)
    assert (one["wordCount"], one["studentId"], one["classId"]) == (8, desk.child.id, desk.room.id)
    # Eight words say nothing of expression.
    assert one["missedPeriods"] is None
    desk.teacher.mark("a", 2, WordStatus.CORRECT)
    desk.teacher.exporting.export(Format.SUBMISSIONS, file, no_ticks)
    (one,) = json.loads(file.read_text(encoding="utf-8"))["value"]
    assert (one["action"], one["mispronunciations"]) == ("EditMiscue", 0)


def test_of_another_class_or_child_there_is_nothing(desk: Desk, tmp_path: Path) -> None:
    read(desk, "a")
    other = desk.databases.roster.add_class("Room 13", 3)
    assert desk.teacher.exporting.export(Format.CSV, tmp_path / "a.csv", no_ticks, class_id=other.id) == 0
    assert desk.teacher.exporting.export(Format.CSV, tmp_path / "a.csv", no_ticks, class_id=desk.room.id) == 1


def test_a_file_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StorageProblem, match="could not be written"):
        desk.teacher.exporting.export(Format.CSV, tmp_path / "none" / "a.csv", no_ticks)
    desk.teacher.lock()
    with pytest.raises(Refused):
        desk.teacher.exporting.export(Format.CSV, tmp_path / "a.csv", no_ticks)
    assert not (tmp_path / "a.csv").exists()
