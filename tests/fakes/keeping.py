"""What is kept about children, in memory: as the Keeping of the teacher's side."""

from collections.abc import Callable

from litcoach_desktop.domain.retention import Copies


class FakeKeeping:
    """may_enter: raises what the service would."""

    def __init__(self, may_enter: Callable[[], None]) -> None:
        self._may_enter = may_enter
        self.kept_copies = Copies(0, None, 0, "/data/backups")

    def copies(self) -> Copies:
        """The copies on the disk."""
        self._may_enter()
        return self.kept_copies
