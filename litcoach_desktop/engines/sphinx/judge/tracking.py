"""Where in the passage the reader was at each moment: the coarse pass over the whole recording.

It allows for everything a reader does with a text: leaving words out, saying something else, going back a few
words, going back to the start of a sentence, jumping anywhere, stopping early. Time and memory for a frame are
linear in the number of words, whatever the recording's length.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST, SKIP_PENALTY
from litcoach_desktop.engines.sphinx.judge.passage_graph import SILENCE_CHAIN, Chains

RESTART_WORDS = 6
_RESTART_PENALTY = -130.0  # back a few words: repetition or self-correction
_SENTENCE_PENALTY = -110.0  # to the start of any sentence: much rarer than an early end
_JUMP_PENALTY = -190.0  # to anywhere
_BREAK_PENALTY = -80.0  # on top of a jump that leaves the middle of a sentence
_STOP_PENALTY = -80.0  # ending before the passage ends
_UNHURRIED = 5.0
"""Frames a phone takes at least; nineteen of twenty words of children take longer."""
_HASTE_PENALTY = -3.0
"""For each frame that a word falls short of that: else words that nobody read hide in a breath for less than a jump."""

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


class PassageTracker:
    """The search for the most likely way through the passage, fed with a recording's frames in order of time."""

    def __init__(self, chains: Chains, junctions: int, sentence_starts: Sequence[int]) -> None:
        """sentence_starts: junctions where sentences begin."""
        self._chains = chains
        # In double precision: in single precision the toll of some hundred words swallows the digits behind the point,
        # and a junction then seems to be reached from one that was itself reached from it: a way without an end.
        self._toll = np.arange(junctions) * SKIP_PENALTY
        self._welcome = np.full(junctions, _JUMP_PENALTY, np.float32)
        self._welcome[list(sentence_starts)] = _SENTENCE_PENALTY
        self._farewell = np.full(junctions, _BREAK_PENALTY, np.float32)
        self._farewell[[*sentence_starts, junctions - 1]] = 0
        self._row = np.maximum(self._toll, self._welcome).astype(np.float32)
        kinds = np.full((1, junctions), _SKIPPED, np.int8)
        kinds[0, self._row > self._toll] = _JUMPED
        # For each frame boundary and junction, how it was reached and from which frame (or junction).
        self._past = _Past()
        self._past.add(kinds, np.zeros((1, junctions), np.int32))

        order = np.argsort(chains.target, kind="stable")[::-1]  # so that of equals the first chain is written last
        self._last, self._finish, self._targets = chains.last[order], chains.finish[order], chains.target[order]
        silent = chains.owner == SILENCE_CHAIN
        self._kind_of = np.where(silent, _REST, _WORD).astype(np.int8)[order]
        phones = np.array([len(pronunciation) for pronunciation in chains.pronunciations], np.float32)
        self._unhurried = np.where(silent, 0, _UNHURRIED * phones).astype(np.float32)[order]
        self._groups = np.flatnonzero(np.r_[True, self._targets[1:] != self._targets[:-1]])
        self._sizes = np.diff(np.r_[self._groups, len(self._targets)])
        self._present = self._targets[self._groups]
        self._enter = chains.enter[1:].copy()

        count = len(chains.senone)
        self._state = np.full(count, LOWEST, np.float32)
        self._began = np.zeros(count, np.int32)
        self._filler = np.full(junctions, LOWEST, np.float32)
        self._filler_began = np.zeros(junctions, np.int32)
        self._entering, self._entering_began = np.empty_like(self._state), np.empty_like(self._began)
        self._jumped = np.empty(junctions, np.bool_)
        self._frames = 0

    def feed(self, emissions: Matrix, other: Matrix) -> None:
        """Go on by some frames.

        emissions: (frames, states), scores under the states of the chains. other: (frames,), score of each frame
        when it is not the passage.
        """
        kinds = np.empty((len(other), len(self._row)), np.int8)
        origins = np.empty(kinds.shape, np.int32)
        for at, emission in enumerate(emissions):
            self._step(emission, other[at], kinds[at], origins[at])
        self._past.add(kinds, origins)

    def runs(self) -> tuple[Run, ...]:
        """The runs of the most likely way through what was fed so far, in order of time."""
        inside = np.arange(len(self._row)) < len(self._row) - 1
        ends = self._row + np.where(inside, np.float32(_STOP_PENALTY), 0)
        return _runs(self._past, int(ends.argmax()))

    def _step(self, emission: Matrix, other: np.float32, kind: NDArray[np.int8], origin: NDArray[np.int32]) -> None:
        """One frame. kind, origin: to be filled for the boundary after it."""
        chains, row, state, began = self._chains, self._row, self._state, self._began
        entering, entering_began, now = self._entering, self._entering_began, self._frames
        np.add(state[:-1], self._enter, out=entering[1:])
        entering[chains.first] = row[chains.source] + chains.penalty
        entering_began[1:] = began[:-1]
        entering_began[chains.first] = now
        state += chains.stay
        moved = entering > state
        np.copyto(state, entering, where=moved)
        np.copyto(began, entering_began, where=moved)
        state += emission

        fresh = row > self._filler
        filler = np.maximum(self._filler, row) + other
        self._filler_began[fresh] = now

        arrivals = state[self._last] + self._finish
        haste = np.maximum(self._unhurried - (now + 1 - began[self._last]), 0)
        haste *= np.float32(_HASTE_PENALTY)
        arrivals += haste
        best = np.maximum.reduceat(arrivals, self._groups)
        hits = np.flatnonzero(arrivals == np.repeat(best, self._sizes))
        row = filler.copy()
        kind[:] = _REST
        origin[:] = self._filler_began
        better = best > row[self._present]
        row[self._present[better]] = best[better]
        won = hits[np.repeat(better, self._sizes)[hits]]
        kind[self._targets[won]] = self._kind_of[won]
        origin[self._targets[won]] = began[self._last[won]]

        top = self._jump(row, kind, origin)
        along = (np.maximum.accumulate(row - self._toll) + self._toll).astype(np.float32)
        kind[along > row + np.float32(1e-3)] = _SKIPPED
        self._row = along - top
        state -= top
        self._filler = filler - top
        self._frames += 1

    def _jump(self, row: Matrix, kind: NDArray[np.int8], origin: NDArray[np.int32]) -> np.float32:
        """Let every junction be reached from the best ones, where that pays. Gives the best score before."""
        peak = int(row.argmax())
        top = row[peak]
        left = row + self._farewell
        leaver = int(left.argmax())
        offered = self._welcome + left[leaver]
        np.greater(offered, row, out=self._jumped)
        np.copyto(row, offered, where=self._jumped)
        kind[self._jumped] = _JUMPED
        origin[self._jumped] = leaver
        back = slice(max(0, peak - RESTART_WORDS), peak)
        again = np.flatnonzero(row[back] < top + _RESTART_PENALTY) + back.start
        row[again] = top + _RESTART_PENALTY
        kind[again] = _JUMPED
        origin[again] = peak
        return np.float32(top)


class _Past:
    """How each junction was reached at each frame boundary, in the blocks that it came in.

    They are never joined: the past of a long reading is some hundred megabytes, and is looked at again and again.
    """

    def __init__(self) -> None:
        self._blocks: list[tuple[NDArray[np.int8], NDArray[np.int32]]] = []
        self._starts: list[int] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, kinds: NDArray[np.int8], origins: NDArray[np.int32]) -> None:
        """Put boundaries at the end: (boundaries, junctions) both, at least one boundary."""
        self._starts.append(self._length)
        self._blocks.append((kinds, origins))
        self._length += len(kinds)

    def at(self, now: int, junction: int) -> tuple[int, int]:
        """Kind and origin there."""
        block = bisect_right(self._starts, now) - 1
        kinds, origins = self._blocks[block]
        row = now - self._starts[block]
        return int(kinds[row, junction]), int(origins[row, junction])


def _runs(past: _Past, junction: int) -> tuple[Run, ...]:
    now = len(past) - 1
    runs: list[Run] = []
    attempts: list[Attempt] = []
    stop, end = junction, now
    while True:
        kind, origin = past.at(now, junction)
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
