"""What lenient and strict marking do: misreadings found and false alarms, from a bench's truth and results.

    python -m tests.bench.sensitivity DIR...     each with truth.jsonl and results-sphinx.jsonl of `training.held_out`

A word that was left out counts as found when it was marked in any way; words not reached are left aside.
"""

import json
import sys
from pathlib import Path

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.protocols import Doubt
from litcoach_desktop.domain.reading.sensitivity import counted

_MARKED = (WordStatus.MISREAD, WordStatus.OMITTED)
_WRONG = ("near", "far", "omission")


def lines(path: Path) -> list[dict]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def judged(folder: Path, doubt: Doubt) -> list[tuple[str, bool]]:
    """Of each word what was planted and whether it was marked."""
    labels = {one["id"]: one["labels"] for one in lines(folder / "truth.jsonl")}
    found = []
    for result in lines(folder / "results-sphinx.jsonl"):
        words = tuple(
            WordEvent(word["index"], WordStatus(word["status"]), word["p_correct"]) for word in result["words"]
        )
        events = counted(ReadingEvents(words), doubt)
        found += [
            (label, word.status in _MARKED) for label, word in zip(labels[result["id"]], events.words, strict=True)
        ]
    return found


def main(folders: list[Path]) -> None:
    """Print a row for each sensitivity over all folders together."""
    for doubt in (Doubt.RIGHT, Doubt.AS_HEARD, Doubt.WRONG):
        words = [one for folder in folders for one in judged(folder, doubt)]
        right = [marked for label, marked in words if label == "ok"]
        wrong = [marked for label, marked in words if label in _WRONG]
        print(
            f"{doubt.value}: {sum(wrong)} of {len(wrong)} found ({sum(wrong) / len(wrong):.3f}),"
            f" {sum(right)} of {len(right)} right words marked ({sum(right) / len(right):.4f})"
        )


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])
