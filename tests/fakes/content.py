"""The library in memory: three texts, and a content service that searches, recommends and imports from lists."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.searching import Card, Filters
from litcoach_desktop.domain.texts import Text, WordMeaning
from litcoach_desktop.services.content import Added, Found, Hit, ImportPreview, Recommendation

MITTEN = Text(
    id="lost-mitten",
    title="The Lost Mitten",
    grade=2,
    genre="story",
    topics=("winter", "funny"),
    body=(
        "Tom had one red mitten and one cold hand. He looked under the bench, behind the door and in the "
        "kitchen. No mitten.\n\n“Maybe the cat took it through the garden,” said his sister. Tom went out. There, "
        "by the fence, the snow was warm and round, and out of the middle stuck a little red thumb."
    ),
    vocabulary=(WordMeaning("mitten", "a glove without fingers"),),
)
TIDE = Text(
    id="where-the-tide-goes",
    title="Where the Tide Goes",
    grade=3,
    genre="information",
    topics=("sea", "moon"),
    body="Twice a day the sea walks up the beach, and twice a day it walks back again. The moon pulls the water.",
)
KITE = Text(
    id="kite-song",
    title="Kite Song",
    grade=1,
    genre="poem",
    topics=("wind",),
    body="Up, up, my yellow kite,\nup above the wall.\nHold on, hold on, hold on tight,\nand never let it fall.",
)


def card_of(text: Text) -> Card:
    """What a search knows of the text."""
    return Card(1, text.id, text.title, text.grade, text.genre, text.topics, len(text.passage.words), text.language)


def hit_of(text: Text) -> Hit:
    """The text as a find."""
    return Hit(card_of(text), 1.0)


@dataclass
class FakeContent:
    """As ContentService."""

    texts: list[Text] = field(default_factory=lambda: [KITE, MITTEN, TIDE])
    problem: Exception | None = None
    searched: list[str] = field(default_factory=list)
    corrected: dict[str, str] = field(default_factory=dict)
    brings: ImportPreview | None = None
    """What any file brings; None for a file that cannot be read."""
    sources: list[Path | str] = field(default_factory=list)
    """Files and pasted texts that were looked into."""
    own: list[Text] = field(default_factory=list)
    hold_import: threading.Event | None = None
    """Set while a file is read, until a test lets it go on."""

    def preview_import(self, path: Path, tick: Callable[[int, int, str], None]) -> ImportPreview:
        return self._preview(path, tick)

    def preview_paste(self, pasted: str, title: str, tick: Callable[[int, int, str], None]) -> ImportPreview:
        return self._preview(pasted, tick)

    def _preview(self, source: Path | str, tick: Callable[[int, int, str], None]) -> ImportPreview:
        self.sources.append(source)
        tick(1, 2, "")
        while self.hold_import is not None and not self.hold_import.wait(0.01):
            tick(1, 2, "")
        if self.brings is None:
            raise TextFileProblem("The file cannot be read.", "Nothing was added.", "Save it as plain text.")
        return self.brings

    def add_texts(self, texts: Sequence[Text], name: str, progress: object = None) -> Added:
        self.own += texts
        return Added(len(texts), 0)

    def added_texts(self) -> list[Text]:
        return list(self.own)

    def remove_text(self, text_id: str) -> bool:
        before = len(self.own)
        self.own = [text for text in self.own if text.id != text_id]
        return len(self.own) < before

    def shelf(self, grade: int | None = None, filters: Filters | None = None) -> list[Text]:
        if self.problem is not None:
            raise self.problem
        found = [text for text in self.texts if grade is None or text.grade == grade]
        return [text for text in found if filters is None or filters.keeps(card_of(text))]

    def search_as_you_type(
        self, typed: str, filters: Filters | None = None, read: Sequence[str] = (), limit: int = 20
    ) -> Found:
        self.searched.append(typed)
        words = typed.casefold().split()
        found = [
            text
            for text in self.shelf(filters=filters)
            if text.id not in read and all(word in f"{text.title} {text.topics}".casefold() for word in words)
        ]
        return Found(tuple(hit_of(text) for text in found[:limit]), self.corrected)

    def recommend(self, read: Sequence[str], grade: int | None, limit: int = 6) -> list[Recommendation]:
        level = 0 if grade is None else grade
        fresh = [text for text in self.texts if text.id not in read]
        known = next((card_of(text) for text in self.texts if text.id in read), None)
        suits = sorted((text for text in fresh if abs(text.grade - level) <= 1), key=lambda one: abs(one.grade - level))
        return [
            Recommendation(card_of(text), known, text.grade - (known.grade if known else level))
            for text in suits[:limit]
        ]

    def more_like_this(self, text_id: str, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
        return [hit_of(text) for text in self.texts if text.id != text_id]

    def easier(self, text_id: str, limit: int = 10) -> list[Hit]:
        grade = next(text.grade for text in self.texts if text.id == text_id)
        return [hit_of(text) for text in self.texts if text.grade < grade]

    def harder(self, text_id: str, limit: int = 10) -> list[Hit]:
        grade = next(text.grade for text in self.texts if text.id == text_id)
        return [hit_of(text) for text in self.texts if text.grade > grade]

    def text(self, text_id: str) -> Text:
        return next(text for text in self.texts if text.id == text_id)

    def syllables(self, word: str) -> list[str]:
        return [word[at : at + 3] for at in range(0, len(word), 3)]

    def sentence_with(self, text: Text, word: str) -> str:
        return next((one + "." for one in text.body.replace("\n", " ").split(".") if word in one), "").strip()
