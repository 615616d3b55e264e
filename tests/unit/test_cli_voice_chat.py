"""`litcoach chat --voice`: what is heard is answered aloud, the coach can be interrupted, faults leave typing."""

import dataclasses
import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from litcoach_desktop.cli.voice_chat import VoiceChat
from litcoach_desktop.cli.waiting import Mailbox
from litcoach_desktop.domain.coaching.spoken import words_to_ask_about
from litcoach_desktop.domain.coaching.turns import Reply
from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.services.gateway import Heard, Interrupted
from tests.fakes.parts import ScriptedParts
from tests.fakes.services import FakeGateway, FakeVoice

PATIENCE_S = 60.0


class Keyboard:
    """Lines that come when a test types them."""

    def __init__(self) -> None:
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()

    def type(self, line: str) -> None:
        self._lines.put(f"{line}\n")

    def close(self) -> None:
        self._lines.put(None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines.get, None)


class Chat:
    """A chat that runs on a thread of its own."""

    def __init__(self, folder: Path, *, voice: FakeVoice) -> None:
        mailbox = Mailbox()
        real = ScriptedParts(folder).open_services(mailbox.deliver)
        self.gateway = FakeGateway()
        self.voice = voice
        self.keyboard = Keyboard()
        self.shown: list[Reply] = []
        self.services = dataclasses.replace(real, gateway=self.gateway)
        self.session = self.services.agent.open_session(None)
        self.chat = VoiceChat(self.services, self.session, voice, mailbox, self.shown.append)
        self._thread = threading.Thread(target=self.chat.run, args=(self.keyboard,))

    def begin(self) -> None:
        self._thread.start()

    def until(self, ready: Callable[[], object]) -> None:
        waiting = threading.Event()
        for _ in range(int(PATIENCE_S / 0.01)):
            if ready():
                return
            waiting.wait(0.01)
        raise AssertionError([reply.said for reply in self.shown])

    def replies(self, count: int) -> Reply:
        self.until(lambda: len(self.shown) >= count and len(self.voice.said) >= count)
        return self.shown[count - 1]

    @property
    def over(self) -> bool:
        return not self._thread.is_alive()

    def close(self) -> None:
        self.keyboard.type("bye")
        self.until(lambda: self.shown and self.shown[-1].ends)
        if not self.over and self.voice.available:
            self.until(lambda: self.voice.said[-1][0] == self.shown[-1].said)
            self.voice.end()
        self.keyboard.close()
        self._thread.join(PATIENCE_S)
        self.services.close()


@pytest.fixture
def chat(tmp_path: Path) -> Iterator[Chat]:
    made = Chat(tmp_path, voice=FakeVoice())
    yield made
    made.close()


def test_what_is_heard_is_answered_aloud(chat: Chat) -> None:
    chat.begin()
    greeting = chat.replies(1)
    assert chat.voice.said[0][0] == greeting.said
    chat.until(lambda: chat.gateway.talks)
    chat.gateway.said.put(Heard("open a nap for pat", 0.9))
    assert "A Nap for Pat" in chat.replies(2).said
    assert chat.voice.said[1][0] == chat.shown[1].said
    # Its choices and the words of the open text are what may be said next.
    control = chat.gateway.talks[0]
    assert control.expected == (chat.shown[1].choices, words_to_ask_about(chat.session.text))
    assert control.is_speaking
    chat.voice.end()
    chat.until(lambda: not control.is_speaking)


def test_a_voice_and_the_enter_key_make_it_fall_silent(chat: Chat) -> None:
    chat.begin()
    chat.replies(1)
    chat.until(lambda: chat.gateway.talks)
    control = chat.gateway.talks[0]
    stopped = chat.voice.stopped
    chat.gateway.said.put(Interrupted())
    chat.until(lambda: chat.voice.stopped > stopped)
    chat.until(lambda: not control.is_speaking)
    chat.gateway.said.put(Heard("what next", 0.9))
    chat.replies(2)
    assert control.is_speaking
    chat.keyboard.type("")
    chat.until(lambda: not control.is_speaking)


def test_after_goodbye_is_spoken_it_ends(chat: Chat) -> None:
    chat.begin()
    chat.replies(1)
    chat.until(lambda: chat.gateway.talks)
    chat.gateway.said.put(Heard("goodbye", 0.9))
    assert chat.replies(2).ends
    assert not chat.over
    chat.voice.end()
    chat.until(lambda: chat.over)
    assert chat.gateway.talks[0].finished


def test_without_a_microphone_typing_goes_on_and_enter_tries_again(
    chat: Chat, capsys: pytest.CaptureFixture[str]
) -> None:
    chat.gateway.talk_problem = MicrophoneProblem("No microphone.", "Nobody is heard.", "Plug one in.")
    chat.begin()
    chat.replies(1)
    chat.keyboard.type("what next")
    chat.replies(2)
    chat.gateway.talk_problem = None
    chat.keyboard.type("")
    chat.until(lambda: chat.gateway.talks)
    printed = capsys.readouterr()
    assert "No microphone." in printed.err
    assert "You can go on typing" in printed.out


def test_without_a_voice_it_shows_and_listens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chat = Chat(tmp_path, voice=FakeVoice(available=False))
    chat.begin()
    chat.until(lambda: chat.gateway.talks and not chat.gateway.talks[0].is_speaking)
    chat.gateway.said.put(Heard("what next", 0.9))
    chat.until(lambda: len(chat.shown) == 2)
    assert chat.voice.said == []
    chat.close()
    assert "No voice is installed" in capsys.readouterr().out
