"""Reads the HTML pages that an EPUB is made of, however they are written, into blocks."""

from html.parser import HTMLParser

from litcoach_desktop.domain.passages import Block

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {
    "p", "div", "li", "blockquote", "section", "article", "body", "dd", "dt", "figcaption", "header", "footer", "main",
    "ul", "ol", "dl", "hr", "address",
}  # fmt: skip
_NOTES = {"footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"}
# Read aloud, these would be noise; the script of a page never is text.
_SKIPPED = {"script", "style", "head", "nav", "svg", "math", "table", "rt", "rp", "audio", "video", "template", "aside"}
_EMPTY = {"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr"}


class PageReader(HTMLParser):
    """Feed it a page; then `blocks`, and how much of what was left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.tables = self.notes = self.pictures = self.formulas = 0
        self._pieces: list[str] = []
        self._heading = False
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or something to skip."""
        if self._skipped:
            # Only what is of the same name can hide the end of what is skipped.
            if tag == self._skipped[-1]:
                self._skipped.append(tag)
            return
        kinds = set((dict(attrs).get("epub:type") or "").split()) | {
            (dict(attrs).get("role") or "").removeprefix("doc-")
        }
        if tag == "a" and kinds & {"noteref"}:
            self._skipped.append(tag)
            return
        if kinds & _NOTES or tag in _SKIPPED:
            self.notes += bool(kinds & _NOTES)
            self.tables += tag == "table"
            self.formulas += tag == "math"
            if tag not in _EMPTY:
                self._skipped.append(tag)
            return
        self.pictures += tag == "img"
        if tag in _BLOCKS:
            self._close()
            self._heading = tag in _HEADINGS
        elif tag == "br":
            self._pieces.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content, as XHTML writes it: nothing follows that could be skipped."""
        depth = len(self._skipped)
        self.handle_starttag(tag, attrs)
        del self._skipped[depth:]
        if tag in _BLOCKS:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        """End a block, or what was skipped."""
        if self._skipped:
            if tag == self._skipped[-1]:
                self._skipped.pop()
            return
        if tag in _BLOCKS:
            self._close()

    def handle_data(self, data: str) -> None:
        """Keep the characters of a block; a line's end in the source is a space."""
        if not self._skipped:
            self._pieces.append(data.replace("\n", " ").replace("\r", " "))

    def close(self) -> None:
        """The page is over."""
        super().close()
        self._close()

    def _close(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._pieces).split("\n")]
        text = "\n".join(line for line in lines if line)
        if any(letter.isalnum() for letter in text):
            self.blocks.append(Block(text.replace("\n", ": ") if self._heading else text, self._heading))
        self._pieces, self._heading = [], False
