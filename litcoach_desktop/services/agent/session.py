"""One talk of one child with the coach: safety before and after every turn, tools of the child's role between."""

import logging
from collections.abc import Callable, Mapping

from litcoach_desktop.domain.coaching.turns import Reply, Role, ToolResult
from litcoach_desktop.domain.safety import Rulebook, check, check_reply
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.coaching import Coach, HeldBack
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.telling import CheckedTelling, words_of_the_library
from litcoach_desktop.services.agent.toolset import Toolset

_LONGEST_MESSAGE = 500

_log = logging.getLogger(__name__)


class CoachSession:
    """Nothing of it is kept when it ends."""

    def __init__(self, coach: Coach, tools: StudentTools, rulebook: Rulebook) -> None:
        self._coach = coach
        self._tools = tools
        self._toolset = Toolset(tools, Role.STUDENT)
        self._rulebook = rulebook

    @property
    def text(self) -> Text | None:
        """The text that lies open."""
        return self._tools.text

    def open_text(self, text: Text) -> None:
        """Lay a text open that was chosen on another screen. One that lies open already stays as it is."""
        self._tools.lay_open(text)

    def use(self, tool: str, arguments: Mapping[str, object]) -> ToolResult:
        """What a tool finds, for a screen with words of its own. Raises Refused for one that a child does not have."""
        return self._toolset.call(tool, arguments)

    def opening(self) -> Reply:
        """What the coach says first, and what becomes of what is said."""
        return self._coach.opening()

    def say(
        self,
        said: str,
        *,
        words: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Reply:
        """The answer to the first 500 characters of a message; all of it is checked.

        words: called with each sentence of the answer that is ready before the whole is, and was checked; the
        reply takes their place. Raises StorageProblem, and Cancelled when `cancelled` says so.
        """
        text = self._tools.text
        finding = check(said, self._rulebook, text.body if text else "")
        if finding is not None:
            reply = self._coach.safe_reply(finding.category)
            return Reply(reply.said, reply.choices, finding=finding)
        telling = CheckedTelling(self._rulebook, words, cancelled)
        try:
            reply = self._coach.answer(said[:_LONGEST_MESSAGE], self._toolset, telling)
        except HeldBack as reason:
            _log.warning("a reply was held back while it was made: %s", reason)
            return self._coach.instead()
        problem = check_reply(reply.said, self._rulebook, words_of_the_library(reply.sources))
        if problem is not None:
            _log.warning("a reply was held back: %s", problem.category)
            return self._coach.instead()
        return reply
