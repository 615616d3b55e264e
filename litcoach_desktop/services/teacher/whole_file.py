"""Files that are handed to a teacher: whole or not at all, and what was there before stays when one fails."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from litcoach_desktop.domain.errors import StorageProblem


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Where to write; it takes the place of `file` when the block ends. Raises StorageProblem."""
    fresh = file.with_name(f"{file.name}.new")
    try:
        yield fresh
        fresh.replace(file)
    except OSError as error:
        raise StorageProblem(
            f"{file} could not be written: {error.strerror or error}.",
            "What was there before is still there.",
            "Close the file if another program has it open, make room, or choose another folder.",
        ) from error
    finally:
        # Where nothing could be written there is nothing to tidy up.
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def write_whole(file: Path, content: bytes) -> None:
    """Write a file at once. Raises StorageProblem."""
    with whole_file(file) as fresh:
        fresh.write_bytes(content)
