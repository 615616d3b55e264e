"""What the agent service expects of a coach: an answer to what was said, made with the tools it is handed."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from litcoach_desktop.domain.coaching.talks import PassedOn
from litcoach_desktop.domain.coaching.tool_card import ToolCard
from litcoach_desktop.domain.coaching.turns import Reply, Source, ToolResult
from litcoach_desktop.domain.safety import Category


class ToolCaller(Protocol):
    """The tools of one session, for one role and one child."""

    @property
    def cards(self) -> Sequence[ToolCard]:
        """What there is to call."""

    def call(self, name: str, arguments: Mapping[str, object]) -> ToolResult:
        """Run a tool. Raises Refused for one that this role does not have, or for arguments of another form."""


class Telling(Protocol):
    """How a reply comes out while it is still being made. What is returned in the end takes its place."""

    def words(self, more: str, sources: Sequence[Source]) -> None:
        """The next words. sources: what they may quote. Raises HeldBack when they must not be said."""

    def cancelled(self) -> bool:
        """Whether nobody waits for the reply any more."""


class HeldBack(Exception):
    """What was about to be said must not be said."""


class Silence:
    """Implements Telling for somebody who waits for the whole reply."""

    def words(self, more: str, sources: Sequence[Source]) -> None:
        """Nobody listens."""

    def cancelled(self) -> bool:
        """Never."""
        return False


SILENCE = Silence()


class Coach(Protocol):
    """Talks with one child. It knows nothing but what was said and what the tools found."""

    def opening(self) -> Reply:
        """What is said first."""

    def answer(self, said: str, tools: ToolCaller, telling: Telling = SILENCE) -> Reply:
        """What is said to a message that safety found nothing in. Raises HeldBack, and Cancelled when it is wished."""

    def safe_reply(self, category: Category, passed_on: PassedOn = PassedOn.SILENT) -> Reply:
        """The fixed words for a message that safety stopped, written by people, and what became of the message."""

    def instead(self) -> Reply:
        """What is said in place of a reply that must not be said."""

    def closing(self, said: str) -> Reply:
        """What is said to a message when it was enough for today."""

    def not_kept(self) -> str:
        """The sentence that no teacher will read what is said now."""


class PlainCoach(Coach, Protocol):
    """A coach that needs no model, and knows words for whatever a tool may find."""

    def is_ready_for(self, said: str) -> bool:
        """Whether it understands by itself what is wanted.

        Takes note of the language.
        """

    def tell(self, tool: str, arguments: Mapping[str, str], result: ToolResult) -> Reply:
        """What a tool found, in words that people wrote."""


class Assistant(Protocol):
    """Talks with one teacher about one class."""

    def opening(self) -> Reply:
        """What is said first."""

    def answer(self, said: str, tools: ToolCaller) -> Reply:
        """What is said to a question. Raises Refused while the teacher's side is locked."""
