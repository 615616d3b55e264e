"""What the search for meanings expects of a model that turns words into vectors."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]
"""(n, dimension) float32; each row has length 1, so that the dot product of two is their cosine."""


class Embedder(Protocol):
    """A model of meanings. May be called from any thread."""

    @property
    def name(self) -> str:
        """Names the model and how it is used: vectors of another name cannot be compared with these."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The vectors of these texts, row by row. What is longer than the model's window is cut there."""

    def knows(self, word: str) -> bool:
        """Whether the model has this word, in small letters, as a whole: then it is hardly a typing mistake."""
