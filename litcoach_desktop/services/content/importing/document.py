"""What every kind of book is read into: its blocks in order, what is known of it, and what was left out."""

from collections.abc import Callable
from dataclasses import dataclass, field

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.passages import Block

Tick = Callable[[int, int, str], None]
"""Told how many of how many steps are done, and of what; raises when the user said stop."""

LARGEST_FILE = 50_000_000
"""Bytes of a file that is handed over."""
LARGEST_TEXT = 20_000_000
"""Characters of the text inside it: ten long novels. What unpacks to more is no book."""


@dataclass
class Document:
    """A book or a page as it was read. rights: what it says about itself. language: a BCP 47 tag, may be empty.

    left_out: a sentence for each thing that the reader of the passages will not find in them.
    """

    title: str = ""
    author: str = ""
    rights: str = ""
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def leave_out(self, count: int, one: str, many: str, why: str) -> None:
        """Note that something is not in the passages, if there was any of it."""
        if count:
            self.left_out.append(f"{f'1 {one} was' if count == 1 else f'{count:,} {many} were'} left out: {why}.")


def cannot_be_read(name: str, reason: str, remedy: str) -> TextFileProblem:
    """A book of which nothing can be used. reason: a clause; remedy: a sentence."""
    return TextFileProblem(f"{name} cannot be imported: {reason}.", "Nothing was added to the library.", remedy)
