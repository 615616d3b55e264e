"""Reads a Word file: its paragraphs and headings; tables, notes, text boxes and pictures are left out and told."""

from litcoach_desktop.domain.passages import Block
from litcoach_desktop.services.content.importing.document import Document, Tick, cannot_be_read
from litcoach_desktop.services.content.importing.xml_events import BrokenXmlError, read_xml
from litcoach_desktop.services.content.importing.zipped import ZippedBook

# Transitional, as Word writes it, and strict, as the standard would have it.
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_HEADINGS = ("heading", "title", "subtitle")
# What stands in these is not part of the running text.
_ASIDE = {"tbl", "txbxContent", "del", "moveFrom", "Fallback", "footnote", "endnote"}


def read_docx(raw: bytes, name: str, tick: Tick) -> Document:
    """The document of a .docx file. Raises TextFileProblem."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise cannot_be_read(
            name,
            "it is protected by a password or from a Word before 2007",
            "Open it in Word and save it as a DOCX file without a password.",
        )
    document = Document()
    with ZippedBook(name, raw) as book:
        body = book.read("word/document.xml")
        if body is None:
            raise cannot_be_read(name, "it is not a Word file", "Save it in Word as a DOCX file.")
        story = _Story(document)
        try:
            read_xml(body, story, lambda share: tick(round(100 * share), 100, "reading"))
        except BrokenXmlError as problem:
            raise cannot_be_read(name, "its text is damaged", "Open it in Word and save it once more.") from problem
        properties = book.read("docProps/core.xml")
        if properties is not None:
            _take_properties(properties, document)
    document.leave_out(story.tables, "table", "tables", "a table has no sentences to read")
    document.leave_out(story.notes, "footnote", "footnotes", "notes would come in the middle of a sentence")
    document.leave_out(story.boxes, "text box", "text boxes", "it is not known where they belong")
    document.leave_out(story.pictures, "picture", "pictures", "only words are imported")
    document.leave_out(story.deleted, "deleted part", "deleted parts", "the changes are taken as accepted")
    return document


class _Story:
    """Gathers paragraphs from the main part of the file."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._aside: list[str] = []
        self._in_text = False
        self._pieces: list[str] = []
        self._heading = False
        self.tables = self.notes = self.boxes = self.pictures = self.deleted = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow what is text and what stands aside."""
        space, _, local = name.rpartition(" ")
        if local in ("drawing", "pict") and not self._aside:
            self.pictures += 1
        if local in _ASIDE:
            if not self._aside:
                self.tables += local == "tbl"
                self.boxes += local == "txbxContent"
                self.deleted += local in ("del", "moveFrom")
            self._aside.append(local)
        if self._aside or space not in _WORD:
            return
        if local == "p":
            self._pieces, self._heading = [], False
        elif local == "pStyle":
            style = next((value for key, value in attributes.items() if key.endswith(" val")), "")
            self._heading = style.lower().startswith(_HEADINGS)
        elif local == "t":
            self._in_text = True
        elif local in ("tab", "noBreakHyphen"):
            self._pieces.append(" " if local == "tab" else "-")
        elif local in ("br", "cr"):
            self._pieces.append("\n")
        elif local in ("footnoteReference", "endnoteReference"):
            self.notes += 1

    def end(self, name: str) -> None:
        """Close a text or a paragraph."""
        space, _, local = name.rpartition(" ")
        if self._aside and local == self._aside[-1]:
            self._aside.pop()
            return
        if self._aside or space not in _WORD:
            return
        if local == "t":
            self._in_text = False
        elif local == "p":
            lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
            text = "\n".join(line for line in lines if line)
            if any(letter.isalnum() for letter in text):
                self._document.blocks.append(Block(text.replace("\n", " ") if self._heading else text, self._heading))
            self._pieces = []

    def text(self, data: str) -> None:
        """Keep what stands in a run."""
        if self._in_text and not self._aside:
            self._pieces.append(data)


class _Properties:
    """Title, author and rights from the file's properties."""

    def __init__(self) -> None:
        self.found: dict[str, str] = {}
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Remember which property it is."""
        self._open = name.rpartition(" ")[2]

    def end(self, name: str) -> None:
        """Between properties."""
        self._open = ""

    def text(self, data: str) -> None:
        """Keep its value."""
        if self._open:
            self.found[self._open] = self.found.get(self._open, "") + data


def _take_properties(raw: bytes, document: Document) -> None:
    properties = _Properties()
    try:
        read_xml(raw, properties)
    except BrokenXmlError:
        # The text is there; what it is called can be typed.
        return
    document.title = properties.found.get("title", "").strip()
    document.author = properties.found.get("creator", "").strip()
    document.language = properties.found.get("language", "").strip()
