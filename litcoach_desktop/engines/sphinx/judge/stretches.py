"""Cutting a tracked reading into short stretches, each of which is then aligned exactly.

The exact alignment's cost grows with frames times words, so stretches are kept short: it becomes linear in the
length of the reading. Cuts are made in pauses where there are any.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.alignment import SKIP_PENALTY
from litcoach_desktop.engines.sphinx.judge.tracking import Attempt, Run

MOST_WORDS = 16
_FEWEST_WORDS = 5
_TAIL_WORDS = 3
"""Words after the last one heard that are looked for in what remains of the recording."""


@dataclass(frozen=True)
class Stretch:
    """Words `first` to `stop` (exclusive) in frames `start` to `end` (exclusive).

    beyond: how many of the words, at the end, lie after the last one that the tracker came to.
    """

    first: int
    stop: int
    start: int
    end: int
    beyond: int = 0

    @property
    def skips(self) -> NDArray[np.float32]:
        """Price of leaving each word out: nothing for those beyond, else they would take the sound of the others."""
        prices = np.full(self.stop - self.first, SKIP_PENALTY, np.float32)
        prices[len(prices) - self.beyond :] = 0
        return prices


def cut(runs: Sequence[Run], word_count: int) -> tuple[Stretch, ...]:
    """Stretches that cover all runs, in order of time. The last one reaches a little beyond the last word heard."""
    stretches: list[Stretch] = []
    for at, run in enumerate(runs):
        beyond = min(_TAIL_WORDS, word_count - run.stop) if at == len(runs) - 1 else 0
        stretches.extend(_cut_run(run, beyond))
    return tuple(stretch for stretch in stretches if stretch.end > stretch.start and stretch.stop > stretch.first)


def _cut_run(run: Run, beyond: int) -> list[Stretch]:
    pieces = []
    stop = run.stop + beyond
    first, start = run.first, run.start
    attempts = list(run.attempts)
    while stop - first > MOST_WORDS:
        cut_at = _best_cut(attempts, first)
        if cut_at is None:
            break
        before, after = cut_at
        boundary = (before.end + after.start) // 2
        pieces.append(Stretch(first, before.word + 1, start, boundary))
        first, start = before.word + 1, boundary
        attempts = [attempt for attempt in attempts if attempt.word >= first]
    pieces.append(Stretch(first, stop, start, run.end, beyond))
    return pieces


def _best_cut(attempts: list[Attempt], first: int) -> tuple[Attempt, Attempt] | None:
    """The pair of neighbouring words with the longest pause between them, at a useful distance from `first`."""
    pairs = [
        (before, after)
        for before, after in pairwise(attempts)
        if _FEWEST_WORDS <= before.word + 1 - first <= MOST_WORDS and after.word == before.word + 1
    ]
    if not pairs:
        pairs = [(before, after) for before, after in pairwise(attempts) if before.word + 1 - first >= _FEWEST_WORDS]
        return pairs[0] if pairs else None
    return max(pairs, key=lambda pair: pair[1].start - pair[0].end)
