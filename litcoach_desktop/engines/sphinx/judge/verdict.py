"""From evidence to events: what became of each passage word, what was added, where the reader waited."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.reading.events import Insertion, WordEvent, WordFlag, WordStatus
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis
from litcoach_desktop.engines.sphinx.judge.evidence import WORD_MEASURES, GapEvidence, WordEvidence
from litcoach_desktop.engines.sphinx.judge.front_end import FRAMES_PER_SECOND

Span = tuple[int, int]
"""First frame and end frame (exclusive)."""

HESITATION_S = 3.0
_SAID_FRAMES = 12  # of voice for each word: less is the edge of a neighbour
_MOST_INSTEAD = 3  # words in a row; more were skipped, whatever else was said there
_NEVER_HEARD = 0.01
"""`p_correct` of a word that was jumped over or not reached."""
_SURE_NOT = 0.22  # a last word less probable than this does not show how far the reader came
_HEARD_MARGIN = 0.3  # score a frame by which a rival must win to be named
_BEYOND_MARGIN = 20.0  # score by which a word after the last one tracked must beat its being left out
_ATTEMPT_FRAMES = 25  # other speech after the last word heard that counts as a try at the next one
_SQUEEZED_FRAMES = 4  # a phone; three is the least that an alignment can give
_P_DIGITS = 3  # more digits would say nothing and double the stored size of a reading
_SKIP = WORD_MEASURES.index("skip")
_QUIET_SHARE = 0.4  # of the way from the quiet to the loud frames: below is a pause


@dataclass(frozen=True)
class JudgedWord:
    """One attempt at a word and the probability that it was right."""

    evidence: WordEvidence
    p_correct: float


@dataclass(frozen=True)
class JudgedGap:
    """One place between words and the probability that something was inserted there."""

    evidence: GapEvidence
    p_inserted: float


def word_events(
    analysis: Analysis,
    attempts: Sequence[JudgedWord],
    word_count: int,
    threshold: float,
    instead: Mapping[int, Span],
) -> tuple[WordEvent, ...]:
    """An event for each passage word. attempts: in order of time. threshold: `p_correct` of a word that is right.

    instead: as `said_instead` finds it.
    """
    tries: dict[int, list[JudgedWord]] = defaultdict(list)
    for attempt in attempts:
        tries[attempt.evidence.index].append(attempt)
    last = _last_attempted(analysis, attempts, threshold)
    pauses = _pauses(analysis, [attempt.evidence for attempt in attempts if attempt.evidence.on_path])
    events = []
    for index in range(word_count):
        if index > last or index not in tries:
            status = WordStatus.NOT_REACHED if index > last else WordStatus.OMITTED
            p_correct = max((attempt.p_correct for attempt in tries.get(index, ())), default=_NEVER_HEARD)
            events.append(WordEvent(index, status, round(p_correct, _P_DIGITS)))
        else:
            events.append(_word_event(index, tries[index], threshold, pauses, instead.get(index), forced=index == last))
    return tuple(events)


def _word_event(
    index: int,
    tries: list[JudgedWord],
    threshold: float,
    pauses: dict[int, float],
    instead: Span | None,
    *,
    forced: bool,
) -> WordEvent:
    """The event of a word that was tried or left out. forced: something was said here, if not this word."""
    final = max(tries, key=lambda attempt: attempt.p_correct)
    said = [attempt for attempt in tries if attempt.evidence.on_path]
    evidence = final.evidence
    if final.p_correct >= threshold:
        status = WordStatus.CORRECT
    elif forced or instead or (evidence.on_path and not _squeezed(evidence)):
        status = WordStatus.MISREAD
    else:
        status = WordStatus.OMITTED
    flags = set()
    delay = None
    if len(said) > 1:
        flags.add(WordFlag.REPETITION)
        first = said[0]
        if status is WordStatus.CORRECT and first.p_correct < threshold and first is not final:
            flags.add(WordFlag.SELF_CORRECTION)
            delay = seconds(evidence.start - first.evidence.start)
    pause = max((pauses[attempt.evidence.start] for attempt in said if attempt.evidence.start in pauses), default=0.0)
    if pause >= HESITATION_S:
        flags.add(WordFlag.HESITATION)
    heard = None
    if status is WordStatus.MISREAD and evidence.rival and evidence.rival_margin > _HEARD_MARGIN:
        heard = evidence.rival
    span = (evidence.start, evidence.end) if evidence.on_path or status is WordStatus.CORRECT else instead
    return WordEvent(
        index,
        status,
        round(final.p_correct, _P_DIGITS),
        start_s=seconds(span[0]) if span else None,
        end_s=seconds(span[1]) if span else None,
        heard=heard,
        flags=frozenset(flags),
        pause_before_s=round(pause, 2),
        correction_delay_s=delay,
    )


def _squeezed(word: WordEvidence) -> bool:
    """Whether the word got hardly a state's shortest time: nobody says words so fast, the text was left out there."""
    return word.end - word.start <= _SQUEEZED_FRAMES * len(word.phone_ids)


def _last_attempted(analysis: Analysis, attempts: Sequence[JudgedWord], threshold: float) -> int:
    """The furthest word that was tried, right or wrong; -1 if none was."""
    reach = max((run.stop for run in analysis.runs), default=0)
    tried = [attempt for attempt in attempts if attempt.evidence.on_path and _said(attempt.evidence, reach)]
    while tried and tried[-1].p_correct < min(_SURE_NOT, threshold):
        tried.pop()
    if not tried:
        return -1
    last = max(attempt.evidence.index for attempt in tried)
    final = tried[-1].evidence
    if final.index != last:
        return last
    # Something else was said after the last word heard: a try at the next word, if there is one.
    beyond = [attempt.evidence for attempt in attempts if attempt.evidence.index == last + 1]
    after = analysis.hearing.loop.speech[final.end :] & ~quiet_frames(analysis.hearing.loudness)[final.end :]
    return last + 1 if beyond and after.sum() >= _ATTEMPT_FRAMES else last


def _said(word: WordEvidence, reach: int) -> bool:
    """Whether a word on the best path was said. reach: words that the tracker came to.

    Those after it are fitted into what is left of the recording, however badly: they must be better than silence.
    """
    return word.index < reach or word.measures[_SKIP] > _BEYOND_MARGIN


def _pauses(analysis: Analysis, said: Sequence[WordEvidence]) -> dict[int, float]:
    """Seconds of silence before each word that was said, by its first frame; none before the first word."""
    silent = ~analysis.hearing.loop.speech | quiet_frames(analysis.hearing.loudness)
    ordered = sorted(said, key=lambda word: word.start)
    return {
        word.start: float(silent[min(before.end, word.start) : word.start].sum()) / FRAMES_PER_SECOND
        for before, word in pairwise(ordered)
    }


def seconds(frame: int) -> float:
    """The time of a frame, to the hundredth that a frame is."""
    return round(frame / FRAMES_PER_SECOND, 2)


def quiet_frames(loudness: NDArray[np.float32]) -> NDArray[np.bool_]:
    """(frames,): where the sound is nearer to the room's than to the voice's."""
    low, high = np.quantile(loudness, (0.1, 0.95))
    return loudness < low + _QUIET_SHARE * (high - low)


def said_instead(analysis: Analysis, attempts: Sequence[JudgedWord]) -> dict[int, Span]:
    """Words that were not heard although something was said where they stand, by index: a misreading, no omission.

    attempts: in order of time. Between two words that were heard, as much must have been said as the words between
    them need. They share the time evenly.
    """
    voiced = analysis.hearing.loop.speech & ~quiet_frames(analysis.hearing.loudness)
    found: dict[int, Span] = {}
    before, end = -1, 0
    for heard in (attempt.evidence for attempt in attempts if attempt.evidence.on_path):
        missing = heard.index - before - 1
        if 0 < missing <= _MOST_INSTEAD and voiced[end : heard.start].sum() >= _SAID_FRAMES * missing:
            bounds = np.linspace(end, heard.start, missing + 1).astype(int).tolist()
            for index, span in enumerate(pairwise(bounds), before + 1):
                found[index] = span
        before, end = heard.index, heard.end
    return found


def insertions(
    gaps: Sequence[JudgedGap], words: Sequence[WordEvent], threshold: float, instead: Mapping[int, Span]
) -> tuple[Insertion, ...]:
    """What was said that the passage does not have. Of neighbouring places that hear the same, one remains.

    What was said instead of a passage word is that word's misreading and not an insertion too.
    """
    last = max((w.index for w in words if w.status not in (WordStatus.NOT_REACHED, WordStatus.OMITTED)), default=-1)
    misread = [instead[word.index] for word in words if word.status is WordStatus.MISREAD and word.index in instead]
    found: list[JudgedGap] = []
    for gap in sorted((g for g in gaps if g.p_inserted >= threshold), key=lambda g: -g.p_inserted):
        evidence = gap.evidence
        taken = misread + [(other.evidence.start, other.evidence.end) for other in found]
        overlapping = any(evidence.start < end and start < evidence.end for start, end in taken)
        if not overlapping and evidence.index - 1 <= last:
            found.append(gap)
    return tuple(
        Insertion(
            gap.evidence.index - 1,
            seconds(gap.evidence.start),
            seconds(gap.evidence.end),
        )
        for gap in sorted(found, key=lambda g: g.evidence.start)
    )
