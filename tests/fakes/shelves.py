"""Manifests and shelves of small made-up models, which are tried without a process of their own."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.provisioning.shelf import FolderShelf, Trial

FILES = {"weights.bin": bytes(range(256)) * 400, "words.txt": b"one\ntwo\n"}
NAME = "toy"


def write_manifest(
    path: Path, files: Mapping[str, bytes] = FILES, *, pinned: bool = True, name: str = NAME, kind: str = "llm"
) -> Path:
    """A manifest of one model with these files."""
    rows = ",\n".join(
        f'  {{ name = "{file}", size = {len(content)}, '
        f'sha256 = "{hashlib.sha256(content).hexdigest() if pinned else ""}" }}'
        for file, content in files.items()
    )
    path.write_text(
        f'format = 1\n[[model]]\nname = "{name}"\nkind = "{kind}"\nversion = "1"\nlicence = "MIT"\nlaptop_gb = 4\n'
        f'why = "For tests."\nhub = "us/toy"\nrevision = "abc"\nfiles = [\n{rows}\n]\n',
        encoding="utf-8",
    )
    return path


def write_files(folder: Path, files: Mapping[str, bytes] = FILES) -> Path:
    """The files of a model, in a folder that is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def shelf_in(
    folder: Path, *, hub: str = "http://127.0.0.1:9", trial: Trial | None = None, **options: object
) -> FolderShelf:
    """A shelf over a manifest of one toy model, with nothing on the network unless a hub is given."""
    manifest = folder / "manifest.toml"
    if not manifest.exists():
        write_manifest(manifest)
    return FolderShelf(folder / "models", manifest, hub=hub, trial=trial or works, **options)


def works(name: str, kind: str, folder: Path) -> None:
    """A model that works."""
    assert (folder / "weights.bin").stat().st_size


def fails(name: str, kind: str, folder: Path) -> None:
    """A model that cannot be loaded here."""
    raise ModelProblem(f"The model {name} was tried, and it failed.", "", "")
