"""Talks with the coach in teacher.db: kept message by message, read by teachers, never rewritten."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from litcoach_desktop.domain.coaching.talks import Speaker, Talk, TalkAlert, TalkSummary, TalkTurn, by_urgency
from litcoach_desktop.domain.coaching.turns import Source
from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.identifiers import new_id
from litcoach_desktop.store.roster import student_of
from litcoach_desktop.store.tables import StudentRow
from litcoach_desktop.store.talk_tables import AlertStepRow, MessageRow, TalkRow

_SEEN, _SETTLED = "seen", "settled"


class TalkRepository:
    """Every call may raise StorageProblem; an unknown id is a KeyError."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, talk_id: str | None, student_id: str | None, turn: TalkTurn) -> str:
        """Keep one message; talk_id None begins a talk with it. The id of the talk comes back."""
        row = MessageRow(
            talk_id=talk_id or new_id(),
            at=turn.at,
            said_by=turn.by.value,
            said=turn.said,
            text_id=turn.text_id,
            text_title=turn.text_title,
            tier=turn.tier and turn.tier.value,
            category=turn.category and turn.category.value,
            sources=json.dumps([asdict(source) for source in turn.sources], ensure_ascii=False),
        )
        kept_in = row.talk_id
        with self._database.write() as session:
            if talk_id is None:
                if student_id is not None and session.get(StudentRow, student_id) is None:
                    raise KeyError(student_id)
                session.add(TalkRow(id=kept_in, student_id=student_id, started_at=turn.at))
                # Before its first message, which names it.
                session.flush()
            elif session.get(TalkRow, talk_id) is None:
                raise KeyError(talk_id)
            session.add(row)
        return kept_in

    def messages_since(self, student_id: str, moment: datetime) -> int:
        """How many messages of the child were kept since then."""
        query = (
            select(func.count())
            .select_from(MessageRow)
            .join(TalkRow)
            .where(
                col(TalkRow.student_id) == student_id,
                col(MessageRow.at) >= moment,
                col(MessageRow.said_by) == Speaker.CHILD.value,
            )
        )
        with self._database.read() as session:
            return session.exec(query).one()

    def talks_of(self, student_id: str) -> list[TalkSummary]:
        """All talks of a child, newest first."""
        with self._database.read() as session:
            return _summaries(session, col(TalkRow.student_id) == student_id)

    def talk(self, talk_id: str) -> Talk:
        """One talk with every message."""
        with self._database.read() as session:
            summaries = _summaries(session, col(TalkRow.id) == talk_id)
            if not summaries:
                raise KeyError(talk_id)
            query = select(MessageRow).where(col(MessageRow.talk_id) == talk_id).order_by(col(MessageRow.seq))
            turns = tuple(_turn(row) for row in session.exec(query))
            return Talk(summaries[0], turns, tuple(_alerts(session, col(MessageRow.talk_id) == talk_id)))

    def alerts(self, *, settled: bool = True) -> list[TalkAlert]:
        """What adults should know, the most urgent first; settled: also what was settled."""
        with self._database.read() as session:
            return _alerts(session, _is_alert() if settled else _is_alert() & _is_open())

    def open_alerts(self) -> int:
        """How many wait for somebody."""
        query = select(func.count()).select_from(MessageRow).where(_is_alert(), _is_open())
        with self._database.read() as session:
            return session.exec(query).one()

    def settle(self, alert_id: str, at: datetime, made_by: str, note: str) -> None:
        """Keep that somebody has dealt with it; what was kept before stays."""
        with self._database.write() as session:
            _need_alerts(session, [alert_id])
            session.add(AlertStepRow(message_id=alert_id, at=at, made_by=made_by, step=_SETTLED, note=note))

    def see(self, alert_ids: Sequence[str], at: datetime, made_by: str) -> None:
        """Keep that somebody has read them."""
        with self._database.write() as session:
            _need_alerts(session, alert_ids)
            for one in alert_ids:
                session.add(AlertStepRow(message_id=one, at=at, made_by=made_by, step=_SEEN, note=""))


def _is_alert() -> ColumnElement[bool]:
    return col(MessageRow.tier).is_not(None)


def _is_open() -> ColumnElement[bool]:
    settled = select(AlertStepRow.message_id).where(col(AlertStepRow.step) == _SETTLED)
    return col(MessageRow.id).not_in(settled)


def _need_alerts(session: Session, alert_ids: Sequence[str]) -> None:
    query = select(MessageRow.id).where(col(MessageRow.id).in_(alert_ids), _is_alert())
    missing = set(alert_ids) - set(session.exec(query).all())
    if missing:
        raise KeyError(min(missing))


def _summaries(session: Session, which: ColumnElement[bool]) -> list[TalkSummary]:
    last_text = (
        select(MessageRow.text_title)
        .where(col(MessageRow.talk_id) == TalkRow.id, MessageRow.text_title != "")
        .order_by(col(MessageRow.seq).desc())
        .limit(1)
        .correlate(TalkRow)
        .scalar_subquery()
    )
    query = (
        select(TalkRow, func.count(), func.count(col(MessageRow.tier)), func.coalesce(last_text, ""))
        .join(MessageRow)
        .where(which)
        .group_by(col(TalkRow.id))
        .order_by(col(TalkRow.started_at).desc(), col(TalkRow.id).desc())
    )
    return [
        TalkSummary(row.id, row.student_id, row.started_at, messages, title, alerts)
        for row, messages, alerts, title in session.exec(query)
    ]


def _alerts(session: Session, which: ColumnElement[bool]) -> list[TalkAlert]:
    query = (
        select(MessageRow, TalkRow, StudentRow)
        .join(TalkRow, col(MessageRow.talk_id) == TalkRow.id)
        .join(StudentRow, col(TalkRow.student_id) == StudentRow.id, isouter=True)
        .where(which, _is_alert())
    )
    found = list(session.exec(query))
    steps: dict[str, list[AlertStepRow]] = defaultdict(list)
    theirs = select(MessageRow.id).where(which, _is_alert())
    done = select(AlertStepRow).where(col(AlertStepRow.message_id).in_(theirs)).order_by(col(AlertStepRow.seq))
    for step in session.exec(done):
        steps[step.message_id].append(step)
    return by_urgency([_alert(message, talk, child, steps[message.id]) for message, talk, child in found])


def _alert(message: MessageRow, talk: TalkRow, child: StudentRow | None, steps: list[AlertStepRow]) -> TalkAlert:
    seen = next((step for step in steps if step.step == _SEEN), None)
    settled = next((step for step in reversed(steps) if step.step == _SETTLED), None)
    return TalkAlert(
        id=message.id,
        session_id=talk.id,
        student=None if child is None else student_of(child),
        at=message.at,
        tier=Tier(str(message.tier)),
        category=Category(str(message.category)),
        said=message.said,
        text_title=message.text_title,
        seen_at=seen.at if seen else None,
        seen_by=seen.made_by if seen else "",
        settled_at=settled.at if settled else None,
        settled_by=settled.made_by if settled else "",
        note=settled.note if settled else "",
    )


def _turn(row: MessageRow) -> TalkTurn:
    return TalkTurn(
        at=row.at,
        by=Speaker(row.said_by),
        said=row.said,
        text_id=row.text_id,
        text_title=row.text_title,
        tier=Tier(row.tier) if row.tier else None,
        category=Category(row.category) if row.category else None,
        sources=tuple(Source(**source) for source in json.loads(row.sources)),
    )
