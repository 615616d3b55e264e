"""What to read next: texts like another one, easier and harder ones on its topic, and what suits a child's history."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from litcoach_desktop.domain.searching import Card, Filters
from litcoach_desktop.domain.searching.fusion import blend, ranked
from litcoach_desktop.domain.searching.query import STOP_WORDS, folded_words
from litcoach_desktop.services.content.library_search import Hit, Shelf, shelf_numbers

if TYPE_CHECKING:
    from litcoach_desktop.services.content.library_search import LibrarySearch
    from litcoach_desktop.store.content import TextRepository
    from litcoach_desktop.store.content_index import LibraryIndex

_TELLING_WORDS = 24
_DEEP = 60
# Two texts are as unlike as can be for a child when four grades lie between them.
_FAR_GRADES = 4.0
_LOOK_BACK = 5
_SAME_TOPIC_BONUS = 0.15


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A text to read next. because: one that was read and is like it; None when nothing is known of the child.

    step: how many grades harder than that one, or than the child's own grade.
    """

    card: Card
    because: Card | None
    step: int

    @property
    def reason(self) -> str:
        """In words, as in: like The Fox, a little harder."""
        how = {0: "just as hard", 1: "a little harder", -1: "a little easier"}.get(
            self.step, "harder" if self.step > 0 else "easier"
        )
        return f"like {self.because.title}, {how}" if self.because is not None else f"for your grade, {how}"


class Neighbours:
    """Compares the texts of the library with one another. Calls may raise StorageProblem."""

    def __init__(self, texts: TextRepository, index: LibraryIndex, search: LibrarySearch) -> None:
        self._texts, self._index, self._search = texts, index, search

    def more_like(self, text_id: str, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
        """The texts most like this one, best first, without itself; none when it is unknown."""
        shelf = self._search.shelf()
        scores = self._likeness(text_id, shelf, shelf_numbers(shelf, filters))
        return [Hit(shelf.cards[number], scores[number]) for number in ranked(scores)[:limit]]

    def easier(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Texts on the same topic for lower grades: the most alike first, the nearest grade among like ones."""
        return self._on_the_same_topic(text_id, -1, limit)

    def harder(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Texts on the same topic for higher grades, as `easier`."""
        return self._on_the_same_topic(text_id, 1, limit)

    def recommend(self, read: Sequence[str], grade: int | None, limit: int = 6) -> list[Recommendation]:
        """What a child may like next, with the reason.

        read: the ids of what was read, the latest first. grade: the child's; None for the grade of what was read last.
        Texts from one grade below to one above, like something that was read lately, and not from one kind only.
        """
        shelf = self._search.shelf()
        known = [shelf.by_id[one] for one in dict.fromkeys(read) if one in shelf.by_id]
        level = grade if grade is not None else (known[0].grade if known else None)
        among = [card for card in shelf.cards.values() if card.text_id not in set(read)]
        if level is not None:
            near = [card for card in among if abs(card.grade - level) <= 1]
            among = near or sorted(among, key=lambda card: abs(card.grade - level))[: 2 * limit]
        allowed = [card.number for card in among]
        best: dict[int, tuple[float, Card]] = {}
        for age, card in enumerate(known[:_LOOK_BACK]):
            for number, score in self._likeness(card.text_id, shelf, allowed).items():
                # What was read last counts most.
                worth = score * 0.85**age
                if number not in best or worth > best[number][0]:
                    best[number] = (worth, card)
        chosen = [
            Recommendation(shelf.cards[number], because, shelf.cards[number].grade - because.grade)
            for number, (_, because) in sorted(best.items(), key=lambda pair: (-pair[1][0], pair[0]))
        ]
        there = {one.card.number for one in chosen}
        others = sorted(among, key=lambda card: (abs(card.grade - (level or 0)), card.number))
        chosen += [
            Recommendation(card, None, card.grade - (level if level is not None else card.grade))
            for card in others
            if card.number not in there
        ]
        return _mixed(chosen, limit)

    def _on_the_same_topic(self, text_id: str, way: int, limit: int) -> list[Hit]:
        shelf = self._search.shelf()
        this = shelf.by_id.get(text_id)
        if this is None:
            return []
        among = [card.number for card in shelf.cards.values() if (card.grade - this.grade) * way > 0]
        scores = self._likeness(text_id, shelf, among)
        scores = {
            number: score - 0.2 * (abs(shelf.cards[number].grade - this.grade) - 1) / _FAR_GRADES
            for number, score in scores.items()
        }
        return [Hit(shelf.cards[number], scores[number]) for number in ranked(scores)[:limit]]

    def _likeness(self, text_id: str, shelf: Shelf, among: Collection[int] | None) -> dict[int, float]:
        this = shelf.by_id.get(text_id)
        text = self._texts.get(text_id)
        if this is None or text is None:
            return {}
        others = [number for number in (shelf.cards if among is None else among) if number != this.number]
        if not others:
            return {}
        telling = _telling_words(f"{text.title} {' '.join(text.topics)} {text.body}", shelf)
        words = self._index.find(" OR ".join(f'"{word}"' for word in telling), _DEEP, others) if telling else {}
        near = self._search.meanings.nearest_to_passages(
            shelf.passages_of([this.number]), 2 * _DEEP, shelf.passages_of(others)
        )
        meanings: dict[int, float] = {}
        for passage, cosine in (near or {}).items():
            number = shelf.text_of.get(passage, this.number)
            meanings[number] = max(meanings.get(number, -1.0), cosine)
        # No other text has all of these words, so that the best find is the measure.
        scores = blend(words, meanings, most=0.0)
        topics = set(this.topics)
        return {
            number: score + _SAME_TOPIC_BONUS * bool(topics.intersection(shelf.cards[number].topics))
            for number, score in scores.items()
            if number in shelf.cards
        }


def _telling_words(text: str, shelf: Shelf) -> list[str]:
    """The words that tell this text from the others: often here, seldom elsewhere."""
    counts: dict[str, int] = {}
    for word in folded_words(text):
        if word not in STOP_WORDS and len(word) > 2 and word.isalpha():
            counts[word] = counts.get(word, 0) + 1
    total = len(shelf.cards)
    weight = {word: n * log((total + 1) / (1 + shelf.speller.texts_with(word))) for word, n in counts.items()}
    return sorted(weight, key=lambda word: (-weight[word], word))[:_TELLING_WORDS]


def _mixed(chosen: list[Recommendation], limit: int) -> list[Recommendation]:
    """The best ones, but never more than half of one genre while there are others."""
    taken: list[Recommendation] = []
    left: list[Recommendation] = []
    for one in chosen:
        same = sum(other.card.genre == one.card.genre for other in taken)
        (taken if len(taken) < limit and same < max(1, (limit + 1) // 2) else left).append(one)
    return (taken + left)[:limit]
