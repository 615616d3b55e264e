"""What a school's roster file says, after it was read and before anything is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from litcoach_desktop.domain.rostering.demographics import Demographics

WHOLE_LIST = "*"
"""The source id of the one class of a table that says nothing of classes."""


@dataclass(frozen=True, slots=True)
class IncomingClass:
    """A class. source_id: its id in the school's system, or its name where a file has none. grade: None when unsaid."""

    source_id: str
    name: str
    grade: int | None = None


@dataclass(frozen=True, slots=True)
class IncomingChild:
    """A child. source_id: its id in the school's system, empty where a file has none.

    class_id: source id of its first class, empty for one who has left and is in none; also_in: of all its others.
    left: the file itself says that the child has left. demographics: None where nothing is said, or none are kept.
    """

    source_id: str
    given_name: str
    family_name: str
    grade: int | None
    class_id: str
    left: bool = False
    also_in: tuple[str, ...] = ()
    demographics: Demographics | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Source ids of all its classes, the first one first."""
        return (self.class_id, *self.also_in) if self.class_id else ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out. file, line: where; line 1 is the header. why, remedy: one sentence each.

    cells: the line as it stood, by the names of its columns.
    """

    file: str
    line: int
    why: str
    remedy: str
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A roster as it was read.

    kind: what it is, such as "OneRoster 1.1". source: the list that it is an edition of; ids of two lists never meet.
    After reading it is the family, such as "oneroster", until it is known whose list it is. source_name: of a list that
    is imported for the first time. shape: the columns of a table.
    bad_lines: what was left out. notes: what was noticed about the whole, in sentences.
    """

    kind: str
    source: str
    classes: tuple[IncomingClass, ...]
    children: tuple[IncomingChild, ...]
    bad_lines: tuple[BadLine, ...] = ()
    notes: tuple[str, ...] = ()
    source_name: str = ""
    shape: str = ""

    @property
    def family(self) -> str:
        """The form, ids of which are alike."""
        return self.source.partition(":")[0]
