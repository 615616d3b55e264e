"""An agent service in memory: its coach says what a test wrote down, its tools work on the texts of the library."""

import threading
from collections.abc import Callable, Mapping

from litcoach_desktop.domain.coaching.turns import Pupil, Reply, Role, Source, ToolResult
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Category, Finding, Tier
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.toolset import Toolset
from tests.fakes.coach import MAYA, MemoryToolbox

HELLO = Reply("Hi! Shall we read? Your teacher can read what we say here.", ("Find a book", "What next?"))
DO_NOT_KNOW = Reply("I do not know that yet.", ("Find a book", "Ask a grown-up"))


def quoting(text: Text, quote: str) -> Reply:
    """A reply that quotes a text."""
    start = text.body.index(quote)
    source = Source("text", text.id, text.title, start, start + len(quote), quote)
    return Reply(f"The text says: “{quote}”", ("Next", "Ask me a question"), (source,))


def careful() -> Reply:
    """A reply of safety."""
    finding = Finding(Category.SELF_HARM, Tier.NOW, "hurt myself")
    return Reply("Thank you for telling me. Please tell a grown-up now.", ("Ask a grown-up",), finding=finding)


class FakeSession:
    """As CoachSession. Each message takes the next of the agent's replies."""

    def __init__(self, agent: "FakeAgent", student: Student | None) -> None:
        self.student = student
        self._agent = agent
        pupil = MAYA if student is None else Pupil(student.id, student.given_name, student.grade)
        self._tools = StudentTools(MemoryToolbox(*agent.texts()).box(), pupil)
        self._toolset = Toolset(self._tools, Role.STUDENT)

    @property
    def text(self) -> Text | None:
        return self._tools.text

    def open_text(self, text: Text) -> None:
        self._tools.lay_open(text)

    def use(self, tool: str, arguments: Mapping[str, object]) -> ToolResult:
        self._agent.may_fail()
        return self._toolset.call(tool, arguments)

    def opening(self) -> Reply:
        return HELLO

    def keep_writing(self, written: str, *, handed_in: bool) -> None:
        self._agent.may_fail()
        self._agent.written.append((written, handed_in))

    def say(
        self,
        said: str,
        *,
        words: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Reply:
        self._agent.said.append(said)
        for sentence in self._agent.sentences:
            assert words is not None
            words(sentence)
        self._agent.wait(cancelled)
        self._agent.may_fail()
        return self._agent.replies.pop(0) if self._agent.replies else DO_NOT_KNOW


class FakeAssistantSession:
    """As AssistantSession. Each question takes the next of the agent's replies."""

    def __init__(self, agent: "FakeAgent", class_id: str) -> None:
        self._agent = agent
        self.class_id = class_id

    def opening(self) -> Reply:
        return Reply("What would you like to know?", ("Who has not read this week?", "Which words are hard?"))

    def say(self, said: str) -> Reply:
        self._agent.said.append(said)
        self._agent.wait(None)
        self._agent.may_fail()
        return self._agent.replies.pop(0) if self._agent.replies else DO_NOT_KNOW


class FakeAgent:
    """As AgentService. replies: what is answered, in order. sentences: what is told of each answer before it is whole.

    hold: answers wait until it is set, or until they are no longer wanted.
    """

    def __init__(self, texts: Callable[[], list[Text]]) -> None:
        self.texts = texts
        self.replies: list[Reply] = []
        self.sentences: list[str] = []
        self.said: list[str] = []
        self.written: list[tuple[str, bool]] = []
        self.opened: list[FakeSession] = []
        self.asked_about: list[str] = []
        self.problem: Exception | None = None
        self.hold: threading.Event | None = None

    def get_ready(self, cancelled: Callable[[], bool]) -> None:
        """It always is."""

    def open_session(self, student: Student | None) -> FakeSession:
        self.may_fail()
        self.opened.append(FakeSession(self, student))
        return self.opened[-1]

    def open_assistant(self, class_id: str) -> FakeAssistantSession:
        self.may_fail()
        self.asked_about.append(class_id)
        return FakeAssistantSession(self, class_id)

    def wait(self, cancelled: Callable[[], bool] | None) -> None:
        while self.hold is not None and not self.hold.wait(0.01):
            if cancelled is not None and cancelled():
                raise Cancelled

    def may_fail(self) -> None:
        problem, self.problem = self.problem, None
        if problem is not None:
            raise problem
