"""From the events of a reading to its score under a protocol: instant, so that a changed mark shows at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from litcoach_desktop.domain.reading.columns import (
    CORRECT,
    MISREAD,
    NOT_REACHED,
    OMITTED,
    UNSCORED,
    WordColumns,
    columns_of,
)
from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag
from litcoach_desktop.domain.reading.protocols import Counts, ScoringProtocol, Timing
from litcoach_desktop.domain.reading.sensitivity import counted_columns
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
    return score_columns(columns_of(events), passage, protocol)


def score_columns(read: WordColumns, passage: Passage, protocol: ScoringProtocol) -> Score:
    """As `score`, of a reading in columns."""
    read = counted_columns(read, protocol.doubtful)
    last = _last_counted(read, protocol)
    unscored = read.statuses.count(UNSCORED, 0, last + 1)
    attempted = last + 1 - unscored
    wrong = _wrong(read, last, protocol)
    correct = attempted - len(wrong)
    forgiven = _forgiven(read, passage, protocol, wrong)
    extra = sum(after <= last for after in read.insertions)
    flags = [
        (index, found) for index, found in read.flags.items() if index <= last and read.statuses[index] != UNSCORED
    ]
    repeated = sum(WordFlag.REPETITION in found for _index, found in flags)
    errors = max(0, len(wrong) - forgiven)
    errors += extra if protocol.insertion is not Counts.NOTHING else 0
    errors += repeated if protocol.repetition is not Counts.NOTHING else 0
    corrections = sum(WordFlag.SELF_CORRECTION in found and index not in wrong for index, found in flags)
    if _stopped_at_once(read, last, wrong, protocol):
        correct = 0
    seconds = _duration(read, last, protocol)
    minutes = seconds / 60
    # A word that could not be scored took its time like the others; left out, it would make a noisy room a slow reader.
    read_right = correct * (last + 1) / attempted if attempted else 0.0
    wcpm = read_right / minutes if minutes else 0.0
    low, high = _interval(read, last, wrong, correct, unscored)
    accuracy = max(0.0, (attempted - errors) / attempted) if attempted else None
    return Score(
        protocol=protocol.id,
        words_correct=correct,
        words_attempted=attempted,
        errors=errors,
        self_corrections=corrections,
        unscored=unscored,
        wcpm=wcpm,
        wcpm_low=low / minutes if minutes else 0.0,
        wcpm_high=high / minutes if minutes else 0.0,
        accuracy=accuracy,
        band=None if accuracy is None else band(accuracy, protocol),
        error_ratio=attempted / errors if errors else None,
        self_correction_ratio=(errors + corrections) / corrections if corrections else None,
        last_attempted=last,
        duration_s=seconds,
        missed=tuple(passage.words[index].spoken for index in sorted(wrong)),
    )


def wrong_words(events: ReadingEvents, protocol: ScoringProtocol) -> set[int]:
    """Indices of the words that are not correct under a protocol, up to the last one that counts."""
    read = counted_columns(columns_of(events), protocol.doubtful)
    return _wrong(read, _last_counted(read, protocol), protocol)


def _wrong(read: WordColumns, last: int, protocol: ScoringProtocol) -> set[int]:
    bad = MISREAD if protocol.misreading is Counts.ERROR else ""
    bad += OMITTED + NOT_REACHED if protocol.omission is Counts.ERROR else ""
    wrong = {index for index, status in enumerate(read.statuses[: last + 1]) if status in bad}
    if protocol.hesitation is Counts.ERROR:
        longest = protocol.hesitation_s
        waited = (index for index, pause in enumerate(read.pauses[: last + 1]) if pause >= longest)
        wrong.update(index for index in waited if read.statuses[index] == CORRECT)
    allowed = protocol.self_correction_within_s
    if allowed is not None:
        late = (index for index, delay in read.corrections.items() if index <= last and delay > allowed)
        wrong.update(index for index in late if read.statuses[index] == CORRECT)
    return wrong


def band(accuracy: float, protocol: ScoringProtocol) -> Band:
    """The band of an accuracy (0..1) under a protocol's bounds."""
    if accuracy >= protocol.independent_from:
        return Band.INDEPENDENT
    return Band.INSTRUCTIONAL if accuracy >= protocol.instructional_from else Band.FRUSTRATION


def _last_counted(read: WordColumns, protocol: ScoringProtocol) -> int:
    last = read.last_attempted
    if protocol.clock_s is None or read.first_word_s is None:
        return last
    limit = read.first_word_s + protocol.clock_s
    # From the end, where it mostly is.
    for index in range(last, -1, -1):
        start = read.starts[index]
        if start is not None and start < limit:
            return index
    return -1


def _forgiven(read: WordColumns, passage: Passage, protocol: ScoringProtocol, wrong: set[int]) -> int:
    """How many wrong words are not further errors: the rest of a skipped line, a name misread again."""
    forgiven = 0
    if protocol.skipped_run_words is not None:
        run = 0
        for index in range(len(read.statuses) + 1):
            omitted = index in wrong and read.statuses[index] == OMITTED
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
            if read.statuses[index] == MISREAD:
                forgiven += word.spoken in seen
                seen.add(word.spoken)
    return forgiven


def _stopped_at_once(read: WordColumns, last: int, wrong: set[int], protocol: ScoringProtocol) -> bool:
    if protocol.first_words_stop is None:
        return False
    attempted = (index for index in range(last + 1) if read.statuses[index] != UNSCORED)
    first = list(islice(attempted, protocol.first_words_stop))
    return bool(first) and wrong.issuperset(first)


def _duration(read: WordColumns, last: int, protocol: ScoringProtocol) -> float:
    if last < 0:
        return 0.0
    if protocol.timing is Timing.RECORDING:
        return max(read.duration_s, _SHORTEST_READING_S)
    begin = read.first_word_s or 0.0
    end = max([end for end in read.ends[: last + 1] if end is not None], default=read.duration_s)
    if protocol.clock_s is not None:
        end = min(end, begin + protocol.clock_s)
        # A passage that was not finished was read until the clock stopped, not until the last word's end.
        if read.last_attempted > last:
            end = begin + protocol.clock_s
    return max(end - begin, _SHORTEST_READING_S)


def _interval(read: WordColumns, last: int, wrong: set[int], correct: int, unscored: int) -> tuple[float, float]:
    """Words correct, low and high: the words are taken as independent draws with their own probabilities.

    The variance of such a sum is the sum of p (1 - p). A word that a rule (not the ear) made wrong is certain.
    A word that could not be scored may have been right.
    """
    chances: Sequence[float] = read.chances[: last + 1]
    certain = {index for index in wrong if read.statuses[index] == CORRECT}
    if certain or unscored:
        chances = [
            chance for index, chance in enumerate(chances) if index not in certain and read.statuses[index] != UNSCORED
        ]
    half = _Z_95 * math.sqrt(sum([chance * (1 - chance) for chance in chances]))
    return max(0.0, correct - half), min(last + 1.0, correct + half + unscored)
