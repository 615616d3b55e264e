"""Reads an EPUB: the pages of its spine in order; a protected book is refused, not cut."""

import posixpath
import re
from urllib.parse import unquote

from litcoach_desktop.services.content.importing.document import LARGEST_TEXT, Document, Tick, cannot_be_read
from litcoach_desktop.services.content.importing.pages import PageReader
from litcoach_desktop.services.content.importing.plain import decode
from litcoach_desktop.services.content.importing.xml_events import BrokenXmlError, read_xml
from litcoach_desktop.services.content.importing.zipped import ZippedBook

_PAGES = ("application/xhtml+xml", "text/html")
# A scrambled font does not keep anybody from reading.
_FONT = re.compile(r"\.(?:otf|ttf|woff2?)$", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([A-Za-z0-9._-]+)[\"']")


def read_epub(raw: bytes, name: str, tick: Tick) -> Document:
    """The document of an .epub file. Raises TextFileProblem."""
    with ZippedBook(name, raw) as book:
        package_at = _package_path(book, name)
        package = _Package(posixpath.dirname(package_at))
        _parse(book.read(package_at), package, name)
        _refuse_protected(book, name)
        document = Document(
            title=package.first("title"),
            author=", ".join(package.found.get("creator", [])),
            rights=package.first("rights"),
            language=package.first("language"),
        )
        _read_pages(book, package, document, tick)
        inner = sum(part.lower().endswith((".epub", ".zip", ".pdf", ".docx")) for part in book.parts)
        document.leave_out(inner, "file inside the book", "files inside the book", "import it by itself")
    return document


def _read_pages(book: ZippedBook, package: "_Package", document: Document, tick: Tick) -> None:
    missing = tables = notes = pictures = formulas = characters = 0
    pages = package.pages()
    for done, path in enumerate(pages, 1):
        raw = book.read(path)
        reader = PageReader()
        if raw is None:
            missing += 1
        else:
            reader.feed(_page_text(raw, path))
            reader.close()
        characters += sum(len(block.text) for block in reader.blocks)
        if characters > LARGEST_TEXT:
            raise cannot_be_read(document.title or "The book", "it is longer than ten novels", "Import a part of it.")
        document.blocks += reader.blocks
        tables, notes = tables + reader.tables, notes + reader.notes
        pictures, formulas = pictures + reader.pictures, formulas + reader.formulas
        tick(done, len(pages), "reading")
    document.leave_out(missing, "page", "pages", "the book lists more than the file holds")
    document.leave_out(package.beside, "page beside the story", "pages beside the story", "the book marks them so")
    document.leave_out(tables, "table", "tables", "a table has no sentences to read")
    document.leave_out(notes, "note", "notes", "notes would come in the middle of a sentence")
    document.leave_out(formulas, "formula", "formulas", "a formula cannot be followed word by word")
    document.leave_out(pictures, "picture", "pictures", "only words are imported")


def _page_text(raw: bytes, path: str) -> str:
    declared = _ENCODING.match(raw)
    if declared is not None:
        try:
            return raw.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw, path)


def _package_path(book: ZippedBook, name: str) -> str:
    container = book.read("META-INF/container.xml")
    found = _Container()
    if container is not None:
        _parse(container, found, name)
    path = found.path or next((part for part in sorted(book.parts) if part.endswith(".opf")), "")
    if path not in book.parts:
        raise cannot_be_read(name, "it is not an EPUB, or a part of it is missing", "Copy or download it once more.")
    return path


def _refuse_protected(book: ZippedBook, name: str) -> None:
    listed = _Encrypted()
    raw = book.read("META-INF/encryption.xml")
    if raw is not None:
        _parse(raw, listed, name)
    if "META-INF/rights.xml" in book.parts or any(not _FONT.search(path) for path in listed.paths):
        raise cannot_be_read(
            name, "its seller protects it against copying", "Ask the publisher for a copy that your school may use."
        )


def _parse(raw: bytes | None, handler: "_Container | _Encrypted | _Package", name: str) -> None:
    try:
        read_xml(raw or b"", handler)
    except BrokenXmlError as problem:
        raise cannot_be_read(name, "a part of it is damaged", "Copy or download it once more.") from problem


class _Container:
    """Where the package document is."""

    def __init__(self) -> None:
        self.path = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the first root file."""
        if name.endswith(" rootfile") and not self.path:
            self.path = unquote(attributes.get("full-path", ""))

    def end(self, name: str) -> None:
        """Nothing ends here."""

    def text(self, data: str) -> None:
        """Nothing is said here."""


class _Encrypted(_Container):
    """Which parts are scrambled."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note a part."""
        if name.endswith(" CipherReference"):
            self.paths.append(unquote(attributes.get("URI", "")))


class _Package:
    """What the book is called, its pages and their order."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, list[str]] = {}
        self.beside = 0
        self._paths: dict[str, str] = {}
        self._spine: list[str] = []
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take metadata, manifest and spine."""
        local = name.rpartition(" ")[2]
        self._open = local if "purl.org/dc/" in name else ""
        if self._open:
            self.found.setdefault(local, []).append("")
        elif local == "item" and attributes.get("media-type") in _PAGES:
            if "nav" not in attributes.get("properties", "").split():
                path = posixpath.normpath(posixpath.join(self._folder, unquote(attributes.get("href", ""))))
                self._paths[attributes.get("id", "")] = path
        elif local == "itemref":
            if attributes.get("linear") == "no":
                self.beside += 1
            else:
                self._spine.append(attributes.get("idref", ""))

    def end(self, name: str) -> None:
        """Between metadata."""
        self._open = ""

    def text(self, data: str) -> None:
        """Keep a value."""
        if self._open:
            self.found[self._open][-1] += data

    def first(self, name: str) -> str:
        """The first value of a kind of metadata; empty without any."""
        return " ".join(self.found.get(name, [""])[0].split())

    def pages(self) -> list[str]:
        """The paths of the pages to read, in order, each once."""
        return list(dict.fromkeys(self._paths[one] for one in self._spine if one in self._paths))
