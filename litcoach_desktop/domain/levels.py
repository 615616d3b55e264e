"""How hard a text is to read: the published formulas, and a school grade with how far it may be off.

It is our own estimate and never called a Lexile: that measure is its publisher's, and is kept as it was given.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import log

from litcoach_desktop.domain.familiar_words import is_familiar
from litcoach_desktop.domain.reading.sentences import sentences
from litcoach_desktop.domain.reading.tokens import Passage, Word
from litcoach_desktop.domain.texts import Text

SyllableCounter = Callable[[str], int]
"""The syllables of a word as printed; one at least."""

LOWEST, HIGHEST = 0.0, 12.0
_SPOKEN_GENRES = ("poem", "play", "joke")
_LEAST_WORDS = 20
"""Fewer words say next to nothing about a text."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What the formulas look at: counts of a text."""

    words: int
    sentences: int
    syllables: int
    unfamiliar: int

    @property
    def words_per_sentence(self) -> float:
        """Mean length of a sentence."""
        return self.words / self.sentences

    @property
    def syllables_per_word(self) -> float:
        """Mean length of a word."""
        return self.syllables / self.words

    @property
    def percent_unfamiliar(self) -> float:
        """Of 100 words, those that a young child may not know."""
        return 100 * self.unfamiliar / self.words


@dataclass(frozen=True, slots=True)
class Level:
    """An estimated school grade: 0 kindergarten, 1.5 the middle of grade 1, and so on to 12.

    low, high: in eight of ten texts like this one the grade lies between them. measures: what it was told from.
    """

    grade: float
    low: float
    high: float
    measures: Measures

    def fits(self, grade: int) -> bool:
        """Whether a text for this grade, read anywhere in its school year, may have this level."""
        return self.low <= grade + 1 and grade <= self.high


def measure(passage: Passage, count_syllables: SyllableCounter) -> Measures | None:
    """The counts of a passage; None when it has too few words to say anything."""
    words = passage.words
    if len(words) < _LEAST_WORDS:
        return None
    return Measures(
        words=len(words),
        sentences=len(sentences(passage)),
        syllables=sum(count_syllables(word.text) for word in words),
        # A name is known from the story, and counts as familiar in both formulas.
        unfamiliar=sum(not is_familiar(word.spoken) and not _is_name(word) for word in words),
    )


def flesch_kincaid(measures: Measures) -> float:
    """A US school grade. Kincaid, Fishburne, Rogers & Chissom 1975, Research Branch Report 8-75."""
    return 0.39 * measures.words_per_sentence + 11.8 * measures.syllables_per_word - 15.59


def dale_chall(measures: Measures) -> float:
    """A cloze score: about 58 and more is grade 1, 35 grade 6, below 10 college. Chall & Dale 1995."""
    return 64 - 0.95 * measures.percent_unfamiliar - 0.69 * measures.words_per_sentence


def spache(measures: Measures) -> float:
    """A US school grade, for grades 1 to 3. Spache 1974, Good Reading for Poor Readers, revised formula."""
    return 0.121 * measures.words_per_sentence + 0.082 * measures.percent_unfamiliar + 0.659


# Fitted by training/levels.py to the grades that the library's texts were written for; docs/texts.md has what was left.
_CONSTANT, _SENTENCE, _SYLLABLE, _UNFAMILIAR = -7.42, 4.37, 4.2, 0.0688
_SPREAD = 1.0
# What is spoken comes in short sentences, and verse in short lines: both read easier to a formula than to a child.
_SPOKEN, _SPREAD_SPOKEN = 1.25, 1.6


def estimate(measures: Measures, *, spoken: bool = False) -> Level:
    """The school grade of a text with these counts, and how far it may be off.

    spoken: it is a poem, a play or a row of jokes. The spread of a text of under 100 words grows by the root of its
    shortness.
    """
    grade = (
        _CONSTANT
        + _SENTENCE * log(measures.words_per_sentence)
        + _SYLLABLE * log(measures.syllables_per_word)
        + _UNFAMILIAR * measures.percent_unfamiliar
        + (_SPOKEN if spoken else 0.0)
    )
    spread = (_SPREAD_SPOKEN if spoken else _SPREAD) * max(1.0, (100 / measures.words) ** 0.5)
    low, high = _bounded(grade - spread), _bounded(grade + spread)
    return Level(_bounded(grade), low, high, measures)


def level_of(text: Text, count_syllables: SyllableCounter) -> Level | None:
    """The level of a text of the library; None when it is too short to say, or not in English."""
    if text.language.split("-")[0] != "en":
        return None
    measures = measure(text.passage, count_syllables)
    return None if measures is None else estimate(measures, spoken=text.genre in _SPOKEN_GENRES)


def _bounded(grade: float) -> float:
    return min(max(grade, LOWEST), HIGHEST)


def _is_name(word: Word) -> bool:
    return word.text[0].isupper() and not word.starts_sentence
