"""A text of the library and how long a child needs for it."""

from dataclasses import dataclass
from functools import cached_property

from litcoach_desktop.domain.reading.norms import typical_wcpm
from litcoach_desktop.domain.reading.tokens import Passage


@dataclass(frozen=True)
class Text:
    """A catalogue item.

    id: stable slug. grade: 0 (kindergarten) to 8. body: paragraphs parted by a blank line; a poem keeps its
    line breaks. genre: "story", "information" or "poem".
    """

    id: str
    title: str
    grade: int
    genre: str
    topics: tuple[str, ...]
    body: str

    @cached_property
    def passage(self) -> Passage:
        """The body as it is read aloud."""
        return Passage(self.body)

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one, that a typical reader of the text's grade needs."""
        return max(1, round(len(self.passage.words) / typical_wcpm(self.grade)))
