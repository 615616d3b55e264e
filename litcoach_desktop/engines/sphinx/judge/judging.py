"""The judge: one recording of one passage in, everything that happened in it out."""

import math
from collections.abc import Sequence
from itertools import pairwise

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx import NAME, VERSION
from litcoach_desktop.engines.sphinx.judge.analysis import Lexicon
from litcoach_desktop.engines.sphinx.judge.analysis_ahead import AnalysisAhead
from litcoach_desktop.engines.sphinx.judge.classifier import TrainedJudge, bundled_judge
from litcoach_desktop.engines.sphinx.judge.limits import is_noisy, unscored_why, without_unsure
from litcoach_desktop.engines.sphinx.judge.second_tries import first_tries
from litcoach_desktop.engines.sphinx.judge.second_voice import (
    SecondVoiceModel,
    bundled_second_voice,
    without_covered,
)
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.verdict import insertions, said_instead, seconds, word_events
from litcoach_desktop.engines.sphinx.sound_check import unscored_reason
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_PIECE = 10 * SAMPLE_RATE
_LONGEST_SENTENCE = 24
_ALWAYS_CAPITAL = ("i", "i'")


def begin_judging(
    passage: Passage, lexicon: Lexicon, judge: TrainedJudge | None = None, voices: SecondVoiceModel | None = None
) -> AnalysisAhead:
    """Get ready to analyse a reading while it goes on. passage: of at least one word. Raises ModelProblem.

    judge, voices: what litcoach ships unless given.
    """
    net = (judge or bundled_judge()).net
    voices = voices or bundled_second_voice()
    return AnalysisAhead(passage, landing_places(passage), lexicon, bundled_scorer(), net, voices)


def judge_reading(
    samples: Samples,
    passage: Passage,
    lexicon: Lexicon,
    judge: TrainedJudge | None = None,
    ahead: AnalysisAhead | None = None,
) -> ReadingEvents:
    """Every word of the passage with its status, times and probability; insertions, pauses, repetitions.

    judge: the one that litcoach ships unless given. ahead: from `begin_judging`, fed with all of the samples; it
    only saves time. Any passage and any recording are accepted; a recording
    that cannot be scored says why. Raises ModelProblem.
    """
    duration = round(len(samples) / SAMPLE_RATE, 2)
    reason = unscored_reason(samples)
    if reason is not None or not passage.words:
        return _unscored(passage, duration, reason)
    judge = judge or bundled_judge()
    if ahead is None:
        ahead = begin_judging(passage, lexicon, judge)
        # Ten seconds at a time, so that a long recording never lies there whole in the form that is heard.
        for start in range(0, len(samples), _PIECE):
            ahead.feed(samples[start : start + _PIECE])
            ahead.work(math.inf)
    analysis = ahead.finish()
    reason = unscored_why(analysis, ahead.words, samples, bundled_scorer().model)
    attempts, gaps = judge.judge(analysis)
    instead = said_instead(analysis, attempts)
    events = word_events(analysis, attempts, len(passage.words), judge.words.threshold, instead)
    inserted = insertions(gaps, events, judge.gaps.threshold, instead)
    heard, noisy = ahead.second_voice.finish(), is_noisy(samples)
    if reason is not None:
        *_, covered = without_covered(events, inserted, heard, noisy=False)
        return _unscored(passage, duration, covered or reason, events)
    events, inserted = first_tries(analysis, ahead.words, events, inserted, bundled_scorer().model)
    events, inserted, reason = without_covered(events, inserted, heard, noisy=noisy)
    if reason is not None:
        return _unscored(passage, duration, reason, events)
    if noisy:
        events, reason = without_unsure(events, judge.words.threshold)
        if reason is not None:
            return _unscored(passage, duration, reason, events)
    first = min((attempt.evidence.start for attempt in attempts if attempt.evidence.on_path), default=None)
    return ReadingEvents(
        words=events,
        insertions=inserted,
        duration_s=duration,
        first_word_s=None if first is None else seconds(first),
        engine=NAME,
        engine_version=VERSION,
    )


def landing_places(passage: Passage) -> list[int]:
    """Words where a reader who loses the place may go on: where sentences start.

    Poems and lists have lines, but often no full stops: in a long sentence every capital letter may begin one.
    """
    starts = [word.index for word in passage.words if word.starts_sentence]
    found = []
    for start, stop in pairwise([*starts, len(passage.words)]):
        inside = passage.words[start + 1 : stop] if stop - start > _LONGEST_SENTENCE else ()
        found += [
            start,
            *(word.index for word in inside if word.text[0].isupper() and word.spoken[:2] not in _ALWAYS_CAPITAL),
        ]
    return found


def _unscored(passage: Passage, duration: float, reason: str | None, judged: Sequence[WordEvent] = ()) -> ReadingEvents:
    """A reading without a score. judged: its words, whose probabilities are kept for whoever listens to it."""
    words = judged or [WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in passage.words]
    kept = tuple(WordEvent(word.index, WordStatus.UNSCORED, word.p_correct) for word in words)
    return ReadingEvents(kept, duration_s=duration, engine=NAME, engine_version=VERSION, unscored_reason=reason)
