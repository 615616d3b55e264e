"""What a query says about the kind of text rather than about its topic: a poem, a play, something for grade 2.

Such words are wishes, not filters: what fulfils them is put further up, and nothing is left out.
"""

import re
from dataclasses import dataclass

from litcoach_desktop.domain.searching.filters import Card

# On the scale of the blended scores, whose first few finds mostly lie within 0.2 of each other.
_GENRE_BONUS = 0.2
_GRADE_BONUS = 0.15

_GENRES = (
    ("poem", re.compile(r"\b(?:poems?|poetry|verses?|rhym(?:e|es|ing))\b")),
    ("play", re.compile(r"\b(?:plays|play (?:for|with)|scripts?|drama|readers?['’]? theat(?:er|re))\b|\bplay$")),
    ("joke", re.compile(r"\b(?:jokes?|riddles?)\b")),
    ("information", re.compile(r"\b(?:non-?fiction|true stor(?:y|ies)|facts|informational)\b")),
)
_NUMBERS = {
    "kindergarten": 0, "kindergartners": 0, "preschool": 0, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
}  # fmt: skip
_GRADE = re.compile(
    r"\bgrade (\d)\b|\b(\d)(?:st|nd|rd|th)[ -]grade"
    r"|\b(first|second|third|fourth|fifth|sixth|seventh|eighth)[ -]grade|\b(kindergarten|kindergartners|preschool)\b"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """The genres and the grade that were asked for; none: empty and None."""

    genres: frozenset[str] = frozenset()
    grade: int | None = None

    def __bool__(self) -> bool:
        return bool(self.genres) or self.grade is not None

    def bonus(self, card: Card) -> float:
        """What a text gets for being what was wished for, on the scale of `blend`."""
        bonus = _GENRE_BONUS if card.genre in self.genres else 0.0
        if self.grade is not None:
            # Two grades away is as good as any other.
            bonus += _GRADE_BONUS * max(0.0, 1.0 - abs(card.grade - self.grade) / 2)
        return bonus


def wishes_in(text: str) -> Wishes:
    """The wishes in what somebody typed."""
    low = text.lower()
    genres = frozenset(genre for genre, pattern in _GENRES if pattern.search(low))
    found = _GRADE.search(low)
    grade = None
    if found:
        said = next(group for group in found.groups() if group)
        grade = int(said) if said.isdigit() else _NUMBERS[said]
    return Wishes(genres, grade if grade is None or grade <= 8 else None)
