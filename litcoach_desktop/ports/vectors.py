"""What the search for meanings expects of a store of vectors that finds the nearest ones."""

from collections.abc import Collection, Sequence
from typing import Protocol

from litcoach_desktop.ports.embedding import Vectors


class VectorStoreBrokenError(Exception):
    """The store cannot be used any more: its files are damaged or gone. It is a cache: delete it and fill it anew."""


class VectorIndex(Protocol):
    """Vectors under keys. One thread changes it; others may search meanwhile. Calls raise VectorStoreBrokenError."""

    def keys(self) -> set[str]:
        """What is in it."""

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Put vectors in, row by row; the keys must be new."""

    def remove(self, keys: Sequence[str]) -> None:
        """Take some out."""

    def nearest(self, vector: Vectors, count: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The keys of the `count` nearest to this vector (1, dimension), nearest first, with their cosines.

        among: only these are looked at; each must be in it.
        """

    def settle(self) -> None:
        """All is in place: what is on the disk now may be trusted at the next start."""

    def close(self) -> None:
        """Let the files go. May be called twice."""
