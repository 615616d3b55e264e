"""What a child is told whose entry a teacher erases while it reads."""

from collections.abc import Iterator
from contextlib import contextmanager

from litcoach_desktop.domain.errors import StorageProblem


@contextmanager
def unless_erased(*ids: str | None) -> Iterator[None]:
    """Raises StorageProblem in the stead of a KeyError for one of these ids, of a child or of its reading."""
    try:
        yield
    except KeyError as gone:
        if gone.args[0] not in ids:
            raise
        raise StorageProblem(
            "This name is no longer on the list.", "So this reading is not kept.", "Please ask your teacher."
        ) from gone
