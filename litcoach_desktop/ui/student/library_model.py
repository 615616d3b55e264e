"""State of "Today" and of the shelf: the texts, what suits the child and why, what was searched for and chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject

from litcoach_desktop.domain.assignments import Task
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.searching import Filters
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel
from litcoach_desktop.ui.student.shelf_words import kind_of_row, reason_words

if TYPE_CHECKING:
    from litcoach_desktop.services.content import Found, Hit, Recommendation

MOST_IN_A_ROW = 24
"""Covers in a row at once; the search box finds the others."""
_FOR_YOU = 5
_FIRST_LINES = 280
_MOST_FOUND = 60


class Library(Protocol):
    """What the shelf needs of the content service."""

    def shelf(self, grade: int | None = None, filters: Filters | None = None) -> list[Text]:
        """The texts."""

    def search_as_you_type(
        self, typed: str, filters: Filters | None = None, read: Sequence[str] = (), limit: int = 20
    ) -> Found:
        """What was found."""

    def recommend(self, read: Sequence[str], grade: int | None, limit: int = 6) -> list[Recommendation]:
        """What to read next."""

    def more_like_this(self, text_id: str, filters: Filters | None = None, limit: int = 10) -> list[Hit]:
        """Like texts."""

    def easier(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Easier ones."""

    def harder(self, text_id: str, limit: int = 10) -> list[Hit]:
        """Harder ones."""


class History(Protocol):
    """What the shelf needs of the assessment service."""

    def texts_read(self, student_id: str) -> list[str]:
        """The ids of what the child read, the latest first."""

    def tasks(self, student: Student) -> list[Task]:
        """What the teacher asks, what is due first before the rest."""

    def unseen(self, student: Student | None) -> frozenset[str]:
        """The ids of what is to be assessed and may not be seen before."""

    def need_help_allowed(self, student: Student | None, text: Text) -> None:
        """Raises Refused where nothing of the text may be heard yet."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """Some texts under a name. hidden: how many more there are than a row shows."""

    name: str
    texts: tuple[Text, ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class _Library:
    """What came from the services at once."""

    texts: list[Text] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    recommended: list[Recommendation] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    unseen: frozenset[str] = frozenset()


class LibraryModel(ScreenModel):
    """The texts of this laptop. `suggestion` is the one to read today, `chosen` the one on the shelf.

    task: what the teacher asked, that the suggestion is for; None where it is ours.
    filters: what the shelf is narrowed to. found: the finds of the last search, None while nothing is searched for.
    """

    def __init__(self, runner: JobRunner, content: Library, history: History, parent: QObject | None = None) -> None:
        super().__init__(runner, parent)
        self._content, self._history = content, history
        self._student: Student | None = None
        self._library = _Library()
        self._by_id: dict[str, Text] = {}
        self._asked = 0
        self._found_name = ""
        self.searched = ""
        self.filters = Filters()
        self.only_unread = False
        self.found: list[Text] | None = None
        self.corrected: dict[str, str] = {}
        self.chosen: Text | None = None
        self.suggestion: Text | None = None
        self.task: Task | None = None

    def load(self, student: Student | None, read_last: Text | None) -> None:
        """Ask for the texts. read_last: is not suggested again."""
        self._student = student
        self._clear_search()
        self.chosen = None
        self.filters, self.only_unread = Filters(), False

        def fetch(_ctx: object) -> _Library:
            read = self._history.texts_read(student.id) if student is not None else []
            grade = student.grade if student is not None else None
            tasks = self._history.tasks(student) if student is not None else []
            unseen = self._history.unseen(student)
            wished = self._content.recommend(read, grade, _FOR_YOU + len(unseen))
            recommended = [one for one in wished if one.card.text_id not in unseen][:_FOR_YOU]
            return _Library(self._content.shelf(), read, recommended, tasks, unseen)

        self.run(Lane.STORE, fetch, "texts", lambda library: self._got(library, read_last))

    @property
    def student(self) -> Student | None:
        """Who looks at the shelf; None for a guest."""
        return self._student

    @property
    def texts(self) -> list[Text]:
        """All texts that may be seen: what is to be assessed is new to the child when it is read."""
        return [text for text in self._library.texts if self.may_be_seen(text)]

    def was_read(self, text: Text) -> bool:
        """Whether the child has read it."""
        return text.id in self._library.read

    def may_be_seen(self, text: Text) -> bool:
        """Whether the child may look at it: not before it is read to be assessed."""
        return text.id not in self._library.unseen

    def search(self, words: str) -> None:
        """Look for what is typed so far; the finds come by `changed`."""
        self.searched = words.strip()
        self._look()

    def narrow(self, filters: Filters, *, only_unread: bool) -> None:
        """Only these texts from now on, on the shelf and in what is found."""
        self.filters, self.only_unread = filters, only_unread
        self._look()

    def show_like(self, text: Text) -> None:
        """Texts like this one."""
        self._ask(
            self._tr("Like “%s”").replace("%s", text.title),
            lambda: [hit.card.text_id for hit in self._content.more_like_this(text.id)],
        )

    def show_easier(self, text: Text) -> None:
        """Easier texts about the same."""
        self._ask(
            self._tr("Easier than “%s”").replace("%s", text.title),
            lambda: [hit.card.text_id for hit in self._content.easier(text.id)],
        )

    def show_harder(self, text: Text) -> None:
        """Harder texts about the same."""
        self._ask(
            self._tr("Harder than “%s”").replace("%s", text.title),
            lambda: [hit.card.text_id for hit in self._content.harder(text.id)],
        )

    def choose(self, text: Text) -> None:
        """Look at this one."""
        self.chosen = text
        self.changed.emit()

    def hear(self, text: Text, listen: Callable[[Text], None]) -> None:
        """Have a text read to the child, unless it has been asked since to read it to be assessed."""
        student = self._student
        self.run(
            Lane.STORE,
            lambda _ctx: self._history.need_help_allowed(student, text),
            "look whether a text may be heard",
            lambda _none: listen(text),
            report,
        )

    def rows(self) -> list[ShelfRow]:
        """The shelf, from top to bottom: what suits the child first; one row of finds while searching."""
        if self.found is not None:
            return self._row(self._found_name, self.found, _MOST_FOUND)
        near = [self._by_id[one.card.text_id] for one in self._library.recommended if one.card.text_id in self._by_id]
        # A text stands on the shelf once.
        others = [text for text in self.texts if text not in near]
        rows = self._row(self._tr("For you"), near)
        for genre, name in kind_of_row().items():
            rows += self._row(name, [text for text in others if text.genre == genre])
        return rows

    def reason(self, text: Text) -> str:
        """Why the text is among what suits the child; empty when it is not."""
        found = next((one for one in self._library.recommended if one.card.text_id == text.id), None)
        if found is None:
            return ""
        return reason_words(found.because.title if found.because is not None else None, found.step)

    @staticmethod
    def first_lines(text: Text) -> str:
        """How a text begins, cut at the end of a word."""
        start = " ".join(text.body.split("\n\n")[0].split(" "))
        if len(start) <= _FIRST_LINES:
            return start
        return start[:_FIRST_LINES].rsplit(" ", 1)[0] + " …"

    @staticmethod
    def _row(name: str, texts: Sequence[Text], most: int = MOST_IN_A_ROW) -> list[ShelfRow]:
        shown = tuple(texts[:most])
        return [ShelfRow(name, shown, len(texts) - len(shown))] if shown else []

    @staticmethod
    def _tr(text: str) -> str:
        return QCoreApplication.translate("LibraryModel", text)

    def _look(self) -> None:
        read = self._library.read if self.only_unread else []
        filters, typed = self.filters, self.searched
        if not typed and filters.let_all_pass and not self.only_unread:
            self._clear_search()
            self.changed.emit()
            return

        def find() -> list[str]:
            if typed:
                found = self._content.search_as_you_type(typed, filters, read, _MOST_FOUND)
                self.corrected = found.corrected
                return [hit.card.text_id for hit in found.hits]
            return [text.id for text in self._content.shelf(filters=filters) if text.id not in read]

        self._ask(self._tr("Found"), find)

    def _ask(self, name: str, find: Callable[[], list[str]]) -> None:
        self._asked += 1
        asked = self._asked

        def show(ids: list[str]) -> None:
            # Somebody who types fast asks again before the answer has come.
            if asked != self._asked:
                return
            self._found_name = name
            unseen = self._library.unseen
            self.found = [self._by_id[one] for one in ids if one in self._by_id and one not in unseen]
            self.changed.emit()

        self.run(Lane.STORE, lambda _ctx: find(), "search the library", show, report)

    def _text_for(self, task: Task, candidates: Sequence[Text]) -> Text | None:
        if task.next_text is not None:
            return self._by_id.get(task.next_text)
        return next((text for text in candidates if text.grade == task.assignment.grade), None)

    def _clear_search(self) -> None:
        self._asked += 1
        self.searched, self.found, self.corrected = "", None, {}

    def _got(self, library: _Library, read_last: Text | None) -> None:
        self._library = library
        self._by_id = {text.id: text for text in library.texts}
        texts = self.texts
        self.phase = Phase.READY if library.texts else Phase.EMPTY
        suits = [self._by_id[one.card.text_id] for one in library.recommended if one.card.text_id in self._by_id]
        fresh = [text for text in (*suits, *texts) if read_last is None or text.id != read_last.id] or texts
        self.suggestion = next(iter(fresh), None)
        self.task = None
        for task in library.tasks:
            text = self._text_for(task, [*fresh, *texts])
            # A text that was taken off the shelf since cannot be read.
            if text is not None:
                self.task, self.suggestion = task, text
                break
        self.changed.emit()
