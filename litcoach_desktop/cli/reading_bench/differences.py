"""What a second listener changes: figures with it less figures without it, over the same readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litcoach_desktop.cli.reading_bench.findings import Findings
from litcoach_desktop.cli.reading_bench.intervals import Interval, intervals
from litcoach_desktop.domain.reading.benchmark.evidence import Evidence
from litcoach_desktop.domain.reading.benchmark.figures import figures


@dataclass(frozen=True, slots=True)
class Differences:
    """name: of what against what. values: figure -> with less without; intervals: their 95 % intervals over readers."""

    name: str
    values: dict[str, float]
    intervals: dict[str, Interval]


def compare(without: Findings, with_it: Findings, seed: int) -> Differences:
    """Both have judged the same items. Readers are drawn together, so that a hard voice weighs in both alike."""

    def measure(pairs: Sequence[tuple[Evidence, Evidence]]) -> dict[str, float | None]:
        before, after = figures([one for one, _ in pairs]), figures([one for _, one in pairs])
        return {name: _less(after[name].value, before[name].value) for name in before if name in after}

    pairs = list(zip(without.evidence, with_it.evidence, strict=True))
    values = {name: value for name, value in measure(pairs).items() if value is not None}
    return Differences(f"{with_it.name} less {without.name}", values, intervals(pairs, measure, seed))


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other
