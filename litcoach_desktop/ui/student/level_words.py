"""How hard a text is, as a word and a colour: a child sees no number."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class Level:
    """word: as shown. colour: of the band, #rrggbb; dark enough for white text on it."""

    word: str
    colour: str


def level(grade: int) -> Level:
    """The level of a text by its grade, 0 to 8: from a seed to a forest."""
    translate = QCoreApplication.translate
    levels = (
        Level(translate("levels", "Seed"), "#7a5a2b"),
        Level(translate("levels", "Sprout"), "#4d6b1f"),
        Level(translate("levels", "Leaf"), "#1d6242"),
        Level(translate("levels", "Flower"), "#8c3f6a"),
        Level(translate("levels", "Bush"), "#1f6a78"),
        Level(translate("levels", "Tree"), "#2f5590"),
        Level(translate("levels", "Forest"), "#553f8c"),
    )
    return levels[min(len(levels) - 1, max(0, grade))]
