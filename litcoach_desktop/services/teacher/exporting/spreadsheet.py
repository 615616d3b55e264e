"""One table as an .xlsx workbook: what is text stays text and what is a number a number, in every language of Excel.

A CSV cannot say so: opened with a double click, 007 becomes 7, 1/2 a date, and 0.625 becomes 625 where numbers have a
decimal comma. Text is written as text, so nothing in it is ever a formula. The parts of the file are those that
ECMA-376 (Office Open XML, part 1, SpreadsheetML) asks for, and no more.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

Cell = str | int | float | datetime | None

# What XML 1.0 cannot hold at all, and what Excel takes for its own way of writing such signs.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# Excel counts days from here, as if 1900 had been a leap year.
_DAY_0 = datetime(1899, 12, 30, tzinfo=UTC)
_HEADING, _MOMENT = 1, 2
_LONGEST = 32_767
_WIDEST, _NARROWEST = 44, 8

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        "<borders count='1'><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
        # 22: date and time as they are usual where the file is opened.
        '<xf numFmtId="22" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
    ),
}


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file. name: of its one sheet, at most 31 letters, and no brackets or slashes. None is an empty cell.

    A datetime is shown as the clock here showed it.
    """
    listed = [list(row) for row in rows]
    widths = [
        min(_WIDEST, max(_NARROWEST, *(len(str(row[place] or "")) for row in [header, *listed])) + 2)
        for place in range(len(header))
    ]
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(widths, 1)
    )
    lines = [_line(1, header, _HEADING), *(_line(number, row) for number, row in enumerate(listed, 2))]
    sheet = (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        f' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )
    book = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{_text(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in (_PARTS | {"xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(part, _HEAD + content)
    return packed.getvalue()


def _line(number: int, row: Sequence[Cell], style: int = 0) -> str:
    cells = "".join(_cell(f"{_letters(place)}{number}", cell, style) for place, cell in enumerate(row))
    return f'<row r="{number}">{cells}</row>'


def _cell(place: str, cell: Cell, style: int) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str):
        said = _text(cell[:_LONGEST])
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'
    if isinstance(cell, datetime):
        # The time of day here, whatever it is called elsewhere.
        since = cell.astimezone().replace(tzinfo=UTC) - _DAY_0
        return f'<c r="{place}" s="{_MOMENT}"><v>{since.days + since.seconds / 86_400:.6f}</v></c>'
    return f'<c r="{place}" s="{style}"><v>{cell}</v></c>'


def _letters(place: int) -> str:
    """A, B, ... Z, AA, AB, ... from 0."""
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _text(words: str) -> str:
    return escape(_CODED.sub("_x005F_", _NOT_IN_XML.sub("", words)), {'"': "&quot;"})
