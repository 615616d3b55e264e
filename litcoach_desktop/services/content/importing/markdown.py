"""Reads Markdown: headings, paragraphs, lists and quotes as text; code, tables and pictures are left out."""

import html
import re

from litcoach_desktop.domain.passages import Block
from litcoach_desktop.services.content.importing.document import Document

_FRONT_MATTER = re.compile(r"\A---\n(.*?\n)(?:---|\.\.\.)\n", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(```+|~~~+).*?(?:^ {0,3}\1[`~]*\s*$|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_UNDERLINE = re.compile(r"=+|-+")
_IMAGE = re.compile(r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_LINK = re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s.*$", re.MULTILINE)
_MARK = re.compile(r"(\*{1,3}|_{1,3}|~~|`+)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")


def read_markdown(text: str) -> Document:
    """The blocks of a Markdown text; its front matter gives title, author, rights and language."""
    document = Document()
    front = _FRONT_MATTER.match(text)
    if front is not None:
        _take_front_matter(front[1], document)
        text = text[front.end() :]
    text, fences = _FENCE.subn("\n", text)
    text, images = _IMAGE.subn("", _REFERENCE.sub("", _COMMENT.sub("", text)))
    lines, tables = _without_tables(text.split("\n"))
    document.blocks = [block for part in _parts(lines) for block in _blocks(part)]
    document.leave_out(fences, "piece of code", "pieces of code", "code is not read aloud")
    document.leave_out(tables, "table", "tables", "a table has no sentences to read")
    document.leave_out(images, "picture", "pictures", "only words are imported")
    return document


def _take_front_matter(front: str, document: Document) -> None:
    for line in front.split("\n"):
        key, _, value = line.partition(":")
        value = value.strip().strip("\"'")
        if key.strip() in ("title", "author", "rights", "language"):
            setattr(document, key.strip(), value)
        elif key.strip() == "lang":
            document.language = value


def _without_tables(lines: list[str]) -> tuple[list[str], int]:
    left, tables, inside = list[str](), 0, False
    for line in lines:
        row = bool(_TABLE_ROW.match(line))
        tables += row and not inside
        inside = row
        left.append("" if row else line)
    return left, tables


def _parts(lines: list[str]) -> list[list[str]]:
    """The lines between blank ones; a heading or a bullet begins a part, too."""
    parts: list[list[str]] = [[]]
    for line in lines:
        line = re.sub(r"^(?:\s*>)+ ?", "", line).rstrip() if line.lstrip().startswith(">") else line
        if not line.strip():
            parts.append([])
        elif line.lstrip().startswith("#") or _BULLET.match(line):
            parts.append([line])
            if line.lstrip().startswith("#"):
                parts.append([])
        else:
            parts[-1].append(line)
    return [part for part in parts if part]


def _blocks(part: list[str]) -> list[Block]:
    if len(part) == 1 and re.match(r"\s{0,3}#{1,6}\s", part[0]):
        title = _plain(part[0].strip().strip("#"))
        return [Block(title, heading=True)] if title else []
    if len(part) > 1 and _UNDERLINE.fullmatch(part[1].strip()):
        rest = _blocks(part[2:]) if part[2:] else []
        return [Block(_plain(part[0]), heading=True), *rest]
    # Two spaces or a backslash at a line's end keep the break: verse.
    joined = "".join(
        f"{line.strip().removesuffix(chr(92))}{chr(10) if line.endswith(('  ', chr(92))) else ' '}" for line in part
    )
    text = "\n".join(_plain(line) for line in _BULLET.sub("", joined).strip().split("\n"))
    return [Block(text)] if any(letter.isalnum() for letter in text) else []


def _plain(text: str) -> str:
    text = re.sub(r"<https?://[^>\s]*>", "", _LINK.sub(r"\1", text))
    text = re.sub(r"</?[a-zA-Z][^>\n]*>", "", text)
    for _ in range(3):
        text = _MARK.sub(r"\2", text)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"\\([\\`*_{}\[\]()#+.!>~|-])", r"\1", text))).strip()
