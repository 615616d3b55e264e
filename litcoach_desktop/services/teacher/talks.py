"""What children said to the coach, as the teacher reads it, and what was done about what an adult should know."""

import logging

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.coaching.talks import Talk, TalkAlert, TalkSummary
from litcoach_desktop.domain.errors import StorageProblem
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.talks import TalkRepository

_LONGEST_NOTE = 2_000

_log = logging.getLogger(__name__)


class Talks:
    """Part of the teacher's side: for those who listen.

    What a child says is for the teachers of its classes, and for who manages the laptop, who sees every alert: none is
    lost because a class has no teacher. What a guest says is for every teacher.
    """

    def __init__(self, talks: TalkRepository, clock: Clock, scope: Scope) -> None:
        self._talks = talks
        self._clock = clock
        self._scope = scope

    def alerts(self, *, settled: bool = True) -> list[TalkAlert]:
        """What adults should know: open before settled, now before today, newest first."""
        found = self._talks.alerts(settled=settled)
        hers = self._scope.hers(Deed.LISTEN, (one.student.id for one in found if one.student is not None))
        return [one for one in found if one.student is None or one.student.id in hers]

    def open_alerts(self) -> int:
        """How many alerts nobody has settled."""
        account = self._scope.open(Deed.LISTEN)
        return self._talks.open_alerts() if account.role.sees_all else len(self.alerts(settled=False))

    def settle(self, alert_id: str, note: str) -> list[TalkAlert]:
        """Keep that an alert was dealt with, by whom and when; all alerts come back. KeyError for no such alert."""
        account = self._scope.alert(Deed.SETTLE, alert_id)
        self._talks.settle(alert_id, self._clock.now(), account.name, " ".join(note.split())[:_LONGEST_NOTE])
        return self.alerts()

    def of(self, student_id: str) -> list[TalkSummary]:
        """All talks of a child, newest first."""
        self._scope.child(Deed.LISTEN, student_id)
        return self._talks.talks_of(student_id)

    def talk(self, session_id: str) -> Talk:
        """One talk with every message. Its open alerts count as seen from now on. KeyError for no such talk."""
        account = self._scope.talk(Deed.LISTEN, session_id)
        talk = self._talks.talk(session_id)
        unseen = [one.id for one in talk.alerts if one.seen_at is None and one.settled_at is None]
        if not unseen:
            return talk
        try:
            self._talks.see(unseen, self._clock.now(), account.name)
        except StorageProblem as problem:
            # Reading what a child said goes before keeping a record of it.
            _log.warning("it could not be kept that alerts were seen: %s", problem)
            return talk
        return self._talks.talk(session_id)
