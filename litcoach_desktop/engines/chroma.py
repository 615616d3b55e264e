"""The vectors in a Chroma folder: a cache that is thrown away as soon as there is any doubt about it.

Chroma's native code has crashed on damaged files, so that they must not be shown to it. A seal, a file with the size
and SHA-256 of every other one, is written when all is in place and removed before anything may change: a folder
without a fitting seal (a crash, a full disk, another program, another model) is deleted before Chroma sees it.
"""

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from litcoach_desktop.ports.embedding import Vectors
from litcoach_desktop.ports.vectors import VectorStoreBrokenError

_SEAL = "seal.json"
_FORMAT = 1
_COLLECTION = "passages"
# Wide enough that hardly one in a thousand of the nearest is missed, at 10,000 vectors in one millisecond.
_HNSW = {"space": "cosine", "ef_search": 120, "ef_construction": 120, "max_neighbors": 16, "sync_threshold": 1000}

T = TypeVar("T")
_log = logging.getLogger(__name__)


class ChromaIndex:
    """Implements `ports.vectors.VectorIndex`."""

    def __init__(self, folder: Path, model: str, client: Any, collection: Any) -> None:
        self._folder, self._model = folder, model
        self._client, self._collection = client, collection

    def keys(self) -> set[str]:
        """What is in it."""
        with _broken_means_broken():
            return set(self._collection.get(include=[])["ids"])

    def add(self, keys: Sequence[str], vectors: Vectors) -> None:
        """Put vectors in; the seal is off until `settle`."""
        self._unseal()
        with _broken_means_broken():
            self._collection.add(ids=list(keys), embeddings=np.asarray(vectors, np.float32))

    def remove(self, keys: Sequence[str]) -> None:
        """Take some out; the seal is off until `settle`."""
        self._unseal()
        with _broken_means_broken():
            self._collection.delete(ids=list(keys))

    def nearest(self, vector: Vectors, count: int, among: Collection[str] | None = None) -> list[tuple[str, float]]:
        """The nearest, with their cosines."""
        if among is not None and not among:
            return []
        with _broken_means_broken():
            found = self._collection.query(
                query_embeddings=np.asarray(vector, np.float32),
                n_results=count,
                include=["distances"],
                ids=None if among is None else list(among),
            )
        # Chroma's cosine distance is one minus the cosine.
        return [(key, 1.0 - far) for key, far in zip(found["ids"][0], found["distances"][0], strict=True)]

    def settle(self) -> None:
        """Write the seal. Raises VectorStoreBrokenError when the files cannot be read or the seal not be written."""
        with _broken_means_broken():
            content = json.dumps({"format": _FORMAT, "model": self._model, "files": _files(self._folder)})
            unfinished = self._folder / f"{_SEAL}.unfinished"
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._folder / _SEAL)

    def close(self) -> None:
        """Let the files go."""
        client, self._client = self._client, None
        if client is not None:
            with suppress(VectorStoreBrokenError), _broken_means_broken():
                client.close()

    def _unseal(self) -> None:
        with _broken_means_broken():
            (self._folder / _SEAL).unlink(missing_ok=True)


def open_chroma(folder: Path, model: str) -> ChromaIndex:
    """The vectors of this model in a folder; empty when it is new or there was any doubt about what is in it.

    Loads Chroma, which takes a second or two. Raises VectorStoreBrokenError when not even an empty one can be made.
    """
    if folder.exists() and not _sealed(folder, model):
        _log.warning("The vectors in %s are not whole or of another model; they are made anew.", folder)
        discard(folder)
    # Without its seal while Chroma opens it: if that ends the process, the next start will not try again.
    return _retried(lambda: _opened(folder, model), folder)


def discard(folder: Path) -> None:
    """Delete a vector store that nobody has open. Raises VectorStoreBrokenError when its files cannot be deleted."""
    with _broken_means_broken():
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)


def _retried(opened: Callable[[], T], folder: Path) -> T:
    try:
        return opened()
    except VectorStoreBrokenError as problem:
        _log.warning("The vectors in %s cannot be opened (%s); they are made anew.", folder, problem)
        discard(folder)
        return opened()


def _opened(folder: Path, model: str) -> ChromaIndex:
    with _broken_means_broken():
        (folder / _SEAL).unlink(missing_ok=True)
        import chromadb

        # Nothing from the environment of whoever started us, no message home, no model fetched for us.
        make: Any = chromadb.config.Settings
        settings = make(_env_file=None, anonymized_telemetry=False, is_persistent=True)
        client: Any = chromadb.PersistentClient(path=str(folder), settings=settings)
        try:
            collection = client.get_or_create_collection(
                _COLLECTION, embedding_function=None, configuration={"hnsw": _HNSW}
            )
            collection.count()
        except BaseException:
            client.close()
            raise
        return ChromaIndex(folder, model, client, collection)


def _sealed(folder: Path, model: str) -> bool:
    try:
        seal = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return bool(seal == {"format": _FORMAT, "model": model, "files": _files(folder)})
    except (OSError, ValueError):
        return False


def _files(folder: Path) -> dict[str, list[Any]]:
    """Of each file, its size and its hash."""
    found: dict[str, list[Any]] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(_SEAL):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            found[path.relative_to(folder).as_posix()] = [path.stat().st_size, digest]
    return found


@contextmanager
def _broken_means_broken() -> Iterator[None]:
    """Chroma complains with exceptions of many kinds, its Rust part also with panics, which are no Exception."""
    try:
        yield
    except (VectorStoreBrokenError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as problem:
        if not isinstance(problem, Exception) and type(problem).__name__ != "PanicException":
            raise
        raise VectorStoreBrokenError(f"{type(problem).__name__}: {problem}") from problem
