"""Cuts a long text into passages for one sitting: at chapters, else between paragraphs, else between sentences."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from litcoach_desktop.domain.reading.tokens import WORD_PATTERN

# What is left over is joined to the passage before it when it is shorter than this part of a passage.
_LEAST_PART = 0.4
# A paragraph may make a passage so much longer before it is cut itself.
_MOST_PART = 1.5
# A sentence ends at . ! ? … and what closes it, before a space; the marks of other scripts need none.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+|(?<=[。！？])|(?<=[؟۔।])\s*|\n")
_ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|etc|e\.g|i\.e)|\b[A-Z])\.[”’\"')\]]*\s+$")
_CLAUSE_END = re.compile(r"(?<=[,;:—–])\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or stanza, or the heading of what follows."""

    text: str
    heading: bool = False


@dataclass(frozen=True, slots=True)
class CutPassage:
    """A passage. heading: of the chapter it is from, may be empty. part: 1 for the chapter's first. parts: how many."""

    heading: str
    part: int
    parts: int
    body: str
    words: int


def cut_passages(blocks: Iterable[Block], words: int) -> Iterator[CutPassage]:
    """Passages of about `words` words in reading order. All words of the blocks are in them; headings are not."""
    for heading, paragraphs in _chapters(blocks):
        parts = _parts(paragraphs, words)
        for number, part in enumerate(parts, 1):
            body = "\n\n".join(part)
            yield CutPassage(heading, number, len(parts), body, count_words(body))


def count_words(text: str) -> int:
    """The words as the reader reads them."""
    return sum(1 for _ in WORD_PATTERN.finditer(text))


def _chapters(blocks: Iterable[Block]) -> Iterator[tuple[str, list[str]]]:
    heading, paragraphs = "", list[str]()
    for block in blocks:
        if not block.heading:
            paragraphs.append(block.text)
            continue
        if paragraphs:
            yield heading, paragraphs
            heading = block.text
        else:
            # “Part One”, then at once “Chapter 1”.
            heading = f"{heading}: {block.text}" if heading else block.text
        paragraphs = []
    if paragraphs:
        yield heading, paragraphs


def _parts(paragraphs: list[str], words: int) -> list[list[str]]:
    parts: list[list[str]] = []
    current: list[str] = []
    count = 0
    for paragraph in (piece for one in paragraphs for piece in _pieces(one, words)):
        here = count_words(paragraph)
        if current and count + here > words and (count >= _LEAST_PART * words or count + here > _MOST_PART * words):
            parts.append(current)
            current, count = [], 0
        current.append(paragraph)
        count += here
    if current:
        if parts and count < _LEAST_PART * words:
            parts[-1] += current
        else:
            parts.append(current)
    return [part for part in parts if any(WORD_PATTERN.search(one) for one in part)]


def _pieces(paragraph: str, words: int) -> Iterator[str]:
    """A paragraph, or if it is very long its sentences, gathered to passages; their clauses or words if need be."""
    if count_words(paragraph) <= _MOST_PART * words:
        yield paragraph
        return
    gathered, count = "", 0
    for sentence in _sentences(paragraph, words):
        here = count_words(sentence)
        if gathered.strip() and count + here > words:
            yield gathered.strip()
            gathered, count = "", 0
        gathered += sentence
        count += here
    if gathered.strip():
        yield gathered.strip()


def _sentences(paragraph: str, words: int) -> Iterator[str]:
    start = 0
    for end in [match.end() for match in _SENTENCE_END.finditer(paragraph)] + [len(paragraph)]:
        sentence = paragraph[start:end]
        if end < len(paragraph) and _ABBREVIATION.search(sentence):
            continue
        start = end
        if count_words(sentence) <= words:
            yield sentence
            continue
        clauses = _CLAUSE_END.split(sentence)
        for place, clause in enumerate(clauses):
            closing = " " if place < len(clauses) - 1 else ""
            yield from _by_words(clause + closing, words)


def _by_words(clause: str, words: int) -> Iterator[str]:
    """A clause, or a run of words without any punctuation in pieces."""
    starts = [match.start() for match in WORD_PATTERN.finditer(clause)][::words][1:]
    for begin, end in zip([0, *starts], [*starts, len(clause)], strict=True):
        yield clause[begin:end]
