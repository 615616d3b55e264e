"""A small window over the teacher's side: heading, a body that scrolls when it must, buttons under it."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from litcoach_desktop.ui.theme import LARGE, MEDIUM, SMALL, current_theme
from litcoach_desktop.ui.widgets.plain import label, scrolling

_WIDTH = 640
_WIDE = 960


class Sheet(QDialog):
    """As wide as large type asks for and as tall as its contents, but never larger than the window under it."""

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        """wide: for a table of several columns."""
        super().__init__(parent)
        self._width = _WIDE if wide else _WIDTH
        self.setModal(True)
        self.body = QWidget()
        self.body_column = QVBoxLayout(self.body)
        self.body_column.setContentsMargins(0, 0, SMALL, 0)
        self.body_column.setSpacing(MEDIUM)
        self.body.installEventFilter(self)
        self._heading = label("", "heading")
        self._area = scrolling(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(LARGE, LARGE, LARGE, LARGE)
        column.setSpacing(MEDIUM)
        column.addWidget(self._heading)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons)

    def set_title(self, title: str, heading: str) -> None:
        """What the window's frame says, and what stands on top inside."""
        self.setWindowTitle(title)
        self._heading.setText(heading)

    def put_buttons(self, *others: QPushButton, go: QPushButton) -> None:
        """The next step at the right, everything else at the left."""
        for other in others:
            self._buttons.addWidget(other)
        self._buttons.addStretch(1)
        self._buttons.addWidget(go)

    def sizeHint(self) -> QSize:
        """Everything in sight, as far as the window under it allows."""
        width = round(self._width * (0.5 + 0.5 * current_theme().text_scale))
        under = self.parentWidget()
        most = under.window().size() if under is not None else QSize(1366, 768)
        width = min(width, most.width() - 2 * LARGE)
        inside = width - 2 * LARGE
        body = self.body_column.totalHeightForWidth(inside - SMALL)
        if body < 0:
            # Nothing in it wraps.
            body = self.body_column.totalSizeHint().height()
        heading = self._heading.heightForWidth(inside)
        height = heading + body + self._buttons.sizeHint().height() + 2 * LARGE + 2 * MEDIUM + 2
        return QSize(width, min(height, most.height() - LARGE))

    def showEvent(self, event: QShowEvent) -> None:
        """Qt would shrink a new dialog to two thirds of a small screen."""
        super().showEvent(event)
        self.fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in the body wants another height: a hint got longer, pictures came out."""
        if watched is self.body and event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Take the size that the contents ask for now."""
        self.resize(self.sizeHint())
