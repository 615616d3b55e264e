"""What a school may say of a child beside name and grade: read and kept only where the school has switched that on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from litcoach_desktop.domain.rostering.cells import clean

_LONGEST = 60


class Trait(StrEnum):
    """The kinds, by the names of their columns in the database."""

    BIRTH_DATE = "birth_date"
    SEX = "sex"
    RACE = "race"
    HISPANIC = "hispanic"
    LANGUAGE = "home_language"
    ELL = "ell"
    """Whether it learns English."""
    IEP = "iep"
    """Whether it has an individual education programme."""
    LUNCH = "lunch"
    """Free, reduced or paid."""


COMPARED = tuple(trait for trait in Trait if trait is not Trait.BIRTH_DATE)
"""What children can be told apart by in a comparison of many."""

# OneRoster 1.1 and 1.2, demographics.csv: one column for each, "true" where it is so.
ONE_ROSTER_RACES: Mapping[str, str] = {
    "americanindianoralaskanative": "American Indian or Alaska Native",
    "asian": "Asian",
    "blackorafricanamerican": "Black or African American",
    "nativehawaiianorotherpacificislander": "Native Hawaiian or other Pacific Islander",
    "white": "White",
    "demographicracetwoormoreraces": "two or more races",
}

_YES, _NO = frozenset("true t yes y 1".split()), frozenset("false f no n 0".split())
_SEXES = {"m": "male", "male": "male", "boy": "male", "f": "female", "female": "female", "girl": "female"}
_UNSAID = frozenset(("", "unknown", "unspecified", "not specified", "n/a", "na", "none", "null"))
_DATES = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})"),
)
_LUNCHES = {"f": "free", "r": "reduced", "p": "paid", "n": "paid", "no": "paid", "y": "free or reduced"}


@dataclass(frozen=True, slots=True)
class Demographics:
    """What is said of one child. values: in the order of Trait, what is not said is left out."""

    values: tuple[tuple[Trait, str], ...]

    def get(self, trait: Trait) -> str | None:
        """One value; None when it is not said."""
        return dict(self.values).get(trait)


def demographics_from(cells: Mapping[Trait, str], races: Iterable[str] = ()) -> Demographics | None:
    """From the cells of a line; None when they say nothing. races: names of those whose own columns say so.

    A value that makes no sense is left out: it is no reason to leave a child out.
    """
    found = {trait: value for trait, cell in cells.items() if (value := _value(trait, clean(cell)))}
    named = [one for one in races if one]
    if named:
        found[Trait.RACE] = "; ".join(named)
    return Demographics(tuple((trait, found[trait]) for trait in Trait if trait in found)) if found else None


def is_yes(cell: str) -> bool:
    """Whether a cell says so."""
    return clean(cell).casefold() in _YES


def _value(trait: Trait, cell: str) -> str:
    plain = cell.casefold()
    if plain in _UNSAID or len(cell) > _LONGEST:
        return ""
    if trait is Trait.BIRTH_DATE:
        return _date(cell)
    if trait is Trait.SEX:
        return _SEXES.get(plain, "another")
    if trait in (Trait.HISPANIC, Trait.ELL, Trait.IEP):
        return "yes" if plain in _YES else "no" if plain in _NO else ""
    if trait is Trait.LUNCH:
        return _LUNCHES.get(plain, plain)
    return cell


def _date(cell: str) -> str:
    """ISO 8601; empty for what is no day."""
    match = next((found for one in _DATES if (found := one.match(cell))), None)
    if match is None:
        return ""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat()
    except ValueError:
        return ""
