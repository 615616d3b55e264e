"""What children said to the coach, as the teacher reads it, and what was done about what an adult should know."""

import logging
from collections.abc import Callable

from litcoach_desktop.domain.coaching.talks import Talk, TalkAlert, TalkSummary
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.marking import TEACHER
from litcoach_desktop.store.talks import TalkRepository

_LONGEST_NOTE = 2_000

_log = logging.getLogger(__name__)


class Talks:
    """Part of the teacher's side. need_open raises Refused while that is locked.

    Every alert is for every teacher of the laptop: who looks after a child in danger is not a matter of classes.
    """

    def __init__(self, talks: TalkRepository, clock: Clock, need_open: Callable[[], None]) -> None:
        self._talks = talks
        self._clock = clock
        self._need_open = need_open

    def alerts(self, *, settled: bool = True) -> list[TalkAlert]:
        """What adults should know: open before settled, now before today, newest first."""
        self._need_open()
        return self._talks.alerts(settled=settled)

    def open_alerts(self) -> int:
        """How many alerts nobody has settled."""
        self._need_open()
        return self._talks.open_alerts()

    def settle(self, alert_id: str, note: str) -> list[TalkAlert]:
        """Keep that an alert was dealt with, by whom and when; all alerts come back. KeyError for no such alert."""
        self._need_open()
        self._talks.settle(alert_id, self._clock.now(), TEACHER, " ".join(note.split())[:_LONGEST_NOTE])
        return self._talks.alerts()

    def of(self, student_id: str) -> list[TalkSummary]:
        """All talks of a child, newest first."""
        self._need_open()
        return self._talks.talks_of(student_id)

    def talk(self, session_id: str) -> Talk:
        """One talk with every message. Its open alerts count as seen from now on. KeyError for no such talk."""
        self._need_open()
        talk = self._talks.talk(session_id)
        unseen = [one.id for one in talk.alerts if one.seen_at is None and one.settled_at is None]
        if not unseen:
            return talk
        try:
            self._talks.see(unseen, self._clock.now(), TEACHER)
        except StorageProblem as problem:
            # Reading what a child said goes before keeping a record of it.
            _log.warning("it could not be kept that alerts were seen: %s", problem)
            return talk
        return self._talks.talk(session_id)
