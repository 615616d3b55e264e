"""A text of the library: what is read, what is asked about it, and how long a child needs for it."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from litcoach_desktop.domain.reading.norms import typical_wcpm
from litcoach_desktop.domain.reading.tokens import Passage

GENRES = ("story", "information", "poem", "play", "joke")


class QuestionKind(StrEnum):
    """What a closed question asks for."""

    LITERAL = "literal"
    """It stands in the text."""
    INFERENTIAL = "inferential"
    """It follows from the text."""
    VOCABULARY = "vocabulary"
    """What a word means where it stands."""


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """A word of the text and what it means, in words a child knows."""

    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ClosedQuestion:
    """A question with choices; answer: the place of the right one, from 0."""

    kind: QuestionKind
    prompt: str
    choices: tuple[str, ...]
    answer: int


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that is answered in the child's own words; good_answer: what a good answer holds."""

    prompt: str
    good_answer: str


@dataclass(frozen=True)
class Text:
    """A catalogue item.

    id: stable slug. grade: 0 (kindergarten) to 8. genre: one of GENRES. body: paragraphs parted by a blank line; a
    poem keeps its line breaks; of a play only what is spoken. voices: who speaks each paragraph of a play, else
    empty. pattern: the sound pattern that a decodable text practises, else empty. lexile: the measure as its
    publisher gives it ("520L"), else empty; never our own estimate. rights: under what terms it may be used.
    language: a BCP 47 tag.
    """

    id: str
    title: str
    grade: int
    genre: str
    topics: tuple[str, ...]
    body: str
    author: str = ""
    rights: str = ""
    language: str = "en"
    pattern: str = ""
    lexile: str = ""
    voices: tuple[str, ...] = ()
    vocabulary: tuple[WordMeaning, ...] = ()
    questions: tuple[ClosedQuestion, ...] = ()
    open_question: OpenQuestion | None = None

    @cached_property
    def passage(self) -> Passage:
        """The body as it is read aloud."""
        return Passage(self.body)

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs, stanzas or turns, in order."""
        return self.body.split("\n\n")

    @property
    def turns(self) -> list[tuple[int, str]]:
        """Of a play, the first word of each turn (its index in the passage) and who speaks it; else none."""
        found, start = [], 0
        words = self.passage.words
        for name, said in zip(self.voices, self.paragraphs, strict=False):
            first = next((word.index for word in words if word.start >= start), None)
            if first is not None:
                found.append((first, name))
            start += len(said) + 2
        return found

    @property
    def minutes(self) -> int:
        """Whole minutes, at least one, that a typical reader of the text's grade needs."""
        return max(1, round(len(self.passage.words) / typical_wcpm(self.grade)))

    def meaning_of(self, word: str) -> str:
        """What a word of the vocabulary means; empty for any other. Case does not matter."""
        wanted = word.casefold().replace("’", "'")
        return next((one.meaning for one in self.vocabulary if one.word.casefold().replace("’", "'") == wanted), "")
