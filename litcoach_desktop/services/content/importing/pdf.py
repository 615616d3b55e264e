"""Reads the text of a PDF page by page: broken lines are joined, what stands on every page is left out."""

import io
import logging
import re
from collections import Counter
from statistics import median

from litcoach_desktop.domain.passages import Block
from litcoach_desktop.services.content.importing.document import LARGEST_TEXT, Document, Tick, cannot_be_read
from litcoach_desktop.services.content.importing.plain import blocks_of

_MOST_PAGES = 3_000
_SENTENCE_END = re.compile(r"[.!?…:][”’\"')\]]*$")
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[\divxlc]{1,5}(?:\s*(?:/|of)\s*\d{1,5})?", re.IGNORECASE)


def read_pdf(raw: bytes, name: str, tick: Tick) -> Document:
    """The document of a .pdf file. Raises TextFileProblem."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # It tells of every oddity of a file; what matters of it is said in our own words.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise cannot_be_read(name, "it is protected by a password", "Save it without a password and try again.")
        count = len(reader.pages)
        about = reader.metadata
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        IndexError,
    ) as problem:
        raise cannot_be_read(name, "the file is damaged or not complete", "Copy or download it once more.") from problem
    except (NotImplementedError, ImportError, DependencyError) as problem:
        raise cannot_be_read(name, "it is protected in a way litcoach cannot open", "Save it unprotected.") from problem
    if count > _MOST_PAGES:
        raise cannot_be_read(name, f"it has {count:,} pages", f"Import a part of at most {_MOST_PAGES:,} pages.")
    document = Document(title=_said(about, "title"), author=_said(about, "author"))
    pages: list[list[str]] = []
    broken = characters = 0
    for number in range(count):
        try:
            text = reader.pages[number].extract_text()
        except Exception:
            # A page's program can be wrong in any way; the others are still worth having.
            broken, text = broken + 1, ""
        characters += len(text)
        if characters > LARGEST_TEXT:
            raise cannot_be_read(name, "it is longer than ten novels", "Import a part of it.")
        pages.append([line.strip() for line in text.split("\n") if line.strip()])
        tick(number + 1, count, "reading")
    silent = sum(not page for page in pages) - broken
    if not any(pages):
        raise cannot_be_read(
            name,
            "its pages are pictures without words" if not broken else "none of its pages can be read",
            "Have it scanned with text recognition, or type the passage.",
        )
    repeated = _on_every_page(pages)
    lines = [line for page in pages for line in _inner(page, repeated)]
    document.blocks = _blocks(lines)
    document.leave_out(broken, "page", "pages", "it is damaged" if broken == 1 else "they are damaged")
    document.leave_out(silent, "page", "pages", "it has no words" if silent == 1 else "they have no words")
    if repeated:
        document.left_out.append("Page numbers and lines that stand on every page were left out.")
    return document


def _said(about: object, name: str) -> str:
    """A property of the file; odd ones count as none."""
    try:
        value = getattr(about, name, None)
    except Exception:
        return ""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _on_every_page(pages: list[list[str]]) -> set[str]:
    """Headers and footers, digits aside: first or last lines of half of the pages."""
    filled = [page for page in pages if page]
    if len(filled) < 3:
        return set()
    edges = Counter(edge for page in filled for edge in {_shape(page[0]), _shape(page[-1])})
    return {edge for edge, count in edges.items() if count >= max(3, len(filled) // 2)}


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line)


def _inner(page: list[str], repeated: set[str]) -> list[str]:
    start, end = 0, len(page)
    if page and (_shape(page[0]) in repeated or _PAGE_NUMBER.fullmatch(page[0])):
        start = 1
    if end > start and (_shape(page[-1]) in repeated or _PAGE_NUMBER.fullmatch(page[-1])):
        end -= 1
    return page[start:end]


def _blocks(lines: list[str]) -> list[Block]:
    """Paragraphs: one ends where a sentence ends in a line that is not full."""
    if not lines:
        return []
    full = 0.8 * median(len(line) for line in lines)
    blocks: list[Block] = []
    current: list[str] = []
    for line in lines:
        alone = blocks_of(line)
        if alone and alone[0].heading:
            blocks += _joined(current)
            blocks += alone
            current = []
            continue
        current.append(line)
        if len(line) < full and _SENTENCE_END.search(line):
            blocks += _joined(current)
            current = []
    return blocks + _joined(current)


def _joined(lines: list[str]) -> list[Block]:
    text = re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", "\n".join(lines)).replace("\n", " ")
    return [Block(" ".join(text.split()))] if any(letter.isalnum() for letter in text) else []
