"""What children wrote, as the teacher reads it."""

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.writing.pieces import Piece
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.writings import WritingRepository


class Writings:
    """Part of the teacher's side: a child's own words, which no principal reads."""

    def __init__(self, writings: WritingRepository, scope: Scope) -> None:
        self._writings = writings
        self._scope = scope

    def of(self, student_id: str) -> list[Piece]:
        """All that a child wrote, version by version, the newest piece first."""
        self._scope.child(Deed.LISTEN, student_id)
        return list(reversed(self._writings.of_student(student_id)))
