"""What a child may say, written down as patterns, and every sequence of words that a pattern allows.

In a pattern `(a|b)` is one of them; `[a|b]` is one of them or nothing, which changes no meaning: the coach is told the
first, and with `[|a]` nothing. What stands in braces is one word of a list that comes with the network. Brackets do
not stand inside each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

_PIECE = re.compile(r"\[([^\]]*)\]|\(([^)]*)\)|(\S+)")
_LETTERED = re.compile(r"([A-F])\. (.+)", re.DOTALL)
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = ("one", "two", "three", "four", "five", "six")
_LONGEST_CHOICE = 12
"""Words. Nobody says a longer answer in full; its letter and place are understood all the same."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """words: as they are spoken, at most one of them a slot in braces. means: what the coach is told, slot included."""

    words: tuple[str, ...]
    means: str


def expand(pattern: str) -> list[tuple[str, ...]]:
    """Every sequence of words that a pattern allows, at least one."""
    return [phrase.words for phrase in phrases_of(pattern)]


def phrases_of(pattern: str) -> list[Phrase]:
    """Every sequence of words that a pattern allows, and what the coach is told of it."""
    pieces: list[list[tuple[str, str]]] = []
    for optional, either, plain in _PIECE.findall(pattern):
        if optional:
            first, *others = optional.split("|")
            pieces.append([(one, first) for one in dict.fromkeys(("", first, *others))])
        elif either:
            pieces.append([(one, one) for one in either.split("|")])
        else:
            pieces.append([(plain, plain)])
    return [
        Phrase(
            tuple(" ".join(spoken for spoken, _ in chosen).split()),
            " ".join(kept for _, kept in chosen if kept),
        )
        for chosen in product(*pieces)
    ]


def choice_phrases(choices: Sequence[str], before_words: Sequence[str], before_answers: Sequence[str]) -> list[Phrase]:
    """The ways to say each of the choices: its words, its place, and its letter when it is an answer such as "B. on".

    before_words, before_answers: patterns of what may lead up to a choice without and with a letter.
    """
    phrases: list[Phrase] = []
    for at, choice in enumerate(choices):
        lettered = _LETTERED.fullmatch(choice)
        # In small letters, as the other phrases are: a capital by itself is a letter that is named.
        words = tuple(_WORD.findall((lettered[2] if lettered else choice).lower()))
        ways = [words] if 0 < len(words) <= _LONGEST_CHOICE else []
        if lettered:
            ways += [(lettered[1],), *((lettered[1], *way) for way in ways)]
        if at < len(_PLACES):
            ways += expand(f"the {_PLACES[at]} [one|answer]") + expand(f"number {_NUMBERS[at]}")
        if lettered:
            phrases.append(Phrase(("letter", lettered[1]), choice))
        leads = [lead for pattern in (before_answers if lettered else before_words) for lead in expand(pattern)]
        phrases += [Phrase((*lead, *way), choice) for lead in [(), *leads] for way in ways]
    return phrases


def as_offered(always: Sequence[Phrase], choices: Sequence[Phrase]) -> list[Phrase]:
    """The phrases that may always be said, told to the coach in the words of a choice where they mean the same."""
    meant = {phrase.words: phrase.means for phrase in always}
    offered = {meant[phrase.words]: phrase.means for phrase in choices if phrase.words in meant}
    return [Phrase(phrase.words, offered.get(phrase.means, phrase.means)) for phrase in always]
