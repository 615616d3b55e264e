"""The one talk with the coach of the child who is here: every screen that asks the coach goes on with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Slot

from litcoach_desktop.jobs import Lane

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import Student
    from litcoach_desktop.services.agent import AgentService, CoachSession

T = TypeVar("T")
LANE = Lane.LLM
"""The lane of everything that happens in a talk: it has one thread, and a talk has one turn after the other."""


class Visit:
    """The talk of one child from its coming to its going; opened when first used."""

    def __init__(self, agent: AgentService, student: Student | None) -> None:
        self._agent = agent
        self._student = student
        self._session: CoachSession | None = None

    def within(self, call: Callable[[CoachSession], T]) -> T:
        """Do something in the talk, on its lane only. The first time, files are read."""
        if self._session is None:
            self._session = self._agent.open_session(self._student)
        return call(self._session)

    def get_ready(self, cancelled: Callable[[], bool]) -> None:
        """Load what an answer may need, on any other lane."""
        self._agent.get_ready(cancelled)


class CoachTalk(QObject):
    """Holds the visit of the child who is here now."""

    def __init__(self, agent: AgentService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._agent = agent
        self.visit = Visit(agent, None)

    @Slot(object)
    def meet(self, student: Student | None) -> None:
        """Another child is here, or a guest: what was said before is no longer at hand."""
        self.visit = Visit(self._agent, student)
