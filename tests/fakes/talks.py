"""Kept talks in memory, on a disk that a test can fill up."""

from dataclasses import dataclass, field
from datetime import datetime

from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.services.agent.keeping import TalkKeeper
from tests.fakes.clock import FakeClock

FULL = StorageProblem("The disk is full.", "Nothing was kept.", "Make room.")


@dataclass
class MemoryTalks:
    """Implements `ports.talks.TalkStore`. talks: the child (None for a guest) and the messages, by talk."""

    clock: FakeClock = field(default_factory=FakeClock)
    talks: dict[str, tuple[str | None, list[TalkTurn]]] = field(default_factory=dict)
    is_full: bool = False
    limit: int = 0

    def add(self, talk_id: str | None, student_id: str | None, turn: TalkTurn) -> str:
        if self.is_full:
            raise FULL
        talk_id = talk_id or f"talk{len(self.talks)}"
        self.talks.setdefault(talk_id, (student_id, []))[1].append(turn)
        return talk_id

    def messages_since(self, student_id: str, moment: datetime) -> int:
        if self.is_full:
            raise FULL
        kept = [turn for child, turns in self.talks.values() if child == student_id for turn in turns]
        return sum(turn.by is Speaker.CHILD and turn.at >= moment for turn in kept)

    def keeper(self, pupil: Pupil) -> TalkKeeper:
        """What keeps one talk of this child."""
        return TalkKeeper(self, pupil, self.clock, lambda: self.limit)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Who said what, in all talks."""
        return [(turn.by.value, turn.said) for _, turns in self.talks.values() for turn in turns]
