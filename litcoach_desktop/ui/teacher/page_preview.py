"""A page of a document as it will come out of the printer, small."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from litcoach_desktop.ui.printing.document import Page
from litcoach_desktop.ui.printing.sheet import Sheet
from litcoach_desktop.ui.theme import current_theme

_LEAST_HEIGHT = 220
_USUAL_HEIGHT = 350


class PagePreview(QWidget):
    """Shows one page at a time, white as paper in every theme. What is on it, the buttons beside it say as well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._pages: Sequence[Page] = ()
        self._drawn: QPixmap | None = None
        self.number = 0
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def shown(self) -> Sequence[Page]:
        """The pages that are shown."""
        return self._pages

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def show_pages(self, pages: Sequence[Page], sheet: Sheet | None) -> None:
        """Other pages; the first of them is shown."""
        self._pages, self._sheet = pages, sheet
        self.turn_to(0)

    def turn_to(self, number: int) -> None:
        """Show a page, counted from 0."""
        self.number = max(0, min(number, len(self._pages) - 1))
        self._drawn = None
        self.setAccessibleName(self.tr("Page {0} of {1}").format(self.number + 1, len(self._pages)))
        self.update()

    def sizeHint(self) -> QSize:
        """A page that can be made out."""
        return QSize(320, _USUAL_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page into the middle."""
        if self._sheet is None or not self._pages:
            return
        whole, scale = self._sheet.size, self.devicePixelRatioF()
        fit = min((self.width() - 2) / whole.width(), (self.height() - 2) / whole.height())
        wanted = QSize(round(whole.width() * fit * scale), round(whole.height() * fit * scale))
        if self._drawn is None or self._drawn.size() != wanted:
            self._drawn = self._draw(wanted, fit * scale)
        place = QRectF(0, 0, whole.width() * fit, whole.height() * fit)
        place.moveCenter(QRectF(self.rect()).center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, self._drawn, QRectF(self._drawn.rect()))
        painter.setPen(current_theme().colour("line"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place)

    def _draw(self, size: QSize, scale: float) -> QPixmap:
        drawn = QPixmap(size)
        drawn.fill(QColor("white"))
        painter = QPainter(drawn)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        self._pages[self.number](painter)
        painter.end()
        return drawn
