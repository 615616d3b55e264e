"""The review queue: which readings wait for a teacher's ear, and that one is done with."""

from dataclasses import replace
from datetime import datetime, timedelta

from litcoach_desktop.domain.accounts import Deed
from litcoach_desktop.domain.reading.review_queue import Waiting, in_order, surprise, usual_rate
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.services.teacher.scope import Scope
from litcoach_desktop.store.reviews import ReviewRepository
from litcoach_desktop.store.roster import RosterRepository

# What nobody listened to within four weeks, nobody will; and a child reads otherwise by then.
_WAITS = timedelta(days=28)
_REMEMBERS = timedelta(days=365)


class Reviewing:
    """Part of the teacher's side: for those who listen."""

    def __init__(self, roster: RosterRepository, reviews: ReviewRepository, clock: Clock, scope: Scope) -> None:
        self._roster = roster
        self._reviews = reviews
        self._clock = clock
        self._scope = scope

    def waiting(self, class_id: str) -> list[Waiting]:
        """The readings of a class in the last four weeks that need an ear, the most doubtful first."""
        self._scope.room(Deed.LISTEN, class_id)
        now = self._clock.now()
        found = self._reviews.not_reviewed(self._roster.students(class_id), now - _WAITS)
        rates = self._reviews.rates({one.student_id for one in found if one.wcpm is not None}, now - _REMEMBERS)
        return in_order(_compared(one, rates.get(one.student_id, [])) for one in found)

    def done(self, reading_id: str, note: str = "") -> None:
        """The reading was listened to; it waits no longer. note: kept with it."""
        account = self._scope.reading(Deed.MARK, reading_id)
        self._reviews.add(reading_id, account.name, self._clock.now().isoformat(timespec="seconds"), note.strip())


def _compared(one: Waiting, rates: list[tuple[datetime, float]]) -> Waiting:
    if one.wcpm is None:
        return one
    before = [wcpm for at, wcpm in rates if at < one.started_at]
    usual = usual_rate(before)
    return replace(one, usual_wcpm=None if usual is None else usual[0], surprise=surprise(one.wcpm, before))
