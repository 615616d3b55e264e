"""How much shorter the reader's vocal tract is than an adult's: the frequency warp that fits the passage best.

Two things are weighed. How far the passage's own phones fall behind the best free sequence of phones peaks at the
right warp, but is noisy on a short recording. The plain likelihood is steady, but grows with the warp for any
voice, because warped spectra are smoother, so a constant slope is taken off.
"""

from collections.abc import Generator, Sequence

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import STATES
from litcoach_desktop.engines.sphinx.judge.alignment import forward_scores
from litcoach_desktop.engines.sphinx.judge.front_end import cepstra, streams
from litcoach_desktop.engines.sphinx.judge.passage_graph import Chains, Pronunciation, passage_chains
from litcoach_desktop.engines.sphinx.judge.phone_loop import listen_freely
from litcoach_desktop.engines.sphinx.judge.senone_scores import SenoneScorer

WARPS = (0.94, 1.0, 1.06, 1.12, 1.18, 1.24, 1.3)
_FIRST_TRIES = (1, 3, 5)
_MOST_FRAMES = 700
_MOST_WORDS = 40
_LIKELIHOOD_SHARE = 0.3
_LIKELIHOOD_SLOPE = 5.0  # nats a frame and unit of warp
_LEAD = 20  # frames kept before the first loud one

Matrix = NDArray[np.float32]


def warp_choice(
    energies: Matrix, words: Sequence[Sequence[Pronunciation]], scorer: SenoneScorer
) -> Generator[None, None, int]:
    """Chooses in small steps; returns an index into WARPS.

    energies: (frames, len(WARPS), 25), of the recording's beginning. words: of the passage.
    """
    loudness = np.log(energies[:, 0]).mean(axis=1)
    low, high = np.quantile(loudness, (0.1, 0.95))
    start = max(0, int(np.argmax(loudness > (low + high) / 2)) - _LEAD)
    window = slice(start, start + _MOST_FRAMES)
    chains = passage_chains(scorer.model, words[:_MOST_WORDS], every_context=False)
    columns = _without_context(chains, scorer)
    fits: dict[int, float] = {}

    def fit(at: int) -> None:
        fits[at] = _fit(energies[:, at], WARPS[at], window, chains, columns, scorer)

    for at in _FIRST_TRIES:
        fit(at)
        yield
    best = max(fits, key=lambda at: fits[at])
    for at in (best - 1, best + 1):
        fit(at)
        yield
    return max(fits, key=lambda at: fits[at])


def _without_context(chains: Chains, scorer: SenoneScorer) -> NDArray[np.intp]:
    """For each state of the chains, its column among the scores of phones without context."""
    lengths = chains.last - chains.first + 1
    position = (np.arange(len(chains.senone)) - np.repeat(chains.first, lengths)) % STATES
    return scorer.model.senone_phone[chains.senone] * STATES + position


def _fit(
    energies: Matrix, warp: float, window: slice, chains: Chains, columns: NDArray[np.intp], scorer: SenoneScorer
) -> float:
    """How well the warp fits, in nats a frame."""
    scores = scorer.score(streams(cepstra(energies))[window], scorer.base)
    best = scores.max(axis=1)
    scores -= best[:, None]
    loop = listen_freely(scores, scorer.model)
    junctions = int(chains.target.max()) + 1
    text = forward_scores(scores[:, columns], chains, junctions, np.diff(loop.total).astype(np.float32))
    behind = float(text[-1].max() - loop.total[-1]) / len(scores)
    return behind + _LIKELIHOOD_SHARE * (float(best.mean()) - _LIKELIHOOD_SLOPE * warp)
