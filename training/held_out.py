"""python -m training.held_out --corpus DIR --work DIR: `litcoach bench reading`, each reader judged by a stranger.

Every item goes to the judge in WORK/fold-N that learned nothing from its reader. All other options are those of
`litcoach bench reading`, of the same meaning.
"""

import argparse
import functools
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from litcoach_desktop.bootstrap import Parts
from litcoach_desktop.cli.judging_pool import judge_all
from litcoach_desktop.cli.reading_bench.run import Options, run
from litcoach_desktop.cli.reading_bench.sound import Item
from litcoach_desktop.domain.reading.benchmark.truth import Truth
from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import begin_judging, judge_reading
from litcoach_desktop.engines.sphinx.judge.classifier import load_judge
from litcoach_desktop.engines.sphinx.judge.second_voice import FILE, load_second_voice
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.listening import WordReached
from training.pipeline import FOLDS_FILE


class FoldListener:
    """The listener with another judge than the shipped one. Implements `ports.listening.Listener`."""

    name = "sphinx"

    def __init__(self, folder: Path) -> None:
        self.version = folder.name
        self.lexicon = Lexicon()
        self.judge = load_judge(folder)
        self.voices = load_second_voice(folder / FILE)

    def follow(self, passage: Passage, *, live: bool = True) -> "FoldFollowing":
        """Get ready to hear this passage; never live."""
        return FoldFollowing(self, passage)


class FoldFollowing:
    """One reading. Implements `ports.listening.Following`."""

    def __init__(self, listener: FoldListener, passage: Passage) -> None:
        self._listener = listener
        self._passage = passage
        self._pieces: list[Samples] = []

    def feed(self, samples: Samples) -> Sequence[WordReached]:
        """Keep the next piece."""
        self._pieces.append(samples)
        return ()

    def judge(self) -> ReadingEvents:
        """The verdict."""
        samples, by = np.concatenate(self._pieces), self._listener
        ahead = begin_judging(self._passage, by.lexicon, by.judge, by.voices)
        ahead.feed(samples)
        return judge_reading(samples, self._passage, by.lexicon, by.judge, ahead)


@functools.cache
def _listener(folder: Path) -> FoldListener:
    return FoldListener(folder)


class FoldParts(Parts):
    """The program's parts with the listener of one fold."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def listener(self, name: str = "sphinx") -> FoldListener:
        """The fold's, whoever is asked for; loaded once in a process."""
        return _listener(self._folder)


def judge_by_strangers(
    work: Path, items: Sequence[Item], truths: Sequence[Truth], workers: int
) -> list[dict[str, Any]]:
    """A result for each item, in order, from the judge that never heard its reader, who must be in the folds."""
    fold_of = json.loads((work / FOLDS_FILE).read_text(encoding="utf-8"))
    folds = [fold_of[truth.speaker] for truth in truths]
    results: dict[str, dict[str, Any]] = {}
    for fold in sorted(set(folds)):
        mine = [item for item, its in zip(items, folds, strict=True) if its == fold]
        for line in judge_all(FoldParts(work / f"fold-{fold}"), mine, workers, "sphinx"):
            results[line["id"]] = line
        print(f"fold {fold}: {len(mine)} readings judged", file=sys.stderr, flush=True)
    return [results[item.id] for item in items]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--seed", type=int, default=762)
    parser.add_argument("--children", action="store_true")
    parser.add_argument("--sentences", type=int, default=500)
    parser.add_argument("--passages", type=int, default=40)
    parser.add_argument("--babble", type=float, action="append", default=[])
    parser.add_argument("--voices", type=int, default=6)
    parser.add_argument("--by", default="")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    options = Options(
        corpus=arguments.corpus,
        seed=arguments.seed,
        children=arguments.children,
        sentences=arguments.sentences,
        passages=arguments.passages,
        listener="sphinx",
        babble=tuple(arguments.babble),
        voices=arguments.voices,
        by=tuple(filter(None, arguments.by.split(","))),
        sounds=True,
        scores=None,
        below=0.0,
        results=None,
        out=arguments.out,
        workers=arguments.workers,
    )
    run(
        Parts(),
        options,
        as_json=False,
        judge=lambda _name, items, truths: judge_by_strangers(arguments.work, items, truths, arguments.workers),
    )


if __name__ == "__main__":
    main()
