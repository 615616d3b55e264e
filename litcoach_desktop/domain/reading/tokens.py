"""How a passage is cut into words, and where its sentences start.

A word is a run of letters and digits, joined by apostrophes and hyphens inside ("don't", "well-known");
everything else is punctuation or space. Both the screen and the assessor use these words and no others.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# [^\W_] is any Unicode letter or digit; typographic apostrophes and hyphens count like the plain ones.
WORD_PATTERN = re.compile(r"[^\W_]+(?:['’\-‐‑][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]")
_CLAUSE_END = re.compile(r"[,;:.!?…–—\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a passage.

    text: as printed. start, end: character offsets in the passage's text (end exclusive).
    starts_sentence: nothing of the sentence stands before it. ends_clause: punctuation follows it,
    so a pause after it is expected.
    """

    index: int
    text: str
    start: int
    end: int
    starts_sentence: bool
    ends_clause: bool

    @property
    def spoken(self) -> str:
        """The word as a dictionary lists it: lower case, plain apostrophes and hyphens."""
        return self.text.lower().replace("’", "'").replace("‐", "-").replace("‑", "-")


@dataclass(frozen=True)
class Passage:
    """What is read: a text as shown to the reader and its words. Text is kept in Unicode NFC."""

    text: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", unicodedata.normalize("NFC", self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """The words in reading order; empty for a text without any."""
        matches = list(WORD_PATTERN.finditer(self.text))
        words = []
        sentence_open = False
        for index, match in enumerate(matches):
            following = matches[index + 1].start() if index + 1 < len(matches) else len(self.text)
            gap = self.text[match.end() : following]
            words.append(
                Word(
                    index=index,
                    text=match.group(),
                    start=match.start(),
                    end=match.end(),
                    starts_sentence=not sentence_open,
                    ends_clause=bool(_CLAUSE_END.search(gap)) or index + 1 == len(matches),
                )
            )
            sentence_open = not (_SENTENCE_END.search(gap) or "\n\n" in gap)
        return tuple(words)
