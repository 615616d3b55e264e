"""How a child likes a page to look: size, spacing, width, line focus, syllables, paper and font."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

CHOICES: Mapping[str, tuple[object, ...]] = {
    "size": (0.8, 1.0, 1.25, 1.5, 2.0),
    "spacing": ("normal", "wide", "widest"),
    "line_length": (60, 45, 30),
    "focus_lines": (0, 1, 3),
    "syllables": (False, True),
    "paper": ("plain", "cream", "blue", "green", "rose", "night"),
    "font": ("lexend", "atkinson", "andika", "opendyslexic"),
}
"""What each part of a look can be, the narrowest or plainest first."""


@dataclass(frozen=True, slots=True)
class PageLook:
    """One child's look. Only values of CHOICES are allowed; another one is a ValueError.

    size: times the size of the passage's type. spacing: between lines, words and letters together.
    line_length: at most so many characters in a line. focus_lines: so many lines stay clear and the others are
    veiled, 0 for no veil. syllables: an arc under each. paper: the colours; "plain" are those of the window.
    """

    size: float = 1.0
    spacing: str = "normal"
    line_length: int = 60
    focus_lines: int = 0
    syllables: bool = False
    paper: str = "plain"
    font: str = "lexend"

    def __post_init__(self) -> None:
        for name, allowed in CHOICES.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"a page's {name} cannot be {getattr(self, name)!r}")

    def as_values(self) -> dict[str, object]:
        """The look as plain values, to be kept."""
        return asdict(self)

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Self:
        """A look from what was kept. What is missing or no longer offered is as in a fresh look."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known and value in CHOICES[name]})
