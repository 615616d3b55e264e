"""What was probably said in a stretch of sound that no passage word explains: a common word, or nothing."""

import numpy as np

from litcoach_desktop.engines.sphinx.judge.acoustic_model import SILENCE, AcousticModel
from litcoach_desktop.engines.sphinx.judge.alignment import LOWEST, align
from litcoach_desktop.engines.sphinx.judge.hearing import Hearing
from litcoach_desktop.engines.sphinx.judge.neighbours import SoundAlikes
from litcoach_desktop.engines.sphinx.judge.passage_graph import ChainPlan, lay_chains

_CANDIDATES = 24
_FEWEST_PHONES = 2
_MOST_FRAMES = 120  # longer stretches are more than one word
_BEHIND = -1.5  # score a frame, against the best free phones, below which no word is named


def name_word(hearing: Hearing, start: int, end: int, alikes: SoundAlikes, model: AcousticModel) -> str | None:
    """The common word that fits the frames from `start` to `end` best, None when none fits well enough."""
    span = slice(start, end)
    heard = tuple(hearing.loop.phone[span][hearing.loop.onset[span] & hearing.loop.speech[span]].tolist())
    if len(heard) < _FEWEST_PHONES or not 0 < end - start <= _MOST_FRAMES:
        return None
    candidates = alikes.nearest((heard,), _CANDIDATES, itself=True)
    if not candidates:
        return None
    silence = model.phone(SILENCE)
    chains = lay_chains(model, [ChainPlan(phones, silence, silence, 0, 1, 0) for _, phones, _ in candidates])
    senones, states = np.unique(chains.senone, return_inverse=True)
    emissions = hearing.score(hearing.select(senones), start, end)[:, states]
    nothing_else = np.full(end - start, LOWEST, np.float32)
    fitted = align(emissions, chains, 2, nothing_else, np.full(1, LOWEST, np.float32))
    behind = (fitted.best - float(hearing.loop.total[end] - hearing.loop.total[start])) / (end - start)
    chosen = next((step.chain for step in fitted.path if step.chain >= 0), None)
    return candidates[chosen][0] if chosen is not None and behind > _BEHIND else None
