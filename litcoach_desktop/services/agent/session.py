"""One talk of one child with the coach: safety before and after every turn, tools of the child's role between."""

import dataclasses
import logging
import re
from collections import deque
from collections.abc import Callable, Mapping

from litcoach_desktop.domain.coaching.turns import Reply, Role, ToolResult
from litcoach_desktop.domain.safety import Finding, Rulebook, check_reply, check_talk
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.coaching import Coach, HeldBack
from litcoach_desktop.services.agent.keeping import TalkKeeper
from litcoach_desktop.services.agent.student_tools import StudentTools
from litcoach_desktop.services.agent.telling import CheckedTelling, words_of_the_library
from litcoach_desktop.services.agent.toolset import Toolset
from litcoach_desktop.services.agent.writing_keeper import WritingKeeper

_LONGEST_MESSAGE = 4_000
# Harm may be told a few words at a time; more messages than these are not looked at together.
_REMEMBERED = 6
_QUOTED = re.compile("“([^”]+)”")

_log = logging.getLogger(__name__)


class CoachSession:
    """What is said and written is kept for a teacher to read: see TalkKeeper and WritingKeeper."""

    def __init__(
        self, coach: Coach, tools: StudentTools, rulebook: Rulebook, keeper: TalkKeeper, writings: WritingKeeper
    ) -> None:
        self._coach = coach
        self._keeper = keeper
        self._writings = writings
        self._has_told_not_kept = False
        self._offered: tuple[str, ...] = ()
        self._said_before: deque[str] = deque(maxlen=_REMEMBERED)
        self._tools = tools
        self._toolset = Toolset(tools, Role.STUDENT)
        self._rulebook = rulebook

    @property
    def text(self) -> Text | None:
        """The text that lies open."""
        return self._tools.text

    def open_text(self, text: Text) -> None:
        """Lay a text open that was chosen on another screen. One that lies open already stays as it is.

        Raises Refused for a text that the child is to read to be assessed.
        """
        self._tools.lay_open(text)

    def use(self, tool: str, arguments: Mapping[str, object]) -> ToolResult:
        """What a tool finds, for a screen with words of its own. Raises Refused for one that a child does not have.

        A question and what the child answers to it are kept like anything else that is said.
        """
        self._tools.put_away_unseen()
        choices = self._tools.choices
        result = self._toolset.call(tool, arguments)
        if tool == "ask_question" and result.status == "question":
            asked = Reply(result.facts["question"], result.choices, result.sources)
            self._keeper.coach_said(asked, self._tools.text)
        elif tool == "check_answer":
            self._keep_answer(str(arguments["answer"]), choices)
        return result

    def opening(self) -> Reply:
        """What the coach says first, and what becomes of what is said."""
        reply = self._coach.opening()
        self._offered = reply.choices
        self._keeper.coach_said(reply, self._tools.text)
        return reply

    def keep_writing(self, written: str, *, handed_in: bool) -> None:
        """Keep a page about the open text as it stands. Raises StorageProblem when it is handed in and cannot be."""
        if self._tools.text is not None:
            self._writings.keep(self._tools.text, written, handed_in=handed_in)

    def end(self) -> None:
        """The child has left. All that was said is kept already."""

    def say(
        self,
        said: str,
        *,
        words: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Reply:
        """The answer to the first 4,000 characters of a message; all of it is checked.

        words: called with each sentence of the answer that is ready before the whole is, and was checked; the
        reply takes their place. Raises StorageProblem, and Cancelled when `cancelled` says so; what the child said
        stays kept then.
        """
        self._tools.put_away_unseen()
        text = self._tools.text
        finding = self._check(said)
        spent = self._keeper.is_spent()
        passed_on = self._keeper.child_said(said, text, finding)
        if finding is not None:
            # Whatever the hour and however much was said: who tells of harm is answered.
            reply = dataclasses.replace(self._coach.safe_reply(finding.category, passed_on), finding=finding)
        elif spent:
            reply = self._coach.closing(said)
        else:
            reply = self._answer(said, words, cancelled)
        if finding is None and self._keeper.failed and not self._has_told_not_kept:
            self._has_told_not_kept = True
            reply = dataclasses.replace(reply, said=f"{reply.said} {self._coach.not_kept()}")
        self._offered = reply.choices
        self._keeper.coach_said(reply, self._tools.text)
        return reply

    def _keep_answer(self, answer: str, choices: tuple[str, ...]) -> None:
        """Keep an answer in words. One of the choices is the library's words, whatever they tell of."""
        chosen = next((choice for choice in choices if answer in (choice, choice[:1])), None)
        finding = self._check(answer) if chosen is None else None
        self._keeper.child_said(chosen or answer, self._tools.text, finding)

    def _check(self, said: str) -> Finding | None:
        """What the message tells of, by itself or together with what the child said just before.

        A choice that was offered tells of nothing: it is not the child who made its words.
        """
        if said.strip() in self._offered:
            return None
        text = self._tools.text
        finding = check_talk(said, tuple(self._said_before), self._rulebook, text.body if text else "")
        self._said_before.append(said)
        return finding

    def _quoted_from_child(self, reply: str) -> list[str]:
        """What a reply quotes of the child's own words, which were looked at when they were said."""
        said = " ".join(" ".join(self._said_before).split())
        return [words for words in _QUOTED.findall(reply) if words in said]

    def _answer(self, said: str, words: Callable[[str], None] | None, cancelled: Callable[[], bool] | None) -> Reply:
        telling = CheckedTelling(self._rulebook, words, cancelled)
        try:
            reply = self._coach.answer(said[:_LONGEST_MESSAGE], self._toolset, telling)
        except HeldBack as reason:
            _log.warning("a reply was held back while it was made: %s", reason)
            return self._coach.instead()
        quoted = [*words_of_the_library(reply.sources), *self._quoted_from_child(reply.said)]
        problem = check_reply(reply.said, self._rulebook, quoted)
        if problem is not None:
            _log.warning("a reply was held back: %s", problem.category)
            return self._coach.instead()
        return reply
