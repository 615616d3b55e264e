"""Whose list a file is: lists that were imported before have names, so that two schools' or classes' never mix.

A person sees and can change the choice before anything is. What is guessed is only which list it is: children without
ids are still asked about one by one, or all together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.rostering.incoming import Incoming

OWN_ID = "litcoach:"
"""What an id begins with that litcoach gave to a child of a list without ids; no file has it."""
LONGEST = 60
# So many of a file's children are known by a list that it is that one's next edition (ours).
_SURE = 0.3


@dataclass(frozen=True, slots=True)
class Source:
    """A list that was imported before. family: the form, ids of which are alike. shape: its columns, of a table."""

    id: str
    family: str
    name: str
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Familiar:
    """What a list has brought: its children as (id, name) and (class, name), both in the file's own words, folded."""

    by_id: frozenset[tuple[str, str]]
    by_class: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Whose:
    """The lists that a file can be one of. likely: the id of one, "" for a new one, None where a person has to say.

    new_name: what a new one may be called.
    """

    known: tuple[Source, ...]
    likely: str | None
    new_name: str


def whose(incoming: Incoming, sources: Sequence[Source], familiar: Mapping[str, Familiar], file: str) -> Whose:
    """Which list a file is. sources: of its family; familiar: what each of them has brought; file: its name."""
    new_name = _new_name(incoming, [one.name for one in sources], file)
    shares = {one.id: _share(incoming, familiar[one.id]) for one in sources}
    best = max(shares, key=lambda ident: shares[ident], default="")
    if not best or shares[best] == 0.0:
        return Whose(tuple(sources), "", new_name)
    if shares[best] >= _SURE and list(shares.values()).count(shares[best]) == 1:
        return Whose(tuple(sources), best, new_name)
    return Whose(tuple(sources), None, new_name)


def source_name(typed: str, others: Sequence[str]) -> str:
    """The name as it is kept. Raises ValueError for none, one that is too long, or one that is there already."""
    name = " ".join("".join(letter for letter in typed if letter.isprintable()).split())
    if not name:
        raise ValueError("a list needs a name")
    if len(name) > LONGEST:
        raise ValueError(f"a list's name may have {LONGEST} letters")
    if name.casefold() in (other.casefold() for other in others):
        raise ValueError(f"there is a list “{name}” already")
    return name


def folded_name(given_name: str, family_name: str) -> str:
    """A child's name as it is compared."""
    return f"{given_name} {family_name}".strip().casefold()


def _share(incoming: Incoming, familiar: Familiar) -> float:
    """How many of the children a list has brought before: by id and name, without ids by class and name."""
    children = [child for child in incoming.children if not child.left]
    met = sum(
        (child.source_id, folded_name(child.given_name, child.family_name)) in familiar.by_id
        if child.source_id
        else (child.class_id, folded_name(child.given_name, child.family_name)) in familiar.by_class
        for child in children
    )
    return met / len(children) if children else 0.0


def _new_name(incoming: Incoming, taken: Sequence[str], file: str) -> str:
    rooms = [room.name for room in incoming.classes]
    wanted = incoming.kind if incoming.kind != "table" else rooms[0] if len(rooms) == 1 else file or "table"
    wanted = wanted[: LONGEST - 3]
    names = [wanted, *(f"{wanted} {number}" for number in range(2, len(taken) + 2))]
    folded = {one.casefold() for one in taken}
    return next(name for name in names if name.casefold() not in folded)
