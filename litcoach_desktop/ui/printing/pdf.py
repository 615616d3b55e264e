"""A document as a PDF, or on a printer. Needs a QGuiApplication; may run on any thread."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from litcoach_desktop.ui.printing.document import Document, Tick
from litcoach_desktop.ui.printing.sheet import UNITS_AN_INCH, Sheet


def pdf_of(document: Document, sheet: Sheet, tick: Tick | None = None) -> bytes:
    """The PDF: fonts embedded, title and language said. tick: pages done, pages, ""."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    device = QPdfWriter(buffer)
    device.setResolution(UNITS_AN_INCH)
    device.setTitle(document.title)
    device.setCreator("litcoach")
    paint_on(device, document, sheet, tick)
    return _with_language(bytes(buffer.data().data()), document.language)


def paint_on(device: QPagedPaintDevice, document: Document, sheet: Sheet, tick: Tick | None = None) -> None:
    """Paint all pages on a device that takes pages. Raises RuntimeError when it does not start, as a printer that is
    gone.
    """
    device.setPageLayout(sheet.layout)
    pages = document.pages(sheet)
    painter = QPainter()
    if not painter.begin(device):
        raise RuntimeError("the device takes no pages")
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


def _with_language(pdf: bytes, language: str) -> bytes:
    """The PDF with the language of its sentences, by which a screen reader chooses its voice: Qt cannot say it."""
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.root_object[NameObject("/ViewerPreferences")] = DictionaryObject(
        {NameObject("/DisplayDocTitle"): BooleanObject(True)}
    )
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()
