"""Guesses which column of a plain table holds what, from its names and from what stands in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.rostering.cells import Unusable, grade_from


class Holds(StrEnum):
    """What a column can hold. Whatever else stands in a table is not read."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    WHOLE_NAME = "whole_name"
    ID = "id"
    GRADE = "grade"
    CLASS = "class"


@dataclass(frozen=True, slots=True)
class PlainTable:
    """The beginning of a table whose columns had to be guessed. columns: the guess, by place in the header."""

    header: tuple[str, ...]
    sample: tuple[tuple[str, ...], ...]
    columns: Mapping[Holds, int]


# Compared without case, accents and signs; the first word that fits decides, so the surest names stand first.
_NAMES: Mapping[Holds, tuple[str, ...]] = {
    Holds.GIVEN_NAME: ("givenname", "firstname", "first", "forename", "preferredname", "nombre", "nombres"),
    Holds.FAMILY_NAME: ("familyname", "lastname", "last", "surname", "apellido", "apellidos"),
    Holds.WHOLE_NAME: ("studentname", "fullname", "name", "student", "pupil", "child", "displayname", "alumno"),
    Holds.ID: (
        "studentid", "studentnumber", "sourcedid", "sisid", "localid", "stateid", "id", "number", "dcid", "matricula",
    ),
    Holds.GRADE: ("gradelevel", "grade", "gr", "year", "yearlevel", "yeargroup", "grado"),
    Holds.CLASS: ("classname", "class", "homeroom", "homeroomteacher", "section", "room", "teacher", "clase", "grupo"),
}  # fmt: skip
_LOOKED_AT = 200


def guess_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[Holds, int]:
    """Which column holds what, by its place; what is not there is left out. rows: some of the table."""
    plain = ["".join(letter for letter in name.casefold() if letter.isalnum()) for name in header]
    found: dict[Holds, int] = {}
    for holds, names in _NAMES.items():
        place = next((plain.index(name) for name in names if name in plain), None)
        if place is not None and place not in found.values():
            found[holds] = place
    if Holds.GIVEN_NAME in found and Holds.FAMILY_NAME in found:
        found.pop(Holds.WHOLE_NAME, None)
    elif Holds.WHOLE_NAME in found:
        found.pop(Holds.GIVEN_NAME, None)
        found.pop(Holds.FAMILY_NAME, None)
    free = [place for place in range(len(header)) if place not in found.values()]
    if Holds.GRADE not in found:
        place = next((place for place in free if _are_grades(_cells(rows, place))), None)
        if place is not None:
            found[Holds.GRADE] = place
            free.remove(place)
    if Holds.WHOLE_NAME not in found and Holds.GIVEN_NAME not in found:
        place = next((place for place in free if _are_whole_names(_cells(rows, place))), None)
        if place is not None:
            found[Holds.WHOLE_NAME] = place
    return found


def is_enough(columns: Mapping[Holds, int]) -> bool:
    """Whether children can be read by these columns: a name is all that is needed."""
    return Holds.WHOLE_NAME in columns or Holds.GIVEN_NAME in columns


def _cells(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place].strip() for row in rows[:_LOOKED_AT] if place < len(row) and row[place].strip()]


def _are_grades(cells: Sequence[str]) -> bool:
    # Two different ones at least, or a column of ones, as some exports have, would be taken for grades.
    return len(set(cells)) > 1 and all(_is_grade(cell) for cell in cells)


def _is_grade(cell: str) -> bool:
    try:
        return grade_from(cell) is not None
    except Unusable:
        return False


def _are_whole_names(cells: Sequence[str]) -> bool:
    named = [cell for cell in cells if (", " in cell or " " in cell) and not any(letter.isdigit() for letter in cell)]
    return len(cells) > 0 and len(named) == len(cells)
