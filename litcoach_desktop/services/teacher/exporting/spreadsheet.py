"""One table as an .xlsx workbook: what is text stays text and what is a number a number, in every language of Excel.

A CSV cannot say so: opened with a double click, 007 becomes 7, 1/2 a date, and 0.625 becomes 625 where numbers have a
decimal comma. Each cell is written as what it is, so nothing in it is ever taken for a formula, a number or a link.
"""

import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | datetime | None

# What XML 1.0 cannot hold at all.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST = 32_767
_WIDEST, _NARROWEST = 44, 8
# Of the formats that every Excel has: date and time as they are usual where the file is opened.
_DATE_AND_TIME = 22


def workbook(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The file. name: of its one sheet, at most 31 letters, and no brackets or slashes. None is an empty cell.

    A datetime is shown as the clock here showed it.
    """
    # A hundredth of a second, and only for who exports.
    import xlsxwriter

    written = io.BytesIO()
    # In memory, because it would otherwise put the cells into temporary files first, names and all.
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        heading, moment = book.add_format({"bold": True}), book.add_format({"num_format": _DATE_AND_TIME})
        widths = [len(words) for words in header]
        for column, words in enumerate(header):
            sheet.write_string(0, column, words, heading)
        for line, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell, moment)
                widths[column] = max(widths[column], len(str(cell or "")))
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, width)) + 2)
    return written.getvalue()


def _write(sheet: "Worksheet", line: int, column: int, cell: Cell, moment: "Format") -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(line, column, _NOT_IN_XML.sub("", cell)[:_LONGEST])
    elif isinstance(cell, datetime):
        sheet.write_datetime(line, column, cell.astimezone().replace(tzinfo=None), moment)
    elif cell is not None:
        sheet.write_number(line, column, cell)
