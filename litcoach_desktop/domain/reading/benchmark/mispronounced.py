"""How many of the words that a benchmark calls right were in truth misread, and what that costs every listener.

With a person's scores of the words it can be counted. Without them it can be bounded: if a share s of the right words
were misread, and such words scored like planted miscues, then at every bound t the share of right words below t would
be at least s times the share of miscues below t. So s is at most the least ratio of the two (the estimate of a
mixture's proportion of Blanchard, Lee and Scott 2010, without its correction for small samples).
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from litcoach_desktop.domain.reading.benchmark.truth import Judged, Kind, Label
from litcoach_desktop.domain.reading.events import WordStatus

# Below this share of miscues a few words more or less would decide the ratio.
_LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Bound:
    """most_misread: the greatest share of the right words that may have been misread, as the module says.

    recall: miscues found at so many false alarms as given, as measured; recall_if: the same if that share was misread
    and its marks therefore were no false alarms.
    """

    most_misread: float
    recall: float
    recall_if: float


def bound_misread(right: Sequence[float], wrong: Sequence[float], rate: float) -> Bound | None:
    """From the sorted p_correct of right and of miscued words; rate: the false alarms allowed. None without either."""
    if not right or not wrong:
        return None
    points = [(bisect_right(right, p) / len(right), bisect_right(wrong, p) / len(wrong)) for p in wrong]
    share = min([1.0, *(false / found for false, found in points if found >= _LEAST_SHARE)])
    return Bound(share, _recall(points, rate, 0.0), _recall(points, rate, share))


def _recall(points: Sequence[tuple[float, float]], rate: float, misread: float) -> float:
    """The most miscues found while the false alarms among the truly right words stay within the rate."""
    truly = 1 - misread
    within = (found for false, found in points if false - misread * found <= rate * truly)
    return max(within, default=0.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """Words that the benchmark calls right and a person scored. low: scored below the bound, marked_*: marked wrong."""

    words: int
    low: int
    marked: int
    marked_low: int


def heard_by_people(judged: Sequence[Judged], below: float) -> Heard:
    """Count the words of sentences that were read as printed, by what a person thought of their pronunciation."""
    words = low = marked = marked_low = 0
    for one in judged:
        if one.truth.kind is not Kind.SENTENCE:
            continue
        for label, score, word in zip(one.truth.labels, one.truth.scores, one.verdict.words, strict=True):
            if label is not Label.OK or score is None:
                continue
            wrong = word.status not in (WordStatus.CORRECT, WordStatus.UNSCORED)
            words += 1
            marked += wrong
            low += score < below
            marked_low += wrong and score < below
    return Heard(words, low, marked, marked_low)


def without_low(judged: Sequence[Judged], below: float) -> list[Judged]:
    """The sentences without the words that a person scored below the bound; for figures about single words only."""
    kept = []
    for one in judged:
        if one.truth.kind is not Kind.SENTENCE:
            continue
        places = [
            at
            for at, (label, score) in enumerate(zip(one.truth.labels, one.truth.scores, strict=True))
            if label is not Label.OK or score is None or score >= below
        ]
        truth = replace(
            one.truth,
            labels=tuple(one.truth.labels[at] for at in places),
            commonness=tuple(one.truth.commonness[at] for at in places),
            phones=tuple(one.truth.phones[at] for at in places),
            scores=tuple(one.truth.scores[at] for at in places),
            insertions=(),
        )
        verdict = replace(one.verdict, words=tuple(one.verdict.words[at] for at in places), insertions=())
        kept.append(Judged(truth, verdict))
    return kept
