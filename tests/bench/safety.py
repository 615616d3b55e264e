"""How well what a child may mean is understood: `python -m tests.bench.safety [--verbose]`.

Measures recall and false alarms over the sentences of tests/safety. A set whose name ends in -last was written when all
else was done: no rule was mended with it, nothing was learned from it, and it says what to expect of unseen words.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from litcoach_desktop.domain.safety import Tier, check
from litcoach_desktop.parts.coach import safety_rules

HERE = Path(__file__).parents[1] / "safety"
ALL = sorted(path.stem.removeprefix("harm") for path in HERE.glob("harm*.tsv"))
LAST = tuple(name for name in ALL if name.endswith("-last"))
LEARNED = tuple(name for name in ALL if name not in LAST)


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


def how_long(said: str) -> float:
    """Milliseconds of one check, the first of its words."""
    start = time.perf_counter()
    check(said, safety_rules())
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    safety_rules()
    for suffix in (*LEARNED, *LAST):
        measure(f"harm{suffix}", f"harmless{suffix}", verbose="--verbose" in sys.argv)
    talk = " ".join(harmless("harmless"))
    times = sorted(how_long(talk[at : at + 500]) for at in range(0, 6000, 500))
    print(f"a message of 500 characters: {times[len(times) // 2]:.1f} ms, at most {times[-1]:.1f} ms")
