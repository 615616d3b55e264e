"""A document as a PDF, or on a printer. Needs a QGuiApplication; may run on any thread."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.ui.printing.document import Document, Tick
from litcoach_desktop.ui.printing.sheet import UNITS_AN_INCH, Sheet

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

# In the table from what is drawn to what it means: the lists of meanings, and two of these.
_LISTED = re.compile(rb"\[[^\]]*\]")
_TAB, _SPACE = b"<0009>", b"<0020>"


def pdf_of(document: Document, sheet: Sheet, tick: Tick | None = None) -> bytes:
    """The PDF: fonts embedded, title and language said. tick: pages done, pages, ""."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(UNITS_AN_INCH)
    device.setTitle(document.title)
    device.setCreator("litcoach")
    paint_on(device, document, sheet, tick)
    return _finished(bytes(buffer.data().data()), document.language)


def paint_on(
    device: QPagedPaintDevice,
    document: Document,
    sheet: Sheet,
    tick: Tick | None = None,
    *,
    first: int = 1,
    last: int | None = None,
) -> int:
    """Paint pages on a device that takes pages, from the `first` to the `last`, counted from 1; how many there were.

    Raises EnvironmentProblem when the device does not start, as a printer that is switched off.
    """
    device.setPageLayout(sheet.layout)
    pages = document.pages(sheet)[first - 1 : last]
    painter = QPainter()
    if not painter.begin(device):
        raise EnvironmentProblem(
            "The printer does not take any pages.",
            "Nothing was printed.",
            "Look whether it is switched on and has paper, or save the pages as a PDF.",
        )
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, page in enumerate(pages):
            if tick is not None:
                tick(place, len(pages), "")
            if place:
                device.newPage()
            painter.resetTransform()
            painter.scale(device.width() / sheet.size.width(), device.height() / sheet.size.height())
            page(painter)
    finally:
        painter.end()
    return len(pages)


def _finished(pdf: bytes, language: str) -> bytes:
    """What Qt leaves out: the language of the sentences, by which a screen reader chooses its voice, and that a space
    is a space. The fonts draw a tab like one, and Qt takes the first sign that looks so.
    """
    # Slow to import, and only wanted now.
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import (
        BooleanObject,
        DictionaryObject,
        IndirectObject,
        NameObject,
        StreamObject,
        TextStringObject,
    )

    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    # Pages share their fonts: each is mended once.
    meanings: dict[int, IndirectObject] = {}
    for page in writer.pages:
        for font in _fonts_of(page):
            reference = font.raw_get("/ToUnicode")
            if isinstance(reference, IndirectObject):
                meanings[reference.idnum] = reference
    for reference in meanings.values():
        stream = reference.get_object()
        if isinstance(stream, StreamObject):
            stream.set_data(_LISTED.sub(lambda found: found[0].replace(_TAB, _SPACE), stream.get_data()))
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def _fonts_of(page: PageObject) -> list[DictionaryObject]:
    from pypdf.generic import DictionaryObject

    resources = page["/Resources"].get_object()
    fonts = resources.get("/Font", {}) if isinstance(resources, DictionaryObject) else {}
    found = (one.get_object() for one in fonts.values())
    return [font for font in found if isinstance(font, DictionaryObject) and "/ToUnicode" in font]
