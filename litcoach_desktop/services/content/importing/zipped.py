"""Opens the zip archives that Word and EPUB files are, and never unpacks more than a book can be."""

import io
import zipfile
import zlib
from types import TracebackType
from typing import Self

from litcoach_desktop.services.content.importing.document import cannot_be_read

_LARGEST_PART = 60_000_000
_LARGEST_WHOLE = 150_000_000
_MOST_PARTS = 20_000
_CHUNK = 1 << 20


class ZippedBook:
    """An archive whose parts are read by name, up to a limit for each and for all. Raises TextFileProblem."""

    def __init__(self, name: str, raw: bytes) -> None:
        self._name = name
        self._left = _LARGEST_WHOLE
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
            self.parts = frozenset(self._archive.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as problem:
            raise self._damaged() from problem
        if len(self.parts) > _MOST_PARTS:
            raise self._too_large()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def read(self, part: str) -> bytes | None:
        """A part's bytes; None when there is no such part. What a part claims about its size is not believed."""
        if part not in self.parts:
            return None
        content = bytearray()
        try:
            with self._archive.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    content += chunk
                    self._left -= len(chunk)
                    if len(content) > _LARGEST_PART or self._left < 0:
                        raise self._too_large()
        except RuntimeError as problem:
            raise cannot_be_read(
                self._name, "it is protected by a password", "Save it without a password and try again."
            ) from problem
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as problem:
            raise self._damaged() from problem
        return bytes(content)

    def _too_large(self) -> Exception:
        return cannot_be_read(
            self._name, "it unpacks to more than a book can hold", "Choose a file that holds one book."
        )

    def _damaged(self) -> Exception:
        return cannot_be_read(self._name, "the file is damaged or not complete", "Copy or download it once more.")
