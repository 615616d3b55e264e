"""What an import would bring: the passages with their levels, what is in the library already, what was left out."""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.domain.familiar_words import is_familiar
from litcoach_desktop.domain.levels import Level, level_of
from litcoach_desktop.domain.passages import CutPassage, cut_passages
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.importing.document import Document, Tick
from litcoach_desktop.services.content.importing.duplicates import Shelf
from litcoach_desktop.services.content.library import slug
from litcoach_desktop.services.content.syllables import syllables

WORDS_IN_A_PASSAGE = 250
FEWEST, MOST = 40, 1_000
"""What may be chosen as the length of a passage, in words."""
RIGHTS_NOTE = (
    "Import only what your school may copy: your own texts, texts out of copyright, or texts that you may use by leave."
)
_LONGEST_TITLE = 120
_HIGHEST_GRADE = 8
# In running English so many of a hundred words are everyday ones; in other languages hardly any.
_ENGLISH_FAMILIAR = 0.35


@dataclass(frozen=True, slots=True)
class PassagePreview:
    """A passage as it would stand on the shelf. level: None when it cannot be told (too short, or not in English).

    twin: the title of a text of the library, or of a passage before it, that it is or nearly is; else empty.
    """

    text: Text
    words: int
    level: Level | None
    twin: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that an import would bring. title, author, language, rights: as the source gives them, may be empty.

    left_out: a sentence for each thing that is not in the passages. rights_note: what a teacher has to mind.
    """

    title: str
    author: str
    language: str
    rights: str
    passages: tuple[PassagePreview, ...]
    left_out: tuple[str, ...]
    rights_note: str = RIGHTS_NOTE

    @property
    def fresh(self) -> list[int]:
        """The places of the passages that are not in the library yet."""
        return [place for place, passage in enumerate(self.passages) if not passage.twin]


def preview_document(document: Document, name: str, shelf: Iterable[Text], words: int, tick: Tick) -> ImportPreview:
    """Cut a document into passages of about `words` words and look at each. name: its title, if it has none."""
    words = min(max(words, FEWEST), MOST)
    cuts = list(cut_passages(document.blocks, words))
    title = document.title or name
    language = _language(document, cuts)
    texts = [_text(cut, number, document, title, language) for number, cut in enumerate(cuts, 1)]
    return _preview(document, title, language, texts, shelf, tick)


def preview_texts(
    texts: list[Text], left_out: list[str], name: str, shelf: Iterable[Text], tick: Tick
) -> ImportPreview:
    """Texts that are whole already, as a table or a catalogue gives them."""
    document = Document(left_out=left_out)
    return _preview(document, name, texts[0].language if texts else "", texts, shelf, tick)


def texts_to_add(
    preview: ImportPreview, chosen: Collection[int] | None = None, *, grade: int | None = None, rights: str = ""
) -> list[Text]:
    """The texts of the chosen passages, or of all that are not in the library yet.

    grade: for all of them, instead of each passage's own estimate. rights: what the teacher says about them. Raises
    TextFileProblem when a passage has no level and no grade is given.
    """
    places = preview.fresh if chosen is None else sorted(set(chosen))
    made = []
    for place in places:
        passage = preview.passages[place]
        if passage.level is None and grade is None and passage.text.grade < 0:
            raise TextFileProblem(
                f"The level of “{passage.text.title}” cannot be told.",
                "It is very short, or not in English.",
                "Say for which grade it is.",
            )
        made.append(_with(passage.text, passage.text.grade if grade is None else grade, rights))
    return made


def _preview(
    document: Document, title: str, language: str, texts: list[Text], shelf: Iterable[Text], tick: Tick
) -> ImportPreview:
    known = Shelf(shelf)
    passages = []
    for done, text in enumerate(texts, 1):
        level, words = level_of(text, _count), len(text.passage.words)
        if text.grade < 0 and level is not None:
            text = _with(text, min(int(level.grade), _HIGHEST_GRADE))
        twin = known.title_of_twin(text.body)
        known.put(text.title, text.body)
        passages.append(PassagePreview(text, words, level, twin))
        tick(done, len(texts), "levelling")
    return ImportPreview(title, document.author, language, document.rights, tuple(passages), tuple(document.left_out))


def _text(cut: CutPassage, number: int, document: Document, title: str, language: str) -> Text:
    named = cut.heading or title
    if cut.parts > 1 or not cut.heading:
        named = f"{named[: _LONGEST_TITLE - 8]} ({cut.part if cut.heading else number})"
    digest = hashlib.sha256(cut.body.encode()).hexdigest()[:8]
    return Text(
        id=f"{slug(title)}-{digest}",
        title=named[:_LONGEST_TITLE],
        # Not known yet.
        grade=-1,
        genre="poem" if _is_verse(cut.body) else "story",
        topics=(),
        body=cut.body,
        author=document.author,
        rights=document.rights,
        language=language,
    )


def _is_verse(body: str) -> bool:
    return body.count("\n") - 2 * body.count("\n\n") >= 3 * (body.count("\n\n") + 1)


def _with(text: Text, grade: int, rights: str = "") -> Text:
    return replace(text, grade=grade, rights=rights or text.rights)


def _language(document: Document, cuts: list[CutPassage]) -> str:
    """What the book says of itself if it can be so, else English or unknown by its words."""
    if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", document.language):
        first, _, rest = document.language.partition("-")
        return first.lower() + (f"-{rest}" if rest else "")
    sample = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", " ".join(cut.body for cut in cuts[:20])[:20_000])
    known = sum(is_familiar(word.lower().replace("’", "'")) for word in sample)
    return "en" if known >= _ENGLISH_FAMILIAR * len(sample) else "und"


@lru_cache(maxsize=50_000)
def _count(word: str) -> int:
    return len(syllables(word))
