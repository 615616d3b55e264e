"""Knowing when not to judge: readings of another text, readings lost in noise, and words that noise covers."""

from collections.abc import Sequence
from dataclasses import replace
from math import copysign, log, sqrt

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.reading.events import WordEvent, WordStatus
from litcoach_desktop.engines.sphinx.judge.acoustic_model import AcousticModel
from litcoach_desktop.engines.sphinx.judge.alignment import forward_scores
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis
from litcoach_desktop.engines.sphinx.judge.evidence import WORD_MEASURES, PassageWord, WordEvidence
from litcoach_desktop.engines.sphinx.judge.hearing import Hearing
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation, passage_chains
from litcoach_desktop.engines.sphinx.judge.stretches import Stretch
from litcoach_desktop.engines.sphinx.judge.verdict import quiet_frames
from litcoach_desktop.engines.sphinx.sound_check import frame_levels
from litcoach_desktop.ports.audio import Samples

WRONG_PASSAGE, NOISE = "wrong_passage", "noise"
MEASURES = ("saved", "lead", "uncovered", "fit", "clear", "loss", "tried", "length")
_WEIGHTS = (-2.414, -0.144, 7.863, -0.606, -0.159, -2.448, -8.244, 2.410)
_BIAS = 1.000
"""A logistic regression that `python -m training.limits` fits; one of a hundred right readings is above 0."""
_MOSTLY_COVERED = 0.4
"""Share of the voice outside the words up to which a reading is of this text: of 420 of another text four had less."""
_ENOUGH_WORDS = 40  # compared with themselves said backwards; more would take time and tell no more
_SHORT, _LONG = 8, 24  # words; everybody who begins a short text is expected to try all of it
_PHONES_A_WORD = 4
_FIT, _AHEAD = WORD_MEASURES.index("loop_per_frame"), WORD_MEASURES.index("rivals_ahead")
_FEW_RIVALS, _FAIR_FIT = 3, -3.0
_NOISY_DB = 24.0
"""By how much the loud frames exceed the quiet ones: of 224 quiet recordings of children none had less; with four
others' voices 10 dB below the reader's nine of ten had."""
_SURE_IN_NOISE = 0.914  # of the probabilities as they are calibrated for readings
_MOST_UNSCORED = 0.6

Measures = NDArray[np.float64]


def unscored_why(
    analysis: Analysis, words: Sequence[PassageWord], samples: Samples, model: AcousticModel
) -> str | None:
    """Why the reading as a whole cannot be judged, or None. words: of the passage, at least one.

    The trees never met a wholly different text, and compare words with the reader's others: they would call the
    best of a bad lot right.
    """
    if uncovered(analysis) < _MOSTLY_COVERED:
        return None  # the rest would cost a fifth of the whole judgement
    if float(np.dot(_WEIGHTS, measure(analysis, words, model))) + _BIAS <= 0:
        return None
    return NOISE if is_noisy(samples) else WRONG_PASSAGE


def uncovered(analysis: Analysis) -> float:
    """Share of the voice, 0 to 1, that lies outside the words that were found."""
    hearing = analysis.hearing
    voiced = hearing.loop.speech & ~quiet_frames(hearing.loudness)
    heard = voiced.sum()
    for word in _found(analysis):
        voiced[word.start : word.end] = False
    return float(voiced.sum() / max(1, heard))


def measure(analysis: Analysis, words: Sequence[PassageWord], model: AcousticModel) -> Measures:
    """How well the passage explains the recording, in the order of MEASURES.

    saved: share of the price of unknown speech that the passage's words save. lead: by how much they fit better than
    themselves said backwards, root of nats. uncovered: share of the voice outside of them. fit: mean score a frame
    against free speech. clear: share of the words that hardly any rival beats. loss: nats a frame behind free speech.
    tried: share of the words up to the last one, or of those of a short text, that were found. length: 0 for short
    readings, 1 for long ones, which chance does not make look right or wrong.
    """
    hearing, said = analysis.hearing, _found(analysis)
    forwards = backwards = unknown = free = 0.0
    frames = 0
    for stretch in _first_stretches(analysis):
        spoken = [word.pronunciations for word in words[stretch.first : stretch.stop - stretch.beyond]]
        forwards += _score(hearing, stretch, spoken, model)
        backwards += _score(hearing, stretch, _backwards(spoken), model)
        unknown += float(hearing.other[stretch.start : stretch.end].sum())
        free += float(hearing.loop.total[stretch.end] - hearing.loop.total[stretch.start])
        frames += stretch.end - stretch.start
    fits = [float(word.measures[_FIT]) for word in said] or [-6.0]
    clear = [word.measures[_AHEAD] <= _FEW_RIVALS and word.measures[_FIT] > _FAIR_FIT for word in said] or [False]
    expected = max(sum(run.stop - run.first for run in analysis.runs), min(len(words), _SHORT))
    lead = forwards - backwards
    heard = int((hearing.loop.onset & hearing.loop.speech).sum()) / _PHONES_A_WORD
    length = log(max(1.0, min(len(words), heard)) / _SHORT) / log(_LONG / _SHORT)
    return np.array(
        [
            np.clip((forwards - unknown) / max(1.0, -unknown), -0.2, 0.6),
            np.clip(copysign(sqrt(abs(lead)), lead), -5, 25),
            uncovered(analysis),
            np.clip(fits, -6, 2).mean(),
            np.mean(clear),
            np.clip((forwards - free) / max(1, frames), -2, 0.5),
            len({word.index for word in said}) / expected,
            np.clip(length, 0, 1),
        ]
    )


def _found(analysis: Analysis) -> list[WordEvidence]:
    return [word for read in analysis.stretches for word in read.words if word.on_path]


def _first_stretches(analysis: Analysis) -> list[Stretch]:
    found: list[Stretch] = []
    for read in analysis.stretches:
        stretch = read.stretch
        if stretch.stop - stretch.beyond > stretch.first:
            found.append(stretch)
        if sum(one.stop - one.first for one in found) >= _ENOUGH_WORDS:
            break
    return found


def _backwards(words: Sequence[Sequence[Pronunciation]]) -> list[list[Pronunciation]]:
    """A text of the same phones that nobody reads."""
    return [[pronunciation[::-1] for pronunciation in word] for word in reversed(words)]


def _score(hearing: Hearing, stretch: Stretch, words: Sequence[Sequence[Pronunciation]], model: AcousticModel) -> float:
    chains = passage_chains(model, words, every_context=False)
    senones, states = np.unique(chains.senone, return_inverse=True)
    emissions = hearing.score(hearing.select(senones), stretch.start, stretch.end)[:, states]
    return float(forward_scores(emissions, chains, len(words) + 1, hearing.other[stretch.start : stretch.end])[-1, -1])


def is_noisy(samples: Samples) -> bool:
    """Whether the pauses are nearly as loud as the voice: a fan, a street, a class that talks."""
    low, high = np.quantile(frame_levels(samples), (0.1, 0.95))
    return bool(high - low < _NOISY_DB)


def without_unsure(words: Sequence[WordEvent], threshold: float) -> tuple[tuple[WordEvent, ...], str | None]:
    """The words of a noisy reading, those left unscored that may as well be right as wrong; why none can be scored.

    threshold: `p_correct` of a word that is right. When most words would be unscored, so is the reading.
    """
    kept = tuple(
        replace(word, status=WordStatus.UNSCORED, heard=None, unscored_reason=NOISE)
        if word.status is WordStatus.CORRECT and threshold <= word.p_correct < _SURE_IN_NOISE
        else word
        for word in words
    )
    tried = [word.status for word in kept if word.status not in (WordStatus.NOT_REACHED, WordStatus.OMITTED)]
    unsure = sum(status is WordStatus.UNSCORED for status in tried)
    return kept, NOISE if tried and unsure > _MOST_UNSCORED * len(tried) else None
