"""Brings the files of a model into a folder, from the first source that gives the right ones."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.provisioning.card import sha256_of
from litcoach_desktop.engines.provisioning.download import Arrived, FetchFailed
from litcoach_desktop.engines.provisioning.manifest import ModelFile, ModelSpec
from litcoach_desktop.engines.provisioning.sources import AddressSource, Source
from litcoach_desktop.ports.models import InstallProgress

_PART = ".part"


def fetch_files(spec: ModelSpec, sources: Sequence[Source], folder: Path, progress: InstallProgress) -> str:
    """All files of the model, each with its known sum; where the last one came from.

    A file that is there already and right is not fetched again; half of one is taken up where it ended.
    Raises ModelProblem, OSError.
    """
    for path in folder.iterdir():
        # From a manifest of another version, or an earlier try.
        if path.name.removesuffix(_PART) not in {file.name for file in spec.files}:
            _throw_away(path)
    origin, done = "what was fetched before", 0
    for file in spec.files:
        if not _right(file, folder / file.name):

            def arrived(here: int, before: int = done) -> None:
                progress(before + here, spec.size_bytes, "fetching")

            origin = _fetch(spec, file, sources, folder, arrived)
        done += file.size
    return origin


def _fetch(spec: ModelSpec, file: ModelFile, sources: Sequence[Source], folder: Path, arrived: Arrived) -> str:
    part = folder / f"{file.name}{_PART}"
    refused = []
    for source in sources:
        try:
            _fetch_from(source, file, part, arrived)
        except FetchFailed as reason:
            refused.append(f"{source.words}: {reason}")
            if not isinstance(source, AddressSource):
                # Only half a download is a beginning that may be gone on with.
                part.unlink(missing_ok=True)
            continue
        os.replace(part, folder / file.name)
        return source.words
    raise ModelProblem(
        f"{file.name} of {spec.name} cannot be had. {'; '.join(refused)}.",
        "Nothing was installed; what did come is kept for the next try.",
        f"Check the connection, or bring the files on a stick: litcoach models install {spec.name} --from DIR",
    )


def _fetch_from(source: Source, file: ModelFile, part: Path, arrived: Arrived) -> None:
    """Fetch the file; one that turns out wrong after it was gone on with is fetched once more from its beginning."""
    resumed = part.exists()
    try:
        source.fetch(file, part, arrived)
        if part.stat().st_size != file.size:
            raise FetchFailed(f"it has {part.stat().st_size:,} of {file.size:,} bytes")
    except OSError as problem:
        # A file that cannot be opened is this source's fault; one that cannot be written is not.
        if problem.filename is None or Path(problem.filename).is_relative_to(part.parent):
            raise
        raise FetchFailed(problem.strerror or str(problem)) from problem
    if _right(file, part):
        return
    part.unlink()
    if not resumed:
        raise FetchFailed("what came is not the file that it should be (its SHA-256 is another one)")
    _fetch_from(source, file, part, arrived)


def _right(file: ModelFile, path: Path) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    return file.sha256 is None or sha256_of(path) == file.sha256


def _throw_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
