"""What the faces ask of the library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.reading.sentences import sentences
from litcoach_desktop.domain.searching import Filters
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.catalogue import CatalogueProblem, read_catalogue
from litcoach_desktop.services.content.importing import (
    WORDS_IN_A_PASSAGE,
    ImportPreview,
    preview_file,
    preview_pasted,
    texts_to_add,
)
from litcoach_desktop.services.content.importing.document import Tick
from litcoach_desktop.services.content.library import Added, Progress, Sources
from litcoach_desktop.services.content.library_search import By, Found, Hit, LibrarySearch, PassageHit, shelf_numbers
from litcoach_desktop.services.content.meanings import Meanings, MeaningsState
from litcoach_desktop.services.content.neighbours import Neighbours, Recommendation
from litcoach_desktop.services.content.syllables import syllables

if TYPE_CHECKING:
    from litcoach_desktop.store.content import TextRepository
    from litcoach_desktop.store.content_index import LibraryIndex


class ContentService:
    """The texts on the shelf."""

    def __init__(self, texts: TextRepository, index: LibraryIndex, meanings: Meanings) -> None:
        self._texts = texts
        self._meanings = meanings
        self._search = LibrarySearch(texts, index, meanings)
        self._neighbours = Neighbours(texts, index, self._search)
        self._sources: Sources | None = None

    def open_library(self, sources: Sources) -> list[CatalogueProblem]:
        """Put the usable texts of the catalogue and of the added files on the shelf; what was left out, and why.

        Files that did not change are not read again, unless something was left out of them, which is told each time.
        Raises TextFileProblem when the catalogue as a whole cannot be read, StorageProblem when texts cannot be kept.
        """
        self._sources = sources
        fingerprint = sources.fingerprint()
        if fingerprint and self._texts.are_from(fingerprint):
            return []
        texts, problems = sources.read()
        self._texts.ingest(texts, sources="" if problems else fingerprint)
        return problems

    def add_file(self, path: Path, progress: Progress | None = None) -> Added:
        """Add the texts of a file in the catalogue's form; a text that was added before is brought up to date.

        Raises TextFileProblem when the file as a whole cannot be read, StorageProblem when the texts cannot be kept.
        """
        texts, problems = read_catalogue(path)
        added = self.add_texts(texts, path.stem, progress)
        return replace(added, problems=(*problems, *added.problems))

    def add_texts(self, texts: Sequence[Text], name: str, progress: Progress | None = None) -> Added:
        """Add texts under the name of where they come from. All go in, or, when this raises, none.

        progress: told how many of how many texts of the library are in. Raises StorageProblem.
        """
        sources = self._library()
        with sources.as_before_on_failure():
            added = sources.add(texts, name)
            if added.new or added.changed:
                self._texts.ingest(sources.read()[0], progress)
        return added

    def preview_import(self, path: Path, tick: Tick, *, words: int = WORDS_IN_A_PASSAGE) -> ImportPreview:
        """What a book or a file of texts would bring; nothing is changed.

        tick: a job's own. words: about how long a passage is to be. Raises TextFileProblem when nothing is usable.
        """
        return preview_file(path, self._texts.all(), words, tick)

    def preview_paste(self, pasted: str, title: str, tick: Tick, *, words: int = WORDS_IN_A_PASSAGE) -> ImportPreview:
        """What a text from the clipboard would bring, as `preview_import`."""
        return preview_pasted(pasted, title, self._texts.all(), words, tick)

    def confirm_import(
        self,
        preview: ImportPreview,
        chosen: Collection[int] | None = None,
        *,
        grade: int | None = None,
        rights: str = "",
        progress: Progress | None = None,
    ) -> Added:
        """Add the chosen passages of a preview (by place; all that are not in the library yet if not given).

        grade: for all, instead of each one's estimate. rights: under what terms they may be used. Raises
        TextFileProblem when a level is not known and no grade is given; StorageProblem, and none is added.
        """
        return self.add_texts(texts_to_add(preview, chosen, grade=grade, rights=rights), preview.title, progress)

    def added_texts(self) -> list[Text]:
        """The texts that were added, by title."""
        added = self._library().added_ids()
        return sorted((text for text in self._texts.all() if text.id in added), key=lambda text: text.title.casefold())

    def remove_text(self, text_id: str) -> bool:
        """Take an added text out of the library; False for one that ships or is not there. Raises StorageProblem."""
        sources = self._library()
        with sources.as_before_on_failure():
            removed = sources.remove(text_id)
            if removed:
                self._texts.ingest(sources.read()[0])
        return removed

    def _library(self) -> Sources:
        if self._sources is None:
            raise RuntimeError("the library was never opened")
        return self._sources

    def shelf(self, grade: int | None = None, filters: Filters | None = None) -> list[Text]:
        """All texts, or those of one grade, or those that pass the filters; easiest first, then by title."""
        found = [text for text in self._texts.all() if grade is None or text.grade == grade]
        if filters is not None:
            shelf = self._search.shelf()
            numbers = shelf_numbers(shelf, filters)
            passing = None if numbers is None else {shelf.cards[number].text_id for number in numbers}
            found = [text for text in found if passing is None or text.id in passing]
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

    def replace_texts(self, texts: Sequence[Text], progress: Callable[[int, int], None] | None = None) -> bool:
        """Make these the library's texts, whatever was there; the ids must differ. False when they were already.

        progress: told how many of how many are in. Raises StorageProblem; nothing is changed then.
        """
        return self._texts.ingest(texts, progress)

    def search(self, typed: str, filters: Filters | None = None, limit: int = 20, *, by: By = By.BOTH) -> Found:
        """The texts for a whole query, whatever is in it, best first. Raises StorageProblem only."""
        return self._search.search(typed, filters, limit, by=by)

    def search_as_you_type(
        self, typed: str, filters: Filters | None = None, read: Collection[str] = (), limit: int = 20
    ) -> Found:
        """The texts for what has been typed so far; the last word may be a beginning.

        read: the ids of texts that the child has read, which are left out.
        """
        if read:
            filters = replace(filters or Filters(), read=frozenset(read) | (filters.read if filters else frozenset()))
        return self._search.search(typed, filters, limit, as_you_type=True)

    def more_like_this(self, text_id: str, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
        """The texts most like this one, best first; none for an unknown one."""
        return self._neighbours.more_like(text_id, filters, limit)

    def easier(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Texts on the same topic for lower grades, the most alike first."""
        return self._neighbours.easier(text_id, limit)

    def harder(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Texts on the same topic for higher grades, the most alike first."""
        return self._neighbours.harder(text_id, limit)

    def recommend(self, read: Sequence[str], grade: int | None, limit: int = 6) -> list[Recommendation]:
        """What a child may like next, with the reason. read: the ids of what was read, the latest first."""
        return self._neighbours.recommend(read, grade, limit)

    def passages_for(self, question: str, text_id: str | None = None, limit: int = 5) -> list[PassageHit]:
        """The passages that most likely answer a question, from one text or all, with where they stand."""
        return self._search.passages_for(question, text_id, limit)

    def prepare_meanings(self) -> None:
        """Load the search for meanings in the background, before it is needed; the first search does it too.

        Tried again when it failed before: a model may have been installed meanwhile.
        """
        failed = self._meanings.state in (MeaningsState.ABSENT, MeaningsState.BROKEN)
        self._search.shelf()
        if failed:
            self._meanings.prepare()

    @property
    def meanings(self) -> Meanings:
        """How far the search for meanings is."""
        return self._meanings

    def close(self) -> None:
        """End searching and let the vector store go; after the lanes have ended."""
        self._search.close()
        self._meanings.close()
