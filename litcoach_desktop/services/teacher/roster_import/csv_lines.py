"""A CSV file as rows with their line numbers, whatever encoding it has; a bad line never takes others with it."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST_LINE = 200_000
# A quoted cell may hold line breaks; a quote that is never closed would take all the lines after it.
_MOST_LINES_IN_A_ROW = 10


@dataclass(frozen=True, slots=True)
class Row:
    """line: of the file, from 1. cells: as they stand. wrong: why it cannot be used, with what to do; else None."""

    line: int
    cells: tuple[str, ...]
    wrong: tuple[str, str] | None = None


def decoded(raw: bytes) -> tuple[str, str | None]:
    """The text of a file, and what was noticed about its encoding.

    A byte order mark decides; then UTF-16 by its zeros, UTF-8, and at last Windows-1252, which spreadsheets write.
    """
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return raw.decode(name, errors="replace"), None
    beginning = raw[1:400:2]
    if beginning and beginning.count(0) > len(beginning) / 2:
        return raw.decode("utf-16-le", errors="replace"), None
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError:
        noticed = "The file is not UTF-8; it was read as Windows text. Look whether names with accents are right."
        return raw.decode("cp1252", errors="replace"), noticed


def rows_of(text: str) -> Iterator[Row]:
    """The rows of a CSV text, the header first; empty lines are left out. Comma, semicolon or tab by the header."""
    # Not splitlines, which also parts at signs that may stand inside a name.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = _delimiter(next((line for line in lines if line.strip()), ""))
    number = 0
    while number < len(lines):
        first = number
        joined = lines[first]
        if len(joined) <= _LONGEST_LINE and joined.count('"') % 2:
            joined, number = _closed(lines, first)
        number += 1
        if not joined.strip(f" {delimiter}"):
            continue
        if len(joined) > _LONGEST_LINE:
            yield Row(
                first + 1,
                (joined[:200],),
                (f"The line has {len(joined):,} characters.", "Look whether line breaks are missing in the file."),
            )
        elif joined.count('"') % 2:
            yield Row(
                first + 1,
                tuple(joined.replace('"', "").split(delimiter)),
                ("A quotation mark is opened and never closed.", "Close it, or take it out."),
            )
        else:
            yield _parsed(first + 1, joined, delimiter)


def _parsed(line: int, joined: str, delimiter: str) -> Row:
    try:
        return Row(line, tuple(next(csv.reader([joined], delimiter=delimiter))))
    except csv.Error:
        return Row(line, (joined[:200],), ("The line is no line of a table.", "Look at it in a plain text editor."))


def _closed(lines: list[str], first: int) -> tuple[str, int]:
    """The line with those after it up to the one that closes its quote, and the last of them; else the line alone."""
    joined = lines[first]
    for number in range(first + 1, min(len(lines), first + _MOST_LINES_IN_A_ROW)):
        joined = f"{joined}\n{lines[number]}"
        if lines[number].count('"') % 2:
            return joined, number
    return lines[first], first


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)
