"""Names as they are typed: any script, made fit to be kept and shown."""

import unicodedata

from PySide6.QtCore import QTextBoundaryFinder

LONGEST_NAME = 60
"""Letters as a reader counts them: a letter with its accents is one."""


def tidy_name(typed: str) -> str:
    """The name in NFC with single spaces, without line ends, control characters and reversals of direction."""
    letters = unicodedata.normalize("NFC", " ".join(typed.split()))
    return "".join(letter for letter in letters if not _is_unfit(letter)).strip()


def letters_in(name: str) -> int:
    """How many letters a reader sees."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, name)
    count = 0
    while finder.toNextBoundary() != -1:
        count += 1
    return count


def _is_unfit(letter: str) -> bool:
    # Overrides and isolates can make "gpj.exe" of a name; joiners (U+200C, U+200D) are spelling and stay.
    turns = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
    return letter in turns or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn")
