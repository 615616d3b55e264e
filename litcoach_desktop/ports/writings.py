"""Where children's writing is kept, as the agent service sees it."""

from typing import Protocol

from litcoach_desktop.domain.writing.pieces import WritingTask, WritingVersion


class WritingStore(Protocol):
    """Keeps versions of pieces of writing for teachers to read. Every call may raise StorageProblem."""

    def add(self, piece_id: str | None, student_id: str, task: WritingTask, version: WritingVersion) -> str:
        """Keep one version; piece_id None begins a piece with it. The id of the piece comes back.

        KeyError when the piece or the child is not there any more.
        """
