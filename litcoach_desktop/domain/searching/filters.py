"""What a search may be narrowed to, and what is known of each text for that without opening it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Card:
    """What the catalogue's card of a text says. number: its place in the index. words: its length."""

    number: int
    text_id: str
    title: str
    grade: int
    genre: str
    topics: tuple[str, ...]
    words: int
    language: str


@dataclass(frozen=True, slots=True)
class Filters:
    """Which texts count. An empty or absent part lets all pass.

    grades: the band, both ends included. genres, topics (in small letters): one of them is enough. words: least and
    most length.
    read: the ids that the child has read; they are left out, or with `only_read` nothing else counts.
    """

    grades: tuple[int, int] | None = None
    genres: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    words: tuple[int, int] | None = None
    languages: frozenset[str] = frozenset()
    read: frozenset[str] = field(default=frozenset())
    only_read: bool = False

    @property
    def let_all_pass(self) -> bool:
        """True when nothing is filtered out."""
        return not self.only_read and not (
            self.genres or self.topics or self.languages or self.read or self.grades or self.words
        )

    def keeps(self, card: Card) -> bool:
        """Whether a text passes."""
        if self.grades is not None and not self.grades[0] <= card.grade <= self.grades[1]:
            return False
        if self.genres and card.genre not in self.genres:
            return False
        if self.topics and self.topics.isdisjoint(topic.casefold() for topic in card.topics):
            return False
        if self.words is not None and not self.words[0] <= card.words <= self.words[1]:
            return False
        if self.languages and card.language not in self.languages:
            return False
        return (card.text_id in self.read) is self.only_read or not (self.read or self.only_read)
