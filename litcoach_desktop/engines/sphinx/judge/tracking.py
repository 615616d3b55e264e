"""Where in the passage the reader was at each moment: the coarse pass over the whole recording.

It allows for everything a reader does with a text: leaving words out, saying something else, going back a few
words, going back to the start of a sentence, jumping anywhere, stopping early. Time and memory for a frame are
linear in the number of words, whatever the recording's length.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST, SKIP_PENALTY
from litcoach_desktop.engines.sphinx.judge.passage_graph import SILENCE_CHAIN, Chains

RESTART_WORDS = 6
_RESTART_PENALTY = -130.0  # back a few words: repetition or self-correction
_SENTENCE_PENALTY = -90.0  # to the start of any sentence
_JUMP_PENALTY = -190.0  # to anywhere
_BREAK_PENALTY = -80.0  # on top of a jump that leaves the middle of a sentence
_STOP_PENALTY = -80.0  # ending before the passage ends
_UNHURRIED = 5.0
"""Frames a phone takes at least; nineteen of twenty words of children take longer."""
_HASTE_PENALTY = -3.0
"""For each frame that a word falls short of that: else words that nobody read hide in a breath for less than a jump."""
_BLOCK = 400

_WORD, _REST, _SKIPPED, _JUMPED = 0, 1, 2, 3

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Attempt:
    """One word that was said: first frame and end frame (exclusive)."""

    word: int
    start: int
    end: int


@dataclass(frozen=True)
class Run:
    """A stretch read in the passage's order, between two jumps.

    Words from `first` to `stop` (exclusive), frames from `start` to `end`; those of the words that were said.
    """

    first: int
    stop: int
    start: int
    end: int
    attempts: tuple[Attempt, ...]


def track(
    emissions: Callable[[int, int], Matrix],
    chains: Chains,
    junctions: int,
    other: Matrix,
    sentence_starts: Sequence[int],
) -> tuple[Run, ...]:
    """The runs of the most likely way through the passage, in order of time.

    emissions: gives the scores (frames, states) of frames from a first to an end one under the states of `chains`.
    other: (frames,), score of each frame when it is not the passage.
    sentence_starts: junctions where sentences begin.
    """
    kinds, origins, ends = _sweep(emissions, chains, junctions, other, sentence_starts)
    return _runs(kinds, origins, int(ends.argmax()))


def _sweep(
    emissions: Callable[[int, int], Matrix],
    chains: Chains,
    junctions: int,
    other: Matrix,
    sentence_starts: Sequence[int],
) -> tuple[NDArray[np.int8], NDArray[np.int32], Matrix]:
    """For each frame boundary and junction, how it was reached and from which frame (or junction); final scores."""
    frames = len(other)
    kinds = np.full((frames + 1, junctions), _SKIPPED, np.int8)
    origins = np.zeros((frames + 1, junctions), np.int32)
    toll = (np.arange(junctions) * SKIP_PENALTY).astype(np.float32)
    welcome = np.full(junctions, _JUMP_PENALTY, np.float32)
    welcome[list(sentence_starts)] = _SENTENCE_PENALTY
    farewell = np.full(junctions, _BREAK_PENALTY, np.float32)
    farewell[[*sentence_starts, junctions - 1]] = 0
    row = np.maximum(toll, welcome)
    kinds[0, row > toll] = _JUMPED

    order = np.argsort(chains.target, kind="stable")[::-1]  # so that of equals the first chain is written last
    last, finish, targets = chains.last[order], chains.finish[order], chains.target[order]
    silent = chains.owner == SILENCE_CHAIN
    kind_of = np.where(silent, _REST, _WORD).astype(np.int8)[order]
    phones = np.array([len(pronunciation) for pronunciation in chains.pronunciations], np.float32)
    unhurried = np.where(silent, 0, _UNHURRIED * phones).astype(np.float32)[order]
    groups = np.flatnonzero(np.r_[True, targets[1:] != targets[:-1]])
    sizes = np.diff(np.r_[groups, len(targets)])
    present = targets[groups]
    first, source, penalty, stay = chains.first, chains.source, chains.penalty, chains.stay
    enter = chains.enter[1:].copy()

    count = len(chains.senone)
    state = np.full(count, LOWEST, np.float32)
    began = np.zeros(count, np.int32)
    filler = np.full(junctions, LOWEST, np.float32)
    filler_began = np.zeros(junctions, np.int32)
    entering, entering_began = np.empty_like(state), np.empty_like(began)
    jumped = np.empty(junctions, np.bool_)
    for start in range(0, frames, _BLOCK):
        for offset, emission in enumerate(emissions(start, min(start + _BLOCK, frames))):
            now = start + offset
            np.add(state[:-1], enter, out=entering[1:])
            entering[first] = row[source] + penalty
            entering_began[1:] = began[:-1]
            entering_began[first] = now
            state += stay
            moved = entering > state
            np.copyto(state, entering, where=moved)
            np.copyto(began, entering_began, where=moved)
            state += emission

            fresh = row > filler
            filler = np.maximum(filler, row) + other[now]
            filler_began[fresh] = now

            kind, origin = kinds[now + 1], origins[now + 1]
            arrivals = state[last] + finish
            haste = np.maximum(unhurried - (now + 1 - began[last]), 0)
            haste *= np.float32(_HASTE_PENALTY)
            arrivals += haste
            best = np.maximum.reduceat(arrivals, groups)
            hits = np.flatnonzero(arrivals == np.repeat(best, sizes))
            row = filler.copy()
            kind[:] = _REST
            origin[:] = filler_began
            better = best > row[present]
            row[present[better]] = best[better]
            won = hits[np.repeat(better, sizes)[hits]]
            kind[targets[won]] = kind_of[won]
            origin[targets[won]] = began[last[won]]

            peak = int(row.argmax())
            top = row[peak]
            left = row + farewell
            leaver = int(left.argmax())
            offered = welcome + left[leaver]
            np.greater(offered, row, out=jumped)
            np.copyto(row, offered, where=jumped)
            kind[jumped] = _JUMPED
            origin[jumped] = leaver
            back = slice(max(0, peak - RESTART_WORDS), peak)
            again = np.flatnonzero(row[back] < top + _RESTART_PENALTY) + back.start
            row[again] = top + _RESTART_PENALTY
            kind[again] = _JUMPED
            origin[again] = peak

            along = np.maximum.accumulate(row - toll) + toll
            kind[along > row + np.float32(1e-3)] = _SKIPPED
            row = along - top
            state -= top
            filler -= top
    ends = row + np.where(np.arange(junctions) < junctions - 1, np.float32(_STOP_PENALTY), 0)
    return kinds, origins, ends


def _runs(kinds: NDArray[np.int8], origins: NDArray[np.int32], junction: int) -> tuple[Run, ...]:
    now = len(kinds) - 1
    runs: list[Run] = []
    attempts: list[Attempt] = []
    stop, end = junction, now
    while True:
        kind, origin = kinds[now, junction], int(origins[now, junction])
        if kind == _JUMPED or (now == 0 and junction == 0):
            runs.append(Run(junction, stop, now, end, tuple(reversed(attempts))))
            if now == 0:
                break
            junction, stop, end, attempts = origin, origin, now, []
        elif kind == _SKIPPED:
            junction -= 1
        elif kind == _WORD:
            junction -= 1
            attempts.append(Attempt(junction, origin, now))
            now = origin
        else:
            now = origin
    return tuple(run for run in reversed(runs) if run.end > run.start or run.stop > run.first)
