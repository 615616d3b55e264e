"""Reads models/manifest.toml: which models there are, their files, sums and sources."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from litcoach_desktop.domain.errors import ModelProblem

FORMAT = 1
KINDS = ("embedder", "whisper", "llm")
# Names become folders and files, and come from outside.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file as it is fetched. sha256: None when it is not pinned yet."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Package:
    """A package of the Python index that holds the files too."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """One model of the manifest. hub, revision: where the model hub keeps it. convert: what is made of the files."""

    name: str
    kind: str
    version: str
    licence: str
    laptop_gb: int
    why: str
    hub: str
    revision: str
    convert: str | None
    package: Package | None
    files: tuple[ModelFile, ...]

    @property
    def size_bytes(self) -> int:
        """Of all files as they are fetched."""
        return sum(file.size for file in self.files)

    @property
    def pinned(self) -> bool:
        """Whether every file has a known sum."""
        return all(file.sha256 is not None for file in self.files)


def read_manifest(path: Path) -> tuple[ModelSpec, ...]:
    """All models, in the order of the file. Raises ModelProblem for a manifest that is not whole and sound."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ValueError(f"its format is {content['format']}, not {FORMAT}")
        if not isinstance(content["model"], list):
            raise ValueError("its models are not a list")
        specs = tuple(_spec(entry) for entry in content["model"])
        names = [spec.name for spec in specs]
        if len(set(names)) != len(names):
            raise ValueError("two models have one name")
    except (OSError, ValueError, KeyError, TypeError) as problem:
        reason = f"{problem} is missing" if isinstance(problem, KeyError) else str(problem)
        raise ModelProblem(
            f"The list of models {path} cannot be used: {reason}.",
            "No model can be installed or checked.",
            "Install litcoach again with its package.",
        ) from problem
    return specs


def _spec(entry: dict[str, Any]) -> ModelSpec:
    package = entry.get("package")
    spec = ModelSpec(
        name=_checked(entry["name"]),
        kind=str(entry["kind"]),
        version=str(entry["version"]),
        licence=str(entry["licence"]),
        laptop_gb=int(entry["laptop_gb"]),
        why=str(entry["why"]),
        hub=str(entry["hub"]),
        revision=str(entry["revision"]),
        convert=entry.get("convert"),
        package=None if package is None else Package(_checked(package["name"]), _checked(package["version"])),
        files=tuple(_file(file) for file in entry["files"]),
    )
    if spec.kind not in KINDS:
        raise ValueError(f"{spec.name} is of an unknown kind")
    if not spec.files:
        raise ValueError(f"{spec.name} has no files")
    return spec


def _file(entry: dict[str, Any]) -> ModelFile:
    name, size, sha256 = _checked(entry["name"]), int(entry["size"]), entry.get("sha256") or None
    if size <= 0:
        raise ValueError(f"the size of {name} is not a size")
    if sha256 is not None and not _SHA256.fullmatch(sha256):
        raise ValueError(f"the sum of {name} is not a SHA-256")
    return ModelFile(name, size, sha256)


def _checked(name: str) -> str:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"“{name}” cannot be a name")
    return name
