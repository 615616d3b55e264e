"""One reading as the acoustic models hear it, before any of its words is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, STATES, AcousticModel
from litcoach_desktop.engines.sphinx.judge.front_end import (
    CEPSTRA,
    FILTERS,
    STREAMS,
    EnergyStream,
    coefficients,
    streams,
)
from litcoach_desktop.engines.sphinx.judge.passage_graph import Pronunciation
from litcoach_desktop.engines.sphinx.judge.phone_loop import FreeListener, PhoneLoop
from litcoach_desktop.engines.sphinx.judge.phone_net import REACH, PhoneNet
from litcoach_desktop.engines.sphinx.judge.reader_warp import WARPS, warp_choice
from litcoach_desktop.engines.sphinx.judge.senone_scores import Selection, SenoneScorer
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

GAUSSIAN_WEIGHT = np.float32(1.0)
NET_WEIGHT = np.float32(1.0)
"""Shares of the two acoustic models in the scores that alignments use."""
_NET_FLOOR = np.float32(-8.0)
_OTHER_PHONE_PENALTY = -20.0
"""On top of the free loop's own price for each phone that is not the passage's."""
_OFF_TEXT_PENALTY = -20.0
"""On top of that where the reader's place is sought: a voice that the models know badly should not look lost."""

UNIT = 1000
"""Frames that are heard together."""
DELTA_REACH = 3
"""Frames on either side that a frame's features take in."""
_SETTLING = 100
"""Frames after which the best phone path does not change any more."""
_FEWEST_VOICED, _LONGEST_FIRST = 300, 6 * UNIT
"""The warp and the first mean are taken from a first unit with so many frames of voice, or of so many frames."""
_STANDS_OUT = 2.5
"""Nats of energy above the quietest tenth."""
_STEP = 128
_HOP = SAMPLE_RATE // 10

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Hearing:
    """T frames of a recording.

    gaussian: (T, 39), each speech phone's best state by the Gaussians alone, relative to the frame's best.
    net: (T, 40), log posteriors of the phone classifier less log priors, silence last; None without a classifier.
    loop: the best free phone path. other: (T,), price of each frame when it is not the passage; off_text: (T,), the
    same for finding the reader's place.
    log_energies: (T, 25), warped mel energies. warp: the reader's frequency warp.
    """

    gaussian: Matrix
    net: Matrix | None
    loop: PhoneLoop
    other: Matrix
    off_text: Matrix
    log_energies: Matrix
    warp: float
    _scorer: SenoneScorer
    _features: Matrix
    _best: Matrix

    @property
    def frames(self) -> int:
        """Number of frames, 100 a second."""
        return len(self._features)

    @property
    def loudness(self) -> Matrix:
        """(T,), mean log energy."""
        return self.log_energies.mean(axis=1)

    def select(self, senones: NDArray[np.int32]) -> Selection:
        """Prepare scoring of the given senones."""
        return self._scorer.select(senones)

    def score(self, selection: Selection, start: int, end: int) -> Matrix:
        """Scores (end - start, senones), relative to each frame's best state without context."""
        scores = self._scorer.score(self._features[start:end], selection)
        scores = _join(self._scorer.model, scores, selection, self.net[start:end] if self.net is not None else None)
        scores -= self._best[start:end, None]
        return scores


def hear(
    samples: Samples, words: Sequence[Sequence[Pronunciation]], scorer: SenoneScorer, net: PhoneNet | None
) -> Hearing:
    """Listen to a whole recording of a passage of these words. At least one frame comes out."""
    growing = GrowingHearing(words, scorer, net)
    growing.feed(samples)
    return growing.finish()


def hear_warped(energies: Matrix, warp: float, scorer: SenoneScorer, net: PhoneNet | None) -> Hearing:
    """Listen to mel energies (T, 25) under a known warp of the reader's."""
    growing = WarpedHearing(warp, scorer, net)
    for start in range(0, len(energies), UNIT):
        for _ in growing.take(energies[start : start + UNIT], last=start + UNIT >= len(energies)):
            pass
    return growing.hearing()


class WarpedHearing:
    """Hears a reading under a known warp, unit by unit: later sound never changes the frames that are settled.

    What a whole recording would be compared with (its mean spectrum, its best phone path) is taken from all that was
    heard up to the end of a frame's unit. A recording of one unit is heard as a whole.
    """

    def __init__(self, warp: float, scorer: SenoneScorer, net: PhoneNet | None) -> None:
        self._warp, self._scorer, self._net = warp, scorer, net
        self._listener = FreeListener(scorer.model)
        self._logs = _Rows(FILTERS)
        self._cepstra = _Rows(CEPSTRA)
        self._features = _Rows(STREAMS, CEPSTRA)
        self._phones = _Rows(len(scorer.model.phones))
        self._base = _Rows(len(scorer.base.senones))
        self._net_rows = _Rows(len(net.log_prior) if net is not None else 0)
        self._best = _Rows()
        self._loops: list[PhoneLoop] = []
        self._settled = 0

    def take(self, energies: Matrix, *, last: bool) -> Iterator[None]:
        """Hear the next unit (frames, 25), in small steps. last: nothing follows it."""
        self._logs.add(np.log(energies))
        self._cepstra.add(coefficients(energies))
        heard = len(self._logs)
        yield from self._score(heard if last else heard - DELTA_REACH)
        joined = len(self._phones) if last else len(self._phones) - REACH
        yield from self._join_net(joined)
        self._settle(joined if last else joined - _SETTLING)

    def hearing(self) -> Hearing:
        """All frames that are settled so far."""
        settled = self._settled
        loop = _joined_loops(self._loops)
        other = np.diff(loop.total)
        foreign = loop.onset & loop.speech
        other[foreign] += _OTHER_PHONE_PENALTY
        return Hearing(
            gaussian=self._phones.rows[:settled, self._scorer.model.speech_phones],
            net=self._net_rows.rows[:settled] if self._net is not None else None,
            loop=loop,
            other=other.astype(np.float32),
            off_text=(other + _OFF_TEXT_PENALTY * foreign).astype(np.float32),
            log_energies=self._logs.rows[:settled],
            warp=self._warp,
            _scorer=self._scorer,
            _features=self._features.rows[:settled],
            _best=self._best.rows[:settled],
        )

    def _score(self, stop: int) -> Iterator[None]:
        """Features and Gaussian scores of the frames up to `stop`."""
        start = len(self._features)
        around = max(0, start - DELTA_REACH)
        features = streams(self._cepstra.rows[around:])[start - around : stop - around]
        features[:, 0] -= self._cepstra.rows.mean(axis=0)
        self._features.add(features)
        for at in range(0, len(features), _STEP):
            base = self._scorer.score(features[at : at + _STEP], self._scorer.base)
            phones = base.reshape(len(base), len(self._scorer.model.phones), STATES).max(axis=2)
            self._phones.add(phones - phones.max(axis=1, keepdims=True))
            self._base.add(base)
            yield

    def _join_net(self, stop: int) -> Iterator[None]:
        """The classifier's opinion of the frames up to `stop`, and the free phone path through both."""
        mean = self._logs.rows.mean(axis=0)
        for start in range(len(self._best), stop, _STEP):
            end = min(start + _STEP, stop)
            posteriors = None
            if self._net is not None:
                first, after = max(0, start - REACH), min(end + REACH, len(self._phones))
                around = slice(first, after)
                found = self._net.log_posteriors(self._logs.rows[around], self._phones.rows[around], mean)
                posteriors = np.maximum(found[start - first : end - first], _NET_FLOOR)
                self._net_rows.add(posteriors)
            base = _join(self._scorer.model, self._base.take_first(end - start), self._scorer.base, posteriors)
            best = base.max(axis=1)
            self._best.add(best)
            self._listener.feed(base - best[:, None])
            yield

    def _settle(self, stop: int) -> None:
        if stop <= self._settled:
            return
        loop, count = self._listener.loop(self._settled), stop - self._settled
        self._loops.append(
            PhoneLoop(loop.total[: count + 1], loop.phone[:count], loop.onset[:count], loop.speech[:count])
        )
        self._settled = stop


class GrowingHearing:
    """Hears a recording that arrives in pieces. All in one piece or in many, the same comes out."""

    def __init__(self, words: Sequence[Sequence[Pronunciation]], scorer: SenoneScorer, net: PhoneNet | None) -> None:
        """words: of the passage."""
        self._words, self._scorer, self._net = words, scorer, net
        self._stream = EnergyStream(WARPS)
        self._waiting: Samples = np.zeros(0, np.int16)
        self._energies = _Rows(len(WARPS), FILTERS)
        self._first_end = UNIT
        self._chosen = 0
        self._warped: WarpedHearing | None = None

    def feed(self, samples: Samples) -> None:
        """Take in the next piece; nothing is heard in it yet."""
        pieces = np.concatenate([self._waiting, samples])
        whole = len(pieces) - len(pieces) % _HOP
        # Always in pieces of one size: so what comes out does not even differ in its last digits.
        for start in range(0, whole, _HOP):
            self._energies.add(self._stream.feed(pieces[start : start + _HOP]))
        self._waiting = pieces[whole:].copy()

    @property
    def waiting(self) -> int:
        """Frames that were not taken yet."""
        return len(self._energies)

    def due(self) -> bool:
        """Whether a whole unit waits to be heard. The first one is longer where there is little voice in it."""
        if self._warped is not None:
            return len(self._energies) >= UNIT
        while len(self._energies) >= self._first_end:
            if (
                self._first_end >= _LONGEST_FIRST
                or _voiced(self._energies.rows[: self._first_end, 0]) >= _FEWEST_VOICED
            ):
                return True
            self._first_end += UNIT
        return False

    def take(self, *, last: bool = False) -> Iterator[None]:
        """Hear the next unit (the last one: all that is left), in small steps."""
        frames = len(self._energies) if last else self._first_end if self._warped is None else UNIT
        unit = self._energies.take_first(frames)
        if self._warped is None:
            self._chosen = yield from warp_choice(unit, self._words, self._scorer)
            self._warped = WarpedHearing(WARPS[self._chosen], self._scorer, self._net)
        energies = np.ascontiguousarray(unit[:, self._chosen])
        yield from self._warped.take(energies, last=last)

    def hearing(self) -> Hearing:
        """What is settled so far; a unit must have been taken."""
        if self._warped is None:
            raise ValueError("nothing was heard yet")
        return self._warped.hearing()

    def finish(self) -> Hearing:
        """Hear all that is left. Nothing may be fed afterwards."""
        while self.due():
            for _ in self.take():
                pass
        self.complete()
        for _ in self.take(last=True):
            pass
        return self.hearing()

    def complete(self) -> None:
        """No sound follows: what is left of it becomes frames, at least one in all."""
        self._energies.add(self._stream.feed(self._waiting))
        if not len(self._energies):
            self._energies.add(self._stream.feed(np.zeros(SAMPLE_RATE // 10, np.int16)))


class _Rows:
    """Rows of numbers that are added at the end. The block doubles when it is full."""

    def __init__(self, *shape: int) -> None:
        self._block = np.empty((2 * UNIT, *shape), np.float32)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def rows(self) -> Matrix:
        """All rows, without a copy."""
        return self._block[: self._length]

    def add(self, rows: Matrix) -> None:
        """Put rows at the end."""
        end = self._length + len(rows)
        if end > len(self._block):
            grown = np.empty((max(end, 2 * len(self._block)), *self._block.shape[1:]), np.float32)
            grown[: self._length] = self.rows
            self._block = grown
        self._block[self._length : end] = rows
        self._length = end

    def take_first(self, count: int) -> Matrix:
        """Take so many rows away from the beginning, and give them."""
        taken = self._block[:count].copy()
        self._block[: self._length - count] = self._block[count : self._length].copy()
        self._length -= count
        return taken


def _voiced(energies: Matrix) -> int:
    """How many frames stand out of the quietest tenth."""
    loudness = np.log(energies).mean(axis=1)
    return int((loudness > np.quantile(loudness, 0.1) + _STANDS_OUT).sum())


def _joined_loops(loops: Sequence[PhoneLoop]) -> PhoneLoop:
    gains = np.concatenate([np.diff(loop.total) for loop in loops]) if loops else np.zeros(0)
    return PhoneLoop(
        total=np.concatenate([np.zeros(1), np.cumsum(gains)]),
        phone=np.concatenate([loop.phone for loop in loops]) if loops else np.zeros(0, np.int32),
        onset=np.concatenate([loop.onset for loop in loops]) if loops else np.zeros(0, np.bool_),
        speech=np.concatenate([loop.speech for loop in loops]) if loops else np.zeros(0, np.bool_),
    )


def net_columns(model: AcousticModel) -> NDArray[np.intp]:
    """(P,): the classifier's output for each phone; all fillers share the last one."""
    outputs = np.full(len(model.phones), len(model.phones) - len(FILLERS), np.intp)
    outputs[model.speech_phones] = np.arange(len(model.speech_phones))
    return outputs


def _join(model: AcousticModel, scores: Matrix, selection: Selection, posteriors: Matrix | None) -> Matrix:
    """Both models' opinions in one score for each frame and senone."""
    if posteriors is None:
        return scores
    columns = net_columns(model)[model.senone_phone[selection.senones]]
    return GAUSSIAN_WEIGHT * scores + NET_WEIGHT * posteriors[:, columns]
