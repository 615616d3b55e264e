"""The look: contrast, the style sheet's tokens, fonts, icons, plurals."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.icons import ICONS, IconSet
from litcoach_desktop.ui.palettes import PALETTES, Palette
from litcoach_desktop.ui.resources import RESOURCES, STYLES, TRANSLATIONS
from litcoach_desktop.ui.student.level_words import level
from litcoach_desktop.ui.theme import TYPE_SIZES, current_theme


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_text_can_be_read_on_everything_it_stands_on(palette: Palette) -> None:
    least = 7.0 if palette.name == "high_contrast" else 4.5
    pairs = [
        (text, ground)
        for text in ("ink", "ink_soft")
        for ground in ("ground", "card", "sunken", "go_soft", "look_soft")
    ]
    pairs += [("ink", "band"), ("read_ink", "card"), ("go_ink", "go"), ("go_ink", "go_hover"), ("go", "ground")]
    pairs += [(name, "card") for name in palette.__slots__ if name.startswith("mark_")]
    poor = {
        pair: round(ratio, 2)
        for pair in pairs
        if (ratio := contrast(getattr(palette, pair[0]), getattr(palette, pair[1]))) < least
    }
    assert poor == {}


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_edges_of_what_can_be_pressed_stand_out(palette: Palette) -> None:
    assert contrast(palette.focus, palette.ground) >= 3
    assert contrast(palette.go, palette.ground) >= 3
    assert contrast(palette.look, palette.ground) >= 3


@pytest.mark.parametrize("grade", range(9))
def test_white_can_be_read_on_the_level_bands(grade: int) -> None:
    assert contrast("#ffffff", level(grade).colour) >= 4.5


def test_no_colour_of_the_childs_screens_is_a_red(qapp: QApplication) -> None:
    used = set(re.findall(r"\$(\w+)", (STYLES / "litcoach.qss").read_text(encoding="utf-8")))
    palette = current_theme().palette
    for token in (used & set(palette.__slots__)) - {"name"}:
        red, green, blue = (int(getattr(palette, token)[at : at + 2], 16) for at in (1, 3, 5))
        assert not (red > 150 and green < 70 and blue < 70), token


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_token_of_the_style_sheet_is_known(qapp: QApplication, palette: str, scale: float) -> None:
    theme = current_theme()
    theme.choose(palette=palette, text_scale=scale)
    sheet = theme.stylesheet()
    assert "$" not in sheet.split("*/", 1)[1]
    assert f"{TYPE_SIZES['child'] * scale:g}pt" in sheet
    arrow = re.search(r'url\("(.+?)"\)', sheet)
    assert arrow is not None
    assert (STYLES / arrow.group(1)).is_file()


def test_a_childs_text_is_as_large_as_the_design_asks() -> None:
    assert 22 <= TYPE_SIZES["child"] <= 28
    assert 22 <= TYPE_SIZES["passage"] <= 28


def test_the_fonts_made_for_readers_are_used(qapp: QApplication) -> None:
    theme = current_theme()
    assert theme.interface_family == "Atkinson Hyperlegible"
    assert theme.passage_family == "Lexend"


def test_a_button_gets_its_icon_when_the_icons_have_come(qtbot: QtBot) -> None:
    icons = IconSet(QApplication.instance())
    button = QPushButton("Play")
    qtbot.addWidget(button)
    icons.put(button, "play", "ink")
    assert button.icon().isNull()
    icons.load()
    assert not button.icon().isNull()
    icons.deleteLater()


def test_every_icon_we_name_exists(qtbot: QtBot) -> None:
    icons = IconSet(QApplication.instance())
    icons.load()
    for name in ICONS:
        button = QPushButton(name)
        qtbot.addWidget(button)
        icons.put(button, name, "ink")
        assert not button.icon().pixmap(24, 24).isNull(), name
    icons.deleteLater()


def test_every_plural_in_the_source_has_its_english_forms() -> None:
    translated = (TRANSLATIONS / "litcoach_en.ts").read_text(encoding="utf-8")
    source = RESOURCES.parent / "litcoach_desktop" / "ui"
    wanted = set()
    for file in source.rglob("*.py"):
        wanted |= set(re.findall(r"""["']([^"'\n]*%n[^"'\n]*\(s\)[^"'\n]*)["']""", file.read_text(encoding="utf-8")))
    assert wanted
    assert {text for text in wanted if f"<source>{text}</source>" not in translated} == set()
