"""What the agent service expects of a coach: an answer to what was said, made with the tools it is handed."""

from collections.abc import Mapping
from typing import Protocol

from litcoach_desktop.domain.coaching.turns import Reply, ToolResult
from litcoach_desktop.domain.safety import Category


class ToolCaller(Protocol):
    """The tools of one session, for one role and one child."""

    def call(self, name: str, arguments: Mapping[str, object]) -> ToolResult:
        """Run a tool. Raises Refused for one that this role does not have, or for arguments of another form."""


class Coach(Protocol):
    """Talks with one child. It knows nothing but what was said and what the tools found."""

    def opening(self) -> Reply:
        """What is said first."""

    def answer(self, said: str, tools: ToolCaller) -> Reply:
        """What is said to a message that safety found nothing in."""

    def safe_reply(self, category: Category) -> Reply:
        """The fixed words for a message that safety stopped; written by people, never made up."""

    def instead(self) -> Reply:
        """What is said in place of a reply that must not be said."""
