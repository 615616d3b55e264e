"""The best way through a network of phrases while the sound arrives: beamless, with the path found again at the end."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.commands.network import START, Network
from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST
from litcoach_desktop.engines.sphinx.judge.passage_graph import SILENCE_CHAIN

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word of the best path. start, end: frames. score: what it gained there."""

    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Path:
    """A phrase from its start to its end. text: what the coach is told. score: of all frames."""

    words: tuple[SpokenWord, ...]
    text: str
    score: float


class PhraseSearch:
    """One utterance through one network."""

    def __init__(self, network: Network) -> None:
        chains = network.chains
        self._network, self._chains = network, chains
        self.senones, columns = np.unique(chains.senone, return_inverse=True)
        self._columns: NDArray[np.intp] = columns.astype(np.intp)
        self._order = np.argsort(chains.target, kind="stable")
        targets = chains.target[self._order]
        self._groups = np.flatnonzero(np.r_[True, targets[1:] != targets[:-1]])
        self._present = targets[self._groups]
        self._enter = chains.enter[1:].copy()
        self.begin()

    def begin(self) -> None:
        """Somebody begins to speak."""
        count = len(self._chains.senone)
        self._state = np.full(count, LOWEST, np.float32)
        self._since = np.zeros(count, np.int32)
        self._node = np.full(self._network.nodes, LOWEST, np.float32)
        self._node[START] = 0
        # Kept of each frame: what had been gained, the scores at the ends of all chains, and where each began.
        self._gained = [0.0]
        self._ends: list[Matrix] = []
        self._begun: list[NDArray[np.int32]] = []

    def step(self, scores: Matrix) -> None:
        """Go on by a frame. scores: of `senones`, in order."""
        chains, now = self._chains, len(self._ends)
        entering, since = np.empty_like(self._state), np.empty_like(self._since)
        np.add(self._state[:-1], self._enter, out=entering[1:])
        since[1:] = self._since[:-1]
        entering[chains.first] = self._node[chains.source] + chains.penalty
        since[chains.first] = now
        state = self._state + chains.stay
        np.copyto(since, self._since, where=entering <= state)
        np.maximum(state, entering, out=state)
        state += scores[self._columns]
        gain = np.float32(state.max())
        state -= gain
        ends = state[chains.last] + chains.finish
        node = np.full(self._network.nodes, LOWEST, np.float32)
        node[self._present] = np.maximum.reduceat(ends[self._order], self._groups)
        self._state, self._since, self._node = state, since, node
        self._gained.append(self._gained[-1] + float(gain))
        self._ends.append(ends)
        self._begun.append(since[chains.last])

    def paths(self, most: int = 3) -> list[Path]:
        """The best phrases that may have ended with the last frame, the best first, of different meaning."""
        if not self._ends:
            return []
        found: list[Path] = []
        for node in sorted(self._network.ends, key=lambda one: -float(self._node[one])):
            if self._node[node] <= LOWEST / 2:
                break
            path = self._trace(node)
            if path.words and all(path.text != other.text for other in found):
                found.append(path)
                if len(found) == most:
                    break
        return found

    @property
    def unfinished(self) -> float:
        """How much better, in nats, a phrase fits whose word is still to come than the best whole one."""
        waiting = self._node[list(self._network.waiting)]
        return float(waiting.max(initial=LOWEST) - self._node[list(self._network.ends)].max())

    def _trace(self, node: int) -> Path:
        chains, network = self._chains, self._network
        score = self._gained[-1] + float(self._node[node])
        words: list[SpokenWord] = []
        pattern: list[str] = []
        filling: tuple[str, str] | None = None
        now = len(self._ends)
        while now > 0:
            into = np.flatnonzero(chains.target == node)
            ends = self._ends[now - 1][into]
            chain = int(into[int(ends.argmax())])
            start = int(self._begun[now - 1][chain])
            node = int(chains.source[chain])
            owner = int(chains.owner[chain])
            if owner != SILENCE_CHAIN:
                until = self._gained[now] + float(ends.max())
                before = self._best_at(start, node)
                words.append(SpokenWord(network.words[owner], start, now, until - before))
                slot = network.slots[owner]
                pattern.append(slot or words[-1].text)
                filling = (slot, words[-1].text) if slot else filling
            now = start
        text = network.means.get(tuple(reversed(pattern)), "")
        return Path(tuple(reversed(words)), text.replace(*filling) if filling else text, score)

    def _best_at(self, frame: int, node: int) -> float:
        if frame == 0:
            return 0.0
        into = np.flatnonzero(self._chains.target == node)
        return self._gained[frame] + float(self._ends[frame - 1][into].max())
