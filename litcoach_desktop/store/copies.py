"""The copies of the databases that lie beside them: what there is, and erasing the old ones."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from litcoach_desktop.domain.retention import Copies

# Copies carry the moment that they were made at in their names; a file's own time changes when it is moved.
_STAMP = re.compile(r"(\d{8}T\d{6})\d*Z")


class CopyFolder:
    """Over the folder `backups`, with copies that were begun and never finished: they hold the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> Copies:
        """What there is. A copy that goes while it is looked at is not there."""
        found = list(self._files())
        return Copies(
            count=len(found),
            newest=max((made for _file, made, _size in found), default=None),
            size=sum(size for _file, _made, size in found),
            folder=str(self._folder),
        )

    def erase(self, made_before: datetime, *, dated_after: datetime | None = None) -> int:
        """Erase what was made before then; how many.

        dated_after: what bears a later date goes too: its clock was wrong, and nobody knows how old it is.
        """
        old = [
            file
            for file, made, _size in self._files()
            if made < made_before or (dated_after is not None and made > dated_after)
        ]
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def _files(self) -> Iterator[tuple[Path, datetime, int]]:
        """Each file with when it was made and its bytes."""
        for file in sorted(self._folder.glob("*")):
            with suppress(FileNotFoundError):
                status = file.stat()
                stamp = _STAMP.search(file.name)
                made = (
                    datetime.fromtimestamp(status.st_mtime, UTC)
                    if stamp is None
                    else datetime.strptime(stamp[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                )
                yield file, made, status.st_size
