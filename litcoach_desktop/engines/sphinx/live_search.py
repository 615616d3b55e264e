"""Where in a window of the passage the reader is: one step of a beamless search for each frame of sound.

It allows for what `judge.tracking` allows for, but needs no past: leaving words out, saying something else, going back
a few words or to the start of a sentence, jumping anywhere. A frame costs what the window has words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import STATES, AcousticModel
from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST
from litcoach_desktop.engines.sphinx.judge.passage_graph import SILENCE_CHAIN, Pronunciation, passage_chains

_SKIP = -40.0  # a word left out
_RESTART = -90.0  # back a few words
_RESTART_WORDS = 6
_BACK = -110.0  # to the start of this sentence or the one before
_SENTENCE = -150.0  # to the start of any sentence
_JUMP = -190.0  # to anywhere

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Spot:
    """Where the best path is. gain: what it gained at the last frame. word: the passage word last come to, -1 before
    the first; it counts once half of it was heard. outside: whether what is said now is not of the passage.
    """

    gain: float
    word: int
    outside: bool


class WindowSearch:
    """A search among the words from `first` to `stop` (exclusive) of a passage."""

    def __init__(
        self,
        model: AcousticModel,
        words: Sequence[Sequence[Pronunciation]],
        sentence_starts: Sequence[int],
        first: int,
        stop: int,
    ) -> None:
        self.first, self.stop = first, stop
        chains = passage_chains(model, words[first:stop], every_context=False)
        self.senones, columns = np.unique(chains.senone, return_inverse=True)
        self._columns: NDArray[np.intp] = columns.astype(np.intp)
        self._chains = chains
        junctions = stop - first + 1
        self._starts = np.array([at - first for at in sentence_starts if first <= at < stop], np.intp)
        self._toll = (np.arange(junctions) * _SKIP).astype(np.float32)
        self._welcome = np.full(junctions, _JUMP, np.float32)
        self._welcome[self._starts] = _SENTENCE
        order = np.argsort(chains.target, kind="stable")
        targets = chains.target[order]
        self._groups = np.flatnonzero(np.r_[True, targets[1:] != targets[:-1]])
        self._present = targets[self._groups]
        self._last, self._finish = chains.last[order], chains.finish[order]
        self._enter = chains.enter[1:].copy()
        self._words_at, self._reached = self._layout()
        self._state = np.full(len(chains.senone), LOWEST, np.float32)
        self._entering = np.empty_like(self._state)
        self._outside = np.full(junctions, LOWEST, np.float32)
        self._row = np.zeros(junctions, np.float32)

    def _layout(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where each word's states begin (and the last one's end); the word that counts as reached in each state."""
        chains = self._chains
        lengths = chains.last - chains.first + 1
        position = np.arange(len(chains.senone)) - np.repeat(chains.first, lengths)
        words = np.repeat(chains.owner, lengths)
        early = (words != SILENCE_CHAIN) & (2 * position < np.repeat(lengths, lengths))
        reached = np.where(words == SILENCE_CHAIN, np.repeat(chains.source, lengths) - 1, words - early)
        ends = np.searchsorted(words[words != SILENCE_CHAIN], np.arange(self.stop - self.first + 1))
        return ends, reached + self.first

    def begin_at(self, word: int) -> None:
        """The reader is expected to go on with this word of the passage."""
        self._row[:] = LOWEST
        self._row[min(max(word - self.first, 0), len(self._row) - 1)] = 0
        self._row = self._allow_skips(self._row)

    def go_on_from(self, other: "WindowSearch") -> None:
        """Take over what another window's search knows of the words that both have."""
        first, stop = max(self.first, other.first), min(self.stop, other.stop)
        self._row[:] = LOWEST
        if stop <= first:
            self._row[:] = 0
            return
        here = slice(first - self.first, stop - self.first + 1)
        there = slice(first - other.first, stop - other.first + 1)
        self._row[here], self._outside[here] = other._row[there], other._outside[there]
        for mine, its in ((self._states(here), other._states(there)), (self._silences(here), other._silences(there))):
            self._state[mine] = other._state[its]

    def _states(self, junctions: slice) -> slice:
        return slice(int(self._words_at[junctions.start]), int(self._words_at[junctions.stop - 1]))

    def _silences(self, junctions: slice) -> slice:
        start = int(self._words_at[-1])
        return slice(start + STATES * junctions.start, start + STATES * junctions.stop)

    def step(self, scores: Matrix, other: float) -> Spot:
        """Go on by a frame. scores: of `senones`, in order. other: what the frame gains when it is not the passage."""
        chains, state, entering = self._chains, self._state, self._entering
        np.add(state[:-1], self._enter, out=entering[1:])
        entering[chains.first] = self._row[chains.source] + chains.penalty
        state += chains.stay
        np.maximum(state, entering, out=state)
        state += scores[self._columns]
        np.maximum(self._outside, self._row, out=self._outside)
        self._outside += np.float32(other)
        row = self._outside.copy()
        arrived = np.maximum.reduceat(state[self._last] + self._finish, self._groups)
        row[self._present] = np.maximum(row[self._present], arrived)
        row = self._allow_skips(self._allow_jumps(row))
        inside, outside = int(state.argmax()), int(self._outside.argmax())
        is_outside = bool(self._outside[outside] > state[inside])
        gain = max(state[inside], self._outside[outside])
        state -= gain
        self._outside -= gain
        self._row = row - gain
        word = self.first + outside - 1 if is_outside else int(self._reached[inside])
        return Spot(float(gain), word, is_outside)

    def _allow_jumps(self, row: Matrix) -> Matrix:
        peak = int(row.argmax())
        top = row[peak]
        offered = self._welcome + top
        nearby = slice(max(0, peak - _RESTART_WORDS), peak)
        offered[nearby] = np.maximum(offered[nearby], top + np.float32(_RESTART))
        until = int(np.searchsorted(self._starts, peak))
        sentences = self._starts[max(0, until - 2) : until]
        offered[sentences] = np.maximum(offered[sentences], top + np.float32(_BACK))
        return np.maximum(row, offered)

    def _allow_skips(self, row: Matrix) -> Matrix:
        return np.maximum.accumulate(row - self._toll) + self._toll
