"""A talk of a teacher with the assistant about one class, with a teacher's tools; nothing of it is kept."""

from litcoach_desktop.domain.coaching.turns import Reply, Role
from litcoach_desktop.ports.coaching import Assistant
from litcoach_desktop.services.agent.teacher_tools import TeacherTools
from litcoach_desktop.services.agent.toolset import Toolset

_LONGEST_QUESTION = 500


class AssistantSession:
    """One talk. Every call raises Refused while the teacher's side is locked, and may raise StorageProblem."""

    def __init__(self, assistant: Assistant, tools: TeacherTools) -> None:
        self._assistant = assistant
        self._toolset = Toolset(tools, Role.TEACHER)

    def opening(self) -> Reply:
        """What the assistant says first."""
        return self._assistant.opening()

    def say(self, said: str) -> Reply:
        """The answer to the first 500 characters of a question."""
        return self._assistant.answer(said[:_LONGEST_QUESTION], self._toolset)
