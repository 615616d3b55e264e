"""Finds which children a teacher names in a sentence, whatever the spelling of accents and capitals."""

import re
import unicodedata
from collections.abc import Sequence

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.searching.spelling import distance

# Letters that may be wrong in a name of so many letters or more.
_SLIPS = ((4, 1), (7, 2))


def named_in(said: str, students: Sequence[Student]) -> list[Student]:
    """The children that are meant, the surest alone: by whole name, else by given name, else by family name."""
    spoken = _parts(re.sub(r"['’]s\b", "", said))
    for names in (
        [_parts(one.display_name) for one in students],
        [_parts(one.given_name) for one in students],
        [_parts(one.family_name) for one in students],
    ):
        said_of = [(len(name), one) for name, one in zip(names, students, strict=True) if _stands_in(name, spoken)]
        if said_of:
            # Of “Ann” and “Ann Marie” the longer name is the one that was said.
            longest = max(length for length, _ in said_of)
            return [one for length, one in said_of if length == longest]
    return []


def alike_in(said: str, students: Sequence[Student]) -> list[Student]:
    """The children whose given name is nearly a word of the sentence: to ask back, never to take for granted."""
    spoken = _parts(said)
    return [one for one in students if any(_alike(part, spoken) for part in _parts(one.given_name)[:1])]


def _alike(name: str, spoken: list[str]) -> bool:
    most = max((slips for letters, slips in _SLIPS if len(name) >= letters), default=0)
    return most > 0 and any(distance(word, name, most) <= most for word in spoken)


def _parts(name: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"\w+", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _stands_in(part: list[str], whole: list[str]) -> bool:
    return bool(part) and any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
