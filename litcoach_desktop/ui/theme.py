"""Sizes, spaces and the style sheet, made from tokens; the one theme of the running application."""

from dataclasses import asdict
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from litcoach_desktop.ui.fonts import INTERFACE_PACKAGE, PASSAGE_PACKAGE, load_family
from litcoach_desktop.ui.palettes import LIGHT, PALETTES, Palette
from litcoach_desktop.ui.resources import STYLES

_PROPERTY = "litcoach_theme"

SMALL, MEDIUM, LARGE, HUGE = 8, 16, 24, 40
"""The spaces between things, in pixels."""

RADIUS = 14
"""Corners of cards and large buttons, in pixels."""

TEXT_SCALES = (1.0, 1.25, 1.5, 2.0)

TYPE_SIZES = {
    "note": 11.0,
    "table": 12.0,
    "label": 14.0,
    "button": 16.0,
    "body": 18.0,
    "child": 22.0,
    "passage": 24.0,
    "title": 28.0,
    "word": 60.0,
}
"""Points at a text scale of 1. note, table: the teacher's side. child: what a child reads outside a passage."""


class Theme(QObject):
    """Colours, type and spaces as they are now.

    `changed` is sent after the application has been restyled: a widget that paints itself repaints then.
    """

    changed = Signal()

    def __init__(self, app: QApplication, palette: Palette = LIGHT, text_scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._palette = palette
        self._text_scale = text_scale
        self.interface_family = load_family(INTERFACE_PACKAGE) or app.font().family()
        self.passage_family = load_family(PASSAGE_PACKAGE) or self.interface_family
        self._restyle()

    @property
    def palette(self) -> Palette:
        """The colour tokens as text; see `colour` for painting."""
        return self._palette

    @property
    def text_scale(self) -> float:
        """1.0 to 2.0; every type size is multiplied by it."""
        return self._text_scale

    def colour(self, token: str) -> QColor:
        """The colour of a `Palette` token."""
        return QColor(getattr(self._palette, token))

    def points(self, size: str) -> float:
        """A type size of TYPE_SIZES in points, at the present text scale."""
        return TYPE_SIZES[size] * self._text_scale

    def font(self, size: str, *, bold: bool = False, passage: bool = False) -> QFont:
        """A font for painting: the interface's, or the one that passages are set in."""
        font = QFont(self.passage_family if passage else self.interface_family)
        font.setPointSizeF(self.points(size))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def choose(self, *, palette: str | None = None, text_scale: float | None = None) -> None:
        """Change colours (a key of PALETTES) or text scale, at once and everywhere."""
        self._palette = PALETTES[palette] if palette else self._palette
        self._text_scale = min(2.0, max(1.0, text_scale)) if text_scale else self._text_scale
        self._restyle()

    def step_text(self, direction: int) -> None:
        """One text size larger (1) or smaller (-1)."""
        nearest = min(range(len(TEXT_SCALES)), key=lambda i: abs(TEXT_SCALES[i] - self._text_scale))
        self.choose(text_scale=TEXT_SCALES[min(len(TEXT_SCALES) - 1, max(0, nearest + direction))])

    def _restyle(self) -> None:
        colours = QPalette()
        for role, token in (
            (QPalette.ColorRole.Window, "ground"),
            (QPalette.ColorRole.WindowText, "ink"),
            (QPalette.ColorRole.Base, "card"),
            (QPalette.ColorRole.AlternateBase, "sunken"),
            (QPalette.ColorRole.Text, "ink"),
            (QPalette.ColorRole.PlaceholderText, "ink_soft"),
            (QPalette.ColorRole.Button, "card"),
            (QPalette.ColorRole.ButtonText, "ink"),
            (QPalette.ColorRole.ToolTipBase, "card"),
            (QPalette.ColorRole.ToolTipText, "ink"),
            (QPalette.ColorRole.Highlight, "go"),
            (QPalette.ColorRole.HighlightedText, "go_ink"),
            (QPalette.ColorRole.Link, "go"),
        ):
            colours.setColor(role, self.colour(token))
        self._app.setPalette(colours)
        self._app.setFont(self.font("table"))
        self._app.setStyleSheet(self.stylesheet())
        self.changed.emit()

    def stylesheet(self) -> str:
        """The style sheet with every token filled in. Raises KeyError when the file names an unknown token."""
        tokens: dict[str, object] = asdict(self._palette)
        tokens |= {f"pt_{size}": f"{self.points(size):g}pt" for size in TYPE_SIZES}
        tokens |= {"radius": f"{RADIUS}px", "interface_family": self.interface_family}
        tokens |= {"passage_family": self.passage_family}
        tokens |= {"arrow": (STYLES / f"arrow-{self._palette.name}.svg").as_posix()}
        return Template((STYLES / "litcoach.qss").read_text(encoding="utf-8")).substitute(tokens)


def begin_theme(app: QApplication, palette: str = LIGHT.name, text_scale: float = 1.0) -> Theme:
    """The application's one theme; made with these choices when there is none yet. Window thread only."""
    theme = app.property(_PROPERTY)
    if not isinstance(theme, Theme):
        theme = Theme(app, PALETTES[palette], text_scale)
        app.setProperty(_PROPERTY, theme)
    return theme


def current_theme() -> Theme:
    """The application's one theme; light at the normal size until somebody chose. Window thread only."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("a QApplication comes first")
    return begin_theme(app)
