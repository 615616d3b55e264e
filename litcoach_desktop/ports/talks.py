"""Where talks are kept, as the agent service sees it."""

from datetime import datetime
from typing import Protocol

from litcoach_desktop.domain.coaching.talks import TalkTurn


class TalkStore(Protocol):
    """Keeps messages for teachers to read. Every call may raise StorageProblem."""

    def add(self, talk_id: str | None, student_id: str | None, turn: TalkTurn) -> str:
        """Keep one message; talk_id None begins a talk with it. The id of the talk comes back.

        KeyError when the talk or the child is not there any more.
        """

    def messages_since(self, student_id: str, moment: datetime) -> int:
        """How many messages of the child were kept since then."""
