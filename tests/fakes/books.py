"""Books as bytes: Word, EPUB and PDF files of a few lines, whole or odd in the ways that books are odd."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word_paragraph(text: str, style: str = "", more: str = "") -> str:
    """A paragraph of a Word file. more: further runs, as XML."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{more}</w:p>'


def word_file(body: str, properties: str = "", before: str = "") -> bytes:
    """A Word file. body: the XML inside w:body. before: what stands before the root, such as a DTD."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'{before}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
    }
    if properties:
        parts["docProps/core.xml"] = (
            '<p:coreProperties xmlns:p="urn:p" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{properties}</p:coreProperties>"
        )
    return archive(parts)


def epub_file(
    pages: Sequence[str],
    *,
    metadata: str = "",
    more: Mapping[str, str | bytes] | None = None,
    linear: Sequence[int] = (),
) -> bytes:
    """An EPUB. pages: each the XHTML inside body. linear: the places of pages that are beside the story."""
    items = "".join(
        f'<item id="p{number}" href="page%20{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(pages))
    )
    spine = "".join(
        f'<itemref idref="p{number}"{" linear=" + chr(34) + "no" + chr(34) if number in linear else ""}/>'
        for number in range(len(pages))
    )
    parts: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OEBPS/book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
            f'<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>{items}'
            f"</manifest><spine>{spine}</spine></package>"
        ),
        "OEBPS/nav.xhtml": "<html><body><nav><ol><li>Contents</li></ol></nav></body></html>",
    }
    for number, page in enumerate(pages):
        parts[f"OEBPS/page {number}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Page</title></head><body>{page}</body></html>'
        )
    return archive(parts | dict(more or {}))


def pdf_file(pages: Sequence[Sequence[str]], *, password: str = "", title: str = "") -> bytes:
    """A PDF with these lines on its pages; a page without lines has no words."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for lines in pages:
        page = writer.add_blank_page(612, 792)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
        )
        shown = " T* ".join(f"({line}) Tj" for line in (one.replace("(", r"\(").replace(")", r"\)") for one in lines))
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1") if lines else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
