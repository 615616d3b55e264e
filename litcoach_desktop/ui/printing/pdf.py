"""A document as a PDF, or on a printer. Needs a QGuiApplication; may run on any thread."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QPagedPaintDevice, QPainter, QPdfWriter

from litcoach_desktop.domain.errors import EnvironmentProblem
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
