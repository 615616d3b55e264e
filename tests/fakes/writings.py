"""Children's writing in memory, on a disk that a test can fill up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.writing.counts import COUNTED_BY, count_writing
from litcoach_desktop.domain.writing.pieces import Piece, WritingTask, WritingVersion

FULL = StorageProblem("The disk is full.", "Nothing was kept.", "Make room.")


def written(
    writings: MemoryWritings,
    student_id: str,
    at: datetime,
    *versions: str,
    title: str = "The Bridge",
    done: bool = True,
) -> None:
    """Keep a piece with these versions, five minutes apart, the last one handed in when it is `done`."""
    piece, task = None, WritingTask(title.casefold(), title, "Would you have crossed it, and why?")
    for number, words in enumerate(versions):
        counts = count_writing(words, lambda word: word != "rann")
        handed_in = done and number == len(versions) - 1
        version = WritingVersion(at + number * timedelta(minutes=5), words, counts, COUNTED_BY, handed_in)
        piece = writings.add(piece, student_id, task, version)


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
