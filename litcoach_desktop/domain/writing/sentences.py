"""Takes what a child wrote apart: words as written, and the sentences that its end marks make."""

import re
from dataclasses import dataclass

# A word with its apostrophes; a hyphen parts two words, as each can stand alone.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n\s*\n")
_MARKED = re.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word as it was written, text[start:end]."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class WrittenSentence:
    """The words up to an end mark, or up to where the paragraph ends. text: as written, with its mark."""

    words: tuple[WrittenWord, ...]
    has_end_mark: bool
    text: str


def sentences_of(writing: str) -> list[WrittenSentence]:
    """The sentences in order. Numbers in digits and single signs are no words."""
    found, start = [], 0
    for end, mark in [*((match.end(), match.group()) for match in _END.finditer(writing)), (len(writing), "")]:
        words = tuple(
            WrittenWord(match.group(), match.start(), match.end()) for match in _WORD.finditer(writing, start, end)
        )
        if words:
            text = " ".join(writing[start:end].split())
            found.append(WrittenSentence(words, _MARKED.search(mark) is not None, text))
            start = end
    return found
