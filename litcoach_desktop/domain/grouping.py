"""Reading groups inside a class: a name, why it was made, and who is in it."""

import unicodedata
from dataclasses import dataclass

LONGEST = 60
"""Letters of a group's name."""
LONGEST_REASON = 400
"""Letters of the reason."""


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """A group of a class. reason: why it was made, in words; may be empty. children: ids of those who are in it now.

    A child can be in several groups or in none. Who has left the class is not in it, and is again after coming back.
    """

    id: str
    class_id: str
    name: str
    reason: str
    children: tuple[str, ...]


def group_name(typed: str, others: tuple[str, ...] = ()) -> str:
    """The name as it is kept. others: of the other groups of the class. Raises ValueError for none, or one of those."""
    name = _tidy(typed)
    if not name:
        raise ValueError("a group needs a name")
    if len(name) > LONGEST:
        raise ValueError(f"a group's name may have {LONGEST} letters")
    if name.casefold() in (other.casefold() for other in others):
        raise ValueError(f"there is a group “{name}” in this class already")
    return name


def group_reason(typed: str) -> str:
    """The reason as it is kept. Raises ValueError for one that is too long."""
    reason = _tidy(typed)
    if len(reason) > LONGEST_REASON:
        raise ValueError(f"a reason may have {LONGEST_REASON} letters")
    return reason


def _tidy(typed: str) -> str:
    composed = unicodedata.normalize("NFC", " ".join(typed.split()))
    # Control and direction signs can make one name look like another.
    return "".join(letter for letter in composed if unicodedata.category(letter)[0] != "C").strip()
