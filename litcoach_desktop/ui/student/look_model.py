"""State of "How the page looks": the child's own choices, kept from one day to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from litcoach_desktop.domain.page_look import PageLook
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.jobs import JobRunner, Lane
from litcoach_desktop.ui.messages import report
from litcoach_desktop.ui.student.model import Phase, ScreenModel

if TYPE_CHECKING:
    from collections.abc import Callable


class Keeper(Protocol):
    """What the looks need of the assessment service."""

    def page_look(self, student: Student) -> PageLook:
        """The child's look."""

    def keep_page_look(self, student: Student, look: PageLook) -> None:
        """Keep it."""


class LookModel(ScreenModel):
    """`look` holds at once for every page; a guest's is forgotten. syllables: cuts a word into its parts."""

    def __init__(
        self,
        runner: JobRunner,
        keeper: Keeper,
        syllables: Callable[[str], list[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(runner, parent)
        self._keeper = keeper
        self._student: Student | None = None
        self.syllables = syllables
        self.look = PageLook()
        # There is always a look to show; the child's own replaces it when it has come.
        self.phase = Phase.READY

    def load(self, student: Student | None) -> None:
        """Another child is here; None is a guest."""
        self.stop()
        self._student = student
        self._show(PageLook())
        if student is not None:
            self.run(Lane.STORE, lambda _ctx: self._keeper.page_look(student), "fetch a page look", self._show, report)

    def choose(self, part: str, value: object) -> None:
        """Change one part of the look. part, value: as in CHOICES."""
        look = PageLook.from_values({**self.look.as_values(), part: value})
        student = self._student
        self._show(look)
        if student is not None:
            self.run(
                Lane.STORE,
                lambda _ctx: self._keeper.keep_page_look(student, look),
                "keep a page look",
                lambda _none: None,
                report,
                lasting=True,
            )

    def _show(self, look: PageLook) -> None:
        self.look = look
        self.changed.emit()
