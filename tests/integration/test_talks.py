"""A talk from the child's first word to the teacher's note, over real databases; only an unlocked teacher reads it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.bootstrap import Services
from litcoach_desktop.domain.coaching.talks import Speaker
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.domain.roster import Student
from litcoach_desktop.domain.safety import Tier
from tests.fakes.parts import ScriptedParts

PASSPHRASE = "seven quiet otters"


@pytest.fixture
def parts(tmp_path: Path) -> ScriptedParts:
    return ScriptedParts(tmp_path)


@pytest.fixture
def services(parts: ScriptedParts) -> Iterator[Services]:
    opened = parts.open_services(lambda letter: letter())
    opened.teacher.set_up(PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def maya(services: Services) -> Student:
    return services.teacher.add_student(services.teacher.add_class("Room 12", 3).id, "Maya", "Lin", 3)


def test_what_a_child_says_of_harm_reaches_the_teacher_with_the_talk_around_it(
    services: Services, maya: Student
) -> None:
    session = services.agent.open_session(maya)
    session.opening()
    session.say("open a nap for pat")
    session.say("my dad hits me")
    session.say("read to me")
    services.agent.open_session(None).say("i want to kill myself")
    assert services.teacher.open_alerts() == 2
    guests, abuse = services.teacher.alerts()
    assert (guests.student, guests.tier) == (None, Tier.NOW)
    assert (abuse.student, abuse.said, abuse.text_title) == (maya, "my dad hits me", "A Nap for Pat")
    assert abuse.seen_at is None
    (summary,) = services.teacher.talks_of(maya.id)
    talk = services.teacher.talk(summary.session_id)
    assert [turn.said for turn in talk.turns if turn.by is Speaker.CHILD] == [
        "open a nap for pat", "my dad hits me", "read to me",
    ]  # fmt: skip
    assert (summary.messages, summary.alerts, summary.text_title) == (7, 1, "A Nap for Pat")
    (seen,) = talk.alerts
    assert seen.seen_by == "teacher"
    assert seen.seen_at is not None
    left = services.teacher.settle_alert(abuse.id, "  spoke with her \n mother ")
    assert [(one.id, one.note) for one in left] == [(guests.id, ""), (abuse.id, "spoke with her mother")]
    assert services.teacher.open_alerts() == 1
    assert services.teacher.alerts(settled=False) == [guests]


def test_only_an_unlocked_teacher_reads_talks(services: Services, maya: Student) -> None:
    services.agent.open_session(maya).say("my dad hits me")
    (alert,) = services.teacher.alerts()
    services.teacher.lock()
    for call in (
        services.teacher.alerts,
        services.teacher.open_alerts,
        lambda: services.teacher.settle_alert(alert.id, ""),
        lambda: services.teacher.talks_of(maya.id),
        lambda: services.teacher.talk(alert.session_id),
    ):
        with pytest.raises(Refused):
            call()


def test_the_settings_limit_holds_over_a_restart(parts: ScriptedParts, services: Services, maya: Student) -> None:
    services.settings.coach_messages_a_day = 2
    session = services.agent.open_session(maya)
    assert [session.say("hello").closed for _ in range(3)] == [False, False, True]
    services.close()
    again = parts.open_services(lambda letter: letter())
    try:
        again.settings.coach_messages_a_day = 2
        session = again.agent.open_session(maya)
        assert session.say("hello").closed
        assert session.say("my dad hits me").finding is not None
        again.settings.coach_messages_a_day = 0
        assert not session.say("hello").closed
    finally:
        again.close()


def test_the_assistant_sees_one_class_and_only_while_it_is_unlocked(services: Services, maya: Student) -> None:
    other = services.teacher.add_class("Room 9", 2)
    services.teacher.add_student(other.id, "Zed", "Quill", 2)
    session = services.agent.open_assistant(maya.class_id)
    assert session.opening().choices
    missing = session.say("Who has not read this week?")
    assert [(one.kind, one.id) for one in missing.sources] == [("student", maya.id)]
    assert "Zed" not in missing.said + session.say("how is Zed doing?").said + session.say("who is in this class?").said
    services.agent.open_session(maya).say("my dad hits me")
    assert "1" in session.say("any alerts?").said
    for asked in (
        "which readings should I review?",
        "who misreads silent e?",
        "suggest texts about animals",
        "how is Maya?",
    ):
        assert session.say(asked).choices
    with pytest.raises(Refused):
        services.agent.open_assistant("no class")
    services.teacher.lock()
    with pytest.raises(Refused):
        session.say("Who has not read this week?")
    with pytest.raises(Refused):
        services.agent.open_assistant(maya.class_id)
