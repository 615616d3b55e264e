"""Looks at what a child wrote: what works, named first, and the one thing that is worth looking at next.

One thing at a time, the one that a reader needs most first: where sentences end, where they begin, then spelling, then
more to tell. Graham, MacArthur & Fitzgerald (eds.), Best Practices in Writing Instruction, ask for feedback that is
specific, about the writing and little at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.writing.counts import IsWord, WritingCounts, count_writing, is_spelled
from litcoach_desktop.domain.writing.sentences import WrittenSentence, sentences_of
from litcoach_desktop.domain.writing.slips import slip_for

# A sentence of a child that is longer than this, with several joining words, holds more than one thought.
_LONG_SENTENCE = 22
_JOINING = ("and", "so", "then", "but", "y", "entonces", "pero")
_MOST_JOINED = 3
_SHORT_WRITING = 12
# With fewer known words than this it is another language, or no words at all: nothing is said of spelling.
_LEAST_KNOWN = 0.5
_REASONS = frozenset(["because", "porque"])
# Of Spanish writing so many words or more are among these, and only its sentences are looked at.
_SPANISH_SHARE = 0.2
_SPANISH = frozenset(
    "el la los las un una de del y que es son en mi mis tu su muy con por para se lo le me gusta porque cuando".split()
)


class Strength(StrEnum):
    """What works, about the writing and not about the child."""

    END_MARKS = "end_marks"
    CAPITALS = "capitals"
    REASON = "reason"
    LONG = "long"
    SPELLING = "spelling"
    BEGUN = "begun"


class Look(StrEnum):
    """What to look at next."""

    END_MARK = "end_mark"
    RUN_ON = "run_on"
    CAPITAL = "capital"
    SMALL_I = "small_i"
    TWICE = "twice"
    SPELLING = "spelling"
    MORE = "more"
    REASON = "reason"
    READ_ALOUD = "read_aloud"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to look at. word, sentence: as the child wrote them; empty where it is about the whole.

    meant: for a slip in a common word, that word.
    """

    look: Look
    word: str = ""
    sentence: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class WritingReview:
    """What a look at the writing found. suggestions: the most needed first; there is always one."""

    counts: WritingCounts
    strength: Strength
    suggestions: tuple[Suggestion, ...]


def review_writing(writing: str, is_word: IsWord) -> WritingReview | None:
    """What works and what to look at next, most needed first; None where there is no word."""
    found = sentences_of(writing)
    if not found:
        return None
    counts = count_writing(writing, is_word)
    return WritingReview(counts, _strength(found, counts), tuple(_suggestions(found, counts, is_word)))


def _strength(found: list[WrittenSentence], counts: WritingCounts) -> Strength:
    words = {word.text.casefold() for sentence in found for word in sentence.words}
    if words & _REASONS:
        return Strength.REASON
    if len(found) > 1 and all(one.has_end_mark for one in found):
        return Strength.END_MARKS
    if len(found) > 1 and all(one.words[0].text[:1].isupper() for one in found):
        return Strength.CAPITALS
    if counts.words >= 2 * _SHORT_WRITING:
        return Strength.LONG
    return Strength.SPELLING if counts.spelled == counts.words >= _SHORT_WRITING // 2 else Strength.BEGUN


def _suggestions(found: list[WrittenSentence], counts: WritingCounts, is_word: IsWord) -> Iterator[Suggestion]:
    words = [word.text.casefold() for sentence in found for word in sentence.words]
    for sentence in found:
        if _runs_on(sentence):
            yield Suggestion(Look.RUN_ON, sentence=sentence.text)
    for sentence in found:
        if not sentence.has_end_mark:
            yield Suggestion(Look.END_MARK, sentence.words[-1].text, sentence.text)
    for sentence in found:
        if not sentence.words[0].text[:1].isupper():
            yield Suggestion(Look.CAPITAL, sentence.words[0].text, sentence.text)
    if _is_spanish(words):
        is_word = _any_word
    for sentence in found if is_word is not _any_word else ():
        for word in sentence.words[1:]:
            if word.text.split("'")[0].split("’")[0] == "i":
                yield Suggestion(Look.SMALL_I, word.text, sentence.text)
                break
    for sentence in found:
        for one, other in zip(sentence.words, sentence.words[1:], strict=False):
            if one.text.casefold() == other.text.casefold() and one.text.casefold() not in (
                "had",
                "that",
                "very",
                "so",
            ):
                yield Suggestion(Look.TWICE, other.text, sentence.text)
    if counts.spelled >= _LEAST_KNOWN * counts.words:
        told = set()
        for sentence in found:
            for word in sentence.words:
                small = word.text.casefold()
                if small not in told and not is_spelled(word, word is sentence.words[0], is_word):
                    told.add(small)
                    yield Suggestion(Look.SPELLING, word.text, sentence.text, slip_for(small) or "")
    if counts.words < _SHORT_WRITING:
        yield Suggestion(Look.MORE)
    if not _REASONS & set(words):
        yield Suggestion(Look.REASON)
    yield Suggestion(Look.READ_ALOUD)


def _is_spanish(words: Sequence[str]) -> bool:
    return sum(word in _SPANISH for word in words) >= _SPANISH_SHARE * len(words)


def _any_word(_word: str) -> bool:
    return True


def _runs_on(sentence: WrittenSentence) -> bool:
    joined = sum(word.text.casefold() in _JOINING for word in sentence.words)
    return len(sentence.words) > _LONG_SENTENCE and joined >= _MOST_JOINED
