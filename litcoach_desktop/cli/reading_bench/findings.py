"""What one run over the items found: figures with their intervals, for all readers and for groups of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from litcoach_desktop.cli.reading_bench.files import verdict_of
from litcoach_desktop.cli.reading_bench.intervals import Interval, intervals
from litcoach_desktop.domain.reading.benchmark.evidence import Evidence, by_speaker
from litcoach_desktop.domain.reading.benchmark.figures import Figure, figures, wrong_by_kind
from litcoach_desktop.domain.reading.benchmark.mispronounced import (
    Bound,
    Heard,
    bound_misread,
    heard_by_people,
    without_low,
)
from litcoach_desktop.domain.reading.benchmark.sounds import Sound, by_sound
from litcoach_desktop.domain.reading.benchmark.truth import Judged, Label, Truth

STRICT_RATE = 0.03
# A bound from fewer miscues than this says more about them than about the words read right.
_FEWEST_MISCUES = 30
_FEWEST_WORDS = 50


@dataclass(frozen=True, slots=True)
class Group:
    """Figures over some readers, with their 95 % intervals where there are readers enough."""

    readers: int
    figures: dict[str, Figure]
    intervals: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Scored:
    """The words that people scored, and the figures without those that they found badly said."""

    below: float
    heard: Heard
    without: Group


@dataclass(frozen=True, slots=True)
class Findings:
    """One pass of one listener over the items.

    name: who listened, and in which noise. evidence: of each reader, in the order of their names.
    groups: column -> value -> figures. problems: why readings were not scored.
    bounds: kind of miscue -> how many right words may have been misread like that. sounds: false alarms by sound.
    """

    name: str
    evidence: list[Evidence]
    whole: Group
    groups: dict[str, dict[str, Group]]
    problems: dict[str, int]
    bounds: dict[str, Bound]
    sounds: list[Sound]
    scored: Scored | None = field(default=None)


def find(
    name: str,
    truths: Sequence[Truth],
    results: Sequence[dict[str, Any]],
    *,
    by: Sequence[str],
    below: float | None,
    seed: int,
) -> Findings:
    """Count and measure. by: the columns to tell groups by; below: the bound under which a person's score is low."""
    judged = [Judged(truth, verdict_of(line)) for truth, line in zip(truths, results, strict=True)]
    evidence = by_speaker(judged)
    return Findings(
        name=name,
        evidence=evidence,
        whole=_group(evidence, seed),
        groups={column: _groups(judged, column, seed) for column in by},
        problems=dict(Counter(str(line["problem"]) for line in results if "problem" in line)),
        bounds=_bounds(evidence),
        sounds=by_sound(judged, _FEWEST_WORDS),
        scored=None if below is None else _scored(judged, below, seed),
    )


def _group(evidence: Sequence[Evidence], seed: int) -> Group:
    def values(drawn: Sequence[Evidence]) -> dict[str, float | None]:
        return {name: figure.value for name, figure in figures(drawn).items()}

    return Group(len(evidence), figures(evidence), intervals(evidence, values, seed))


def _groups(judged: Sequence[Judged], column: str, seed: int) -> dict[str, Group]:
    members: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        members[one.truth.traits.get(column, "not given")].append(one)
    return {value: _group(by_speaker(members[value]), seed) for value in sorted(members, key=_natural)}


def _natural(value: str) -> tuple[bool, float, str]:
    """Numbers by size, then words by letter."""
    try:
        return False, float(value), value
    except ValueError:
        return True, 0.0, value


def _bounds(evidence: Sequence[Evidence]) -> dict[str, Bound]:
    right = sorted(p for one in evidence for p in one.right)
    wrong = wrong_by_kind(evidence)
    found = {
        kind: bound_misread(right, wrong[kind], STRICT_RATE)
        for kind in (Label.NEAR, Label.FAR)
        if len(wrong.get(kind, ())) >= _FEWEST_MISCUES
    }
    return {str(kind): bound for kind, bound in found.items() if bound is not None}


def _scored(judged: Sequence[Judged], below: float, seed: int) -> Scored:
    return Scored(below, heard_by_people(judged, below), _group(by_speaker(without_low(judged, below)), seed))


def as_object(findings: Findings) -> dict[str, Any]:
    """The findings as one JSON object."""
    found: dict[str, Any] = {
        "name": findings.name,
        **_group_object(findings.whole),
        "problems": findings.problems,
        "groups": {
            column: {value: _group_object(group) for value, group in groups.items()}
            for column, groups in findings.groups.items()
        },
        "most_misread": {
            kind: {"share": bound.most_misread, "recall": bound.recall, "recall_if": bound.recall_if}
            for kind, bound in findings.bounds.items()
        },
    }
    found["sounds"] = {
        sound.name: {
            "words": sound.words,
            "false_alarms": sound.marked,
            "other_words": sound.others,
            "other_false_alarms": sound.others_marked,
        }
        for sound in findings.sounds
    }
    if findings.scored:
        heard = findings.scored.heard
        found["people"] = {
            "below": findings.scored.below,
            "words": heard.words,
            "low": heard.low,
            "marked": heard.marked,
            "marked_low": heard.marked_low,
            "without_low": _group_object(findings.scored.without),
        }
    return found


def _group_object(group: Group) -> dict[str, Any]:
    return {
        "readers": group.readers,
        "figures": {name: figure.value for name, figure in group.figures.items()},
        "of": {name: figure.of for name, figure in group.figures.items()},
        "intervals": group.intervals,
    }
