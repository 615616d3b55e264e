"""The .xlsx file: text stays text whatever it looks like, numbers and moments are such, and nothing breaks the XML."""

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from litcoach_desktop.services.teacher.exporting.spreadsheet import Cell, workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of(file: bytes) -> list[list[tuple[str, str, str]]]:
    """Of each row the cells: place, kind ("s" for text), content."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    texts = ["".join(one.itertext()) for one in shared.iter(f"{MAIN}si")]

    def cell_of(cell: ElementTree.Element) -> tuple[str, str, str]:
        kind, content = cell.attrib.get("t", "n"), "".join(cell.itertext())
        assert cell.find(f"{MAIN}f") is None, "a formula"
        return cell.attrib["r"], kind, texts[int(content)] if kind == "s" else content

    return [[cell_of(cell) for cell in row.iter(f"{MAIN}c")] for row in sheet.iter(f"{MAIN}row")]


@pytest.mark.parametrize(
    "said",
    ["007", "3-4", "1/2", "TRUE", "1E5", "=1+1", "+1", "-Anna", "@x", " a ", "Łukasz", "王", "<b>&\"'", "a\nb"],
)
def test_text_stays_as_it_is(said: str) -> None:
    _heading, row = cells_of(workbook("litcoach", ("name",), [(said,)]))
    assert row == [("A2", "s", said)]


def test_numbers_and_moments_are_such_and_nothing_is_nothing() -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC).astimezone()
    _heading, row = cells_of(workbook("litcoach", ("a", "b", "c", "d", "e"), [(3, 0.625, None, "", at)]))
    assert [cell[:2] for cell in row] == [("A2", "n"), ("B2", "n"), ("E2", "n")]
    assert row[1][2] == "0.625"
    # Day 46351 of Excel is 25 November 2026; the clock here says which part of it has gone.
    assert float(row[2][2]) == pytest.approx(46351 + (at.hour + at.minute / 60) / 24, abs=1e-5)


def test_what_xml_cannot_hold_is_left_out() -> None:
    _heading, row = cells_of(workbook("litcoach", ("name",), [("a\x00b\x0bc\ud800d\uffff_x000A_",)]))
    assert row == [("A2", "s", "abcd_x005F_x000A_")]


def test_columns_beyond_z_have_two_letters() -> None:
    wide: list[Cell] = list(range(30))
    _heading, row = cells_of(workbook("litcoach", [f"c{number}" for number in wide], [wide]))
    assert [row[place][0] for place in (0, 25, 26, 29)] == ["A2", "Z2", "AA2", "AD2"]


def test_a_table_without_rows_has_its_heading() -> None:
    assert cells_of(workbook("litcoach", ("a", "b"), [])) == [[("A1", "s", "a"), ("B1", "s", "b")]]
