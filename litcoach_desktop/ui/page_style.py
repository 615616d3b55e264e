"""What a child's page look comes to on this machine: fonts that are there, colours, spaces."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase

from litcoach_desktop.domain.page_look import CHOICES, PageLook
from litcoach_desktop.ui.theme import Theme

FONT_NAMES = {
    "lexend": "Lexend",
    "atkinson": "Atkinson Hyperlegible",
    "andika": "Andika",
    "opendyslexic": "OpenDyslexic",
}
"""Families of fonts made for readers, all under an open licence; the last two where the school has installed them."""

_LINE_HEIGHTS = {"normal": 1.6, "wide": 2.0, "widest": 2.5}
_LETTER_SPACING = {"normal": 100.0, "wide": 106.0, "widest": 112.0}
_WORD_SPACING = {"normal": 0.0, "wide": 0.2, "widest": 0.45}


@dataclass(frozen=True, slots=True)
class Paper:
    """The colours of a page: behind the text, of the text, of words already read, of the band, of helping lines."""

    ground: QColor
    ink: QColor
    read_ink: QColor
    band: QColor
    line: QColor


_PAPERS = {
    "cream": ("#fbf1d3", "#29230f", "#6b6040", "#f3d27a", "#8a7434"),
    "blue": ("#e3eef8", "#14202c", "#4c6172", "#b4d3f0", "#4b7398"),
    "green": ("#e6f2df", "#16240f", "#4f6644", "#bfe0a8", "#55803f"),
    "rose": ("#f9e7e6", "#2d1514", "#76514f", "#f3c2bd", "#9a5b56"),
    "night": ("#1d1c19", "#f3eee1", "#a39c8b", "#5a4514", "#bdb6a5"),
}


def paper_of(look: PageLook, theme: Theme) -> Paper:
    """The look's colours; the plain paper is the window's own."""
    if look.paper == "plain":
        return Paper(*(theme.colour(token) for token in ("ground", "ink", "read_ink", "band", "ink_soft")))
    return Paper(*(QColor(colour) for colour in _PAPERS[look.paper]))


def fonts_here(theme: Theme) -> list[str]:
    """Those of the look's fonts that this machine has; the first is always there, the system's font in its stead."""
    families = set(QFontDatabase.families())
    offered = [str(name) for name in CHOICES["font"]]
    return offered[:1] + [name for name in offered[1:] if _family(name, theme) in families]


def font_of(look: PageLook, theme: Theme) -> QFont:
    """The font that a passage is set in, with its size and spacing; the passage font where the machine lacks it."""
    font = theme.font("passage", passage=True)
    if look.font in fonts_here(theme):
        font.setFamily(_family(look.font, theme))
    font.setPointSizeF(font.pointSizeF() * look.size)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, _LETTER_SPACING[look.spacing])
    font.setWordSpacing(_WORD_SPACING[look.spacing] * font.pointSizeF())
    return font


def line_height_of(look: PageLook) -> float:
    """Height of a line, in times the size of the type."""
    return _LINE_HEIGHTS[look.spacing]


def _family(name: str, theme: Theme) -> str:
    if name == "lexend":
        return theme.passage_family
    return FONT_NAMES[name]
