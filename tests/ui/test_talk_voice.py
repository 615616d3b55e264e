"""The voice of the talk: what is understood reaches the screen, a press silences litcoach, faults leave typing."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.services.gateway import FellAsleep, Heard, Interrupted, NotUnderstood
from litcoach_desktop.ui.door import Door
from litcoach_desktop.ui.talk_voice import TalkVoice
from tests.fakes.services import FakeServices, FakeVoice

PATIENCE_MS = 20_000


class Talk:
    """A voice with services in memory behind it, and what it signalled."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.door = Door()
        self.services = FakeServices(self.door.deliver)
        self.gateway = self.services.gateway
        self.system = FakeVoice()
        self.voice = TalkVoice(self.gateway, self.services.runner, self.system)
        self.signals: list[tuple[str, object]] = []
        for name in ("listening", "heard", "not_understood", "speaking", "problem", "hands_free_changed"):
            getattr(self.voice, name).connect(lambda value, name=name: self.signals.append((name, value)))

    def until(self, *signal: object) -> None:
        self.qtbot.waitUntil(lambda: signal in self.signals, timeout=PATIENCE_MS)

    def values(self, name: str) -> list[object]:
        return [value for one, value in self.signals if one == name]

    def close(self) -> None:
        self.voice.stop()
        self.door.close()
        self.services.close()


@pytest.fixture
def talk(qtbot: QtBot) -> Iterator[Talk]:
    made = Talk(qtbot)
    yield made
    made.close()


def test_what_is_said_while_the_button_is_held_is_heard(talk: Talk) -> None:
    talk.voice.expect(("Read to me", "Next"))
    talk.voice.press()
    talk.until("listening", True)
    control = talk.gateway.talks[0]
    assert control.pressed
    assert control.expected == (("Read to me", "Next"), ())
    talk.voice.release()
    assert not control.pressed
    talk.gateway.said.put(Heard("Read to me", 0.9))
    talk.until("heard", "Read to me")


def test_a_press_silences_litcoach(talk: Talk) -> None:
    talk.voice.say("Hello! What would you like to do?")
    talk.until("speaking", True)
    talk.voice.press()
    assert talk.system.stopped == 1
    talk.until("speaking", False)
    talk.until("listening", True)
    assert not talk.gateway.talks[0].is_speaking


def test_a_voice_over_litcoach_silences_it(talk: Talk) -> None:
    talk.voice.use_hands_free(True)
    talk.until("listening", True)
    talk.voice.say("Once upon a time")
    assert talk.gateway.talks[0].is_speaking
    talk.gateway.said.put(Interrupted())
    talk.until("speaking", False)
    assert talk.system.stopped == 1


def test_while_litcoach_speaks_the_conversation_knows_it(talk: Talk) -> None:
    talk.voice.use_hands_free(True)
    talk.until("listening", True)
    talk.voice.say("Once upon a time")
    assert talk.gateway.talks[0].is_speaking
    talk.system.end()
    assert not talk.gateway.talks[0].is_speaking
    assert talk.values("speaking") == [True, False]


def test_what_is_not_understood_is_answered_only_after_a_press(talk: Talk) -> None:
    talk.voice.expect(("A. red", "B. blue"))
    talk.voice.press()
    talk.until("listening", True)
    talk.gateway.said.put(NotUnderstood(pressed=False))
    talk.gateway.said.put(NotUnderstood(pressed=True))
    talk.until("not_understood", "I did not catch that. You could say: red; blue.")
    assert len(talk.values("not_understood")) == 1


def test_after_a_lost_microphone_it_is_told_and_a_press_tries_again(talk: Talk) -> None:
    talk.gateway.talk_problem = MicrophoneProblem("It has stopped.", "You can type.", "Plug it in.")
    talk.voice.use_hands_free(True)
    talk.qtbot.waitUntil(lambda: bool(talk.values("problem")), timeout=PATIENCE_MS)
    assert talk.values("problem")[0].text == "It has stopped. You can type. Plug it in."
    assert not talk.voice.hands_free
    talk.gateway.talk_problem = None
    talk.voice.press()
    talk.until("listening", True)


def test_it_falls_asleep_and_says_so(talk: Talk) -> None:
    talk.voice.use_hands_free(True)
    talk.until("listening", True)
    talk.gateway.said.put(FellAsleep())
    talk.until("hands_free_changed", False)


def test_who_leaves_the_screen_is_not_heard_any_more(talk: Talk) -> None:
    talk.voice.use_hands_free(True)
    talk.until("listening", True)
    talk.voice.stop()
    assert talk.gateway.talks[0].finished
    assert talk.values("listening") == [True, False]
    talk.voice.press()
    talk.qtbot.waitUntil(lambda: len(talk.gateway.talks) == 2, timeout=PATIENCE_MS)
    talk.gateway.said.put(Heard("Next", 0.9))
    talk.until("heard", "Next")


def test_without_a_voice_nothing_is_spoken_and_nothing_is_deaf(talk: Talk) -> None:
    talk.system.available = False
    talk.voice.use_hands_free(True)
    talk.until("listening", True)
    talk.voice.say("Hello")
    assert talk.values("speaking") == []
    assert not talk.gateway.talks[0].is_speaking
    assert not talk.voice.can_speak
