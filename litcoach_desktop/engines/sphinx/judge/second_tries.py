"""Words that took two tries: what was said before a word is no insertion if it sounds like that word, or the last one.

A wrong first try and then the right word is a self-correction; the same word twice is a repetition. Both are good
reading behaviour, and neither is something that the passage does not have.
"""

from collections.abc import Sequence
from dataclasses import replace

from litcoach_desktop.domain.reading.events import Insertion, WordEvent, WordFlag, WordStatus
from litcoach_desktop.engines.sphinx.judge.acoustic_model import AcousticModel
from litcoach_desktop.engines.sphinx.judge.analysis import Analysis
from litcoach_desktop.engines.sphinx.judge.evidence import PassageWord
from litcoach_desktop.engines.sphinx.judge.front_end import FRAMES_PER_SECOND
from litcoach_desktop.engines.sphinx.judge.naming import name_word
from litcoach_desktop.engines.sphinx.judge.neighbours import VOWELS, bundled_sound_alikes
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation

_ALIKE = 0.55  # distance for each phone up to which one try resembles another
_SAME = 0.3
_VOWEL_FOR_VOWEL = 0.5
_FEWEST_PHONES = 3  # of a word: with fewer, anything resembles anything
_ROOM = 3  # frames by which a span may overlap with its word


def first_tries(
    analysis: Analysis,
    words: Sequence[PassageWord],
    events: Sequence[WordEvent],
    inserted: Sequence[Insertion],
    model: AcousticModel,
) -> tuple[tuple[WordEvent, ...], tuple[Insertion, ...]]:
    """The events with self-corrections and repetitions marked, and the insertions that remain, named where possible."""
    changed = list(events)
    left = []
    begins: dict[int, float] = {}
    for insertion in inserted:
        begin = begins.setdefault(insertion.after_index, insertion.start_s)
        if _retries(analysis, words, changed, insertion, begin, model):
            continue
        start, end = (round(at * FRAMES_PER_SECOND) for at in (insertion.start_s, insertion.end_s))
        named = name_word(analysis.hearing, start, end, bundled_sound_alikes(), model)
        left.append(replace(insertion, heard=named))
    return tuple(changed), tuple(left)


def _retries(
    analysis: Analysis,
    words: Sequence[PassageWord],
    events: list[WordEvent],
    insertion: Insertion,
    begin_s: float,
    model: AcousticModel,
) -> bool:
    """Whether the insertion was a try at one of its neighbours; that neighbour's event then says so.

    begin_s: where the first of the insertions at this place begins.
    """
    before, after = insertion.after_index, insertion.after_index + 1
    start = _end_of(events, before, begin_s)
    if after < len(events) and events[after].status is WordStatus.CORRECT and events[after].start_s is not None:
        word_start = events[after].start_s or 0.0
        heard = _phones(analysis, start, word_start, model)
        distance = _distance(heard, words[after], model)
        if word_start + _ROOM / FRAMES_PER_SECOND >= insertion.end_s and distance <= _ALIKE:
            flag = WordFlag.REPETITION if distance <= _SAME else WordFlag.SELF_CORRECTION
            delay = None if flag is WordFlag.REPETITION else round(word_start - begin_s, 2)
            events[after] = replace(events[after], flags=events[after].flags | {flag}, correction_delay_s=delay)
            return True
    if before >= 0 and events[before].status is WordStatus.CORRECT:
        heard = _phones(analysis, insertion.start_s, insertion.end_s, model)
        if _distance(heard, words[before], model) <= _SAME:
            events[before] = replace(events[before], flags=events[before].flags | {WordFlag.REPETITION})
            return True
    return False


def _end_of(events: Sequence[WordEvent], index: int, otherwise: float) -> float:
    end = events[index].end_s if index >= 0 else None
    return otherwise if end is None else min(end, otherwise)


def _phones(analysis: Analysis, start_s: float, end_s: float, model: AcousticModel) -> Pronunciation:
    """The phones of the free path between two moments, fillers left out."""
    span = slice(round(start_s * FRAMES_PER_SECOND), round(end_s * FRAMES_PER_SECOND))
    loop = analysis.hearing.loop
    begins = loop.onset[span] & loop.speech[span]
    return tuple(loop.phone[span][begins].tolist())


def _distance(heard: Pronunciation, word: PassageWord, model: AcousticModel) -> float:
    """Edits for each phone of the longer one, vowels half as far from each other; 1 for words too short to tell."""
    if min(len(heard), len(word.pronunciations[0])) < _FEWEST_PHONES:
        return 1.0
    return min(_edits(heard, own, model) / max(len(heard), len(own)) for own in word.pronunciations)


def _edits(first: Pronunciation, second: Pronunciation, model: AcousticModel) -> float:
    vowel = [name in VOWELS for name in model.phones]
    row = [float(at) for at in range(len(second) + 1)]
    for i, a in enumerate(first, 1):
        diagonal, row[0] = row[0], float(i)
        for j, b in enumerate(second, 1):
            swap = 0.0 if a == b else _VOWEL_FOR_VOWEL if vowel[a] and vowel[b] else 1.0
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + swap)
    return row[-1]
