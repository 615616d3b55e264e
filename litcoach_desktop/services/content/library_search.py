"""Finds texts and passages: words by FTS5, meanings by vectors when they are there, both blended into one ranking."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING

from litcoach_desktop.domain.searching import (
    Card,
    Filters,
    Query,
    Speller,
    Wishes,
    blend,
    most_possible,
    parse_query,
    wishes_in,
)
from litcoach_desktop.domain.searching.fusion import ranked

if TYPE_CHECKING:
    from litcoach_desktop.services.content.meanings import Meanings
    from litcoach_desktop.store.content import TextRepository
    from litcoach_desktop.store.content_index import LibraryIndex

_DEEP = 100
"""How far down each ranking is looked at before both become one."""
_LEAST_MEANING = 0.15
"""Cosine below which a text without any of the words has nothing to do with the query."""
_SHORTEST_MEANING = 3
"""Letters; what is shorter means nothing yet."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that was found. score: only for comparing hits of the same search."""

    card: Card
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found, best first.

    corrected: of each word that the library does not have, the one that was looked for instead. by_meaning: whether
    the vectors took part.
    """

    hits: tuple[Hit, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    by_meaning: bool = False


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that may answer a question, so that the answer can cite it: body[start:end] of that text is `text`."""

    text_id: str
    start: int
    end: int
    text: str
    score: float


class By(Enum):
    """What ranks the finds. Words alone and meanings alone are for measuring what each is worth."""

    BOTH = "fused"
    WORDS = "bm25"
    MEANINGS = "vectors"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query for FTS5 and the BM25 that it can give at most; the one for the vectors; what was taken for mistakes."""

    match: str
    most: float
    meant: str
    corrected: dict[str, str]


class Shelf:
    """What is remembered of the library between two searches: its cards and its vocabulary."""

    def __init__(self, index: LibraryIndex, changes: int) -> None:
        self.changes = changes
        self.cards = {card.number: card for card in index.cards()}
        self.by_id = {card.text_id: card for card in self.cards.values()}
        self.text_of = index.passages_of_texts()
        self.speller = Speller(index.vocabulary())

    def passages_of(self, texts: Collection[int]) -> list[int]:
        """The passages of these texts."""
        wanted = set(texts)
        return [passage for passage, text in self.text_of.items() if text in wanted]

    def most_possible(self, words: Iterable[str]) -> float:
        """The BM25 that a text can have at most for these words."""
        return most_possible((self.speller.texts_with(word) for word in words), len(self.cards))


class LibrarySearch:
    """Searches the library. May be used from any thread; calls may raise StorageProblem."""

    def __init__(self, texts: TextRepository, index: LibraryIndex, meanings: Meanings) -> None:
        self._texts, self._index, self.meanings = texts, index, meanings
        self._lock = threading.Lock()
        self._shelf: Shelf | None = None
        # Both rankings are made at the same time; nearly all of it happens outside Python.
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="search")

    def close(self) -> None:
        """Search no more."""
        self._beside.shutdown()

    def search(
        self,
        typed: str,
        filters: Filters | None = None,
        limit: int = 20,
        *,
        as_you_type: bool = False,
        by: By = By.BOTH,
    ) -> Found:
        """The texts for what somebody typed, whatever it is; nothing for what has no word in it."""
        query = parse_query(typed, as_you_type=as_you_type)
        shelf = self.shelf()
        among = shelf_numbers(shelf, filters)
        if not query.words or (among is not None and not among):
            return Found()
        asked = self._expressions(query, shelf)
        ahead = None
        if by is not By.WORDS and not (query.last_is_open and len(query.text) < _SHORTEST_MEANING):
            ahead = self._nearest_beside(asked.meant, _DEEP, None if among is None else shelf.passages_of(among))
        words = {} if by is By.MEANINGS else self._index.find(asked.match, _DEEP, among)
        near = None if ahead is None else ahead.result()
        best = {} if near is None else _best_of_texts(near, shelf)
        if by is By.BOTH:
            scores = {
                number: score
                for number, score in blend(words, best, asked.most).items()
                if number in words or best[number] >= _LEAST_MEANING
            }
            scores = _granted(scores, wishes_in(query.text), shelf, among)
        else:
            scores = words or best
        # What has just been taken out of the library may still be among the vectors.
        best_first = (number for number in ranked(scores) if number in shelf.cards)
        hits = tuple(Hit(shelf.cards[number], scores[number]) for number in islice(best_first, limit))
        return Found(hits, asked.corrected, near is not None)

    def passages_for(self, question: str, text_id: str | None = None, limit: int = 5) -> list[PassageHit]:
        """The passages that most likely answer a question, from one text or from all; best first."""
        query = parse_query(question)
        shelf = self.shelf()
        among = None
        if text_id is not None:
            card = shelf.by_id.get(text_id)
            among = [] if card is None else shelf.passages_of([card.number])
        if not query.words or (among is not None and not among):
            return []
        asked = self._expressions(query, shelf)
        ahead = self._nearest_beside(asked.meant, _DEEP, among)
        words = self._index.find_passages(asked.match, _DEEP, among)
        near = None if ahead is None else ahead.result()
        return self._cited(blend(words, near or {}, asked.most), limit)

    def shelf(self) -> Shelf:
        """The cards and the vocabulary as they are now."""
        with self._lock:
            changes = self._texts.changes
            if self._shelf is None or self._shelf.changes != changes:
                self._shelf = Shelf(self._index, changes)
                # The first search is the first need of the vectors; a changed library needs others.
                self.meanings.prepare()
            return self._shelf

    def _nearest_beside(
        self, meant: str, count: int, among: Collection[int] | None
    ) -> Future[dict[int, float] | None] | None:
        return self._beside.submit(self.meanings.nearest, meant, count, among) if self.meanings.ready else None

    def _cited(self, scores: dict[int, float], limit: int) -> list[PassageHit]:
        bodies: dict[str, str] = {}
        found = []
        for place in self._index.passages_at(ranked(scores)[:limit]):
            if place.text_id not in bodies:
                text = self._texts.get(place.text_id)
                bodies[place.text_id] = "" if text is None else text.body
            cited = bodies[place.text_id][place.start : place.end]
            if cited:
                found.append(PassageHit(place.text_id, place.start, place.end, cited, scores[place.number]))
        return found

    def _expressions(self, query: Query, shelf: Shelf) -> _Asked:
        groups: list[list[str]] = []
        corrected: dict[str, str] = {}
        # The model may make more of a rare word than a bold guess would; FTS5 looks for both anyway.
        sure: dict[str, str] = {}
        meant = query.text
        for word in query.words:
            is_open = query.last_is_open and word == query.words[-1]
            group = (shelf.speller.completions(word) if is_open else []) or [word]
            if is_open and word not in shelf.speller and group != [word]:
                # Half a word means nothing; the likeliest whole one does.
                meant = meant[: len(meant) - len(word)] + group[0]
            elif group == [word] and not self._is_known(word, shelf):
                guesses = shelf.speller.guesses(word, is_open=is_open)
                if guesses:
                    group = [*(guess.word for guess in guesses), word]
                    corrected[word] = guesses[0].word
                if guesses and guesses[0].mistakes <= 1:
                    sure[word] = guesses[0].word
            groups.append(group)
        if sure:
            meant = " ".join(sure.get(word, word) for word in meant.lower().split())
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(word for group in groups for word in group))
        return _Asked(match, shelf.most_possible(group[0] for group in groups), meant, corrected)

    def _is_known(self, word: str, shelf: Shelf) -> bool:
        if word in shelf.speller or self.meanings.knows(word):
            return True
        # Another form of it may be there: “jumping” finds “jump”.
        return bool(self._index.find(f'"{word}"', 1))


def shelf_numbers(shelf: Shelf, filters: Filters | None) -> list[int] | None:
    """The texts that pass; None when there is nothing to filter."""
    if filters is None or filters.let_all_pass:
        return None
    return [card.number for card in shelf.cards.values() if filters.keeps(card)]


def _granted(scores: dict[int, float], wishes: Wishes, shelf: Shelf, among: Collection[int] | None) -> dict[int, float]:
    """The scores with what the wishes add. What is found by its genre alone stands behind what has the words too."""
    if not wishes:
        return scores
    numbers = shelf.cards if among is None else among
    wished = (number for number in numbers if shelf.cards[number].genre in wishes.genres)
    granted = dict.fromkeys(islice(wished, _DEEP), 0.0) | scores
    return {
        number: score + wishes.bonus(shelf.cards[number]) for number, score in granted.items() if number in shelf.cards
    }


def _best_of_texts(passages: dict[int, float], shelf: Shelf) -> dict[int, float]:
    """Each text is as near as its nearest passage."""
    best: dict[int, float] = {}
    for passage, cosine in passages.items():
        text = shelf.text_of.get(passage)
        if text is not None:
            best[text] = max(best.get(text, -1.0), cosine)
    return best
