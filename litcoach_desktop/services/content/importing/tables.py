"""Reads texts from a table (CSV) with the catalogue's fields as its columns: they are taken as they are, not cut."""

import csv
import io

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.catalogue import CatalogueProblem, texts_of
from litcoach_desktop.services.content.importing.document import cannot_be_read
from litcoach_desktop.services.content.library import slug

_LISTS = ("topics",)
_COLUMNS = "id, title, grade, genre, topics, author, rights, language, lexile, pattern and body"


def read_csv(text: str, name: str) -> tuple[list[Text], list[CatalogueProblem]]:
    """One text a row; the columns are found by their names, in any order, and topics are parted by ; or ,.

    Raises TextFileProblem when there is no header with title and body.
    """
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(text[:20_000].split("\n")[0], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    csv.field_size_limit(10_000_000)
    try:
        rows = csv.DictReader(io.StringIO(text), delimiter=dialect.delimiter)
        names = {str(one).strip().lower(): one for one in rows.fieldnames or () if one}
        if not {"title", "body"} <= names.keys():
            raise cannot_be_read(name, "its first line names no title and body", f"Name the columns {_COLUMNS}.")
        entries, lines = [], []
        for row in rows:
            entries.append(_entry({key: str(row.get(column) or "") for key, column in names.items()}))
            lines.append(rows.line_num)
    except csv.Error as problem:
        raise cannot_be_read(name, f"it is not a table ({problem})", "Save it as CSV (UTF-8).") from problem
    return texts_of(entries, lambda place, _path: lines[place], name)


def _entry(row: dict[str, str]) -> dict[str, object]:
    entry: dict[str, object] = {key: value.strip() for key, value in row.items() if value.strip()}
    entry.setdefault("id", slug(row["title"]))
    entry.setdefault("genre", "story")
    grade = row.get("grade", "").strip().upper()
    entry["grade"] = 0 if grade == "K" else int(grade) if grade.isdecimal() else grade
    for key in _LISTS:
        entry[key] = [one.strip() for one in row.get(key, "").replace(";", ",").split(",") if one.strip()]
    return entry
