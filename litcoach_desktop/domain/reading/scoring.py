"""From the events of a reading to its score under a protocol: instant, so that a changed mark shows at once."""

import math
from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.protocols import Counts, ScoringProtocol, Timing
from litcoach_desktop.domain.reading.tokens import Passage

# Two-sided 95 % of a normal distribution.
_Z_95 = 1.96
# A reading of a word or two would otherwise divide by almost nothing and give hundreds of words a minute.
_SHORTEST_READING_S = 1.0


class Band(StrEnum):
    """How hard the text was for this reader, by accuracy (Clay; Betts 1946)."""

    INDEPENDENT = "independent"
    INSTRUCTIONAL = "instructional"
    FRUSTRATION = "frustration"


@dataclass(frozen=True, slots=True)
class Score:
    """What a reading comes to under one protocol.

    words_correct, words_attempted, errors: counts; words that could not be scored are in none of them.
    self_corrections: accepted ones. wcpm: words correct per minute, with the 95 % interval that the words'
    own probabilities give. accuracy: 0..1, None when nothing was attempted. error_ratio: running words for
    each error, None without errors. self_correction_ratio: (errors + corrections) / corrections, None
    without corrections. last_attempted: index of the last word that counts, -1 for none.
    duration_s: the seconds that the rate is taken over. missed: the words that are not correct, as a dictionary
    lists them, in the order of the passage.
    """

    protocol: str
    words_correct: int
    words_attempted: int
    errors: int
    self_corrections: int
    unscored: int
    wcpm: float
    wcpm_low: float
    wcpm_high: float
    accuracy: float | None
    band: Band | None
    error_ratio: float | None
    self_correction_ratio: float | None
    last_attempted: int
    duration_s: float
    missed: tuple[str, ...] = ()


def score(events: ReadingEvents, passage: Passage, protocol: ScoringProtocol) -> Score:
    """The score of a reading. Nothing after the last word attempted counts; no figure is ever negative.

    WCPM = words correct / minutes, words that could not be scored taken to be right as often as the others; the
    interval allows for all and none of them. accuracy = (attempted - errors) / attempted.
    """
    last = _last_counted(events, protocol)
    attempted = [word for word in events.words[: last + 1] if word.status is not WordStatus.UNSCORED]
    wrong = _wrong(events, last, protocol)
    correct = len(attempted) - len(wrong)
    forgiven = _forgiven(events, passage, protocol, wrong)
    extra = sum(1 for insertion in events.insertions if insertion.after_index <= last)
    repeated = sum(1 for word in attempted if WordFlag.REPETITION in word.flags)
    errors = max(0, len(wrong) - forgiven)
    errors += extra if protocol.insertion is not Counts.NOTHING else 0
    errors += repeated if protocol.repetition is not Counts.NOTHING else 0
    corrections = sum(1 for word in attempted if WordFlag.SELF_CORRECTION in word.flags and word.index not in wrong)
    if _stopped_at_once(attempted, wrong, protocol):
        correct = 0
    seconds = _duration(events, last, protocol)
    minutes = seconds / 60
    # A word that could not be scored took its time like the others; left out, it would make a noisy room a slow reader.
    read_right = correct * (last + 1) / len(attempted) if attempted else 0.0
    wcpm = read_right / minutes if minutes else 0.0
    low, high = _interval(events, last, wrong, correct)
    accuracy = max(0.0, (len(attempted) - errors) / len(attempted)) if attempted else None
    return Score(
        protocol=protocol.id,
        words_correct=correct,
        words_attempted=len(attempted),
        errors=errors,
        self_corrections=corrections,
        unscored=last + 1 - len(attempted),
        wcpm=wcpm,
        wcpm_low=low / minutes if minutes else 0.0,
        wcpm_high=high / minutes if minutes else 0.0,
        accuracy=accuracy,
        band=None if accuracy is None else band(accuracy, protocol),
        error_ratio=len(attempted) / errors if errors else None,
        self_correction_ratio=(errors + corrections) / corrections if corrections else None,
        last_attempted=last,
        duration_s=seconds,
        missed=tuple(passage.words[index].spoken for index in sorted(wrong)),
    )


def wrong_words(events: ReadingEvents, protocol: ScoringProtocol) -> set[int]:
    """Indices of the words that are not correct under a protocol, up to the last one that counts."""
    return _wrong(events, _last_counted(events, protocol), protocol)


def _wrong(events: ReadingEvents, last: int, protocol: ScoringProtocol) -> set[int]:
    omission = protocol.omission is Counts.ERROR
    errors = {
        WordStatus.MISREAD: protocol.misreading is Counts.ERROR,
        WordStatus.OMITTED: omission,
        WordStatus.NOT_REACHED: omission,
        WordStatus.UNSCORED: False,
    }
    longest = protocol.hesitation_s if protocol.hesitation is Counts.ERROR else math.inf
    allowed = protocol.self_correction_within_s
    wrong = set()
    for word in events.words[: last + 1]:
        if word.status is not WordStatus.CORRECT:
            if errors[word.status]:
                wrong.add(word.index)
        elif word.pause_before_s >= longest or (
            allowed is not None and word.correction_delay_s is not None and word.correction_delay_s > allowed
        ):
            wrong.add(word.index)
    return wrong


def band(accuracy: float, protocol: ScoringProtocol) -> Band:
    """The band of an accuracy (0..1) under a protocol's bounds."""
    if accuracy >= protocol.independent_from:
        return Band.INDEPENDENT
    return Band.INSTRUCTIONAL if accuracy >= protocol.instructional_from else Band.FRUSTRATION


def _last_counted(events: ReadingEvents, protocol: ScoringProtocol) -> int:
    last = events.last_attempted
    if protocol.clock_s is None or events.first_word_s is None:
        return last
    limit = events.first_word_s + protocol.clock_s
    in_time = (word.index for word in events.words[: last + 1] if word.start_s is not None and word.start_s < limit)
    return max(in_time, default=-1)


def _forgiven(events: ReadingEvents, passage: Passage, protocol: ScoringProtocol, wrong: set[int]) -> int:
    """How many wrong words are not further errors: the rest of a skipped line, a name misread again."""
    forgiven = 0
    if protocol.skipped_run_words is not None:
        run = 0
        for index in range(len(events.words) + 1):
            omitted = index in wrong and events.words[index].status is WordStatus.OMITTED
            if omitted:
                run += 1
                continue
            if run >= protocol.skipped_run_words:
                forgiven += run - 1
            run = 0
    if protocol.repeated_name_once:
        seen: set[str] = set()
        for index in sorted(wrong):
            word = passage.words[index]
            if word.starts_sentence or not word.text[0].isupper():
                continue
            if events.words[index].status is WordStatus.MISREAD:
                forgiven += word.spoken in seen
                seen.add(word.spoken)
    return forgiven


def _stopped_at_once(attempted: list[WordEvent], wrong: set[int], protocol: ScoringProtocol) -> bool:
    if protocol.first_words_stop is None or not attempted:
        return False
    return all(word.index in wrong for word in attempted[: protocol.first_words_stop])


def _duration(events: ReadingEvents, last: int, protocol: ScoringProtocol) -> float:
    if last < 0:
        return 0.0
    if protocol.timing is Timing.RECORDING:
        return max(events.duration_s, _SHORTEST_READING_S)
    begin = events.first_word_s or 0.0
    end = max((word.end_s for word in events.words[: last + 1] if word.end_s is not None), default=events.duration_s)
    if protocol.clock_s is not None:
        end = min(end, begin + protocol.clock_s)
        # A passage that was not finished was read until the clock stopped, not until the last word's end.
        if events.last_attempted > last:
            end = begin + protocol.clock_s
    return max(end - begin, _SHORTEST_READING_S)


def _interval(events: ReadingEvents, last: int, wrong: set[int], correct: int) -> tuple[float, float]:
    """Words correct, low and high: the words are taken as independent draws with their own probabilities.

    The variance of such a sum is the sum of p (1 - p). A word that a rule (not the ear) made wrong is certain.
    A word that could not be scored may have been right.
    """
    spread = 0.0
    unscored = 0
    for word in events.words[: last + 1]:
        if word.status is WordStatus.UNSCORED:
            unscored += 1
        elif word.index not in wrong or word.status is not WordStatus.CORRECT:
            spread += word.p_correct * (1 - word.p_correct)
    half = _Z_95 * math.sqrt(spread)
    return max(0.0, correct - half), min(last + 1.0, correct + half + unscored)
