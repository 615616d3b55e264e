"""The coach's tools: what a role may call, what arguments may be, and where each answer comes from."""

from typing import Literal

import pytest

from litcoach_desktop.domain.coaching.grounding import best_sentence, with_next
from litcoach_desktop.domain.coaching.turns import Pupil, Role, ToolResult
from litcoach_desktop.domain.errors import Refused
from litcoach_desktop.services.agent.toolset import Toolset, tool
from tests.fakes.coach import MAYA, MITTEN, TIDE, MemoryToolbox


class OneOfEach:
    """Tools of both roles and a method that is none."""

    @tool(Role.STUDENT)
    def greet(self, how: Literal["loud", "soft"]) -> ToolResult:
        """Say hello."""
        return ToolResult(how)

    @tool(Role.TEACHER)
    def roster(self) -> ToolResult:
        """Name every child."""
        return ToolResult("all")

    def hidden(self) -> ToolResult:
        """Not registered."""
        return ToolResult("hidden")


def test_a_role_sees_its_own_tools_only() -> None:
    tools = Toolset(OneOfEach(), Role.STUDENT)
    assert [(card.name, card.purpose, card.parameters) for card in tools.cards] == [
        ("greet", "Say hello.", {"how": ("loud", "soft")})
    ]
    for name in ("roster", "hidden", "__init__", "__class__"):
        with pytest.raises(Refused):
            tools.call(name, {})
    assert Toolset(OneOfEach(), Role.TEACHER).call("roster", {}).status == "all"


@pytest.mark.parametrize(
    "arguments", [{}, {"how": "shout"}, {"how": 3}, {"how": "loud", "student": "s1"}, {"how": None}, {"how": ["loud"]}]
)
def test_arguments_of_another_form_are_refused(arguments: dict[str, object]) -> None:
    with pytest.raises(Refused):
        Toolset(OneOfEach(), Role.STUDENT).call("greet", arguments)


def test_endless_words_are_refused() -> None:
    with pytest.raises(Refused):
        MemoryToolbox().tools().call("find_texts", {"about": "x" * 501})


def test_no_tool_of_a_child_takes_a_child() -> None:
    cards = MemoryToolbox().tools().cards
    assert len(cards) >= 13
    assert all(card.purpose.endswith(".") for card in cards)
    assert {name for card in cards for name in card.parameters} == {
        "about", "answer", "letters", "part", "question", "title", "which", "word", "writing",
    }  # fmt: skip


def test_a_child_is_told_of_its_own_reading_and_a_guest_of_none() -> None:
    toolbox = MemoryToolbox()
    assert toolbox.tools().call("last_reading", {}).facts["word"] == "bench"
    assert toolbox.tools(Pupil(None, "", 3)).call("last_reading", {}).status == "none"
    assert toolbox.asked_about == ["s0"]


def test_a_quotation_is_where_its_source_says() -> None:
    tools = MemoryToolbox().tools(MAYA)
    tools.call("open_text", {"title": "The Lost Mitten"})
    for name, arguments in (
        ("read_part", {"which": "first"}),
        ("read_part", {"which": "next"}),
        ("explain_word", {"word": "bench"}),
        ("find_in_text", {"question": "Who looked under the bench?"}),
    ):
        result = tools.call(name, arguments)
        (source,) = result.sources
        assert source.quote
        assert MITTEN.body[source.start : source.end] == source.quote


def test_the_meaning_of_a_word_comes_from_the_text() -> None:
    tools = MemoryToolbox().tools()
    tools.call("open_text", {"title": "the lost mitten"})
    assert tools.call("explain_word", {"word": "Mitten"}).facts["meaning"] == "a glove without fingers"
    assert tools.call("explain_word", {"word": "rocket"}).status == "absent"


def test_words_to_practise_come_one_after_the_other_and_end() -> None:
    tools = MemoryToolbox().tools()
    statuses = [tools.call("practise_word", {}) for _ in range(4)]
    assert [(one.status, one.facts.get("word")) for one in statuses] == [
        ("word", "bench"), ("word", "kitchen"), ("done", None), ("word", "bench"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Where did he look?", "He looked under the bench, behind the door and in the kitchen."),
        ("What did his sister say about the cat?", "“Maybe the cat took it through the garden,” said his sister."),
        ("What colour is the rocket?", None),
        ("Who is the president of the moon?", None),
        ("why", None),
        ("", None),
    ],
)
def test_a_question_is_answered_by_a_sentence_or_not_at_all(question: str, answer: str | None) -> None:
    found = best_sentence(MITTEN.body, question, [(0, len(MITTEN.body))])
    assert (None if found is None else MITTEN.body[found[0] : found[1]]) == answer


def test_the_sentence_after_belongs_to_an_answer_but_not_the_next_paragraph() -> None:
    body = "One hen. Two hens.\n\nThree hens."
    assert with_next(body, (0, 8)) == (0, 18)
    assert with_next(body, (9, 18)) == (9, 18)
    assert with_next(body, (20, len(body))) == (20, len(body))


def test_what_is_only_near_is_not_given_as_the_answer() -> None:
    tools = MemoryToolbox().tools()
    tools.call("open_text", {"title": "The Lost Mitten"})
    asked = ("Who looked under the bench?", "Was the thumb purple?", "How far is Jupiter?")
    assert [tools.call("find_in_text", {"question": one}).status for one in asked] == ["quoted", "near", "not_said"]


def test_a_text_from_another_screen_lies_open_and_stays_as_it_is() -> None:
    session = MemoryToolbox().session()
    assert session.text is None
    session.open_text(MITTEN)
    asked = session.use("ask_question", {})
    session.open_text(MITTEN)
    assert session.text is MITTEN
    assert session.use("ask_question", {}) == asked
    assert session.use("check_answer", {"answer": "B"}).status == "right"
    session.open_text(TIDE)
    assert session.use("ask_question", {}).status == "none"


def test_a_screen_reaches_no_tool_that_a_child_does_not_have() -> None:
    with pytest.raises(Refused):
        MemoryToolbox().session().use("lay_open", {"text": MITTEN})
