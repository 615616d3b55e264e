"""Where somebody else speaks at the same time and about as loud as the reader: no word can be judged there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.events import Insertion, WordEvent, WordStatus
from litcoach_desktop.engines.sphinx.judge.voice_frames import FRAMES_PER_SECOND, VoiceFrames
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.resource_paths import RESOURCES

TWO_VOICES = "two_voices"
FILE = "second_voice.npz"
REACHES = (4, 15, 40)
"""Frames on either side of a word that are looked at too: a second voice does not come and go with the words."""
_LOUD_NATS = float(np.log(100.0))
"""Frames within 20 dB of the loud ones count; the softer ones tell of the room."""
_SUREST = np.float32(5.0)
_NOTHING_LOUD = -4.0
_MOSTLY = 0.75
_FEWEST_LOUD = 10
_SOONER = 1.0
"""How much less sure it may be, in log odds, where a word would be marked wrong: that must not be another's doing."""
MOST_COVERED = 0.5
"""Share of the words that were tried, beyond which the reading as a whole is left unscored."""
_BLOCK = 2000

Matrix = NDArray[np.float32]
Measures = NDArray[np.float64]


@dataclass(frozen=True)
class SecondVoiceModel:
    """A small classifier of frames, and a rule over the frames in and around a word.

    mean, scale: (inputs,), of the frames' description. weights: layers, (inputs, outputs) each, rectified but for the
    last, which has one output. rule: a weight for each of `VoiceOdds.measures`; above -bias a word is covered.
    """

    mean: Matrix
    scale: Matrix
    weights: tuple[Matrix, ...]
    biases: tuple[Matrix, ...]
    rule: Measures
    bias: float

    def log_odds(self, inputs: Matrix) -> Matrix:
        """That two speak in each of the frames, bounded: (frames,). inputs: (frames, inputs), of `VoiceFrames`."""
        found = np.empty(len(inputs), np.float32)
        for start in range(0, len(inputs), _BLOCK):
            value = (inputs[start : start + _BLOCK] - self.mean) / self.scale
            for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
                value = value @ weight + bias
                if layer < len(self.weights) - 1:
                    np.maximum(value, 0, out=value)
            found[start : start + _BLOCK] = value[:, 0]
        return np.clip(found, -_SUREST, _SUREST)

    def save(self, path: Path) -> None:
        """Write the model, its weights in half precision."""
        arrays: dict[str, Any] = {f"weight{i}": w.astype(np.float16) for i, w in enumerate(self.weights)}
        arrays |= {f"bias{i}": b.astype(np.float32) for i, b in enumerate(self.biases)}
        rule = np.append(self.rule, self.bias)
        np.savez_compressed(path, mean=self.mean, scale=self.scale, rule=rule, **arrays)


class VoiceOdds:
    """One recording: where two voices are likely."""

    def __init__(self, log_odds: Matrix, energies: Matrix) -> None:
        """Both (frames,), at least one frame: of `SecondVoiceModel.log_odds` and `VoiceFrames`."""
        loud = energies > np.quantile(energies, 0.95) - _LOUD_NATS
        self._counts = np.concatenate([[0], np.cumsum(loud)])
        self._sums = np.concatenate([[0.0], np.cumsum(np.where(loud, log_odds, 0.0), dtype=np.float64)])
        heard = log_odds[loud] if loud.sum() >= _FEWEST_LOUD else np.full(1, _NOTHING_LOUD, np.float32)
        self._usual = float(heard.mean())
        self._mostly = float(np.quantile(heard, _MOSTLY))

    def measures(self, start_s: float, end_s: float) -> Measures:
        """Mean log odds of a span with little, some and much around it, and of the whole; three quarters are below."""
        start, end = int(start_s * FRAMES_PER_SECOND), int(np.ceil(end_s * FRAMES_PER_SECOND))
        return np.array([*(self._mean(start - reach, end + reach) for reach in REACHES), self._usual, self._mostly])

    def _mean(self, start: int, end: int) -> float:
        start, end = np.clip((start, end), 0, len(self._counts) - 1)
        count = self._counts[end] - self._counts[start]
        return float(self._sums[end] - self._sums[start]) / count if count > 0 else _NOTHING_LOUD


class SecondVoice:
    """Listens to one recording, as it comes or at once: the same comes out."""

    def __init__(self, model: SecondVoiceModel) -> None:
        self._model = model
        self._frames = VoiceFrames()

    def feed(self, samples: Samples) -> None:
        """Take in the next piece."""
        self._frames.feed(samples)

    def finish(self) -> "CoveredSpans":
        """What was heard in all that was fed. Called once."""
        inputs, energies = self._frames.finish()
        return CoveredSpans(self._model, VoiceOdds(self._model.log_odds(inputs), energies))


class CoveredSpans:
    """Tells of any span of a recording whether two voices were heard in it."""

    def __init__(self, model: SecondVoiceModel, odds: VoiceOdds) -> None:
        self._model, self._odds = model, odds

    def covered(self, start_s: float, end_s: float, *, sooner: bool = False) -> bool:
        """Whether a second voice is too loud there to judge the reader's. sooner: when in doubt, it is."""
        odds = float(self._model.rule @ self._odds.measures(start_s, end_s)) + self._model.bias
        return odds > (-_SOONER if sooner else 0.0)


def without_covered(
    words: Sequence[WordEvent], inserted: Sequence[Insertion], heard: CoveredSpans, *, noisy: bool
) -> tuple[tuple[WordEvent, ...], tuple[Insertion, ...], str | None]:
    """Words that a second voice covers are left unscored, and what was said there is nobody's insertion.

    A word that was not heard is looked for between its neighbours. When half of the words would be unscored, so is the
    reading: the last of what is returned says why, or None. noisy: only words that would be marked wrong are left
    unscored, because there are always voices in a class, and noise has its own rule for what is not surely right.
    """
    kept: list[WordEvent] = []
    for word, (start, end) in zip(words, _spans(words), strict=True):
        right = word.status is WordStatus.CORRECT
        asked = word.status is not WordStatus.NOT_REACHED and not (noisy and right)
        if asked and heard.covered(start, end, sooner=not right):
            kept.append(replace(word, status=WordStatus.UNSCORED, heard=None, unscored_reason=TWO_VOICES))
        else:
            kept.append(word)
    own = tuple(one for one in inserted if not heard.covered(one.start_s, one.end_s, sooner=True))
    tried = [word.status for word in kept if word.status is not WordStatus.NOT_REACHED]
    covered = sum(status is WordStatus.UNSCORED for status in tried)
    return tuple(kept), own, TWO_VOICES if covered > MOST_COVERED * len(tried) else None


def _spans(words: Sequence[WordEvent]) -> list[tuple[float, float]]:
    """Where each word was heard, or where it would have been: from its neighbour before to the one after."""
    before, starts = 0.0, []
    for word in words:
        starts.append(before if word.start_s is None else word.start_s)
        before = before if word.end_s is None else word.end_s
    after, ends = before, []
    for word in reversed(words):
        ends.append(after if word.end_s is None else word.end_s)
        after = after if word.start_s is None else word.start_s
    return [(start, max(start, end)) for start, end in zip(starts, reversed(ends), strict=True)]


def load_second_voice(path: Path) -> SecondVoiceModel:
    """The model kept in `path`. Raises ModelProblem."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            layers = sum(name.startswith("weight") for name in kept.files)
            return SecondVoiceModel(
                kept["mean"],
                kept["scale"],
                tuple(kept[f"weight{i}"].astype(np.float32) for i in range(layers)),
                tuple(kept[f"bias{i}"].astype(np.float32) for i in range(layers)),
                kept["rule"][:-1],
                float(kept["rule"][-1]),
            )
    except (OSError, ValueError, KeyError) as problem:
        raise ModelProblem(
            f"The model of second voices {path.name} cannot be read ({problem}).",
            "Readings cannot be judged.",
            "Install litcoach again.",
        ) from problem


@lru_cache(maxsize=1)
def bundled_second_voice() -> SecondVoiceModel:
    """The model that litcoach ships. Raises ModelProblem."""
    return load_second_voice(RESOURCES / "ear" / FILE)
