"""View-model of the teacher's assistant: questions about one class, answers with what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from litcoach_desktop.domain.coaching.turns import Reply, Source
from litcoach_desktop.jobs import Lane
from litcoach_desktop.ui.messages import UserMessage, describe, log_bug, report
from litcoach_desktop.ui.teacher.errands import Errands
from litcoach_desktop.ui.widgets.bubbles import Bubble

if TYPE_CHECKING:
    from litcoach_desktop.domain.roster import ClassRoom
    from litcoach_desktop.services.agent import AgentService, AssistantSession

translate = QCoreApplication.translate
LONGEST_QUESTION = 500
_MOST_BUBBLES = 60
_MOST_LINKS = 12


class Assistant(QObject):
    """Holds the talk about the class that was chosen last. busy: an answer is on its way."""

    changed = Signal()

    def __init__(self, agent: AgentService, errands: Errands, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._agent = agent
        self._errands = errands
        self._session: AssistantSession | None = None
        self._sources: list[tuple[Source, ...]] = []
        self.room: ClassRoom | None = None
        self.bubbles: list[Bubble] = []
        self.choices: tuple[str, ...] = ()
        self.busy = False
        self.problem: UserMessage | None = None

    def open(self, room: ClassRoom) -> None:
        """Turn to this class; the talk about it goes on when it was the last one."""
        if self.room is None or self.room.id != room.id:
            self.forget()
            self.room = room
        if self._session is None:
            self.load()

    def load(self) -> None:
        """Begin the talk (again)."""
        room = self.room
        if room is None or self.busy:
            return

        def begin() -> tuple[AssistantSession, Reply]:
            session = self._agent.open_assistant(room.id)
            return session, session.opening()

        def have(begun: tuple[AssistantSession, Reply]) -> None:
            self._session = begun[0]
            self._have(begun[1])

        def failed(problem: Exception) -> None:
            log_bug(problem)
            self.busy, self.problem = False, describe(problem)
            self.changed.emit()

        self.busy, self.problem = True, None
        self._errands.send("begin with the assistant", begin, have, wrong=failed, lane=Lane.LLM)
        self.changed.emit()

    def ask(self, question: str) -> None:
        """Ask something; nothing happens for no words, or while an answer is on its way."""
        words = question[:LONGEST_QUESTION].encode("utf-8", "ignore").decode("utf-8").strip()
        session = self._session
        if not words or self.busy or session is None:
            return

        def failed(problem: Exception) -> None:
            self.busy = False
            report(problem)
            self.changed.emit()

        self._put(Bubble(words, own=True), ())
        self.busy = True
        self._errands.send("ask the assistant", lambda: session.say(words), self._have, wrong=failed, lane=Lane.LLM)
        self.changed.emit()

    def source(self, bubble: int, link: int) -> Source:
        """What a link of a bubble leads to."""
        return self._sources[bubble][link]

    def forget(self) -> None:
        """Hold nothing of any child any more."""
        self._session, self.room, self.problem, self.busy = None, None, None, False
        self.bubbles, self._sources, self.choices = [], [], ()
        self.changed.emit()

    def _have(self, reply: Reply) -> None:
        self.busy = False
        self.choices = reply.choices
        known: dict[tuple[str, str], Source] = {}
        for one in reply.sources:
            known.setdefault((one.kind, one.id), one)
        sources = tuple(known.values())[:_MOST_LINKS]
        links = tuple(_link_words(one) for one in sources)
        self._put(
            Bubble(reply.said, who=translate("Assistant", "Assistant"), links=links, copy="\n" in reply.said), sources
        )
        self.changed.emit()

    def _put(self, bubble: Bubble, sources: tuple[Source, ...]) -> None:
        self.bubbles = [*self.bubbles, bubble][-_MOST_BUBBLES:]
        self._sources = [*self._sources, sources][-_MOST_BUBBLES:]


def _link_words(source: Source) -> str:
    if source.kind == "reading":
        return translate("Assistant", "Reading: {0}").format(source.title)
    return source.title if source.kind == "student" else translate("Assistant", "Text: {0}").format(source.title)
