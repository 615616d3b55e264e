"""Lets words without an end break into lines: a label is never narrower than its longest word."""

import re

from PySide6.QtCore import QTextBoundaryFinder

_LONGEST = 14
_RUN = re.compile(rf"\S{{{_LONGEST + 1},}}")
_BREAK = "\u200b"


def breakable(text: str) -> str:
    """The text with places to break, which cannot be seen, inside words of more than 14 characters.

    What a reader takes for one character, such as an emoji made of several, stays whole.
    """
    return _RUN.sub(lambda found: _broken(found.group()), text)


def _broken(word: str) -> str:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    # The finder counts as Qt does, in units of UTF-16.
    units = word.encode("utf-16-le")
    pieces, last, letters = [], 0, 0
    while (at := finder.toNextBoundary()) != -1:
        letters += 1
        if letters == _LONGEST:
            pieces.append(units[2 * last : 2 * at].decode("utf-16-le", "replace"))
            last, letters = at, 0
    pieces.append(units[2 * last :].decode("utf-16-le", "replace"))
    return _BREAK.join(piece for piece in pieces if piece)
