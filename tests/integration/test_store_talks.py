"""Talks in teacher.db: every message stays as it was said, and alerts say who saw and settled them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from litcoach_desktop.domain.coaching.talks import Speaker, TalkTurn
from litcoach_desktop.domain.coaching.turns import Source
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.store.database import Databases, open_databases
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock

KEY = Key(bytes(range(32)), "file")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    with open_databases(tmp_path, KEY, FakeClock()) as opened:
        yield opened


@pytest.fixture
def maya(databases: Databases) -> Student:
    return databases.roster.add_student(databases.roster.add_class("Room 12", 3).id, "Maya", "Lin", 3)


def said(words: str, minutes: int = 0, by: Speaker = Speaker.CHILD, tier: Tier | None = None) -> TalkTurn:
    category = None if tier is None else Category.ABUSE if tier is Tier.NOW else Category.STRONG_LANGUAGE
    return TalkTurn(NOON + timedelta(minutes=minutes), by, words, "hen", "The Hen", tier, category)


def test_a_talk_comes_back_as_it_was_said(databases: Databases, maya: Student) -> None:
    first = said("who ran?")
    quoted = Source("text", "hen", "The Hen", 0, 12, "The hen ran.")
    reply = TalkTurn(NOON, Speaker.COACH, "“The hen ran.”", "hen", "The Hen", sources=(quoted,))
    talk_id = databases.talks.add(None, maya.id, first)
    assert databases.talks.add(talk_id, maya.id, reply) == talk_id
    talk = databases.talks.talk(talk_id)
    assert talk.turns == (first, reply)
    (summary,) = databases.talks.talks_of(maya.id)
    assert summary == talk.summary
    assert (summary.messages, summary.text_title, summary.alerts, summary.started_at) == (2, "The Hen", 0, NOON)
    assert talk.alerts == ()


def test_talks_come_newest_first_and_only_the_childs_own(databases: Databases, maya: Student) -> None:
    leo = databases.roster.add_student(maya.class_id, "Leo", "", 3)
    ids = [databases.talks.add(None, maya.id, said("hi", minutes)) for minutes in (0, 90)]
    databases.talks.add(None, leo.id, said("hi"))
    assert [one.session_id for one in databases.talks.talks_of(maya.id)] == ids[::-1]


def test_alerts_stand_by_urgency_and_say_who_saw_and_settled_them(databases: Databases, maya: Student) -> None:
    talk_id = databases.talks.add(None, maya.id, said("a strong word", 1, tier=Tier.TODAY))
    for words, minutes, tier in (("grave", 2, Tier.NOW), ("fine", 3, None), ("graver", 4, Tier.NOW)):
        databases.talks.add(talk_id, maya.id, said(words, minutes, tier=tier))
    databases.talks.add(None, None, said("a guest", 0, tier=Tier.NOW))
    alerts = databases.talks.alerts()
    assert [one.said for one in alerts] == ["graver", "grave", "a guest", "a strong word"]
    assert [one.student for one in alerts] == [maya, maya, None, maya]
    assert databases.talks.open_alerts() == 4
    graver = alerts[0]
    for minutes in (10, 11):
        databases.talks.see([graver.id], NOON + timedelta(minutes=minutes), "Ms Ray")
    databases.talks.settle(graver.id, NOON + timedelta(minutes=20), "Ms Ray", "spoke with her")
    databases.talks.settle(graver.id, NOON + timedelta(minutes=30), "Mr Oak", "called home")
    last = databases.talks.alerts()[-1]
    assert (last.said, last.seen_by, last.settled_by, last.note) == ("graver", "Ms Ray", "Mr Oak", "called home")
    assert (last.seen_at, last.settled_at) == (NOON + timedelta(minutes=10), NOON + timedelta(minutes=30))
    assert graver.id not in [one.id for one in databases.talks.alerts(settled=False)]
    assert databases.talks.open_alerts() == 3
    assert databases.talks.talk(talk_id).summary.alerts == 3


def test_only_the_childs_messages_since_then_are_counted(databases: Databases, maya: Student) -> None:
    talk_id = databases.talks.add(None, maya.id, said("yesterday", -600))
    for minutes in (0, 1, 2):
        databases.talks.add(talk_id, maya.id, said("today", minutes))
        databases.talks.add(talk_id, maya.id, said("answer", minutes, Speaker.COACH))
    assert databases.talks.messages_since(maya.id, NOON) == 3


def test_what_does_not_exist_is_an_error(databases: Databases, maya: Student) -> None:
    harmless = databases.talks.add(None, maya.id, said("hi"))
    for call in (
        lambda: databases.talks.add("gone", maya.id, said("hi")),
        lambda: databases.talks.add(None, "gone", said("hi")),
        lambda: databases.talks.talk("gone"),
        lambda: databases.talks.settle("gone", NOON, "t", ""),
        lambda: databases.talks.settle(harmless, NOON, "t", ""),
        lambda: databases.talks.see(["gone"], NOON, "t"),
    ):
        with pytest.raises(KeyError):
            call()


@pytest.mark.parametrize("table", ["talk_message", "alert_step"])
def test_nothing_that_was_said_or_done_is_ever_changed(
    databases: Databases, maya: Student, tmp_path: Path, table: str
) -> None:
    databases.talks.add(None, maya.id, said("grave", tier=Tier.NOW))
    databases.talks.settle(databases.talks.alerts()[0].id, NOON, "t", "")
    other = Database(tmp_path / "teacher.db", KEY.raw)
    with pytest.raises(IntegrityError, match="never changed"), other.write_plain() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET at = 0")
    other.close()


def test_a_child_is_erased_with_all_that_it_said(databases: Databases, maya: Student) -> None:
    databases.talks.add(None, maya.id, said("grave", tier=Tier.NOW))
    databases.talks.settle(databases.talks.alerts()[0].id, NOON, "t", "")
    databases.talks.add(None, None, said("a guest", tier=Tier.NOW))
    assert {"talk", "talk_message", "alert_step"} <= set(databases.erasures.rows.everything(maya.id))
    gone = databases.erasures.erase_child(maya.id, NOON, "teacher", 0).rows
    assert (gone["talk"], gone["talk_message"], gone["alert_step"]) == (1, 1, 1)
    assert [one.said for one in databases.talks.alerts()] == ["a guest"]
