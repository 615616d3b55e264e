"""Kept talks in memory, as the teacher service gives them: some with what an adult should know, one of a guest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from litcoach_desktop.domain.coaching.talks import Speaker, Talk, TalkAlert, TalkSummary, TalkTurn, by_urgency
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Category, Tier


class KeptTalks:
    """The calls of TeacherService about talks. `may_enter` raises while the teacher's side is locked."""

    def __init__(self) -> None:
        self.talks_kept: list[Talk] = []

    def may_enter(self) -> None:
        """Raise what the service would."""

    def keep_talk(
        self,
        session_id: str,
        student: Student | None,
        at: datetime,
        said: Sequence[tuple[str, Category | None]],
        title: str = "The Lost Mitten",
    ) -> None:
        """A talk in which a child said these things, a minute apart. Harm to itself or by others is of tier now."""
        turns, alerts = [], []
        for number, (words, category) in enumerate(said):
            then = at + timedelta(minutes=number)
            grave = category in (Category.SELF_HARM, Category.ABUSE)
            tier = None if category is None else Tier.NOW if grave else Tier.TODAY
            turns.append(TalkTurn(then, Speaker.CHILD, words, "", title, tier, category))
            answer = "Please tell a grown-up." if category else "Shall we read on?"
            turns.append(TalkTurn(then + timedelta(seconds=2), Speaker.COACH, answer, "", title))
            if tier is not None and category is not None:
                alerts.append(
                    TalkAlert(f"{session_id}-{number}", session_id, student, then, tier, category, words, title)
                )
        summary = TalkSummary(session_id, student and student.id, at, len(said), title, len(alerts))
        self.talks_kept.append(Talk(summary, tuple(turns), tuple(alerts)))

    def alerts(self, *, settled: bool = True) -> list[TalkAlert]:
        """All alerts, the open and most urgent first."""
        self.may_enter()
        found = [alert for talk in self.talks_kept for alert in talk.alerts]
        return by_urgency([one for one in found if settled or one.settled_at is None])

    def settle_alert(self, alert_id: str, note: str) -> list[TalkAlert]:
        """Somebody has seen to it."""
        self.may_enter()
        for place, talk in enumerate(self.talks_kept):
            alerts = tuple(
                replace(one, settled_at=one.at + timedelta(hours=1), note=note) if one.id == alert_id else one
                for one in talk.alerts
            )
            open_now = sum(one.settled_at is None for one in alerts)
            self.talks_kept[place] = Talk(replace(talk.summary, alerts=open_now), talk.turns, alerts)
        return self.alerts()

    def talks_of(self, student_id: str) -> list[TalkSummary]:
        """The talks of a child, newest first."""
        self.may_enter()
        found = [talk.summary for talk in self.talks_kept if talk.summary.student_id == student_id]
        return sorted(found, key=lambda one: one.started_at, reverse=True)

    def talk(self, session_id: str) -> Talk:
        """One talk."""
        self.may_enter()
        return next(talk for talk in self.talks_kept if talk.summary.session_id == session_id)
