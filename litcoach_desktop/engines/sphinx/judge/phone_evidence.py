"""How each phone of a word fits: where it lies, how long it is, how well it fits and what would fit better."""

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import STATES, AcousticModel
from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST
from litcoach_desktop.engines.sphinx.judge.hearing import Hearing, net_columns
from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains

PHONE_MEASURES = ("log_frames", "fit", "gaussian_gap", "gaussian_share", "net", "net_gap", "net_silence")
_SHARE_SCALE = 3.0

Matrix = NDArray[np.float32]


def measure_phones(
    model: AcousticModel,
    hearing: Hearing,
    scores: Matrix,
    columns: NDArray[np.intp],
    chains: Chains,
    chain: int,
    begin: int,
) -> tuple[NDArray[np.int32], Matrix]:
    """Phones of a chain fitted to all frames of `scores`, and their measures (phones, 7).

    columns: (states,), the column of each state of `chains`. begin: the recording's frame that comes first. A
    word that does not fit into its frames gets the measures of its whole span for every phone.
    """
    pronunciation = np.array(chains.pronunciations[chain], np.int32)
    states = slice(int(chains.first[chain]), int(chains.last[chain]) + 1)
    emissions = scores[:, columns[states]]
    path = _state_path(emissions, chains.stay[states], chains.enter[states])
    fits = emissions[np.arange(len(path)), path]
    of_phone = path // STATES
    outputs = net_columns(model)[pronunciation]
    table = np.zeros((len(pronunciation), len(PHONE_MEASURES)), np.float32)
    sound = slice(begin, begin + len(scores))
    gaussian = hearing.gaussian[sound]
    shares = np.exp(gaussian / _SHARE_SCALE)
    shares = np.log(shares / shares.sum(axis=1, keepdims=True))
    net = hearing.net[sound] if hearing.net is not None else None
    for at, output in enumerate(outputs):
        here = np.flatnonzero(of_phone == at)
        if not len(here):
            here = np.arange(len(path))
        own = gaussian[here, output]
        row = table[at]
        row[0] = np.log(len(here))
        row[1] = fits[here].mean()
        row[2] = (own - gaussian[here].max(axis=1)).mean()
        row[3] = shares[here, output].mean()
        if net is not None:
            own = net[here, output]
            row[4] = own.mean()
            row[5] = (own - net[here, :-1].max(axis=1)).mean()
            row[6] = net[here, -1].mean()
    return pronunciation, table


def _state_path(emissions: Matrix, stay: Matrix, enter: Matrix) -> NDArray[np.intp]:
    """The state at each frame on the best path from the first state to the last, as far as the frames reach."""
    frames, count = emissions.shape
    moved = np.zeros((frames, count), np.bool_)
    value = np.full(count, LOWEST, np.float32)
    value[0] = emissions[0, 0]
    entering = np.full(count, LOWEST, np.float32)
    for now in range(1, frames):
        np.add(value[:-1], enter[1:], out=entering[1:])
        value += stay
        np.greater(entering, value, out=moved[now])
        np.maximum(value, entering, out=value)
        value += emissions[now]
    path = np.empty(frames, np.intp)
    state = count - 1 if frames >= count else frames - 1
    for now in range(frames - 1, -1, -1):
        path[now] = state
        if moved[now, state]:
            state -= 1
    return path
