"""What the faces ask of the library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.reading.sentences import sentences
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.catalogue import CatalogueProblem, read_catalogue
from litcoach_desktop.services.content.syllables import syllables

if TYPE_CHECKING:
    from litcoach_desktop.store.content import TextRepository


class ContentService:
    """The texts on the shelf."""

    def __init__(self, texts: TextRepository) -> None:
        self._texts = texts

    def load_catalogue(self, path: Path) -> list[CatalogueProblem]:
        """Put the catalogue's usable texts on the shelf; what was left out of it, and why.

        Raises TextFileProblem when the file as a whole cannot be read, StorageProblem when it cannot be kept.
        """
        texts, problems = read_catalogue(path)
        self._texts.ingest(texts)
        return problems

    def shelf(self, grade: int | None = None) -> list[Text]:
        """All texts, or those of one grade; easiest first, then by title."""
        found = [text for text in self._texts.all() if grade is None or text.grade == grade]
        return sorted(found, key=lambda text: (text.grade, text.title.casefold()))

    def text(self, text_id: str) -> Text:
        """One text. Raises TextFileProblem when it is not on the shelf."""
        found = self._texts.get(text_id)
        if found is None:
            raise TextFileProblem(
                f"There is no text called “{text_id}” in the library.",
                "It was probably taken out since it was chosen.",
                "Choose another text from the shelf.",
            )
        return found

    def syllables(self, word: str) -> list[str]:
        """The syllables of a word in order; joined they are the word again."""
        return syllables(word)

    def sentence_with(self, text: Text, word: str) -> str:
        """The first sentence of a text that has this word (case does not matter); empty when none has."""
        passage = text.passage
        wanted = word.lower().replace("’", "'")
        at = next((one.index for one in passage.words if one.spoken == wanted), None)
        if at is None:
            return ""
        sentence = next(one for one in sentences(passage) if one.last >= at)
        return " ".join(passage.text[sentence.start : sentence.end].split())
