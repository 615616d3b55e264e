"""The judge: one recording of one passage in, everything that happened in it out."""

import math

import numpy as np

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis, Lexicon, analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.evidence import GAP_MEASURES, WORD_MEASURES
from litcoach_desktop.engines.sphinx.judge.front_end import FRAMES_PER_SECOND
from litcoach_desktop.engines.sphinx.judge.hearing import hear
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.verdict import JudgedGap, JudgedWord, insertions, word_events
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

ENGINE = "sphinx"
JUDGE_VERSION = "1"
_SHORTEST_S = 0.5
_SILENT_PEAK = 150
"""Of 32767: nothing louder than this is no voice."""


def judge_reading(samples: Samples, passage: Passage, lexicon: Lexicon) -> ReadingEvents:
    """Every word of the passage with its status, times and probability; insertions, pauses, repetitions.

    Any passage and any recording are accepted; a recording that cannot be scored says why. Raises ModelProblem.
    """
    duration = len(samples) / SAMPLE_RATE
    reason = _unscorable(samples)
    if reason is not None or not passage.words:
        unscored = tuple(WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in passage.words)
        return ReadingEvents(
            unscored, duration_s=duration, engine=ENGINE, engine_version=JUDGE_VERSION, unscored_reason=reason
        )
    scorer = bundled_scorer()
    words = passage_words(passage, lexicon, scorer.model)
    hearing = hear(samples, [word.pronunciations for word in words], scorer, None)
    starts = [word.index for word in passage.words if word.starts_sentence]
    analysis = analyse_reading(hearing, words, starts, scorer.model)
    attempts, gaps = _judge_by_rule(analysis)
    events = word_events(analysis, attempts, len(passage.words), 0.5)
    first = min((a.evidence.start for a in attempts if a.evidence.on_path), default=None)
    return ReadingEvents(
        words=events,
        insertions=insertions(gaps, events, 0.5),
        duration_s=duration,
        first_word_s=None if first is None else first / FRAMES_PER_SECOND,
        engine=ENGINE,
        engine_version=JUDGE_VERSION,
    )


def _unscorable(samples: Samples) -> str | None:
    if len(samples) < _SHORTEST_S * SAMPLE_RATE:
        return "too_short"
    if int(np.abs(samples.astype(np.int32)).max()) < _SILENT_PEAK:
        return "silent"
    return None


def _judge_by_rule(analysis: Analysis) -> tuple[list[JudgedWord], list[JudgedGap]]:
    words, gaps = [], []
    for stretch in analysis.stretches:
        for word in stretch.words:
            m = dict(zip(WORD_MEASURES, word.measures.tolist(), strict=True))
            z = 12.0 + 2.0 * m["loop_per_frame"] + 1.0 * m["skip_per_frame"] + 0.05 * min(m["rival"], 20) + 0.03 * m["best_gap"]
            words.append(JudgedWord(word, 1 / (1 + math.exp(-max(-20.0, min(20.0, z))))))
        for gap in stretch.gaps:
            g = dict(zip(GAP_MEASURES, gap.measures.tolist(), strict=True))
            z = (g["gain"] - 90) / 10 + (g["frames"] - 20) / 10 if g["phones"] >= 2 and g["loudness"] > -4 else -5.0
            gaps.append(JudgedGap(gap, 1 / (1 + math.exp(-max(-20.0, min(20.0, z))))))
    return words, gaps
