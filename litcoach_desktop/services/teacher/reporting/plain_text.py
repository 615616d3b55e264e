"""Names and words as paper takes them: no hidden signs, no line breaks, not too long, each in its own direction."""

import unicodedata

MOST_LETTERS = 60
"""A longer name is cut with dots."""

# Explicit directions: in a name they turn what is written around it, and no name needs them.
_DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ISOLATE, _END = "\u2068", "\u2069"


def on_paper(text: str, most: int = MOST_LETTERS) -> str:
    """The text in Unicode NFC without control signs, its spaces single, at most so many letters."""
    kept = "".join(
        " " if letter.isspace() else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter not in _DIRECTIONS and (letter.isspace() or unicodedata.category(letter) not in ("Cc", "Cs", "Cn"))
    )
    short = " ".join(kept.split())
    return short if len(short) <= most else short[: most - 1].rstrip() + "…"


def in_a_sentence(text: str, most: int = MOST_LETTERS) -> str:
    """As on_paper, and kept apart from the words around it where it is written from right to left."""
    plain = on_paper(text, most)
    if any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in plain):
        return f"{_ISOLATE}{plain}{_END}"
    return plain
