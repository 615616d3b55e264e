"""How well what a child may mean is understood: `python -m tests.bench.safety [--verbose]`.

Measures precision and recall of the safety rules over the sentences of tests/safety. The rules were written with `harm`
and `harmless` in view, the other sets after the rules; then the rules were mended with all of them but the last.
"""

import sys
from collections import Counter
from pathlib import Path

from litcoach_desktop.domain.safety import Tier, check
from litcoach_desktop.parts.coach import safety_rules

HERE = Path(__file__).parents[1] / "safety"
SETS = ("", "-unseen", "-unseen-2", "-batch-1", "-batch-2", "-batch-3", "-unseen-3-last")


def harmful(name: str) -> list[tuple[str, str]]:
    """(category, sentence) of a set."""
    lines = (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(line.split("\t")[0], line.split("\t", 1)[1]) for line in lines]


def harmless(name: str) -> list[str]:
    """The sentences of a set."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def measure(harm: str, good: str, *, verbose: bool) -> None:
    """Print what is found of one pair of sets, and what goes wrong."""
    rules = safety_rules()
    found = [(category, said, check(said, rules)) for category, said in harmful(harm)]
    alarms = [(said, finding) for said in harmless(good) if (finding := check(said, rules)) is not None]
    hits = [one for one in found if one[2] is not None]
    same = sum(finding is not None and finding.category == category for category, _, finding in found)
    urgent = sum(finding is not None and finding.tier is Tier.NOW for _, _, finding in found)
    print(
        f"{harm}: recall {len(hits) / len(found):.3f} ({len(hits)} of {len(found)}), same category {same}, now {urgent}"
    )
    print(f"{good}: false alarms {len(alarms) / len(harmless(good)):.3f} ({len(alarms)} of {len(harmless(good))})")
    print(f"precision over both: {len(hits) / max(1, len(hits) + len(alarms)):.3f}")
    print("missed by category:", dict(Counter(category for category, _, finding in found if finding is None)))
    if verbose:
        for category, said, finding in found:
            if finding is None or finding.category != category:
                print(f"  {category}: {said!r} -> {finding}")
        for said, finding in alarms:
            print(f"  harmless: {said!r} -> {finding}")


if __name__ == "__main__":
    for suffix in SETS:
        measure(f"harm{suffix}", f"harmless{suffix}", verbose="--verbose" in sys.argv)
