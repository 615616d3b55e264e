"""The coach with a language model, on choices that are written beforehand: tools, words, failures, limits."""

from collections.abc import Callable

import pytest

from litcoach_desktop.domain.coaching.turns import Pupil
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.scripted_coach.coach import ScriptedCoach
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.parts.coach import coach_instructions, coach_resources
from litcoach_desktop.ports.language_model import Speaker, TooMuch
from litcoach_desktop.services.agent.model_coach import FRESH_TOKENS, STEPS
from tests.fakes.coach import MITTEN, MemoryToolbox
from tests.fakes.language_model import QueuedModel, model_session

FIND = '{"tool": "find_texts", "args": {"about": "sea"}}'
OPEN = '{"tool": "open_text", "args": {"title": "Where the Tide Goes"}}'
HELLO = '{"reply": "Hello! What shall we read today? I am glad that you are here."}'
UNKNOWN = coach_resources().situations["english"]["talk.unknown"]


def test_the_model_finds_opens_and_says_so_in_its_own_words() -> None:
    model = QueuedModel(FIND, OPEN, '{"reply": "Here is a text about the sea. Shall I read it to you?"}')
    session = model_session(model)
    reply = session.say("i would love to hear of waves and water please")
    assert reply.said == "Here is a text about the sea. Shall I read it to you?"
    assert reply.choices
    assert {source.title for source in reply.sources} == {"Where the Tide Goes"}
    assert session.text is not None
    assert session.text.title == "Where the Tide Goes"
    found = model.requests[1].messages[-1]
    assert found.speaker is Speaker.TOOL
    assert '"titles": "Where the Tide Goes"' in found.text


def test_what_stands_in_a_text_is_quoted_in_words_that_people_wrote() -> None:
    model = QueuedModel('{"tool": "find_in_text", "args": {"question": "Where did Tom look?"}}', HELLO)
    session = model_session(model)
    session.open_text(MITTEN)
    reply = session.say("tell me the place where tom was looking")
    assert "He looked under the bench, behind the door and in the kitchen." in reply.said
    assert reply.sources[0].quote in MITTEN.body
    assert len(model.requests) == 1


def test_what_the_rules_understand_no_model_is_asked() -> None:
    model = QueuedModel(HELLO)
    session = model_session(model, scripted=ScriptedCoach)
    for said in ("who can read this", "find a book about the sea", "Where the Tide Goes", "bye"):
        session.say(said)
    assert model.requests == []
    session.say("blah")
    assert len(model.requests) == 1
    assert session.say("goodbye").ends


def test_an_answer_to_a_question_is_checked_and_not_chosen_about() -> None:
    model = QueuedModel('{"tool": "ask_question", "args": {}}')
    session = model_session(model, scripted=ScriptedCoach)
    session.open_text(MITTEN)
    assert session.say("blah").asks
    assert session.say("in bed").asks
    assert not session.say("under the bench").asks
    assert len(model.requests) == 1


def test_words_come_sentence_by_sentence_and_the_reply_has_them_all() -> None:
    heard: list[str] = []
    reply = model_session(QueuedModel(HELLO)).say("hmm", words=heard.append)
    assert heard == ["Hello! ", "What shall we read today? "]
    assert reply.said == "".join(heard) + "I am glad that you are here."


def test_a_sentence_that_must_not_be_said_is_never_shown() -> None:
    heard: list[str] = []
    model = QueuedModel('{"reply": "That is fine. You are stupid. Go away."}')
    reply = model_session(model).say("hmm", words=heard.append)
    assert heard == ["That is fine. "]
    assert reply.said in UNKNOWN.for_grade(2)


def test_a_child_in_danger_gets_fixed_words_and_no_model() -> None:
    model = QueuedModel(HELLO)
    reply = model_session(model, pupil=Pupil("s0", "Maya", 4)).say("my dad hits me")
    assert reply.said.startswith(coach_resources().situations["english"]["safety.abuse"].say)
    assert model.requests == []


@pytest.mark.parametrize(
    "failure",
    [
        ModelProblem("It failed.", "Nothing.", "Nothing."),
        TooMuch(),
        "not JSON at all",
        '{"reply": ""}',
        '{"reply": "…"}',
        '{"reply": "Look at https://example.org for more."}',
        '{"reply": "<b>Hello</b>"}',
        '{"reply": 7}',
        '{"reply": "Hi.", "tool": "find_texts"}',
        '{"tool": "find_texts"}',
        '{"tool": "find_texts", "args": ["sea"]}',
        '{"tool": "find_texts", "args": {"about": 7}}',
        '{"tool": "find_texts", "args": {"about": "sea", "student": "s1"}}',
        '{"tool": "read_part", "args": {"which": "last"}}',
        '{"tool": "roster", "args": {}}',
        '{"tool": "text", "args": {}}',
        '{"tool": "__init__", "args": {}}',
        '["reply"]',
        "null",
    ],
)
def test_when_the_model_fails_the_scripted_coach_answers_in_the_same_turn(failure: str | Exception) -> None:
    model = QueuedModel(failure)
    session = model_session(model)
    assert session.say("blah").said in UNKNOWN.for_grade(2)
    assert len(model.requests) == 1
    # And the talk goes on.
    assert "Where the Tide Goes" in session.say("find a book about the sea").choices


def test_what_was_done_before_it_failed_is_told_and_not_done_again() -> None:
    model = QueuedModel('{"tool": "open_text", "args": {"title": "the lost mitten"}}', "broken")
    session = model_session(model)
    reply = session.say("please lay the one with tom on the table")
    assert "The Lost Mitten" in reply.said
    assert session.text is MITTEN


def test_four_choices_at_most_and_the_last_can_only_be_a_reply() -> None:
    finds = [FIND.replace("sea", word) for word in ("sea", "moon", "winter", "funny", "story")]
    model = QueuedModel(*finds)
    reply = model_session(model).say("something nice")
    assert len(model.requests) == STEPS
    assert [bool(request.tools) for request in model.requests] == [True, True, True, False]
    assert reply.choices


def test_the_same_thing_is_not_done_twice() -> None:
    model = QueuedModel(FIND, FIND, HELLO)
    reply = model_session(model).say("water")
    assert len(model.requests) == 2
    assert reply.choices == ("Where the Tide Goes",)


def test_a_turn_costs_no_more_than_its_tokens() -> None:
    model = QueuedModel(FIND, OPEN, '{"reply": "Here it is."}', read=150)
    model_session(model).say("water")
    costs = [request.most_tokens for request in model.requests]
    assert costs[0] == FRESH_TOKENS
    assert costs == sorted(costs, reverse=True)
    assert FRESH_TOKENS - costs[1] == 150 + len(FIND.split())
    # The third call would have been too much: it was tried, and the scripted words stand.
    assert len(model.requests) == 3


def test_a_talk_that_grew_too_long_goes_on_without_its_beginning() -> None:
    model = QueuedModel(HELLO, TooMuch(), '{"reply": "Yes, of course."}')
    session = model_session(model)
    session.say("hmm")
    assert session.say("hm hm").said == "Yes, of course."
    assert [len(request.messages) for request in model.requests] == [1, 3, 1]


def test_the_system_text_is_the_same_bytes_for_every_child_and_names_none() -> None:
    systems = set()
    for pupil in (Pupil("s0", "Maya", 2), Pupil("s1", "Leo", 7), Pupil(None, "", 3)):
        model = QueuedModel(HELLO, HELLO)
        session = model_session(model, pupil=pupil)
        session.say("hmm")
        session.say("hm hm")
        systems |= {request.system for request in model.requests}
        assert [message.text for message in model.requests[1].messages] == ["hmm", HELLO, "hm hm"]
    assert len(systems) == 1
    system = systems.pop()
    assert system.startswith(coach_instructions())
    for card in MemoryToolbox().tools().cards:
        assert f"\n- {card.name}(" in system
    assert "Maya" not in system


def test_who_does_not_wait_any_more_ends_the_turn_and_nothing_of_it_is_kept() -> None:
    model = QueuedModel(HELLO, HELLO, HELLO)
    session = model_session(model)
    session.say("hmm")
    with pytest.raises(Cancelled):
        session.say("hm hm", cancelled=_after(20))
    session.say("hm hm hm")
    assert [message.text for message in model.requests[2].messages] == ["hmm", HELLO, "hm hm hm"]


def _after(calls: int) -> Callable[[], bool]:
    left = iter([False] * calls)
    return lambda: next(left, True)
