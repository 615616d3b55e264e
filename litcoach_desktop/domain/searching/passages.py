"""Cuts a text into passages that fit the model's window, at sentences, each overlapping the one before."""

import re
from dataclasses import dataclass
from math import ceil

MOST_WORDS = 170
"""A passage of 170 words and its title make about 240 of the 256 pieces that the model of meanings reads."""
OVERLAP = 40
"""Words: about two sentences. What stands across a cut is whole in one of the two passages."""

# A sentence ends at its mark, with closing quotes, before white space; a line of a poem ends at its line break.
_END = re.compile(r"[.!?…]+[”’\"')\]]*(?=\s|$)|\n+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, text[start:end] in characters; without white space at its ends."""

    start: int
    end: int


def cut(text: str, most: int = MOST_WORDS, overlap: int = OVERLAP) -> list[Span]:
    """The passages of a text, in order; together they cover every word. A text without words has none.

    A sentence that is longer than `most` words is cut between words.
    """
    pieces = [piece for sentence in _sentences(text) for piece in _short_enough(text, sentence, most)]
    sizes = [len(_WORD.findall(text, piece.start, piece.end)) for piece in pieces]
    if not pieces:
        return []
    aim = _even(sum(sizes), most, overlap)
    spans: list[Span] = []
    first = 0
    while True:
        last, words = first, sizes[first]
        while last + 1 < len(pieces) and words < aim and words + sizes[last + 1] <= most:
            last += 1
            words += sizes[last]
        spans.append(Span(pieces[first].start, pieces[last].end))
        if last + 1 == len(pieces):
            return spans
        following, shared = last + 1, 0
        while following - 1 > first and shared + sizes[following - 1] <= overlap:
            following -= 1
            shared += sizes[following]
        first = following


def _even(words: int, most: int, overlap: int) -> int:
    """How many words each passage should have, so that the last is no short rest that says nothing by itself."""
    if words <= most or overlap >= most:
        return most
    count = ceil((words - overlap) / (most - overlap))
    return ceil((words + (count - 1) * overlap) / count)


def _sentences(text: str) -> list[Span]:
    starts, at = [], 0
    for match in _END.finditer(text):
        starts.append((at, match.end()))
        at = match.end()
    starts.append((at, len(text)))
    return [span for span in (_trimmed(text, start, end) for start, end in starts) if span.start < span.end]


def _short_enough(text: str, sentence: Span, most: int) -> list[Span]:
    words = [match.span() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    if len(words) <= most:
        return [sentence]
    groups = [words[at : at + most] for at in range(0, len(words), most)]
    return [Span(group[0][0], group[-1][1]) for group in groups]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
