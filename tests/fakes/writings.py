"""Children's writing in memory, on a disk that a test can fill up."""

from dataclasses import dataclass, field, replace

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.writing.pieces import Piece, WritingTask, WritingVersion

FULL = StorageProblem("The disk is full.", "Nothing was kept.", "Make room.")


@dataclass
class MemoryWritings:
    """Implements `ports.writings.WritingStore`, and gives what it keeps as WritingRepository does."""

    pieces: list[Piece] = field(default_factory=list)
    is_full: bool = False

    def add(self, piece_id: str | None, student_id: str, task: WritingTask, version: WritingVersion) -> str:
        if self.is_full:
            raise FULL
        if piece_id is None:
            piece_id = f"piece-{len(self.pieces)}"
            self.pieces.append(Piece(piece_id, student_id, task, version.at, (version,)))
        else:
            place = next(place for place, one in enumerate(self.pieces) if one.id == piece_id)
            self.pieces[place] = replace(self.pieces[place], versions=(*self.pieces[place].versions, version))
        return piece_id

    def of_student(self, student_id: str) -> list[Piece]:
        """All that a child wrote."""
        return [one for one in self.pieces if one.student_id == student_id]
