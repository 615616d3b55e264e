"""A language model on a server: what is sent, and what comes of every way in which it can fail."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

import pytest

from litcoach_desktop.domain.errors import KeyProblem, ModelProblem
from litcoach_desktop.engines.openai_api import ServerModel, choice_schema
from litcoach_desktop.jobs import Cancelled
from litcoach_desktop.parts.coach import coach_resources
from litcoach_desktop.ports.language_model import Message, Request, Speaker, TooMuch
from tests.fakes.chat_server import KEY, ChatServer, chatting
from tests.fakes.coach import MemoryToolbox
from tests.fakes.language_model import model_session

CARDS = tuple(MemoryToolbox().tools().cards)
UNKNOWN = coach_resources().situations["english"]["talk.unknown"]
HELLO = '{"reply": "Hello! Shall we read of the sea?"}'
FIND = '{"tool": "find_texts", "args": {"about": "sea"}}'
A_LONG_PIECE = b'data: {"choices": [{"delta": {"content": "' + b"x" * 90_000 + b'"}}]}\n'


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chatting(ChatServer()) as listening:
        yield listening


def model(server: ChatServer, key: str | None = KEY, name: str = "small") -> ServerModel:
    return ServerModel(server.address, name, lambda: key)


def request(*said: str, tokens: int = 400, seconds: float = 60.0) -> Request:
    messages = tuple(Message(Speaker.CHILD, one) for one in said)
    return Request("Be kind.", messages, CARDS, tokens, time.monotonic() + seconds)


def nothing(_piece: str) -> None:
    """Nobody listens."""


def never() -> bool:
    return False


def test_a_choice_comes_in_pieces_and_only_what_was_said_is_sent(server: ChatServer) -> None:
    server.answers.append(HELLO)
    heard: list[str] = []
    written = model(server).write(request("hi", "of\nwater"), heard.append, never)
    assert written.text == "".join(heard) == HELLO
    assert len(heard) > 2
    (body,) = server.bodies
    assert body["messages"] == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Child: hi"},
        {"role": "user", "content": "Child: of water"},
    ]
    assert body["model"] == "small"
    assert body["response_format"]["json_schema"]["schema"] == choice_schema(CARDS)
    assert 0 < body["max_tokens"] < 400
    assert server.keys == [f"Bearer {KEY}"]


def test_the_whole_turn_goes_over_the_server(server: ChatServer) -> None:
    server.answers.extend([FIND, HELLO])
    session = model_session(model(server))
    heard: list[str] = []
    reply = session.say("something with waves", words=heard.append)
    assert reply.said == "Hello! Shall we read of the sea?"
    assert reply.choices == ("Where the Tide Goes",)
    assert heard == ["Hello! "]
    assert [one["role"] for one in server.bodies[1]["messages"]] == ["system", "user", "assistant", "user"]


def test_a_server_that_knows_no_forms_is_asked_in_words_from_then_on(server: ChatServer) -> None:
    server.forms = False
    server.answers.extend([HELLO, HELLO])
    one = model(server)
    for _ in range(2):
        assert one.write(request("hi"), nothing, never).text == HELLO
    assert ["response_format" in body for body in server.bodies] == [True, False, False]


def wrong_key(server: ChatServer) -> ServerModel:
    return model(server, key="sk-old")


def wrong_place(server: ChatServer) -> ServerModel:
    return ServerModel(server.address + "/x", "small", lambda: None)


def nobody_there(_server: ChatServer) -> ServerModel:
    return ServerModel("http://127.0.0.1:9/v1", "small", lambda: None)


def no_address(_server: ChatServer) -> ServerModel:
    return ServerModel("school.example/v1", "small", lambda: None)


def not_even_one(_server: ChatServer) -> ServerModel:
    return ServerModel("http://[::bad/v1", "small", lambda: None)


def locked_key(server: ChatServer) -> ServerModel:
    def read() -> str | None:
        raise KeyProblem("The key cannot be read.", "", "")

    return ServerModel(server.address, "small", read)


def failing(**how: object) -> Callable[[ChatServer], ServerModel]:
    def make(server: ChatServer) -> ServerModel:
        server.answers.append(HELLO)
        for name, value in how.items():
            setattr(server, name, value)
        return model(server)

    return make


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (wrong_key, "does not accept the key"),
        (wrong_place, "404"),
        (nobody_there, "connection failed"),
        (no_address, "has to begin with https"),
        (not_even_one, "cannot be one"),
        (locked_key, "cannot be read"),
        (failing(status=500), "answered 500"),
        (failing(status=429), "too much to do"),
        (failing(status=302), "answered 302"),
        (failing(cut=True), "broke off"),
        (failing(raw=b""), "broke off"),
        (failing(raw=b"data: not json\n\n"), "cannot be read"),
        (failing(raw=b'data: {"choices": []}\n\n'), "cannot be read"),
        (failing(raw=b"x" * 300_000), "broke off"),
        (failing(raw=A_LONG_PIECE * 2), "no end"),
    ],
)
def test_when_the_server_fails_it_is_said_why_and_the_scripted_coach_answers(
    server: ChatServer, make: Callable[[ChatServer], ServerModel], words: str
) -> None:
    broken = make(server)
    with pytest.raises((ModelProblem, KeyProblem), match=words):
        broken.write(request("hi"), nothing, never)
    server.answers.append(HELLO)
    assert model_session(broken).say("blah").said in UNKNOWN.young


@pytest.mark.parametrize("reply", ["I like fish.", '{"tool": "roster", "args": {}}', '{"reply": "<script>"}'])
def test_a_server_that_does_not_keep_to_the_form_does_nothing(server: ChatServer, reply: str) -> None:
    server.answers = deque([reply])
    assert model_session(model(server)).say("blah").said in UNKNOWN.young
    assert len(server.bodies) == 1


def test_a_server_that_is_silent_is_late_and_can_be_stopped(server: ChatServer) -> None:
    server.stalls = True
    with pytest.raises(ModelProblem, match="took too long"):
        model(server).write(request("hi", seconds=0.2), nothing, never)
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    with pytest.raises(Cancelled):
        model(server).write(request("hi"), nothing, stop.is_set)


def test_a_turn_that_would_cost_too_much_is_not_sent(server: ChatServer) -> None:
    with pytest.raises(TooMuch):
        model(server).write(request("sea " * 500), nothing, never)
    with pytest.raises(TooMuch):
        model(server).write(request(*["sea " * 500] * 40, tokens=100_000), nothing, never)
    assert server.bodies == []


def test_looking_says_whether_the_server_the_key_and_the_model_are_right(server: ChatServer) -> None:
    model(server).look()
    with pytest.raises(ModelProblem, match="does not accept the key"):
        model(server).look("sk-new")
    with pytest.raises(ModelProblem, match="no model called “large”; it has small"):
        model(server, name="large").look()


def test_the_schema_names_every_tool_with_its_arguments() -> None:
    *tools, reply = choice_schema(CARDS)["anyOf"]
    assert [one["properties"]["tool"]["const"] for one in tools] == [card.name for card in CARDS]
    part = next(one for one in tools if one["properties"]["tool"]["const"] == "read_part")
    assert part["properties"]["args"]["properties"]["which"]["enum"] == ["next", "again", "first"]
    assert reply["required"] == ["reply"]
    assert json.dumps(choice_schema(CARDS)) == json.dumps(choice_schema(CARDS))
    assert len(choice_schema(())["anyOf"]) == 1
