"""How well each frame of a recording fits each senone of the acoustic model, in natural logarithms."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.engines.sphinx.judge.acoustic_model import AcousticModel, bundled_model
from litcoach_desktop.engines.sphinx.judge.front_end import STREAMS

_BLOCK = 128  # frames scored at once: their densities stay in the processor's cache
_MIXTURE_FLOOR = 1e-12

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Selection:
    """Senones to be scored. parts: for each codebook in use, its number, its columns and mixture weights by stream."""

    senones: NDArray[np.int32]
    parts: tuple[tuple[int, NDArray[np.intp], tuple[Matrix, ...]], ...]


class SenoneScorer:
    """The Gaussians as matrices, so that scoring is a handful of matrix products."""

    def __init__(self, model: AcousticModel) -> None:
        self.model = model
        precisions = 1 / model.variances
        codebooks, _, self._densities, length = model.means.shape
        self._codebooks = codebooks
        self._projections, self._offsets = [], []
        for stream in range(STREAMS):
            quadratic = -0.5 * precisions[:, stream].reshape(-1, length)
            linear = (model.means * precisions)[:, stream].reshape(-1, length)
            constant = -0.5 * (
                np.log(2 * np.pi * model.variances[:, stream]) + model.means[:, stream] ** 2 * precisions[:, stream]
            ).sum(axis=-1)
            self._projections.append(np.concatenate([quadratic, linear], axis=1).T.astype(np.float32))
            self._offsets.append(constant.reshape(-1).astype(np.float32))
        self.base = self.select(model.state_senones.reshape(-1))
        """The states of all phones without context, three a phone, in order of phones."""

    def select(self, senones: NDArray[np.int32]) -> Selection:
        """What scoring these senones takes, to be made once and used for many frames."""
        owner = self.model.senone_phone[senones]
        parts = []
        for codebook in np.unique(owner):
            columns = np.flatnonzero(owner == codebook)
            weights = tuple(np.ascontiguousarray(self.model.weights[s][:, senones[columns]]) for s in range(STREAMS))
            parts.append((int(codebook), columns, weights))
        return Selection(senones, tuple(parts))

    def score(self, features: Matrix, selection: Selection) -> Matrix:
        """Log likelihoods (frames, senones) of features (frames, 3, 13) under the selected senones."""
        scores = np.empty((len(features), len(selection.senones)), np.float32)
        for start in range(0, len(features), _BLOCK):
            self._score_block(features[start : start + _BLOCK], selection, scores[start : start + _BLOCK])
        return scores

    def _score_block(self, features: Matrix, selection: Selection, out: Matrix) -> None:
        out[:] = 0
        for stream in range(STREAMS):
            values = features[:, stream]
            densities = np.concatenate([values**2, values], axis=1) @ self._projections[stream]
            densities += self._offsets[stream]
            densities = densities.reshape(len(features), self._codebooks, self._densities)
            best = densities.max(axis=2)
            np.exp(np.subtract(densities, best[:, :, None], out=densities), out=densities)
            for codebook, columns, weights in selection.parts:
                mixture = densities[:, codebook] @ weights[stream]
                np.maximum(mixture, _MIXTURE_FLOOR, out=mixture)
                np.log(mixture, out=mixture)
                mixture += best[:, codebook, None]
                out[:, columns] += mixture


@lru_cache(maxsize=1)
def bundled_scorer() -> SenoneScorer:
    """The scorer of the bundled model, made once. Raises ModelProblem."""
    return SenoneScorer(bundled_model())
