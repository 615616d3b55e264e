"""The review queue of a teacher service in memory."""

from collections.abc import Callable

from litcoach_desktop.domain.reading.review_queue import Waiting


class FakeReviews:
    """waits: what waits, whatever the class. kept: reading and note of each review. may_enter: raises where it must."""

    def __init__(self, may_enter: Callable[[], None]) -> None:
        self._may_enter = may_enter
        self.waits: list[Waiting] = []
        self.kept: list[tuple[str, str]] = []

    def waiting(self, class_id: str) -> list[Waiting]:
        """What waits and was not reviewed."""
        self._may_enter()
        done = {reading for reading, _note in self.kept}
        return [one for one in self.waits if one.reading_id not in done]

    def done(self, reading_id: str, note: str = "") -> None:
        """Keep a review."""
        self._may_enter()
        self.kept.append((reading_id, note))

    def notes(self, reading_id: str) -> list[tuple[str, str, str]]:
        """Who reviewed a reading, when, and what they noted."""
        return [("teacher", "2026-11-24T15:00:00+00:00", note) for one, note in self.kept if one == reading_id]
