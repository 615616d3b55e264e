"""What becomes of what is said: kept for teachers, told truthfully, and enough for one day at some point."""

from dataclasses import replace
from datetime import timedelta

import pytest

from litcoach_desktop.domain.coaching.talks import Speaker
from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.safety import Category, Tier
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.parts.coach import coach_resources
from tests.fakes.coach import MAYA, MITTEN, MemoryToolbox
from tests.fakes.language_model import QueuedModel, model_session
from tests.fakes.talks import FULL

GUEST = Pupil(None, "", 3)
GRAVE = "my dad hits me"
STRONG = "this is fucking dumb"
ENGLISH = coach_resources().situations["english"]


def told(reply: str, situation: str) -> bool:
    """Whether a reply has a sentence of that situation."""
    one = ENGLISH[situation]
    return any(sentence in reply for sentence in (*one.say, *one.young, *one.older))


def test_every_message_of_both_is_kept_with_what_lay_open_and_its_sources() -> None:
    toolbox = MemoryToolbox()
    session = toolbox.session()
    replies = [session.opening(), session.say("open the lost mitten"), session.say("read to me")]
    (student_id, turns), *others = toolbox.talks.talks.values()
    assert student_id == MAYA.id
    assert not others
    assert [(turn.by, turn.said) for turn in turns] == [
        (Speaker.COACH, replies[0].said),
        (Speaker.CHILD, "open the lost mitten"), (Speaker.COACH, replies[1].said),
        (Speaker.CHILD, "read to me"), (Speaker.COACH, replies[2].said),
    ]  # fmt: skip
    assert [turn.text_title for turn in turns] == ["", "", *["The Lost Mitten"] * 3]
    assert turns[-1].sources == replies[2].sources


def test_a_talk_in_which_the_child_says_nothing_is_not_kept() -> None:
    toolbox = MemoryToolbox()
    toolbox.session().opening()
    assert toolbox.talks.talks == {}


def test_an_answer_given_on_another_screen_is_kept_too() -> None:
    toolbox = MemoryToolbox()
    session = toolbox.session()
    session.say("open the lost mitten")
    session.use("ask_question", {})
    session.use("check_answer", {"answer": "B"})
    assert toolbox.talks.said[-2:] == [("coach", "Where did Tom look first?"), ("child", "B. under the bench")]


def test_a_choice_that_was_offered_raises_no_alarm_and_own_words_do() -> None:
    dreadful = replace(MITTEN.questions[0], choices=("I want to kill myself", "under the bench"), answer=1)
    toolbox = MemoryToolbox(replace(MITTEN, questions=(dreadful,)))
    session = toolbox.session()
    session.say("open the lost mitten")
    asked = session.say("ask me a question")
    assert session.say(asked.choices[0]).finding is None
    session.use("check_answer", {"answer": "A"})
    alarms = [turn.said for _, turns in toolbox.talks.talks.values() for turn in turns if turn.tier]
    assert alarms == []
    assert session.say("I want to kill myself today").finding is not None


def test_a_grave_message_is_kept_as_such_and_the_child_is_told_so() -> None:
    toolbox = MemoryToolbox()
    reply = toolbox.session().say(GRAVE)
    (_, turns), *_ = toolbox.talks.talks.values()
    assert (turns[0].tier, turns[0].category) == (Tier.NOW, Category.ABUSE)
    assert turns[1].tier is None
    assert told(reply.said, "safety.abuse")
    assert told(reply.said, "passed_on.kept")


def test_a_strong_word_is_kept_for_later_and_no_fuss_is_made() -> None:
    toolbox = MemoryToolbox()
    reply = toolbox.session().say(STRONG)
    (_, turns), *_ = toolbox.talks.talks.values()
    assert turns[0].tier is Tier.TODAY
    assert told(reply.said, "safety.strong_language")
    assert "teacher" not in reply.said


def test_of_a_guest_nothing_is_kept_but_what_is_grave_without_a_name() -> None:
    toolbox = MemoryToolbox()
    session = toolbox.session(GUEST)
    opening = session.opening()
    session.say("read to me")
    session.say(STRONG)
    assert toolbox.talks.talks == {}
    reply = session.say(GRAVE)
    session.say("thanks")
    assert toolbox.talks.said == [("child", GRAVE), ("coach", reply.said)]
    assert [student for student, _ in toolbox.talks.talks.values()] == [None]
    assert told(opening.said, "privacy.told_guest")
    assert told(reply.said, "passed_on.nameless")


@pytest.mark.parametrize("pupil", [MAYA, GUEST])
def test_who_can_read_this_is_answered_truthfully(pupil: Pupil) -> None:
    reply = MemoryToolbox().session(pupil).say("can my teacher see this?")
    assert told(reply.said, "privacy.guest" if pupil is GUEST else "talk.privacy")


def test_a_full_disk_breaks_no_turn_and_is_said_once() -> None:
    toolbox = MemoryToolbox()
    toolbox.talks.is_full = True
    session = toolbox.session()
    session.opening()
    replies = [session.say("open the lost mitten"), session.say("read to me"), session.say("next")]
    assert "red mitten" in replies[1].said
    assert [told(reply.said, "kept.failed") for reply in replies] == [True, False, False]
    grave = session.say(GRAVE)
    assert told(grave.said, "safety.abuse")
    assert told(grave.said, "passed_on.not_kept")
    assert not told(grave.said, "passed_on.kept")


def test_what_was_not_kept_in_time_is_kept_when_there_is_room_again() -> None:
    toolbox = MemoryToolbox()
    toolbox.talks.is_full = True
    session = toolbox.session()
    opening = session.opening()
    session.say("hello")
    toolbox.talks.is_full = False
    session.say("thanks")
    assert [said for _, said in toolbox.talks.said][:2] == [opening.said, "thanks"]


def test_a_turn_that_is_cancelled_keeps_what_the_child_said() -> None:
    toolbox = MemoryToolbox()
    session = model_session(QueuedModel('{"reply": "Dinosaurs were big."}'), toolbox)
    with pytest.raises(Cancelled):
        session.say("tell me a dinosaur", words=lambda _words: None, cancelled=lambda: True)
    assert toolbox.talks.said == [("child", "tell me a dinosaur")]


def test_after_enough_for_a_day_the_words_are_kind_and_harm_is_still_answered() -> None:
    toolbox = MemoryToolbox()
    toolbox.talks.limit = 3
    session = toolbox.session()
    assert not any(session.say("read to me").closed for _ in range(3))
    closing = session.say("read to me")
    assert closing.closed
    assert closing.choices
    assert told(closing.said, "talk.enough")
    grave = session.say(GRAVE)
    assert (grave.closed, grave.finding is not None) == (False, True)
    assert told(grave.said, "safety.abuse")
    bye = session.say("bye")
    assert (bye.ends, bye.closed) == (True, True)


def test_the_day_is_counted_over_restarts_and_begins_anew_at_midnight() -> None:
    toolbox = MemoryToolbox()
    toolbox.talks.limit = 2
    for _ in range(2):
        toolbox.session().say("hello")
    assert toolbox.session().say("hello").closed
    toolbox.talks.clock.pass_time(timedelta(days=1).total_seconds())
    assert not toolbox.session().say("hello").closed


def test_a_day_without_an_end_and_a_limit_on_a_full_disk() -> None:
    toolbox = MemoryToolbox()
    session = toolbox.session()
    assert not any(session.say("hello").closed for _ in range(200))
    toolbox.talks.limit, toolbox.talks.is_full = 2, True
    with pytest.raises(type(FULL)):
        toolbox.talks.messages_since("s0", toolbox.talks.clock.now())
    other = toolbox.session()
    assert [other.say("hello").closed for _ in range(4)] == [False, False, True, True]
