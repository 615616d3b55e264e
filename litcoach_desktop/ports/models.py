"""The models that a school provides: what there is, what is installed, and how one comes onto this machine."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

InstallProgress = Callable[[int, int, str], None]
"""Called with bytes done, bytes in all and what is being done. What it raises ends the work."""


class ModelState(StrEnum):
    """What became of a model on this machine."""

    ABSENT = "absent"
    INSTALLED = "installed"
    SET_ASIDE = "set_aside"
    """It took litcoach down when it was loaded, and is not used until it was verified."""
    INCOMPLETE = "incomplete"
    """Its folder is there, but not all of its files."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """A model as the manifest describes it, and its state here.

    kind: "embedder", "whisper" or "llm". size_bytes: of what is fetched. laptop_gb: the memory of the smallest
    laptop it is meant for. why: one sentence. pinned: whether all of its files have a known SHA-256.
    """

    name: str
    kind: str
    version: str
    licence: str
    size_bytes: int
    laptop_gb: int
    why: str
    pinned: bool
    state: ModelState


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that is whole on this machine. folder: where its files are."""

    name: str
    kind: str
    version: str
    folder: Path


class ModelShelf(Protocol):
    """The models of this machine. The network is used by `install` only."""

    def entries(self) -> Sequence[ModelEntry]:
        """Every model of the manifest, in its order. Raises ModelProblem for a manifest that cannot be used."""

    def install(
        self, name: str, *, source: str | None = None, trust: bool = False, progress: InstallProgress | None = None
    ) -> str:
        """Fetch, check, convert, try and put in place; where it came from, in words. What was there goes last.

        source: a folder, a file, or an address to take it from, instead of those that are known. trust: accept files
        that have no known SHA-256. An install that ends early leaves the model as it was, and goes on where it was.
        Raises ModelProblem, StorageProblem.
        """

    def verify(self, name: str, progress: InstallProgress | None = None) -> None:
        """Check every file, and load the model once in a child process; a model set aside is used again.

        Raises ModelProblem when it is not installed, altered, or cannot be loaded.
        """

    def remove(self, name: str) -> None:
        """Delete a model and what was fetched of it. Raises ModelProblem when there is neither, StorageProblem."""
