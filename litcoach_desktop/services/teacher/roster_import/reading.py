"""From files to an incoming roster: which format it is, then its children, classes and who is in which."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.domain.rostering.cells import Unusable, grade_from, id_from, is_turned_date, name_from
from litcoach_desktop.domain.rostering.columns import Holds, PlainTable
from litcoach_desktop.domain.rostering.demographics import (
    ONE_ROSTER_RACES,
    Demographics,
    Trait,
    demographics_from,
    is_yes,
)
from litcoach_desktop.domain.rostering.incoming import BadLine, Incoming, IncomingChild, IncomingClass
from litcoach_desktop.services.teacher.roster_import.csv_lines import Row, decoded, rows_of
from litcoach_desktop.services.teacher.roster_import.layouts import LAYOUTS, TRAITS, Columns, Layout, Table, plain_name
from litcoach_desktop.services.teacher.roster_import.packages import files_of
from litcoach_desktop.services.teacher.roster_import.plain_table import beginning_of, read_plain

Tick = Callable[[int, int, str], None]
_STAYS = frozenset(("", "active", "true", "1"))
_CHILD = "student"
_ROWS_A_TICK = 1_000
_LOST_ZEROS_SHARE = 0.8
_RESULTS = frozenset(("results", "lineitems"))
# OneRoster's classType "homeroom", Clever's subject "homeroom/advisory".
_HOMEROOM = "homeroom"
# Rows, the header among them, that the columns of a plain table are guessed from.
_GUESSED_FROM = 201


def read_roster(
    path: Path, tick: Tick, *, columns: Mapping[Holds, int] | None = None, demographics: bool = False
) -> Incoming:
    """The roster in a file, folder or zip. columns: of a plain table, where the guess was corrected by a person.

    Only names, ids, grades and classes are read, and demographics where the school keeps them: passwords and addresses
    stay where they are. Raises RosterFileProblem when nothing of it can be used.
    """
    texts: dict[str, str] = {}
    notes: list[str] = []
    for name, raw in files_of(path).items():
        texts[name], noticed = decoded(raw)
        if noticed is not None:
            notes.append(f"{name}: {noticed}")
    files = _rows(texts, tick)
    layout = next((one for one in LAYOUTS if _fits(one, files)), None)
    if layout is not None:
        incoming = _Reader(layout, files, _second_half(tick), demographics=demographics).read()
    elif len(files) == 1:
        incoming = read_plain(path.stem, next(iter(files.values())), columns, demographics=demographics)
    elif files.keys() & _RESULTS and "users" not in files:
        raise RosterFileProblem(
            f"{path.name} holds results of readings, not a roster: no table in it names children.",
            "Nothing was changed.",
            "Choose the export with users, classes and enrollments; results go into the school's own program.",
        )
    else:
        raise RosterFileProblem(
            f"{path.name} holds {len(files)} tables, but none of the known formats.",
            "Nothing was changed.",
            "Choose an export in OneRoster, Clever or School Data Sync form, or a single table of children.",
        )
    if not incoming.children and not incoming.bad_lines:
        raise RosterFileProblem(
            f"There is no child in {path.name}.",
            "Nothing was changed.",
            "Look whether the export was made for the right school and term.",
        )
    lost = _lost_zeros([child.source_id for child in incoming.children])
    return replace(incoming, notes=(*notes, *incoming.notes, *lost, *_turned_rooms(incoming.classes)))


def _rows(texts: Mapping[str, str], tick: Tick) -> dict[str, list[Row]]:
    """The rows of each table, which is half of the work; the other half is what they say."""
    lines, done = sum(text.count("\n") + 1 for text in texts.values()), 0
    files: dict[str, list[Row]] = {}
    for name, text in texts.items():
        files[name] = []
        for row in rows_of(text):
            files[name].append(row)
            done += 1
            if done % _ROWS_A_TICK == 0:
                tick(done, 2 * max(lines, done), name)
    return files


def _second_half(tick: Tick) -> Tick:
    return lambda done, total, name: tick(total + done, 2 * total, name)


def _lost_zeros(ids: Sequence[str]) -> list[str]:
    """What to say when ids look as if they had lost leading zeros: all figures, most of one length, some shorter."""
    figures = [ident for ident in ids if ident.isascii() and ident.isdigit()]
    if len(figures) < 5 or len(figures) < len(ids):
        return []
    longest = max(map(len, figures))
    long = sum(len(ident) == longest for ident in figures)
    if long == len(figures) or long < _LOST_ZEROS_SHARE * len(figures) or any(one.startswith("0") for one in figures):
        return []
    return [
        f"{len(figures) - long} ids are shorter than the others: a spreadsheet may have taken their leading zeros. "
        "Compare one with the school's program before you import."
    ]


def _turned_rooms(rooms: Iterable[IncomingClass]) -> list[str]:
    """What to say of classes that are called like a date."""
    turned = [room.name for room in rooms if is_turned_date(room.name)]
    if not turned:
        return []
    return [
        f"The class {turned[0]} is called like a date: a spreadsheet may have made one of a room such as 3-4. "
        "Change its name in the file, or by hand afterwards."
    ]


def plain_table(path: Path) -> PlainTable | None:
    """The beginning of a single table with the guess what its columns hold; None for everything else.

    Raises RosterFileProblem when nothing can be read.
    """
    files = files_of(path)
    if len(files) != 1:
        return None
    text, _noticed = decoded(next(iter(files.values())))
    return beginning_of(list(islice(rows_of(text), _GUESSED_FROM)))


def _fits(layout: Layout, files: Mapping[str, Sequence[Row]]) -> bool:
    children = files.get(layout.children.files[0])
    if not children or not all(table.files[0] in files for table in (layout.classes, layout.enrolments)):
        return False
    if layout.roles is not None and layout.roles.files[0] not in files:
        return False
    names = {plain_name(cell) for cell in children[0].cells}
    if layout.signs and not names & set(layout.signs):
        return False
    return all(names & set(layout.children.columns[one]) for one in layout.children.needed)


@dataclass(frozen=True, slots=True)
class _Cells:
    """One row by what its columns hold; what a table does not have is empty."""

    row: Row
    by_name: Mapping[str, str]

    def __getitem__(self, what: str) -> str:
        return self.by_name.get(what, "")


class _Reader:
    """Reads one roster of a known format."""

    def __init__(self, layout: Layout, files: Mapping[str, Sequence[Row]], tick: Tick, *, demographics: bool) -> None:
        self._layout = layout
        self._keeps = demographics
        self._files = files
        self._tick = tick
        self._total = sum(map(len, files.values()))
        self._done = 0
        self._bad: list[BadLine] = []
        self._homerooms: set[str] = set()

    def read(self) -> Incoming:
        layout = self._layout
        classes = self._classes(layout.classes)
        child_roles = None if layout.roles is None else self._roles(layout.roles)
        rooms = self._enrolments(layout.enrolments, classes)
        said = self._demographics(layout.demographics)
        children = self._children(layout.children, rooms, child_roles, said)
        filled = {room for child in children for room in child.classes}
        return Incoming(
            kind=layout.kind,
            source=layout.source,
            # A class without children in it is a subject of another school form, or empty: nobody would read there.
            classes=tuple(room for room in classes.values() if room.source_id in filled),
            children=tuple(children),
            bad_lines=tuple(self._bad),
        )

    def _classes(self, table: Table) -> dict[str, IncomingClass]:
        found: dict[str, IncomingClass] = {}
        for cells in self._rows(table):
            try:
                ident, name = id_from(cells["id"]), name_from(cells["name"])
                if not ident or not name:
                    raise Unusable("The class has no id or no name.", "Fill both in.")
                if cells["status"].casefold() not in _STAYS:
                    continue
                found.setdefault(ident, IncomingClass(ident, name, _grade_or_none(cells["grade"])))
                if cells["type"].casefold().startswith(_HOMEROOM):
                    self._homerooms.add(ident)
            except Unusable as problem:
                self._leave_out(table, cells.row, problem)
        return found

    def _roles(self, table: Table) -> dict[str, str]:
        """The children, each with the grade that its role names."""
        found = {}
        for cells in self._rows(table):
            if cells["role"].casefold() == _CHILD and cells["status"].casefold() in _STAYS:
                found[cells["child"].strip()] = cells["grade"]
        return found

    def _enrolments(self, table: Table, classes: Mapping[str, IncomingClass]) -> dict[str, tuple[str, ...]]:
        """The classes of each child: a homeroom before the others, else in the file's order."""
        rooms: dict[str, dict[str, None]] = {}
        for cells in self._rows(table):
            try:
                child, room = id_from(cells["child"]), id_from(cells["class"])
            except Unusable as problem:
                self._leave_out(table, cells.row, problem)
                continue
            stays = cells["status"].casefold() in _STAYS
            if cells["role"].casefold() not in ("", _CHILD) or not stays:
                continue
            if room not in classes:
                why = f"It names the class {room[:40]}, which is in no line of the classes."
                self._leave_out(table, cells.row, Unusable(why, "Add the class, or take the line out."))
                continue
            rooms.setdefault(child, {})[room] = None
        return {
            child: tuple(sorted(found, key=lambda room: room not in self._homerooms)) for child, found in rooms.items()
        }

    def _demographics(self, table: Table | None) -> dict[str, Demographics | None]:
        """From a file of their own; what is wrong there is no reason to leave a child out."""
        if not self._keeps or table is None or table.files[0] not in self._files:
            return {}
        found = {}
        for cells in self._rows(table):
            races = [name for column, name in ONE_ROSTER_RACES.items() if is_yes(cells[column])]
            found[cells["id"]] = demographics_from({trait: cells[trait] for trait in Trait}, races)
        return found

    def _children(
        self,
        table: Table,
        rooms: Mapping[str, tuple[str, ...]],
        child_roles: Mapping[str, str] | None,
        said: Mapping[str, Demographics | None],
    ) -> list[IncomingChild]:
        found: dict[str, IncomingChild] = {}
        for cells in self._rows(table):
            ident = cells["id"].strip()
            if child_roles is not None and ident not in child_roles:
                continue
            if child_roles is None and cells["role"].casefold() not in ("", _CHILD):
                continue
            try:
                child = self._child(cells, rooms, "" if child_roles is None else child_roles[ident])
                if self._keeps:
                    told = said.get(child.source_id) or demographics_from({trait: cells[trait] for trait in Trait})
                    child = replace(child, demographics=told)
                if child.source_id in found:
                    raise Unusable(
                        f"The id {child.source_id[:40]} is in more than one line.", "Keep one line for each child."
                    )
                found[child.source_id] = child
            except Unusable as problem:
                self._leave_out(table, cells.row, problem)
        return list(found.values())

    def _child(self, cells: _Cells, rooms: Mapping[str, tuple[str, ...]], role_grade: str) -> IncomingChild:
        ident = id_from(cells["id"])
        given = name_from(cells["preferred"]) or name_from(cells["given"])
        family = name_from(cells["preferred_family"]) or name_from(cells["family"])
        if not ident:
            raise Unusable("The child has no id.", "Fill it in: a child is known by its id next week.")
        if not given:
            raise Unusable("The child has no given name.", "Fill it in.")
        left = cells["status"].casefold() not in _STAYS or cells["enabled"].casefold() in ("false", "0")
        room, *others = rooms.get(ident) or ("",)
        if not room and not left:
            raise Unusable("The child is in no class.", "Add it to a class, or take the line out.")
        grade = grade_from(cells["grade"] or role_grade)
        return IncomingChild(ident, given, family, grade, room, left, tuple(others))

    def _rows(self, table: Table) -> Iterator[_Cells]:
        """The usable rows, one at a time so that a stop is never waited for long; the others are noted."""
        rows = self._files[table.files[0]]
        if not rows:
            return
        names = [plain_name(cell) for cell in rows[0].cells]
        places = {
            what: place
            for what, columns in self._wanted(table).items()
            if (place := next((names.index(one) for one in columns if one in names), None)) is not None
        }
        for row in rows[1:]:
            self._done += 1
            self._tick(self._done, self._total, table.files[0])
            if row.wrong is not None:
                self._leave_out(table, row, Unusable(*row.wrong))
                continue
            by_name = {what: row.cells[place].strip() for what, place in places.items() if place < len(row.cells)}
            yield _Cells(row, by_name)

    def _wanted(self, table: Table) -> Columns:
        """The columns that are read."""
        return {**table.columns, **TRAITS} if self._keeps else table.columns

    def _leave_out(self, table: Table, row: Row, problem: Unusable) -> None:
        why, remedy = problem.args
        header = self._files[table.files[0]][0].cells
        # What is not read is handed back to nobody: passwords, addresses, demographics that the school does not keep.
        wanted = {one for columns in self._wanted(table).values() for one in columns}
        cells = {name: cell for name, cell in zip(header, row.cells, strict=False) if plain_name(name) in wanted}
        self._bad.append(BadLine(f"{table.files[0]}.csv", row.line, why, remedy, cells))


def _grade_or_none(value: str) -> int | None:
    """The grade of a class, where one that cannot be read is no reason to leave the class out."""
    try:
        return grade_from(value)
    except Unusable:
        return None
