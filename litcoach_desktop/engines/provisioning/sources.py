"""Where the files of a model come from: a folder or stick, a packed file, an address, the model hub, a package."""

import contextlib
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote

from litcoach_desktop.engines.provisioning.download import Arrived, FetchFailed, download
from litcoach_desktop.engines.provisioning.manifest import ModelFile, ModelSpec, Package

HUB = "https://huggingface.co"
_CHUNK_BYTES = 1 << 20
_PACKED = (".zip", ".whl")


class Source(Protocol):
    """A place that may have the files of a model."""

    @property
    def words(self) -> str:
        """What it is, as in "It came from ..."."""

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Write the file to `to`; what is there already is its beginning. Raises FetchFailed, OSError."""


def sources_for(spec: ModelSpec, given: str | None, usual: Sequence[str], hub: str = HUB) -> list[Source]:
    """Where to look, in order. given: the only place to look; usual: places of this school, looked into first.

    Raises FetchFailed when the given place cannot be one.
    """
    if given is not None:
        return [_place(spec, given)]
    found: list[Source] = []
    for place in usual:
        with contextlib.suppress(FetchFailed):
            found.append(_place(spec, place))
    found.append(AddressSource(f"{hub}/{spec.hub}/resolve/{spec.revision}"))
    if spec.package is not None:
        found.append(PackageSource(spec.package))
    return found


def _place(spec: ModelSpec, place: str) -> Source:
    if place.lower().startswith(("http://", "https://")):
        return AddressSource(place, whole=len(spec.files) == 1 and place.endswith(spec.files[0].name))
    path = Path(place).expanduser()
    if path.is_dir():
        return FolderSource([path / spec.name, path])
    if path.is_file() and path.suffix.lower() in _PACKED:
        return PackedSource(path)
    if path.is_file() and len(spec.files) == 1:
        return FileSource(path)
    if path.is_file():
        raise FetchFailed(f"{spec.name} has {len(spec.files)} files, and {path} is one")
    raise FetchFailed(f"there is no {path}")


class FolderSource:
    """The files lie in one of these folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    @property
    def words(self) -> str:
        """The folder."""
        return f"the folder {self._folders[-1]}"

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Copy the file."""
        found = next((folder / file.name for folder in self._folders if (folder / file.name).is_file()), None)
        if found is None:
            raise FetchFailed(f"{file.name} is not there")
        with found.open("rb") as origin:
            _copy(origin, to, file.size, arrived)


class FileSource:
    """The one file of a model, whatever it is called."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def words(self) -> str:
        """The file."""
        return f"the file {self._path}"

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Copy the file."""
        with self._path.open("rb") as origin:
            _copy(origin, to, file.size, arrived)


class PackedSource:
    """The files are somewhere inside a zip file or a wheel. Nothing is unpacked but the files that are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def words(self) -> str:
        """The packed file."""
        return f"the file {self._path}"

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Unpack the file; of several of one name, one that has the right size."""
        try:
            with zipfile.ZipFile(self._path) as packed:
                named = [one for one in packed.infolist() if one.filename.rpartition("/")[2] == file.name]
                fitting = next((one for one in named if one.file_size == file.size), None)
                if fitting is None:
                    raise FetchFailed(f"{file.name} is not inside" if not named else f"{file.name} has another size")
                with packed.open(fitting) as origin:
                    _copy(origin, to, file.size, arrived)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as problem:
            raise FetchFailed(f"it cannot be unpacked ({problem})") from problem


class AddressSource:
    """The files lie below an address, or are at it."""

    def __init__(self, address: str, *, whole: bool = False) -> None:
        """whole: the address is that of the file itself."""
        self._address = address.rstrip("/")
        self._whole = whole

    @property
    def words(self) -> str:
        """The address."""
        return self._address

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Download the file, or the rest of it."""
        address = self._address if self._whole else f"{self._address}/{quote(file.name)}"
        download(address, to, file.size, arrived)


class PackageSource:
    """A package of the Python index, fetched by pip or uv as they are set up here; only its files are used."""

    def __init__(self, package: Package, fetch: Callable[[Package, Path], None] | None = None) -> None:
        """fetch: brings the package's wheel into a folder; pip or uv unless given."""
        self._package = package
        self._fetch = fetch or _fetch_package
        self._fetched: Path | None = None

    @property
    def words(self) -> str:
        """The package."""
        return f"the package {self._package.name} {self._package.version}"

    def fetch(self, file: ModelFile, to: Path, arrived: Arrived) -> None:
        """Fetch the package once, then take the file out of it."""
        if self._fetched is None:
            # Beside the folder of the files, so that it is thrown away with that.
            folder = to.parent.parent / "package"
            folder.mkdir(exist_ok=True)
            self._fetch(self._package, folder)
            self._fetched = folder
        for path in sorted(self._fetched.rglob("*")):
            if path.suffix == ".whl":
                PackedSource(path).fetch(file, to, arrived)
                return
            if path.name == file.name and path.stat().st_size == file.size:
                FileSource(path).fetch(file, to, arrived)
                return
        raise FetchFailed(f"{file.name} is not inside")


def _fetch_package(package: Package, folder: Path) -> None:
    """Have pip, or else uv, bring the wheel; without its dependencies, and without running anything of it."""
    wanted = f"{package.name}=={package.version}"
    tried = []
    for command in _clients(wanted, folder):
        with tempfile.TemporaryFile() as said:
            if subprocess.run(command, stdout=said, stderr=subprocess.STDOUT, check=False).returncode == 0:
                return
            said.seek(0)
            lines = said.read().decode("utf-8", errors="replace").strip().splitlines()
            tried.append(lines[-1] if lines else "it said nothing")
    raise FetchFailed(f"the package cannot be fetched ({tried[0]})" if tried else "neither pip nor uv is there")


def _clients(wanted: str, folder: Path) -> Iterator[list[str]]:
    pip = ["download", "--no-deps", "--only-binary", ":all:", "--disable-pip-version-check", "--quiet"]
    # A frozen program has no pip of its own, and its executable is not Python.
    if importlib.util.find_spec("pip") is not None and not getattr(sys, "frozen", False):
        yield [sys.executable, "-m", "pip", *pip, "--dest", str(folder), wanted]
    elif (found := shutil.which("pip")) is not None:
        yield [found, *pip, "--dest", str(folder), wanted]
    if (found := shutil.which("uv")) is not None:
        yield [found, "pip", "install", "--no-deps", "--no-build", "--quiet", "--target", str(folder), wanted]


def _copy(origin: IO[bytes], to: Path, size: int, arrived: Arrived) -> None:
    done = 0
    with to.open("wb") as file:
        while piece := _read(origin):
            done += len(piece)
            if done > size:
                raise FetchFailed("it is larger than it should be")
            file.write(piece)
            arrived(done)


def _read(origin: IO[bytes]) -> bytes:
    try:
        return origin.read(_CHUNK_BYTES)
    except OSError as problem:
        # A stick that was pulled out; a full disk would be noticed by the writing.
        raise FetchFailed(problem.strerror or str(problem)) from problem
