"""A roster as it lies on the disk: one CSV file, a folder of them, or a zip; its files by their bare names."""

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from litcoach_desktop.domain.errors import RosterFileProblem

_LARGEST_FILE = 400_000_000
_MOST_FILES = 200


def files_of(path: Path) -> Mapping[str, bytes]:
    """The CSV files by name without folder and ending, in small letters. Raises RosterFileProblem."""
    try:
        if path.is_dir():
            found = {one.stem.casefold(): _read(one) for one in sorted(path.iterdir()) if _is_table(one.name)}
        elif zipfile.is_zipfile(path):
            found = dict(_unpacked(path))
        else:
            found = {path.stem.casefold(): _read(path)}
    except OSError as error:
        raise RosterFileProblem(
            f"{path.name} cannot be read: {error.strerror or error}.",
            "Nothing was changed.",
            "Look whether the file is still there and not open in another program.",
        ) from error
    if not any(content.strip() for content in found.values()):
        raise RosterFileProblem(
            f"There is no table in {path.name}.",
            "Nothing was changed.",
            "Choose a CSV file, or a zip or folder of them.",
        )
    return found


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_FILE:
        raise _too_large(path.name)
    return path.read_bytes()


def _unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """What a member claims about its size is not believed, and its folders are not looked at: nothing is written."""
    left = _LARGEST_FILE
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if _is_table(one.filename)]
            if len(members) > _MOST_FILES:
                raise _too_large(path.name)
            for member in members:
                with archive.open(member) as stream:
                    content = stream.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise _too_large(path.name)
                yield PurePosixPath(member.filename.replace("\\", "/")).stem.casefold(), content
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RosterFileProblem(
            f"{path.name} is damaged, not complete, or has a password.",
            "Nothing was changed.",
            "Download it again, without a password.",
        ) from error


def _is_table(name: str) -> bool:
    plain = PurePosixPath(name.replace("\\", "/"))
    return plain.suffix.casefold() in (".csv", ".txt", ".tsv") and not plain.name.startswith((".", "__"))


def _too_large(name: str) -> RosterFileProblem:
    return RosterFileProblem(
        f"{name} is larger than any school's roster.", "Nothing was changed.", "Choose the export of one school."
    )
