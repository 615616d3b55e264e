"""The colours of litcoach, three times: light, dark and high contrast."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb, named for what they are for.

    ground: behind everything. card: raised paper. sunken: wells and tracks. line: borders. ink: text.
    ink_soft: less important text. read_ink: words already read. go: the next step. look: look here.
    *_soft: a tint that ink can stand on. *_ink: text on that colour. band: behind the current word.
    mark_*: the marks of a reading, for the teacher.
    """

    name: str
    ground: str
    card: str
    sunken: str
    line: str
    ink: str
    ink_soft: str
    read_ink: str
    go: str
    go_hover: str
    go_ink: str
    go_soft: str
    look: str
    look_ink: str
    look_soft: str
    band: str
    focus: str
    mark_misread: str
    mark_omitted: str
    mark_inserted: str
    mark_corrected: str
    mark_waited: str
    mark_unscored: str


LIGHT = Palette(
    name="light",
    ground="#f8f4ea",
    card="#fffdf7",
    sunken="#ece5d5",
    line="#d5cbb6",
    ink="#211f1a",
    ink_soft="#5c574b",
    read_ink="#6b6556",
    go="#1d6242",
    go_hover="#164f35",
    go_ink="#ffffff",
    go_soft="#dcebdf",
    look="#b06a00",
    look_ink="#ffffff",
    look_soft="#fbe8c3",
    band="#f7dc9b",
    focus="#1b5fa8",
    mark_misread="#b3361b",
    mark_omitted="#7b3f98",
    mark_inserted="#1b5fa8",
    mark_corrected="#1d6242",
    mark_waited="#8a5300",
    mark_unscored="#5c574b",
)

DARK = Palette(
    name="dark",
    ground="#1d1c19",
    card="#282622",
    sunken="#15140f",
    line="#4a463d",
    ink="#f3eee1",
    ink_soft="#bdb6a5",
    read_ink="#a39c8b",
    go="#7cc79b",
    go_hover="#97d7b1",
    go_ink="#0d2417",
    go_soft="#21382b",
    look="#f0b650",
    look_ink="#2a1c00",
    look_soft="#443414",
    band="#5a4514",
    focus="#8ec1f5",
    mark_misread="#ff9b82",
    mark_omitted="#d7a6ee",
    mark_inserted="#8ec1f5",
    mark_corrected="#7cc79b",
    mark_waited="#f0b650",
    mark_unscored="#bdb6a5",
)

HIGH_CONTRAST = Palette(
    name="high_contrast",
    ground="#ffffff",
    card="#ffffff",
    sunken="#ffffff",
    line="#000000",
    ink="#000000",
    ink_soft="#000000",
    read_ink="#3d3d3d",
    go="#00401f",
    go_hover="#002b14",
    go_ink="#ffffff",
    go_soft="#ffffff",
    look="#5c3600",
    look_ink="#ffffff",
    look_soft="#ffffff",
    band="#ffe45c",
    focus="#0033a0",
    mark_misread="#8a1500",
    mark_omitted="#4b0d6b",
    mark_inserted="#0033a0",
    mark_corrected="#00401f",
    mark_waited="#5c3600",
    mark_unscored="#3d3d3d",
)

PALETTES = {palette.name: palette for palette in (LIGHT, DARK, HIGH_CONTRAST)}
