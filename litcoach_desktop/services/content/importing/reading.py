"""Chooses the reader for what a teacher hands over: by what the file holds, by its name where that is silent."""

from collections.abc import Iterable
from pathlib import Path

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.catalogue import CatalogueProblem, parse_catalogue
from litcoach_desktop.services.content.importing.document import (
    LARGEST_FILE,
    LARGEST_TEXT,
    Document,
    Tick,
    cannot_be_read,
)
from litcoach_desktop.services.content.importing.docx import read_docx
from litcoach_desktop.services.content.importing.epub import read_epub
from litcoach_desktop.services.content.importing.markdown import read_markdown
from litcoach_desktop.services.content.importing.pages import PageReader
from litcoach_desktop.services.content.importing.pdf import read_pdf
from litcoach_desktop.services.content.importing.plain import decode, read_plain
from litcoach_desktop.services.content.importing.preview import ImportPreview, preview_document, preview_texts
from litcoach_desktop.services.content.importing.tables import read_csv
from litcoach_desktop.services.content.importing.zipped import ZippedBook

_OLE = b"\xd0\xcf\x11\xe0"


def preview_file(path: Path, shelf: Iterable[Text], words: int, tick: Tick) -> ImportPreview:
    """What importing this file would bring; nothing is changed. Raises TextFileProblem when nothing of it is usable.

    shelf: the library's texts, to find duplicates. words: the length of a passage. tick: see `document.Tick`.
    """
    raw, ending = _bytes(path), path.suffix.lower()
    if ending in (".json", ".csv", ".tsv") and not raw.startswith(b"PK"):
        text = decode(raw, path.name)
        texts, problems = parse_catalogue(text, path) if ending == ".json" else read_csv(text, path.name)
        if not texts:
            raise _nothing_in(path, problems)
        return preview_texts(texts, [str(problem) for problem in problems], path.stem, shelf, tick)
    document = _document(raw, path, ending, tick)
    if not document.blocks:
        raise cannot_be_read(path.name, "there are no words in it", "Choose a file with a text in it.")
    return _checked(preview_document(document, path.stem, shelf, words, tick), path.name)


def preview_pasted(pasted: str, title: str, shelf: Iterable[Text], words: int, tick: Tick) -> ImportPreview:
    """What importing a text from the clipboard would bring. Raises TextFileProblem when it has no words."""
    if len(pasted) > LARGEST_TEXT:
        raise cannot_be_read("The pasted text", "it is longer than ten novels", "Paste a part of it.")
    document = read_plain(decode(pasted.encode("utf-8", "replace"), "The pasted text"))
    if not document.blocks:
        raise cannot_be_read("The pasted text", "there are no words in it", "Copy a text and paste it again.")
    return _checked(preview_document(document, title.strip() or "Pasted text", shelf, words, tick), "The pasted text")


def _document(raw: bytes, path: Path, ending: str, tick: Tick) -> Document:
    if raw.startswith(b"PK\x03\x04") or ending in (".docx", ".epub"):
        return _zipped(raw, path.name, ending, tick)
    if b"%PDF-" in raw[:1024] or ending == ".pdf":
        return read_pdf(raw, path.name, tick)
    if raw.startswith((_OLE, b"{\\rtf")):
        raise cannot_be_read(
            path.name, "this kind of document cannot be read", "Open it in a word processor and save it as DOCX."
        )
    text = decode(raw, path.name)
    if len(text) > LARGEST_TEXT:
        raise cannot_be_read(path.name, "it is longer than ten novels", "Import a part of it.")
    tick(1, 1, "reading")
    if ending in (".md", ".markdown"):
        return read_markdown(text)
    if ending in (".html", ".htm", ".xhtml"):
        reader = PageReader()
        reader.feed(text)
        reader.close()
        document = Document(blocks=reader.blocks)
        document.leave_out(reader.tables, "table", "tables", "a table has no sentences to read")
        document.leave_out(reader.pictures, "picture", "pictures", "only words are imported")
        return document
    return read_plain(text)


def _zipped(raw: bytes, name: str, ending: str, tick: Tick) -> Document:
    if raw.startswith(_OLE):
        return read_docx(raw, name, tick)
    with ZippedBook(name, raw) as book:
        is_word, is_epub = "word/document.xml" in book.parts, "META-INF/container.xml" in book.parts
    if is_word or (ending == ".docx" and not is_epub):
        return read_docx(raw, name, tick)
    if is_epub or ending == ".epub":
        return read_epub(raw, name, tick)
    raise cannot_be_read(name, "it is an archive, not a book", "Unpack it and import the files inside.")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except OSError as problem:
        reason = "it is a folder" if path.is_dir() else f"{problem.strerror or 'it cannot be opened'}".lower()
        raise cannot_be_read(path.name, reason, "Give the path of a file.") from problem
    if len(raw) > LARGEST_FILE:
        raise cannot_be_read(
            path.name,
            f"it is larger than {LARGEST_FILE // 1_000_000} MB",
            "Choose a file with one book and few pictures.",
        )
    if not raw.strip():
        raise cannot_be_read(path.name, "it is empty", "Choose a file with a text in it.")
    return raw


def _checked(preview: ImportPreview, name: str) -> ImportPreview:
    if not preview.passages:
        raise cannot_be_read(name, "there are no words in it", "Choose a file with a text in it.")
    return preview


def _nothing_in(path: Path, problems: list[CatalogueProblem]) -> Exception:
    reason = (
        f"none of its texts can be used: {problems[0].reason} (line {problems[0].line})" if problems else "it is empty"
    )
    return cannot_be_read(path.name, reason, "Correct the file; docs/texts.md describes its form.")
