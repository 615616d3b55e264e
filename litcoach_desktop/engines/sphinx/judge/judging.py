"""The judge: one recording of one passage in, everything that happened in it out."""

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx import NAME, VERSION
from litcoach_desktop.engines.sphinx.judge.analysis import Lexicon, analyse_reading, passage_words
from litcoach_desktop.engines.sphinx.judge.classifier import TrainedJudge, bundled_judge
from litcoach_desktop.engines.sphinx.judge.hearing import hear
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.verdict import insertions, said_instead, seconds, word_events
from litcoach_desktop.engines.sphinx.sound_check import unscored_reason
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples


def judge_reading(
    samples: Samples, passage: Passage, lexicon: Lexicon, judge: TrainedJudge | None = None
) -> ReadingEvents:
    """Every word of the passage with its status, times and probability; insertions, pauses, repetitions.

    judge: the one that litcoach ships unless given. Any passage and any recording are accepted; a recording
    that cannot be scored says why. Raises ModelProblem.
    """
    duration = round(len(samples) / SAMPLE_RATE, 2)
    reason = unscored_reason(samples)
    if reason is not None or not passage.words:
        unscored = tuple(WordEvent(word.index, WordStatus.UNSCORED, 0.5) for word in passage.words)
        return ReadingEvents(unscored, duration_s=duration, engine=NAME, engine_version=VERSION, unscored_reason=reason)
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
        engine=NAME,
        engine_version=VERSION,
    )
