"""One table of children, from any school program or typed by hand: its columns are guessed, or said by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from litcoach_desktop.domain.errors import RosterFileProblem
from litcoach_desktop.domain.rostering.cells import Unusable, apart, clean, grade_from, id_from, name_from
from litcoach_desktop.domain.rostering.columns import Holds, PlainTable, guess_columns, is_enough
from litcoach_desktop.domain.rostering.demographics import Trait, demographics_from
from litcoach_desktop.domain.rostering.incoming import WHOLE_LIST, BadLine, Incoming, IncomingChild, IncomingClass
from litcoach_desktop.services.teacher.roster_import.csv_lines import Row
from litcoach_desktop.services.teacher.roster_import.layouts import TRAITS, plain_name

_SHOWN = 5


def beginning_of(rows: Sequence[Row]) -> PlainTable | None:
    """Header, first rows and guess of a table, for a person to look at; None for what is no table of words."""
    usable = [row.cells for row in rows if row.wrong is None]
    if not usable or not any(cell.strip() for cell in usable[0]) or not all(map(str.isprintable, usable[0])):
        return None
    header, *others = usable
    sample = tuple(tuple(clean(cell)[:60] for cell in cells) for cells in others[:_SHOWN])
    return PlainTable(tuple(map(clean, header)), sample, guess_columns(header, others))


def read_plain(
    name: str, rows: Sequence[Row], columns: Mapping[Holds, int] | None, *, demographics: bool = False
) -> Incoming:
    """The children of a plain table. A table without classes is one class, called like the file.

    Raises RosterFileProblem when no column can hold a name.
    """
    usable = [row for row in rows if row.wrong is None]
    header = usable[0].cells if usable else ()
    chosen = dict(columns) if columns is not None else guess_columns(header, [row.cells for row in usable[1:]])
    if not is_enough(chosen):
        raise RosterFileProblem(
            f"No column of {name} looks like the names of children.",
            "Nothing was changed.",
            "Give the first line names such as First name, Last name, Grade, Class; or say which column is which.",
        )
    names = [plain_name(cell) for cell in header]
    traits = {
        Trait(trait): names.index(one)
        for trait, known in TRAITS.items()
        for one in known
        if demographics and one in names and names.index(one) not in chosen.values()
    }
    children: dict[str, IncomingChild] = {}
    bad = []
    for row in rows:
        if row is usable[0]:
            continue
        try:
            if row.wrong is not None:
                raise Unusable(*row.wrong)
            child = _child(row, chosen)
            said = demographics_from({trait: row.cells[at] for trait, at in traits.items() if at < len(row.cells)})
            child = child if said is None else replace(child, demographics=said)
            # Without an id two children of one name in one class would be one: then the second is asked about.
            key = child.source_id or f"{child.class_id}\n{child.given_name} {child.family_name}".casefold()
            children[key] = _with_class(children[key], child) if key in children else child
        except Unusable as problem:
            why, remedy = problem.args
            # What is not read is handed back to nobody; of a line that is not cut into cells nothing is known.
            read = {*chosen.values(), *traits.values()}
            named = enumerate(zip(header, row.cells, strict=False))
            cells = {one: cell for at, (one, cell) in named if at in read}
            bad.append(BadLine(f"{name}.csv", row.line, why, remedy, cells))
    rooms: dict[str, IncomingClass] = {}
    for child in children.values():
        for room in child.classes:
            known = rooms.get(room)
            if known is None or known.grade is None:
                rooms[room] = IncomingClass(room, clean(name) if room == WHOLE_LIST else room, child.grade)
    return Incoming(
        kind="table",
        source="table",
        shape=",".join(names),
        classes=tuple(rooms.values()),
        children=tuple(children.values()),
        bad_lines=tuple(bad),
    )


def _child(row: Row, columns: Mapping[Holds, int]) -> IncomingChild:
    def cell(holds: Holds) -> str:
        place = columns.get(holds)
        return row.cells[place] if place is not None and place < len(row.cells) else ""

    if Holds.WHOLE_NAME in columns:
        given, family = apart(name_from(cell(Holds.WHOLE_NAME)))
    else:
        given, family = name_from(cell(Holds.GIVEN_NAME)), name_from(cell(Holds.FAMILY_NAME))
    if not given:
        raise Unusable("The child has no name.", "Fill it in.")
    room = clean(cell(Holds.CLASS))[:60] or WHOLE_LIST
    return IncomingChild(id_from(cell(Holds.ID)), given, family, grade_from(cell(Holds.GRADE)), room)


def _with_class(known: IncomingChild, line: IncomingChild) -> IncomingChild:
    """A child whose id stands in a line for each of its classes. Raises Unusable for what is no other class."""
    if not line.source_id or line.class_id in known.classes:
        raise Unusable("The same child is in more than one line.", "Keep one, or give both an id.")
    if (line.given_name, line.family_name) != (known.given_name, known.family_name):
        raise Unusable(f"The id {line.source_id[:40]} has two names.", "Correct the id or the name.")
    grade = line.grade if known.grade is None else known.grade
    return replace(known, also_in=(*known.also_in, line.class_id), grade=grade)
