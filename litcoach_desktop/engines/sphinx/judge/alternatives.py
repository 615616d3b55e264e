"""What else could have been said where a word stands: the word against rivals, the free phone loop and nothing.

Each rival is tried at every boundary within a window around the word, and joined to the best scores of everything
before and after it, so no comparison depends on boundaries that one of the two hypotheses chose.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST, Alignment
from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains

Matrix = NDArray[np.float32]
Indices = NDArray[np.int32]


@dataclass(frozen=True)
class Spans:
    """The best way to fit each of c hypotheses: total score of the whole stretch, first and end frame. (c,) each."""

    total: Matrix
    start: Indices
    end: Indices


def fit_chains(
    scores: Matrix,
    columns: NDArray[np.intp],
    chains: Chains,
    alignment: Alignment,
    opens: Indices,
    closes: Indices,
) -> Spans:
    """The best span of each chain within its window of frames [opens, closes), (c,) each.

    scores: (frames, senones) of the aligned stretch; columns: (states,), the column of each state of `chains`.
    """
    frames, width = scores.shape
    length = int((closes - opens).max())
    counts = chains.last - chains.first + 1
    opens_state = np.repeat(opens, counts)
    steps = np.arange(length + 1)
    boundary = np.minimum(opens + steps[:, None], frames)
    entries = alignment.forward[boundary[:-1], chains.source] + chains.penalty
    exits = alignment.backward[boundary[1:], chains.target] + chains.finish
    exits[opens + steps[1:, None] > closes] = LOWEST
    frame = np.minimum(opens_state + steps[:-1, None], frames - 1)
    emissions = scores.reshape(-1).take(frame * width + columns)

    state = np.full(len(columns), LOWEST, np.float32)
    began = np.zeros(len(columns), np.int32)
    entering, entering_began = np.empty_like(state), np.empty_like(began)
    enter = chains.enter[1:].copy()
    total = np.full(len(chains.first), LOWEST, np.float32)
    start, end = np.zeros(len(total), np.int32), np.zeros(len(total), np.int32)
    for step in range(length):
        np.add(state[:-1], enter, out=entering[1:])
        entering[chains.first] = entries[step]
        entering_began[1:] = began[:-1]
        entering_began[chains.first] = step
        state += chains.stay
        moved = entering > state
        np.copyto(state, entering, where=moved)
        np.copyto(began, entering_began, where=moved)
        state += emissions[step]
        offered = state[chains.last] + exits[step]
        better = offered > total
        np.copyto(total, offered, where=better)
        np.copyto(start, began[chains.last], where=better)
        end[better] = step + 1
    return Spans(total, start + opens, end + opens)


def fit_free_speech(
    alignment: Alignment, loop_total: NDArray[np.float64], words: Indices, opens: Indices, closes: Indices
) -> Spans:
    """The best span of any phones at all in the place of each word. loop_total: (frames + 1,), of this stretch."""
    count = len(words)
    total = np.full(count, LOWEST, np.float32)
    start, end = opens.copy(), opens.copy()
    for at in range(count):
        window = slice(int(opens[at]), int(closes[at]) + 1)
        loop = loop_total[window]
        entry = alignment.forward[window, words[at]] - loop
        exits = alignment.backward[window, words[at] + 1] + loop
        best_entry = np.maximum.accumulate(entry)
        offered = best_entry[:-1] + exits[1:]
        best = int(offered.argmax())
        total[at] = offered[best]
        end[at] = window.start + best + 1
        start[at] = window.start + int(entry[: best + 1].argmax())
    return Spans(total, start, end)


def leave_out(alignment: Alignment, words: Indices) -> Matrix:
    """Best score of the whole stretch without each word, at no price for leaving it out: (len(words),)."""
    return (alignment.forward[:, words] + alignment.backward[:, words + 1]).max(axis=0)
