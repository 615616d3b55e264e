"""From a recording and a passage to the evidence for every word: hearing, tracking, stretches, rivals."""

from collections.abc import Sequence
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
from litcoach_desktop.engines.sphinx.judge.tracking import Run, track

RIVALS = 36
_MOST_PRONUNCIATIONS = 4


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
    pronunciations = [word.pronunciations for word in words]
    chains = passage_chains(model, pronunciations, every_context=False)
    senones, states = np.unique(chains.senone, return_inverse=True)
    selection = hearing.select(senones)
    runs = track(
        lambda start, end: hearing.score(selection, start, end)[:, states],
        chains,
        len(words) + 1,
        hearing.off_text,
        sentence_starts,
    )
    reader = StretchReader(model, words)
    found = []
    for stretch in cut(runs, len(words)):
        word_evidence, gap_evidence = reader.read(stretch, hearing)
        found.append(ReadStretch(stretch, tuple(word_evidence), tuple(gap_evidence)))
    return Analysis(hearing, runs, tuple(found))


def passage_words(passage: Passage, lexicon: Lexicon, model: AcousticModel) -> Sequence[PassageWord]:
    """Each word's pronunciations and rivals."""
    return [_passage_word(lexicon.pronunciations(word.spoken), model) for word in passage.words]


def _passage_word(spellings: tuple[tuple[str, ...], ...], model: AcousticModel) -> PassageWord:
    pronunciations = tuple(tuple(model.phone(name) for name in phones) for phones in spellings[:_MOST_PRONUNCIATIONS])
    return PassageWord(pronunciations, _rivals(pronunciations))


@lru_cache(maxsize=5000)
def _rivals(pronunciations: tuple[Pronunciation, ...]) -> tuple[Rival, ...]:
    return tuple(Rival(*found) for found in bundled_sound_alikes().nearest(pronunciations, RIVALS))
