"""What is handed in as OneRoster results is read back by the CSV layer of our own import; every reference resolves."""

from pathlib import Path

import pytest

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.services.teacher import Format
from litcoach_desktop.services.teacher.roster_import.csv_lines import decoded, rows_of
from litcoach_desktop.services.teacher.roster_import.packages import files_of
from tests.integration.desk import Desk, no_ticks
from tests.integration.test_exporting import read
from tests.integration.test_roster_reading import ONEROSTER_11, written

Table = list[dict[str, str]]


def tables_of(path: Path) -> dict[str, Table]:
    """Every table of the zip by its bare name, each row by its header; every row as long as the header."""
    found = {}
    for name, raw in files_of(path).items():
        text, noticed = decoded(raw)
        assert noticed is None
        header, *rows = rows_of(text)
        assert all(row.wrong is None for row in (header, *rows))
        assert all(len(row.cells) == len(header.cells) for row in rows)
        found[name] = [dict(zip(header.cells, row.cells, strict=True)) for row in rows]
    return found


def ids(table: Table) -> set[str]:
    found = [row["sourcedId"] for row in table]
    assert len(set(found)) == len(found), "an id is there twice"
    return set(found)


@pytest.fixture
def handed_in(desk: Desk, tmp_path: Path) -> Path:
    """Readings of a child that came from the school's OneRoster, with a title that a table could trip over."""
    roster = desk.teacher.roster_import
    incoming = roster.look(written(tmp_path / "roster", ONEROSTER_11), no_ticks)
    roster.carry_out(roster.plan(incoming), "roster", no_ticks)
    desk.child = next(one for one in desk.databases.roster.everybody() if one.family_name == "Bergstrom")
    for number, days in enumerate((0, -1, -400)):
        read(desk, f"r{number}", days=days)
    file = tmp_path / "results.zip"
    assert desk.teacher.exporting.export(Format.ONEROSTER, file, no_ticks) == 3
    return file


def test_every_reference_of_the_results_resolves(handed_in: Path) -> None:
    tables = tables_of(handed_in)
    declared = {row["propertyName"]: row["value"] for row in tables["manifest"]}
    sent = {name.removeprefix("file.").casefold() for name, value in declared.items() if value == "bulk"}
    assert sent | {"manifest"} == set(tables)
    items, results = tables["lineitems"], tables["results"]
    assert {row["lineItemSourcedId"] for row in results} == ids(items)
    assert len(ids(results)) == 3
    assert {row["categorySourcedId"] for row in items} == ids(tables["categories"])
    assert {row["gradingPeriodSourcedId"] for row in items} == ids(tables["academicsessions"])
    # Two readings of this school year, one of the year before the last: two items, each in a period of its own.
    assert len(items) == 2
    for session in tables["academicsessions"]:
        inside = [row for row in items if row["gradingPeriodSourcedId"] == session["sourcedId"]]
        assert all(session["startDate"] <= row["assignDate"] <= row["dueDate"] <= session["endDate"] for row in inside)
    assert all(0 < float(row["score"]) <= float(items[0]["resultValueMax"]) for row in results)


def test_classes_and_children_have_the_ids_of_the_schools_own_roster(handed_in: Path, tmp_path: Path) -> None:
    school, tables = tables_of(tmp_path / "roster"), tables_of(handed_in)
    assert {row["classSourcedId"] for row in tables["lineitems"]} == {"c1"} <= ids(school["classes"])
    assert {row["studentSourcedId"] for row in tables["results"]} == {"s2"} <= ids(school["users"])


def test_with_nothing_to_hand_in_the_tables_are_there_and_empty(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "results.zip"
    assert desk.teacher.exporting.export(Format.ONEROSTER, file, no_ticks) == 0
    tables = tables_of(file)
    assert [len(tables[name]) for name in ("lineitems", "results", "categories", "academicsessions")] == [0] * 4


def test_as_a_roster_it_is_refused_with_what_it_is(desk: Desk, handed_in: Path) -> None:
    with pytest.raises(RosterFileProblem, match="holds results of readings, not a roster") as caught:
        desk.teacher.roster_import.look(handed_in, no_ticks)
    assert "users, classes and enrollments" in caught.value.remedy
