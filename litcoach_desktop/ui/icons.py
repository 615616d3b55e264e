"""Icons on buttons, from qtawesome, loaded only once the window is on the screen.

qtawesome costs as much to import as a bare window takes to show, so a button is first drawn with its text
alone and gets its icon when the icons have come.
"""

from typing import Any, Literal

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QApplication

from litcoach_desktop.ui.theme import current_theme

_PROPERTY = "litcoach_icons"

Icon = Literal[
    "back", "next", "go", "done", "add", "edit", "close", "search", "book", "shelf", "read", "listen", "slow", "ear",
    "microphone", "record", "play", "pause", "stop", "again", "erase", "coach", "send", "grown_up", "copy",
    "question", "guest", "class", "teacher", "leave", "unlock", "text_size", "chart", "warning", "settings", "print",
]  # fmt: skip
"""What an icon means; a name that is not here is refused when types are checked, not when a button is pressed."""

ICONS: dict[Icon, str] = {
    "back": "mdi6.arrow-left",
    "next": "mdi6.arrow-right",
    "go": "mdi6.arrow-right-circle",
    "done": "mdi6.check-bold",
    "add": "mdi6.plus",
    "edit": "mdi6.pencil",
    "close": "mdi6.close",
    "search": "mdi6.magnify",
    "book": "mdi6.book-open-variant",
    "shelf": "mdi6.bookshelf",
    "read": "mdi6.account-voice",
    "listen": "mdi6.volume-high",
    "slow": "mdi6.tortoise",
    "ear": "mdi6.ear-hearing",
    "microphone": "mdi6.microphone",
    "record": "mdi6.record-circle",
    "play": "mdi6.play",
    "pause": "mdi6.pause",
    "stop": "mdi6.stop",
    "again": "mdi6.refresh",
    "erase": "mdi6.backspace-outline",
    "coach": "mdi6.chat-outline",
    "send": "mdi6.send",
    "grown_up": "mdi6.hand-back-left-outline",
    "copy": "mdi6.content-copy",
    "question": "mdi6.help-circle-outline",
    "guest": "mdi6.account-question-outline",
    "class": "mdi6.account-group",
    "teacher": "mdi6.school",
    "leave": "mdi6.lock-outline",
    "unlock": "mdi6.lock-open-variant-outline",
    "text_size": "mdi6.format-size",
    "chart": "mdi6.chart-line",
    "warning": "mdi6.alert-outline",
    "settings": "mdi6.cog-outline",
    "print": "mdi6.printer-outline",
}
"""What qtawesome calls each."""


class IconSet(QObject):
    """Gives buttons their icons once `load` has run, and again when the colours change."""

    loaded = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._qtawesome: Any = None
        self._buttons: dict[int, tuple[QAbstractButton, Icon, str]] = {}
        current_theme().changed.connect(self._restyle)

    def load(self) -> None:
        """Import qtawesome and its fonts (about 0.3 s) and fill in what was asked for before."""
        if self._qtawesome is None:
            import qtawesome

            self._qtawesome = qtawesome
            self._restyle()
            self.loaded.emit()

    def load_soon(self) -> None:
        """Load when the event loop is next idle."""
        QTimer.singleShot(0, self, self.load)

    def put(self, button: QAbstractButton, name: Icon, colour: str) -> None:
        """Give `button` an icon in a `Palette` colour, now or when icons are there."""
        key = id(button)
        if key not in self._buttons:
            button.destroyed.connect(lambda: self._buttons.pop(key, None))
        self._buttons[key] = (button, name, colour)
        if self._qtawesome is not None:
            self._draw(button, name, colour)

    def _draw(self, button: QAbstractButton, name: Icon, colour: str) -> None:
        theme = current_theme()
        # The style sheet's font counts, not the one that the button was made with.
        button.ensurePolished()
        button.setIcon(self._qtawesome.icon(ICONS[name], color=theme.colour(colour)))
        side = round(button.fontMetrics().height() * 1.05)
        # Wider than high: the room between the icon and its text.
        button.setIconSize(QSize(side + 8, side))

    @Slot()
    def _restyle(self) -> None:
        if self._qtawesome is not None:
            for button, name, colour in list(self._buttons.values()):
                self._draw(button, name, colour)


def icon_set() -> IconSet:
    """The application's one set of icons. Window thread only."""
    app = QApplication.instance()
    if app is None:
        raise RuntimeError("a QApplication comes first")
    icons = app.property(_PROPERTY)
    if not isinstance(icons, IconSet):
        icons = IconSet(app)
        app.setProperty(_PROPERTY, icons)
    return icons


def set_icon(button: QAbstractButton, name: Icon, colour: str = "ink") -> None:
    """Give a button an icon beside its text. colour: a token of `Palette`."""
    icon_set().put(button, name, colour)
