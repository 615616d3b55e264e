"""The judge: one recording of one passage in, everything that happened in it out."""

import numpy as np

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge.analysis import Lexicon, analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.classifier import TrainedJudge, bundled_judge
from litcoach_desktop.engines.sphinx.judge.hearing import hear
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.verdict import insertions, said_instead, seconds, word_events
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

ENGINE = "sphinx"
JUDGE_VERSION = "1"
_SHORTEST_S = 0.5
_SILENT_PEAK = 150
"""Of 32767: nothing louder than this is no voice."""


def judge_reading(
    samples: Samples, passage: Passage, lexicon: Lexicon, judge: TrainedJudge | None = None
) -> ReadingEvents:
    """Every word of the passage with its status, times and probability; insertions, pauses, repetitions.

    judge: the one that litcoach ships unless given. Any passage and any recording are accepted; a recording
    that cannot be scored says why. Raises ModelProblem.
    """
    duration = round(len(samples) / SAMPLE_RATE, 2)
    reason = _unscorable(samples)
    if reason is not None or not passage.words:
        unscored = tuple(WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in passage.words)
        return ReadingEvents(
            unscored, duration_s=duration, engine=ENGINE, engine_version=JUDGE_VERSION, unscored_reason=reason
        )
    judge = judge or bundled_judge()
    scorer = bundled_scorer()
    words = passage_words(passage, lexicon, scorer.model)
    hearing = hear(samples, [word.pronunciations for word in words], scorer, judge.net)
    starts = [word.index for word in passage.words if word.starts_sentence]
    analysis = analyse_reading(hearing, words, starts, scorer.model)
    attempts, gaps = judge.judge(analysis)
    instead = said_instead(analysis, attempts)
    events = word_events(analysis, attempts, len(passage.words), judge.words.threshold, instead)
    first = min((attempt.evidence.start for attempt in attempts if attempt.evidence.on_path), default=None)
    return ReadingEvents(
        words=events,
        insertions=insertions(gaps, events, judge.gaps.threshold, instead),
        duration_s=duration,
        first_word_s=None if first is None else seconds(first),
        engine=ENGINE,
        engine_version=JUDGE_VERSION,
    )


def _unscorable(samples: Samples) -> str | None:
    if len(samples) < _SHORTEST_S * SAMPLE_RATE:
        return "too_short"
    if int(np.abs(samples.astype(np.int32)).max()) < _SILENT_PEAK:
        return "silent"
    return None
