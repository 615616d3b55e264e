"""Dense alignment of a stretch of the reading with a stretch of the passage: no beam, so nothing is ever lost.

Forward and backward scores at the junctions let every word be compared with alternatives without fixing its
boundaries first.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains, reversed_chains

LOWEST = np.float32(-1e9)
SKIP_PENALTY = -60.0
"""Price of a word that was not read."""

_ROUNDING = np.float32(1e-3)

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Step:
    """One element of the best path: chain (or OTHER, SKIP), the junction where it begins, first and end frame."""

    chain: int
    junction: int
    start: int
    end: int


OTHER = -1
"""`chain` of a stretch that no passage word explains."""
SKIP = -2
"""`chain` of a word that was not read; its junction is the word's index."""


@dataclass(frozen=True)
class Alignment:
    """forward, backward: (frames + 1, junctions), best score up to and from each junction at each frame boundary.

    best: score of the whole. path: in order of time.
    """

    forward: Matrix
    backward: Matrix
    best: float
    path: tuple[Step, ...]


def align(
    emissions: Matrix,
    chains: Chains,
    junctions: int,
    other: Matrix,
    skips: Matrix | None = None,
    *,
    traced: bool = True,
) -> Alignment:
    """Align all of the frames with all of the words.

    emissions: (frames, states), score of each frame under each state of `chains`. other: (frames,), score of
    each frame when it is not the passage. skips: (junctions - 1,), price of leaving each word out, SKIP_PENALTY
    unless given. traced: find the path as well; where `other` allows for nothing there may be none.
    """
    if skips is None:
        skips = np.full(junctions - 1, SKIP_PENALTY, np.float32)
    forward, states, fillers = _sweep(emissions, chains, junctions, other, skips)
    order = np.concatenate(
        [np.arange(end, start - 1, -1) for start, end in zip(chains.first, chains.last, strict=True)]
    )
    flipped, _, _ = _sweep(
        np.ascontiguousarray(emissions[::-1, order]),
        reversed_chains(chains, junctions),
        junctions,
        other[::-1],
        skips[::-1],
    )
    path = _trace(forward, states, fillers, chains, skips) if traced else ()
    return Alignment(forward, np.ascontiguousarray(flipped[::-1, ::-1]), float(forward[-1, -1]), path)


def forward_scores(emissions: Matrix, chains: Chains, junctions: int, other: Matrix) -> Matrix:
    """Best score up to each junction at each frame boundary: (frames + 1, junctions). Arguments as for `align`."""
    return _sweep(emissions, chains, junctions, other, np.full(junctions - 1, SKIP_PENALTY, np.float32))[0]


def _sweep(
    emissions: Matrix, chains: Chains, junctions: int, other: Matrix, skips: Matrix
) -> tuple[Matrix, Matrix, Matrix]:
    """Viterbi scores: of junctions (frames + 1, junctions), of states after each frame, and of `other` states."""
    frames, count = emissions.shape
    reached = np.empty((frames + 1, junctions), np.float32)
    states = np.empty((frames + 1, count), np.float32)
    fillers = np.full((frames + 1, junctions), LOWEST, np.float32)
    states[0] = LOWEST
    toll = np.concatenate([[0], np.cumsum(skips)]).astype(np.float32)
    reached[0] = toll
    by_target = np.argsort(chains.target, kind="stable")
    targets = chains.target[by_target]
    groups = np.flatnonzero(np.r_[True, targets[1:] != targets[:-1]])
    present = targets[groups]
    last, finish = chains.last[by_target], chains.finish[by_target]
    first, source, penalty = chains.first, chains.source, chains.penalty
    enter, stay = chains.enter[1:].copy(), chains.stay
    entering = np.empty(count, np.float32)
    for now in range(frames):
        before, after = states[now], states[now + 1]
        np.add(before[:-1], enter, out=entering[1:])
        entering[first] = reached[now][source] + penalty
        np.add(before, stay, out=after)
        np.maximum(after, entering, out=after)
        after += emissions[now]
        filler = fillers[now + 1]
        np.maximum(fillers[now], reached[now], out=filler)
        filler += other[now]
        row = filler.copy()
        row[present] = np.maximum(row[present], np.maximum.reduceat(after[last] + finish, groups))
        row -= toll
        np.maximum.accumulate(row, out=row)
        np.add(row, toll, out=reached[now + 1])
    return reached, states, fillers


def _trace(reached: Matrix, states: Matrix, fillers: Matrix, chains: Chains, skips: Matrix) -> tuple[Step, ...]:
    """The best path, found again from the scores. Ties go to words, then to `other`, then to skips."""
    arriving = [np.flatnonzero(chains.target == junction) for junction in range(reached.shape[1])]
    now, junction = len(reached) - 1, reached.shape[1] - 1
    path = []
    while now > 0 or junction > 0:
        into = arriving[junction]
        word = LOWEST
        if now > 0:
            ends = states[now, chains.last[into]] + chains.finish[into]
            chosen = int(ends.argmax())
            word = ends[chosen]
        filler = fillers[now, junction]
        skipped = reached[now, junction - 1] + skips[junction - 1] if junction else LOWEST
        if now > 0 and word >= max(filler, skipped):
            chain = int(into[chosen])
            start = _chain_start(states, reached, chains, chain, now)
            path.append(Step(chain, int(chains.source[chain]), start, now))
            now, junction = start, int(chains.source[chain])
        elif now > 0 and filler >= skipped:
            end = now
            while True:
                now -= 1
                if now == 0 or reached[now, junction] > fillers[now, junction] + _ROUNDING:
                    break
            path.append(Step(OTHER, junction, now, end))
        else:
            junction -= 1
            path.append(Step(SKIP, junction, now, now))
    return tuple(reversed(path))


def _chain_start(states: Matrix, reached: Matrix, chains: Chains, chain: int, end: int) -> int:
    """Frame at which the path entered the chain that it left at `end`."""
    first, state, now = int(chains.first[chain]), int(chains.last[chain]), end
    source, penalty = int(chains.source[chain]), chains.penalty[chain]
    while True:
        now -= 1
        stayed = states[now, state] + chains.stay[state]
        if state == first:
            if reached[now, source] + penalty >= stayed or now == 0:
                return now
        elif states[now, state - 1] + chains.enter[state] > stayed:
            state -= 1
