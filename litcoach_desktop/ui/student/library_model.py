"""State of "Today" and of the shelf: the texts, what suits the child, what was searched for and chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from litcoach_desktop.services.content import ContentService

MOST_IN_A_ROW = 24
"""Covers in a row at once; the search box finds the others."""
_FOR_YOU = 5
_FIRST_LINES = 280


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """Some texts under a name. hidden: how many more there are than a row shows."""

    name: str
    texts: tuple[Text, ...]
    hidden: int


class LibraryModel(ScreenModel):
    """The texts of this laptop. `suggestion` is the one to read today, `chosen` the one on the shelf."""

    def __init__(self, runner: JobRunner, content: ContentService, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._content = content
        self._student: Student | None = None
        self.texts: list[Text] = []
        self.searched = ""
        self.chosen: Text | None = None
        self.suggestion: Text | None = None

    def load(self, student: Student | None, read_last: Text | None) -> None:
        """Ask for the texts. read_last: is not suggested again."""
        self._student = student
        self.searched, self.chosen = "", None
        self.run(
            Lane.STORE,
            lambda _ctx: self._content.shelf(),
            "texts",
            lambda texts: self._got_texts(texts, read_last),
        )

    @property
    def student(self) -> Student | None:
        """Who looks at the shelf; None for a guest."""
        return self._student

    def search(self, words: str) -> None:
        """Keep the texts that have every one of these words in their title, topics or genre."""
        self.searched = words.strip()
        self.changed.emit()

    def choose(self, text: Text) -> None:
        """Look at this one."""
        self.chosen = text
        self.changed.emit()

    def rows(self) -> list[ShelfRow]:
        """The shelf, from top to bottom: what suits the child first; one row of finds while searching."""
        if self.searched:
            return self._row(self._tr("Found"), [text for text in self.texts if self._matches(text)])
        grade = self._grade()
        near = [text for text in self.texts if grade is not None and abs(text.grade - grade) <= 1]
        near = sorted(near, key=lambda text: abs(text.grade - (grade or 0)))[:_FOR_YOU]
        # A text stands on the shelf once.
        others = [text for text in self.texts if text not in near]
        kinds = (
            (self._tr("Stories"), "story"),
            (self._tr("True stories"), "information"),
            (self._tr("Poems"), "poem"),
        )
        rows = self._row(self._tr("For you"), near)
        for name, genre in kinds:
            rows += self._row(name, [text for text in others if text.genre == genre])
        known = {genre for _, genre in kinds}
        return rows + self._row(self._tr("More"), [text for text in others if text.genre not in known])

    @staticmethod
    def first_lines(text: Text) -> str:
        """How a text begins, cut at the end of a word."""
        start = " ".join(text.body.split("\n\n")[0].split(" "))
        if len(start) <= _FIRST_LINES:
            return start
        return start[:_FIRST_LINES].rsplit(" ", 1)[0] + " …"

    @staticmethod
    def _row(name: str, texts: list[Text]) -> list[ShelfRow]:
        shown = tuple(texts[:MOST_IN_A_ROW])
        return [ShelfRow(name, shown, len(texts) - len(shown))] if shown else []

    @staticmethod
    def _tr(text: str) -> str:
        return QCoreApplication.translate("LibraryModel", text)

    def _grade(self) -> int | None:
        return self._student.grade if self._student else None

    def _matches(self, text: Text) -> bool:
        heap = " ".join((text.title, text.genre, *text.topics)).casefold()
        return all(word in heap for word in self.searched.casefold().split())

    def _got_texts(self, texts: list[Text], read_last: Text | None) -> None:
        self.texts = texts
        self.phase = Phase.READY if texts else Phase.EMPTY
        grade = self._grade() if self._student else (texts[0].grade if texts else 0)
        fresh = [text for text in texts if read_last is None or text.id != read_last.id] or texts
        self.suggestion = min(fresh, key=lambda text: abs(text.grade - (grade or 0)), default=None)
        self.changed.emit()
