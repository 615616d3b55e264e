"""What the recording says when no text is assumed: the best free sequence of phones, found once for each reading.

Its score accumulated over time is the yardstick for everything else: a span of speech that no passage word
explains costs what the loop pays there, wherever in the passage it is, so one array serves all words.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, STATES, AcousticModel

_PHONE_PENALTY = -8.0
_SILENCE_PENALTY = -3.0
_NOISE_PENALTY = -10.0
_LOWEST = np.float32(-1e9)

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class PhoneLoop:
    """The best free phone path. total: (frames + 1,), its log likelihood up to each frame boundary.

    phone: (frames,), the phone at each frame. onset: (frames,), True where a phone begins.
    speech: (frames,), True where the phone is none of the fillers.
    """

    total: NDArray[np.float64]
    phone: NDArray[np.int32]
    onset: NDArray[np.bool_]
    speech: NDArray[np.bool_]


class PhoneSweep:
    """The best path through all phones in any order, one frame at a time.

    gain: what the best path gained at the last frame. ending: the phone that ended best there.
    exit: score of that ending, relative to the best path. Scores are kept near 0, so that single precision suffices.
    """

    def __init__(self, model: AcousticModel) -> None:
        count = len(model.phones)
        self._penalty = np.full(count, _PHONE_PENALTY, np.float32)
        for name in FILLERS:
            self._penalty[model.phone(name)] = _SILENCE_PENALTY if name == FILLERS[0] else _NOISE_PENALTY
        # States are kept state-major, (3, P), so that moving on by one state is a move by one row.
        self._stay, self._leave = model.stay.T.copy(), model.leave.T.copy()
        self._state = np.full((STATES, count), _LOWEST, np.float32)
        self._entering = np.empty_like(self._state)
        self.gain = np.float32(0)
        self.exit = np.float32(0)
        self.ending = 0

    def step(self, emissions: Matrix, moved: NDArray[np.bool_]) -> None:
        """Go on by a frame. emissions, moved: (3, P); `moved` is set where a state was entered from the one before."""
        state, entering = self._state, self._entering
        np.add(self._penalty, self.exit, out=entering[0])
        np.add(state[:-1], self._leave[:-1], out=entering[1:])
        state += self._stay
        np.greater(entering, state, out=moved)
        np.maximum(state, entering, out=state)
        state += emissions
        ends = state[-1] + self._leave[-1]
        self.ending = int(ends.argmax())
        self.gain = state.max()
        self.exit = ends[self.ending] - self.gain
        state -= self.gain

    def likeliest(self) -> int:
        """The phone that the best path is in."""
        return int(self._state.argmax()) % self._state.shape[1]


class FreeListener:
    """Finds the best free phone path of a recording that arrives in pieces."""

    def __init__(self, model: AcousticModel) -> None:
        self._model = model
        self._sweep = PhoneSweep(model)
        self._exits = [np.zeros(1)]
        self._endings = [np.zeros(1, np.int32)]
        self._moved: list[NDArray[np.bool_]] = []
        self._gained = 0.0

    def feed(self, scores: Matrix) -> None:
        """Hear the next frames. scores: (frames, P * 3), of `state_senones` in order."""
        frames, count = len(scores), len(self._model.phones)
        emissions = np.ascontiguousarray(scores.reshape(frames, count, STATES).transpose(0, 2, 1))
        exits, endings = np.empty(frames), np.empty(frames, np.int32)
        moved = np.empty((frames, STATES, count), np.bool_)
        sweep = self._sweep
        for now in range(frames):
            sweep.step(emissions[now], moved[now])
            self._gained += float(sweep.gain)
            exits[now] = self._gained + float(sweep.exit)
            endings[now] = sweep.ending
        self._exits.append(exits)
        self._endings.append(endings)
        self._moved.append(moved)

    def loop(self, since: int = 0) -> PhoneLoop:
        """The best path through all frames so far, at least one; of the frames from `since` on."""
        moved = np.concatenate(self._moved)
        return _trace(np.concatenate(self._exits), np.concatenate(self._endings), moved, self._model, since)


def listen_freely(scores: Matrix, model: AcousticModel) -> PhoneLoop:
    """The best path through all phones in any order. scores: (frames, P * 3), of `state_senones` in order."""
    listener = FreeListener(model)
    listener.feed(scores)
    return listener.loop()


def _trace(
    exits: NDArray[np.float64],
    endings: NDArray[np.int32],
    moved: NDArray[np.bool_],
    model: AcousticModel,
    since: int,
) -> PhoneLoop:
    frames = len(moved)
    phone = np.zeros(frames, np.int32)
    onset = np.zeros(frames, np.bool_)
    total = np.zeros(frames + 1)
    now = frames
    while now > since:
        current, state, end = int(endings[now]), STATES - 1, now
        while True:
            now -= 1
            step = moved[now, state, current]
            if step:
                state -= 1
            if state < 0 or now == 0:
                break
        phone[now:end] = current
        onset[now] = True
        # Inside a phone its cost is spread evenly: only sums over whole phones are exact.
        total[now : end + 1] = np.linspace(exits[now], exits[end], end - now + 1)
    fillers = [model.phone(name) for name in FILLERS]
    phone = phone[since:]
    return PhoneLoop(total=total[since:], phone=phone, onset=onset[since:], speech=~np.isin(phone, fillers))
