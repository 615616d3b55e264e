"""The card that lies in the folder of an installed model: what it is, and the sums of its files."""

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from litcoach_desktop.engines.provisioning.manifest import ModelSpec
from litcoach_desktop.ports.models import InstalledModel

CARD = "model.json"
_CHUNK_BYTES = 1 << 20


def sha256_of(path: Path, arrived: Callable[[int], None] | None = None) -> str:
    """The SHA-256 of a file. arrived: called with how many bytes were read."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while piece := file.read(_CHUNK_BYTES):
            digest.update(piece)
            done += len(piece)
            if arrived is not None:
                arrived(done)
    return digest.hexdigest()


def write_card(folder: Path, spec: ModelSpec, origin: str) -> None:
    """Sum up all files of the folder and make them and the card durable."""
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name != CARD:
            files[path.name] = {"size": path.stat().st_size, "sha256": sha256_of(path)}
            _make_durable(path)
    card = {
        "name": spec.name, "kind": spec.kind, "version": spec.version, "licence": spec.licence, "from": origin,
        "files": files,
    }  # fmt: skip
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _make_durable(folder / CARD)


def read_card(folder: Path) -> InstalledModel | None:
    """What is installed in a folder; None when it has no sound card, or one of its files is missing or cut short."""
    try:
        card = json.loads((folder / CARD).read_text(encoding="utf-8"))
        whole = all((folder / name).stat().st_size == int(file["size"]) for name, file in card["files"].items())
        installed = InstalledModel(str(card["name"]), str(card["kind"]), str(card["version"]), folder)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return installed if whole and card["files"] else None


def altered_files(folder: Path, arrived: Callable[[int], None]) -> list[str]:
    """The files that are not what the card of a whole folder says. arrived: called with how many bytes were read."""
    files = _files_on(folder)
    altered, before = [], 0
    for name, file in files.items():

        def read(done: int, before: int = before) -> None:
            arrived(before + done)

        if sha256_of(folder / name, read) != file["sha256"]:
            altered.append(name)
        before += int(file["size"])
    return altered


def card_sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file as the card of a whole folder says."""
    return {name: str(file["sha256"]) for name, file in _files_on(folder).items()}


def _files_on(folder: Path) -> dict[str, Any]:
    files: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))["files"]
    return files


def _make_durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
