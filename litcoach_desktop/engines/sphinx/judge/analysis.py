"""From a recording and a passage to the evidence for every word: hearing, tracking, stretches, rivals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.acoustic_model import AcousticModel
from litcoach_desktop.engines.sphinx.judge.evidence import (
    GapEvidence,
    PassageWord,
    Rival,
    StretchReader,
    WordEvidence,
)
from litcoach_desktop.engines.sphinx.judge.hearing import Hearing
from litcoach_desktop.engines.sphinx.judge.neighbours import bundled_sound_alikes
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation, passage_chains
from litcoach_desktop.engines.sphinx.judge.stretches import Stretch, cut
from litcoach_desktop.engines.sphinx.judge.tracking import PassageTracker, Run

RIVALS = 36
_MOST_PRONUNCIATIONS = 4
_STEP = 32  # frames tracked at once: some 15 ms in a passage of 1,000 words
_UNSETTLED = 600
"""Frames behind the last one in which the most likely way may still change."""


class Lexicon(Protocol):
    """Where pronunciations come from."""

    def pronunciations(self, word: str) -> tuple[tuple[str, ...], ...]:
        """Ways to say a word, in ARPAbet phones without stress. Never empty."""


@dataclass(frozen=True)
class ReadStretch:
    """A stretch and what was found in it."""

    stretch: Stretch
    words: tuple[WordEvidence, ...]
    gaps: tuple[GapEvidence, ...]


@dataclass(frozen=True)
class Analysis:
    """The whole of one reading: where the reader was, and the evidence by stretch, in order of time."""

    hearing: Hearing
    runs: tuple[Run, ...]
    stretches: tuple[ReadStretch, ...]


def analyse_reading(
    hearing: Hearing, words: Sequence[PassageWord], sentence_starts: Sequence[int], model: AcousticModel
) -> Analysis:
    """Track the reading and gather the evidence. words: of the passage, at least one; where its sentences start."""
    growing = GrowingAnalysis(words, sentence_starts, model)
    for _ in growing.track(hearing):
        pass
    return growing.finish(hearing)


class GrowingAnalysis:
    """Tracks a reading while it is heard, and reads those stretches early that will probably stay as they are."""

    def __init__(self, words: Sequence[PassageWord], sentence_starts: Sequence[int], model: AcousticModel) -> None:
        self._words = words
        chains = passage_chains(model, [word.pronunciations for word in words], every_context=False)
        self._senones, self._states = np.unique(chains.senone, return_inverse=True)
        self._tracker = PassageTracker(chains, len(words) + 1, sentence_starts)
        self._tracked = 0
        self._reader = StretchReader(model, words)
        self._read: dict[Stretch, ReadStretch] = {}

    def track(self, hearing: Hearing) -> Iterator[None]:
        """Follow the reader through the frames that are new, in small steps."""
        selection = hearing.select(self._senones)
        while self._tracked < hearing.frames:
            start, end = self._tracked, min(self._tracked + _STEP, hearing.frames)
            self._tracker.feed(hearing.score(selection, start, end)[:, self._states], hearing.off_text[start:end])
            self._tracked = end
            yield

    def read_ahead(self, hearing: Hearing) -> Iterator[None]:
        """Read the stretches that lie well behind the reader, in small steps."""
        for stretch in cut(self._tracker.runs(), len(self._words))[:-1]:
            if stretch.end <= hearing.frames - _UNSETTLED and stretch not in self._read:
                yield from self._reading(stretch, hearing)

    def finish(self, hearing: Hearing) -> Analysis:
        """The whole of the reading, all of which was tracked. Stretches that were read early are not read again."""
        runs = self._tracker.runs()
        stretches = cut(runs, len(self._words))
        for stretch in stretches:
            if stretch not in self._read:
                for _ in self._reading(stretch, hearing):
                    pass
        return Analysis(hearing, runs, tuple(self._read[stretch] for stretch in stretches))

    def _reading(self, stretch: Stretch, hearing: Hearing) -> Iterator[None]:
        words, gaps = yield from self._reader.reading(stretch, hearing)
        self._read[stretch] = ReadStretch(stretch, tuple(words), tuple(gaps))


def passage_words(passage: Passage, lexicon: Lexicon, model: AcousticModel) -> Sequence[PassageWord]:
    """Each word's pronunciations and rivals."""
    return [passage_word(word.spoken, lexicon, model) for word in passage.words]


def passage_word(spoken: str, lexicon: Lexicon, model: AcousticModel) -> PassageWord:
    """One word's pronunciations and rivals: some milliseconds when it is new."""
    spellings = lexicon.pronunciations(spoken)[:_MOST_PRONUNCIATIONS]
    pronunciations = tuple(tuple(model.phone(name) for name in phones) for phones in spellings)
    return PassageWord(pronunciations, _rivals(pronunciations))


@lru_cache(maxsize=5000)
def _rivals(pronunciations: tuple[Pronunciation, ...]) -> tuple[Rival, ...]:
    return tuple(Rival(*found) for found in bundled_sound_alikes().nearest(pronunciations, RIVALS))
