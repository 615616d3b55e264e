"""Reads plain text: its encoding, its paragraphs whether parted by blank lines or not, and verse."""

import codecs
import re
import unicodedata

from litcoach_desktop.domain.passages import Block
from litcoach_desktop.services.content.importing.document import Document, cannot_be_read

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of so many characters at most one may be a control character in what is text.
_CONTROLS_IN = 500
_HEADING = re.compile(
    r"(?:chapter|part|book|act|scene|prologue|epilogue|introduction)\b[^\n]{0,60}|[IVXLC]{1,7}\.?|\d{1,3}\.?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 70
# Lines of verse are short and begin with a capital; lines of prose that were broken by a program are about equal.
_VERSE_LINE = 62
_ARCHIVE_START = re.compile(r"^\*\*\* ?START OF .{0,200}$", re.MULTILINE)
_ARCHIVE_END = re.compile(r"^\*\*\* ?END OF ", re.MULTILINE)


def decode(raw: bytes, name: str) -> str:
    """The characters of a text file, in NFC with plain line ends. Raises TextFileProblem for what is no text."""
    text = _decoded(raw)
    if text is None or _is_binary(text):
        raise cannot_be_read(
            name,
            "it is not a text file, whatever its name says",
            "Give a TXT, Markdown, DOCX, EPUB, PDF, CSV or JSON file.",
        )
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x0c", "\n\n").replace("\u2028", "\n").replace("\u2029", "\n\n").replace("\ufeff", "")


def read_plain(text: str) -> Document:
    """The paragraphs of plain text that was pasted or decoded."""
    document = Document()
    start, end = _ARCHIVE_START.search(text), None
    if start is not None:
        end = _ARCHIVE_END.search(text, start.end())
        text = text[start.end() : end.start() if end else len(text)]
        document.left_out.append("The archive's notes before and after the book were left out.")
    document.blocks = blocks_of(text)
    return document


def blocks_of(text: str) -> list[Block]:
    """Paragraphs, stanzas and headings. Without a blank line anywhere, each line is a paragraph."""
    text = "\n".join(line.rstrip() for line in text.expandtabs(1).split("\n"))
    parts = re.split(r"\n{2,}", text.strip("\n"))
    if len(parts) == 1 and not _is_broken_prose(parts[0].split("\n")):
        parts = text.strip("\n").split("\n")
    found = (_block(part.strip("\n")) for part in parts)
    return [block for block in found if block is not None]


def _block(part: str) -> Block | None:
    lines = [re.sub(r"\s+", " ", line).strip() for line in part.split("\n")]
    lines = [line for line in lines if line]
    if not any(any(letter.isalnum() for letter in line) for line in lines):
        # Rules and stars between parts.
        return None
    if len(lines) == 1:
        line = lines[0]
        short = len(line) <= _LONGEST_HEADING
        return Block(line, heading=short and bool(_HEADING.fullmatch(line) or (line.isupper() and len(line) > 3)))
    if _is_verse(lines):
        return Block("\n".join(lines))
    # A word that a program broke at the line's end.
    joined = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", "\n".join(lines))
    return Block(joined.replace("\n", " "))


def _is_verse(lines: list[str]) -> bool:
    if max(map(len, lines)) > _VERSE_LINE:
        return False
    begin = sum(not line[0].islower() for line in lines)
    # The lines of broken prose are all nearly full, but for the last.
    full = sum(len(line) > 0.85 * max(map(len, lines)) for line in lines[:-1])
    return begin >= 0.8 * len(lines) or full < 0.6 * (len(lines) - 1)


def _is_broken_prose(lines: list[str]) -> bool:
    """Whether one paragraph was broken into lines: most go on in small letters."""
    return len(lines) > 2 and sum(line[:1].islower() for line in lines[1:]) >= 0.5 * (len(lines) - 1)


def _decoded(raw: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None)
    if marked is None and b"\0" in raw[:2000]:
        # UTF-16 without its mark: in Western text every other byte is zero.
        odd, even = raw[1:2000:2].count(0), raw[:2000:2].count(0)
        least = len(raw[:2000:2]) // 4
        marked = "utf-16-le" if odd > max(least, 10 * even) else "utf-16-be" if even > max(least, 10 * odd) else None
        if marked is None:
            return None
    for encoding in [marked] if marked else ["utf-8", "cp1252"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    if marked is None:
        # The few bytes that Windows' Western encoding does not know betray other files; a book may have one by mishap.
        text = raw.decode("cp1252", errors="replace")
        return text if text.count("\ufffd") * _CONTROLS_IN <= len(text) else None
    return None


def _is_binary(text: str) -> bool:
    controls = sum(
        unicodedata.category(letter) == "Cc" and letter not in "\t\n\r\x0c\x0b\x85" for letter in text[:20_000]
    )
    return "\0" in text or controls * _CONTROLS_IN > len(text[:20_000])
