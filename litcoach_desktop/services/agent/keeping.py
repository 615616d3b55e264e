"""Keeps one talk while it goes on, for a teacher to read; and counts what a child said today."""

import logging
from collections.abc import Callable

from litcoach_desktop.domain.coaching.talks import PassedOn, Speaker, TalkTurn
from litcoach_desktop.domain.coaching.turns import Pupil, Reply
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.domain.safety import Finding, Tier
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.ports.talks import TalkStore

_log = logging.getLogger(__name__)


class TalkKeeper:
    """Keeps a child's talk from its first message on. A talk is never broken by a disk that takes nothing more.

    Of a guest nothing is kept but a message of tier now with its answer, without a name: a guest was promised to leave
    no trace, and a child in danger matters more than that promise. It is told so when the talk begins.
    """

    def __init__(self, store: TalkStore, pupil: Pupil, clock: Clock, limit: Callable[[], int]) -> None:
        """limit: messages a day that are answered; 0 for no end. A callable, because a school may change it."""
        self._store = store
        self._pupil = pupil
        self._clock = clock
        self._limit = limit
        self._talk: str | None = None
        # What the coach said before the child said anything: a talk in which nobody spoke is not kept.
        self._waiting: list[TalkTurn] = []
        self._said = 0
        self._last_kept = False
        self.failed = False
        """Whether the last message could not be kept."""

    def is_spent(self) -> bool:
        """Whether the child has said today as much as it may. A guest is nobody from day to day: the talk counts."""
        limit = self._limit()
        if limit <= 0:
            return False
        said = self._said
        if self._pupil.id is not None:
            # The day of the place where the laptop stands.
            midnight = self._clock.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
            try:
                said = max(said, self._store.messages_since(self._pupil.id, midnight))
            except StorageProblem as problem:
                _log.warning("what was said today could not be counted: %s", problem)
        return said >= limit

    def child_said(self, said: str, text: Text | None, finding: Finding | None) -> PassedOn:
        """Keep a message of the child; what may truthfully be said of it."""
        self._said += 1
        self._last_kept = False
        self.failed = False
        grave = finding is not None and finding.tier is Tier.NOW
        if self._pupil.id is None and not grave:
            return PassedOn.SILENT
        self._last_kept = self._keep(self._turn(Speaker.CHILD, said, text, finding))
        self.failed = not self._last_kept
        if finding is None:
            return PassedOn.SILENT
        if self.failed:
            return PassedOn.NOT_KEPT
        if self._pupil.id is None:
            return PassedOn.NAMELESS
        return PassedOn.KEPT if grave else PassedOn.KEPT_TODAY

    def coach_said(self, reply: Reply, text: Text | None) -> None:
        """Keep an answer to a message that was kept."""
        turn = self._turn(Speaker.COACH, reply.said, text, None, reply)
        if self._said == 0:
            if self._pupil.id is not None:
                self._waiting.append(turn)
        elif self._last_kept:
            self._keep(turn)

    def _turn(
        self, by: Speaker, said: str, text: Text | None, finding: Finding | None, reply: Reply | None = None
    ) -> TalkTurn:
        return TalkTurn(
            at=self._clock.now(),
            by=by,
            said=said,
            text_id=text.id if text else "",
            text_title=text.title if text else "",
            tier=finding.tier if finding else None,
            category=finding.category if finding else None,
            sources=reply.sources if reply else (),
        )

    def _keep(self, turn: TalkTurn) -> bool:
        try:
            while self._waiting:
                self._talk = self._store.add(self._talk, self._pupil.id, self._waiting[0])
                del self._waiting[0]
            self._talk = self._store.add(self._talk, self._pupil.id, turn)
        except (StorageProblem, KeyError) as problem:
            # A KeyError: a teacher has erased the child while it was talking.
            _log.warning("a message of a talk could not be kept: %s", type(problem).__name__)
            return False
        return True
