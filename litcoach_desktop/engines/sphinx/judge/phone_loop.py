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


def listen_freely(scores: Matrix, model: AcousticModel) -> PhoneLoop:
    """The best path through all phones in any order. scores: (frames, P * 3), of `state_senones` in order."""
    frames, count = len(scores), len(model.phones)
    penalty = np.full(count, _PHONE_PENALTY, np.float32)
    for name in FILLERS:
        penalty[model.phone(name)] = _SILENCE_PENALTY if name == FILLERS[0] else _NOISE_PENALTY
    # States are kept state-major, (3, P), so that moving on by one state is a move by one row.
    emissions = np.ascontiguousarray(scores.reshape(frames, count, STATES).transpose(0, 2, 1))
    stay, leave = model.stay.T.copy(), model.leave.T.copy()
    state = np.full((STATES, count), _LOWEST, np.float32)
    entering = np.empty_like(state)
    exits = np.zeros(frames + 1, np.float64)
    leaving = np.zeros(frames + 1, np.int32)
    moved = np.zeros((frames, STATES, count), np.bool_)
    reached = np.float32(0)
    drift = 0.0  # what was taken off the states so far, to keep single precision exact
    for now in range(frames):
        np.add(penalty, reached, out=entering[0])
        np.add(state[:-1], leave[:-1], out=entering[1:])
        state += stay
        np.greater(entering, state, out=moved[now])
        np.maximum(state, entering, out=state)
        state += emissions[now]
        ends = state[-1] + leave[-1]
        leaving[now + 1] = best = int(ends.argmax())
        reached = ends[best]
        exits[now + 1] = drift + float(reached)
        peak = state.max()
        state -= peak
        reached -= peak
        drift += float(peak)
    return _trace(exits, leaving, moved, model, frames)


def _trace(
    exits: NDArray[np.float64],
    leaving: NDArray[np.int32],
    moved: NDArray[np.bool_],
    model: AcousticModel,
    frames: int,
) -> PhoneLoop:
    phone = np.zeros(frames, np.int32)
    onset = np.zeros(frames, np.bool_)
    total = np.zeros(frames + 1)
    now = frames
    while now > 0:
        current, state, end = int(leaving[now]), STATES - 1, now
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
    return PhoneLoop(total=total, phone=phone, onset=onset, speech=~np.isin(phone, fillers))
