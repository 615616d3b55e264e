"""A real library on a real disk, with a model of meanings and a vector store that are made of a few lines."""

import hashlib
import re
import threading
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobContext
from litcoach_desktop.ports.embedding import Embedder, Vectors
from litcoach_desktop.ports.vectors import VectorIndex, VectorStoreBrokenError
from litcoach_desktop.services.content import ContentService, Meanings, VectorParts
from litcoach_desktop.store.content import TextRepository, open_content
from litcoach_desktop.store.content_index import LibraryIndex


class WordEmbedder:
    """Implements `ports.embedding.Embedder`: each word has a direction; words of one `meaning` share theirs."""

    def __init__(self, *meanings: str, name: str = "words 1") -> None:
        self.name = name
        self._meaning = {word: group for group in meanings for word in group.split()}
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = [sum((self._direction(word) for word in _words(text)), np.full(64, 1e-6)) for text in texts]
        return np.stack([row / np.linalg.norm(row) for row in rows]).astype(np.float32)

    def knows(self, word: str) -> bool:
        return word in self._meaning

    def _direction(self, word: str) -> np.ndarray:
        seed = hashlib.sha256(self._meaning.get(word, word).encode()).digest()
        return np.random.default_rng(list(seed)).normal(size=64)


class MemoryVectors:
    """Implements `ports.vectors.VectorIndex`. break_on: the calls that find the store broken, once each."""

    def __init__(self) -> None:
        self.rows: dict[str, np.ndarray] = {}
        self.break_on: set[str] = set()
        self.settled = 0
        self.closed = 0

    def keys(self) -> set[str]:
        self._perhaps_break("keys")
        return set(self.rows)

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        self._perhaps_break("add")
        assert not self.rows.keys() & set(keys)
        self.rows |= dict(zip(keys, vectors, strict=True))

    def remove(self, keys: Sequence[str]) -> None:
        self._perhaps_break("remove")
        for key in keys:
            del self.rows[key]

    def nearest(self, vector: Vectors, count: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        self._perhaps_break("nearest")
        looked_at = self.rows if among is None else {key: self.rows[key] for key in among}
        cosines = {key: float(row @ vector[0]) for key, row in looked_at.items()}
        return sorted(cosines.items(), key=lambda pair: -pair[1])[:count]

    def settle(self) -> None:
        self.settled += 1

    def close(self) -> None:
        self.closed += 1

    def _perhaps_break(self, call: str) -> None:
        if call in self.break_on:
            self.break_on.remove(call)
            raise VectorStoreBrokenError(call)


def no_model() -> Embedder:
    """As on a laptop where no model is installed."""
    raise ModelProblem("There is no model.")


class Library:
    """A content service over a database in a folder; work for the vectors' lane is done at once, or held back."""

    def __init__(
        self,
        folder: Path,
        *texts: Text,
        embedder: Callable[[], Embedder] = no_model,
        vectors: VectorIndex | None = None,
        parts: VectorParts | None = None,
        at_once: bool = True,
        heals: bool = True,
        fill: bool = True,
    ) -> None:
        """parts: model and store, instead of these. at_once: jobs need no `run_lane`. heals: a discarded store is a new
        one. fill: take the texts in.
        """
        self.database = open_content(folder / "content.db")
        self.texts = TextRepository(self.database)
        self.index = LibraryIndex(self.database)
        self.vectors = vectors or MemoryVectors()
        self.discarded = 0
        self.held_back: list[Callable[[JobContext], None]] = []
        self._at_once, self._heals = at_once, heals
        made = parts or VectorParts(embedder, lambda _model: self.vectors, self._discard)
        self.meanings = Meanings(self.index, made, self._on_lane)
        self.content = ContentService(self.texts, self.index, self.meanings)
        if fill:
            self.texts.ingest(texts)

    def run_lane(self) -> None:
        """Do what was held back, as a job would."""
        while self.held_back:
            self.held_back.pop(0)(JobContext(None, None, threading.Event()))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.content.close()
        self.database.close()

    def _on_lane(self, work: Callable[[JobContext], None]) -> None:
        self.held_back.append(work)
        if self._at_once:
            self.run_lane()

    def _discard(self) -> None:
        self.discarded += 1
        if self._heals:
            self.vectors = MemoryVectors()


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())
