"""From counted evidence to the benchmark's figures."""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from litcoach_desktop.domain.reading.benchmark.evidence import Evidence
from litcoach_desktop.domain.reading.benchmark.truth import Label

FALSE_ALARM_RATES = (0.03, 0.10)
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. value: None when there was nothing to take it from. of: the number of cases that it is taken from."""

    value: float | None
    of: int


def figures(evidence: Sequence[Evidence]) -> dict[str, Figure]:
    """Every figure over all evidence together.

    auc_*: the probability that a miscue scores below a word that was read right, ties counting half.
    recall_*_at_N%_false_alarms: the share of miscues below the N-th percentile of the words read right.
    default_*: by the listener's own marks, as a school gets them. wcpm_*, skip_found and what follows: means over
    passages. real_time_factor: judging time / length of the sound. scored_*: over the words that were not left
    unscored. decided_*: over the words that the listener does not leave to a teacher, see `Decisions`.
    """
    right = sorted(p for one in evidence for p in one.right)
    wrong = wrong_by_kind(evidence)
    found = {
        "items": _count(evidence, lambda one: one.items),
        "words_ok": Figure(len(right), len(right)),
        "words_miscued": Figure(len(wrong["all"]), len(wrong["all"])),
        "unscored": _count(evidence, lambda one: one.unscored),
        "auc_text_only": Figure(
            auc(
                sorted(x for one in evidence for x in one.commonness_right),
                [x for one in evidence for x in one.commonness_wrong],
            ),
            len(wrong["all"]),
        ),
    }
    for kind, values in wrong.items():
        found[f"auc_{kind}"] = Figure(auc(right, values), len(values))
        for rate in FALSE_ALARM_RATES:
            recall = share_below(values, quantile(right, rate)) if right and values else None
            found[f"recall_{kind}_at_{rate:.0%}_false_alarms"] = Figure(recall, len(values))
    return found | _by_default(evidence) | _over_passages(evidence) | _scored(evidence) | _decided(evidence)


def wrong_by_kind(evidence: Sequence[Evidence]) -> dict[str, list[float]]:
    """p_correct of all miscued words, sorted: "all", then by kind."""
    kinds: dict[Label, list[float]] = defaultdict(list)
    for one in evidence:
        for label, values in one.wrong.items():
            kinds[label] += values
    return {
        "all": sorted(p for values in kinds.values() for p in values),
        **{str(label): sorted(kinds[label]) for label in sorted(kinds)},
    }


def auc(right: Sequence[float], wrong: Sequence[float]) -> float | None:
    """The probability that one of `wrong` lies below one of `right` (sorted), ties counting half; None when empty."""
    if not right or not wrong:
        return None
    not_above = sum((bisect_left(right, p) + bisect_right(right, p)) / 2 for p in wrong)
    return 1 - not_above / len(right) / len(wrong)


def quantile(ordered: Sequence[float], rate: float) -> float:
    """The value that the share `rate` of a sorted, non-empty sequence lies below, interpolated between neighbours."""
    place = rate * (len(ordered) - 1)
    low = ordered[math.floor(place)]
    high = ordered[math.ceil(place)]
    part = place - math.floor(place)
    # From the nearer end, so that the result never leaves the two by a rounding error.
    return low + (high - low) * part if part < 0.5 else high - (high - low) * (1 - part)


def share_below(ordered: Sequence[float], bound: float) -> float:
    """The share of a sorted, non-empty sequence that is less than the bound."""
    return bisect_left(ordered, bound) / len(ordered)


def ratio(part: float, whole: float) -> float | None:
    """part / whole; None for a share of nothing."""
    return part / whole if whole else None


def _count(evidence: Sequence[Evidence], counted: Callable[[Evidence], int]) -> Figure:
    total = sum(counted(one) for one in evidence)
    return Figure(total, total)


def _by_default(evidence: Sequence[Evidence]) -> dict[str, Figure]:
    right = sum(len(one.right) for one in evidence)
    wrong = sum(len(values) for one in evidence for values in one.wrong.values())
    false = sum(one.marked_right for one in evidence)
    hits = sum(one.marked_wrong for one in evidence)
    planted = sum(one.insertions_planted for one in evidence)
    recall, precision = hits / max(1, wrong), hits / max(1, hits + false)
    return {
        "default_recall": Figure(recall, wrong),
        "default_false_alarm_rate": Figure(false / max(1, right), right),
        "default_precision": Figure(precision, hits + false),
        "default_f1": Figure(2 * precision * recall / max(_LEAST, precision + recall), wrong),
        "insertion_recall": Figure(sum(one.insertions_found for one in evidence) / max(1, planted), planted),
        "false_insertions_per_100_words": Figure(
            100 * sum(one.insertions_false for one in evidence) / max(1, right), right
        ),
    }


def _scored(evidence: Sequence[Evidence]) -> dict[str, Figure]:
    words = sum(one.words for one in evidence)
    right = sum(len(one.right) - one.unscored_right for one in evidence)
    wrong = sum(len(values) for one in evidence for values in one.wrong.values())
    wrong -= sum(one.unscored_wrong for one in evidence)
    return {
        "unscored_share": Figure(ratio(sum(one.unscored for one in evidence), words), words),
        "scored_false_alarm_rate": Figure(ratio(sum(one.marked_right for one in evidence), right), right),
        "scored_recall": Figure(ratio(sum(one.marked_wrong for one in evidence), wrong), wrong),
    }


def _decided(evidence: Sequence[Evidence]) -> dict[str, Figure]:
    made = [one.decisions for one in evidence]
    words, passed, marked = (sum(getattr(one, name) for one in made) for name in ("words", "passed", "marked"))
    passed_well, marked_well = (sum(getattr(one, name) for one in made) for name in ("passed_well", "marked_well"))
    return {
        "decided_share": Figure(ratio(passed + marked, words), words),
        "decided_precision": Figure(ratio(passed_well + marked_well, passed + marked), passed + marked),
        "decided_right_precision": Figure(ratio(passed_well, passed), passed),
        "decided_wrong_precision": Figure(ratio(marked_well, marked), marked),
    }


def _over_passages(evidence: Sequence[Evidence]) -> dict[str, Figure]:
    measured: Mapping[str, list[float]] = defaultdict(list)
    for one in evidence:
        for name, values in one.measured.items():
            measured[name].extend(values)
    found = {name: Figure(sum(values) / len(values), len(values)) for name, values in measured.items()}
    seconds = sum(one.seconds for one in evidence)
    found["real_time_factor"] = Figure(ratio(sum(one.elapsed_s for one in evidence), seconds), round(seconds))
    return found
