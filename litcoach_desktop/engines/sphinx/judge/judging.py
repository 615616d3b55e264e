"""The judge: one recording of one passage in, everything that happened in it out."""

from itertools import pairwise

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx import NAME, VERSION
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis, Lexicon
from litcoach_desktop.engines.sphinx.judge.analysis_ahead import AnalysisAhead
from litcoach_desktop.engines.sphinx.judge.classifier import TrainedJudge, bundled_judge
from litcoach_desktop.engines.sphinx.judge.evidence import WORD_MEASURES
from litcoach_desktop.engines.sphinx.judge.second_tries import first_tries
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.verdict import insertions, said_instead, seconds, word_events
from litcoach_desktop.engines.sphinx.sound_check import unscored_reason
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

_LONGEST_SENTENCE = 24
_ALWAYS_CAPITAL = ("i", "i'")
_FIT = WORD_MEASURES.index("loop_per_frame")
_WORST_FIT, _BEST_FIT = -6.0, 2.0
_ANOTHER_TEXT = -4.0
"""Mean score a frame, against free speech, below which the passage was not what was read. Of 60 recordings of
children against their own text the lowest had -3.4; against another's text the median was -4.3."""


def begin_judging(passage: Passage, lexicon: Lexicon, judge: TrainedJudge | None = None) -> AnalysisAhead:
    """Get ready to analyse a reading while it goes on. passage: of at least one word. Raises ModelProblem."""
    judge = judge or bundled_judge()
    return AnalysisAhead(passage, landing_places(passage), lexicon, bundled_scorer(), judge.net)


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
        ahead.feed(samples)
    analysis = ahead.finish()
    if _is_another_text(analysis):
        return _unscored(passage, duration, "wrong_passage")
    attempts, gaps = judge.judge(analysis)
    instead = said_instead(analysis, attempts)
    events = word_events(analysis, attempts, len(passage.words), judge.words.threshold, instead)
    inserted = insertions(gaps, events, judge.gaps.threshold, instead)
    events, inserted = first_tries(analysis, ahead.words, events, inserted, bundled_scorer().model)
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


def _unscored(passage: Passage, duration: float, reason: str | None) -> ReadingEvents:
    words = tuple(WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in passage.words)
    return ReadingEvents(words, duration_s=duration, engine=NAME, engine_version=VERSION, unscored_reason=reason)


def _is_another_text(analysis: Analysis) -> bool:
    """Whether the words that were found fit so badly that something else must have been read.

    The trees never met a wholly different text, and compare words with the reader's others: they would call the
    best of a bad lot right.
    """
    said = [word for stretch in analysis.stretches for word in stretch.words if word.on_path]
    fits = [min(max(float(word.measures[_FIT]), _WORST_FIT), _BEST_FIT) for word in said]
    return bool(fits) and sum(fits) / len(fits) < _ANOTHER_TEXT
