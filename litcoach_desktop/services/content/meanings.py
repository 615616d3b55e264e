"""The search for meanings: vectors of all passages, brought up to date in the background, or not there at all.

Until everything is in place `nearest` finds nothing and says so by None; whoever searches goes on with words alone.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from litcoach_desktop.domain.errors import EnvironmentProblem, ModelProblem
from litcoach_desktop.jobs import Cancelled, JobContext
from litcoach_desktop.ports.embedding import Embedder, Vectors
from litcoach_desktop.ports.vectors import VectorIndex, VectorStoreBrokenError

if TYPE_CHECKING:
    from litcoach_desktop.store.content_index import LibraryIndex

# About a second's work for the model on a slow laptop: how long a stop may have to wait.
_AT_ONCE = 32
_ADD_AT_ONCE = 500
_REMEMBERED = 256

T = TypeVar("T")
_log = logging.getLogger(__name__)


class MeaningsState(Enum):
    """How far the search for meanings is. The value says it in words."""

    WAITING = "not asked for yet"
    PREPARING = "getting ready"
    READY = "ready"
    ABSENT = "no model is installed"
    BROKEN = "out of order"


@dataclass(frozen=True, slots=True)
class VectorParts:
    """Where model and store come from; both may take seconds and are called on the lane only.

    embedder: raises ModelProblem when there is none. open_index: of a model's name. discard: deletes the store.
    """

    embedder: Callable[[], Embedder]
    open_index: Callable[[str], VectorIndex]
    discard: Callable[[], None]


class Meanings:
    """The vectors of the library's passages."""

    def __init__(
        self,
        index: LibraryIndex,
        parts: VectorParts,
        on_lane: Callable[[Callable[[JobContext], None]], None],
    ) -> None:
        """Do nothing yet. on_lane: starts a job on the lane where alone the store is opened and changed."""
        self._index, self._parts, self._on_lane = index, parts, on_lane
        self._lock = threading.Lock()
        self._under_way = self._again = False
        self._embedder: Embedder | None = None
        self._vector_of: Callable[[str], Vectors] | None = None
        self._vectors: VectorIndex | None = None
        self._keys: dict[int, str] = {}
        self.state = MeaningsState.WAITING
        self.problem = ""
        """The sentence for a person, when the state is ABSENT or BROKEN."""
        self.done, self.total = 0, 0
        """How many passages of how many have their vector."""

    @property
    def ready(self) -> bool:
        """True when `nearest` answers."""
        return self.state is MeaningsState.READY

    def prepare(self) -> None:
        """Load what is needed and bring the vectors up to date, in the background; nothing when that is under way."""
        with self._lock:
            if self._under_way:
                self._again = True
                return
            self._under_way = True
            self.state = MeaningsState.PREPARING
        try:
            self._on_lane(self._prepare)
        except RuntimeError:
            # The program is about to end.
            with self._lock:
                self._under_way = False

    def knows(self, word: str) -> bool:
        """Whether the model has this word as a whole, so that it is no typing mistake; False while not ready."""
        embedder = self._embedder
        return self.ready and embedder is not None and embedder.knows(word)

    def nearest(self, text: str, count: int, among: Collection[int] | None = None) -> dict[int, float] | None:
        """The passages that mean most nearly this, with their cosines; None while not ready."""
        vector_of = self._vector_of
        if not self.ready or vector_of is None:
            return None
        try:
            vector = vector_of(text)
        except RuntimeError as problem:
            # What CTranslate2 raises, for want of memory as well.
            _log.warning("the model of meanings gave up", exc_info=problem)
            self.state, self.problem = MeaningsState.BROKEN, str(problem)
            return None
        return self._nearest(vector, count, among)

    def nearest_to_passages(
        self, numbers: Sequence[int], count: int, among: Collection[int] | None = None
    ) -> dict[int, float] | None:
        """The passages nearest to the middle of these; None while not ready."""
        embedder = self._embedder
        if not self.ready or embedder is None or not numbers:
            return None
        middle = self._vectors_of(embedder, numbers).mean(axis=0, keepdims=True)
        return self._nearest(middle / max(float(np.linalg.norm(middle)), 1e-12), count, among)

    def close(self) -> None:
        """Let the store go; after the lane has ended."""
        self.state = MeaningsState.WAITING
        vectors, self._vectors = self._vectors, None
        if vectors is not None:
            vectors.close()

    def _nearest(self, vector: Vectors, count: int, among: Collection[int] | None) -> dict[int, float] | None:
        vectors, keys = self._vectors, self._keys
        if vectors is None:
            return None
        wanted = None if among is None else [keys[number] for number in among if number in keys]
        try:
            return {_number(key): cosine for key, cosine in vectors.nearest(vector, count, wanted)}
        except VectorStoreBrokenError as problem:
            _log.warning("the vector store broke (%s); it is made anew", problem)
            self.prepare()
            return None

    def _vectors_of(self, embedder: Embedder, numbers: Sequence[int]) -> Vectors:
        digests = self._index.digests()
        kept = self._index.kept_vectors(embedder.name, [digests[number] for number in numbers if number in digests])
        if kept:
            return np.stack([np.frombuffer(vector, "<f4") for vector in kept.values()])
        return embedder.embed(self._index.wordings(numbers))

    def _prepare(self, ctx: JobContext) -> None:
        try:
            while True:
                self._bring_up_to_date(ctx)
                with self._lock:
                    if not self._again:
                        self._under_way = False
                        return
                    self._again = False
        finally:
            with self._lock:
                self._under_way = self._again = False

    def _bring_up_to_date(self, ctx: JobContext) -> None:
        self.state = MeaningsState.PREPARING
        try:
            if self._embedder is None:
                self._embedder = embedder = self._parts.embedder()
                # The same words are asked for again with another filter, or when a letter is taken back.
                self._vector_of = lru_cache(_REMEMBERED)(lambda text: embedder.embed([text]))
            try:
                self._fill(ctx, self._embedder)
            except VectorStoreBrokenError as problem:
                _log.warning("the vector store is of no use (%s); it is made anew", problem)
                self.close()
                self._parts.discard()
                self._fill(ctx, self._embedder)
        except (EnvironmentProblem, VectorStoreBrokenError) as problem:
            self._give_up(problem)
        except Exception as problem:
            # A bug, or native code that does not know further: it is logged as any other, and words still find texts.
            self._give_up(problem)
            raise
        except BaseException:
            # Stopped by its user.
            self.close()
            raise
        else:
            self.problem, self.state = "", MeaningsState.READY

    def _give_up(self, problem: Exception) -> None:
        self.close()
        self.state = MeaningsState.ABSENT if isinstance(problem, ModelProblem) else MeaningsState.BROKEN
        self.problem = str(problem)
        _log.info("search goes on with words alone: %s", problem)

    def _fill(self, ctx: JobContext, embedder: Embedder) -> None:
        """Make the store hold exactly the passages of the library, and its files be trusted again."""
        if self._vectors is None:
            self._vectors = self._parts.open_index(embedder.name)
        vectors = self._vectors
        digests = self._index.digests()
        wanted = {f"{number}-{digest.hex()[:32]}": number for number, digest in digests.items()}
        there = vectors.keys()
        gone = sorted(there - wanted.keys())
        for some in _batches(gone, _ADD_AT_ONCE):
            ctx.tick(0, 0, "forgetting")
            vectors.remove(some)
        missing = [key for key in wanted if key not in there]
        there_already = len(wanted) - len(missing)
        self.done, self.total = there_already, len(wanted)
        try:
            for at, keys in enumerate(_batches(missing, _ADD_AT_ONCE), 1):
                numbers = [wanted[key] for key in keys]
                vectors.add(keys, self._made(ctx, embedder, numbers, [digests[number] for number in numbers]))
                self.done = there_already + min(at * _ADD_AT_ONCE, len(missing))
                ctx.tick(self.done, self.total, "meanings")
        except Cancelled:
            # The user ends the program: what is in is whole, and is not made a second time.
            vectors.settle()
            raise
        vectors.settle()
        if missing:
            self._index.forget_other_vectors(embedder.name)
        self._keys = {number: key for key, number in wanted.items()}

    def _made(self, ctx: JobContext, embedder: Embedder, numbers: Sequence[int], digests: Sequence[bytes]) -> Vectors:
        """The vectors of passages: the kept ones, and what the model makes of the others, which are kept at once."""
        kept = self._index.kept_vectors(embedder.name, digests)
        new = [(number, digest) for number, digest in zip(numbers, digests, strict=True) if digest not in kept]
        for some in _batches(new, _AT_ONCE):
            ctx.tick(self.done, self.total, "meanings")
            rows = embedder.embed(self._index.wordings([number for number, _ in some]))
            made = {digest: row.astype("<f4").tobytes() for (_, digest), row in zip(some, rows, strict=True)}
            self._index.keep_vectors(embedder.name, list(made.items()))
            kept |= made
            self.done += len(some)
        return np.stack([np.frombuffer(kept[digest], "<f4") for digest in digests])


def _batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]


def _number(key: str) -> int:
    return int(key.partition("-")[0])
