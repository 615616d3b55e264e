"""Who reads: a class and the children in it."""

from dataclasses import dataclass

PICTURES = (
    "fox", "owl", "bear", "frog", "duck", "cat", "fish", "bee", "snail", "hedgehog", "rabbit", "whale",
)  # fmt: skip
"""The drawn animals: a child's own picture, and the keys of a picture PIN."""


@dataclass(frozen=True, slots=True)
class ClassRoom:
    """A class of a school. grade: 0 for kindergarten, 1 to 8."""

    id: str
    name: str
    grade: int


@dataclass(frozen=True, slots=True)
class Student:
    """A child of a class. animal: one of PICTURES. picture_pin: pictures in order, None without a PIN."""

    id: str
    class_id: str
    given_name: str
    family_name: str
    grade: int
    animal: str
    picture_pin: tuple[str, ...] | None = None

    @property
    def display_name(self) -> str:
        """What the teacher sees: given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()
