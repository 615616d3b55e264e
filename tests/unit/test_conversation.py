"""A conversation: what is said by button or hands free is heard once, litcoach's own voice never, and faults end it."""

import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from litcoach_desktop.domain.errors import MicrophoneProblem, ModelProblem
from litcoach_desktop.engines.clock import SystemClock
from litcoach_desktop.jobs import Job, JobRunner, Lane
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.commands import Understood
from litcoach_desktop.services.gateway import (
    FreeSpeech,
    GatewayService,
    Heard,
    Interrupted,
    Listening,
    NotUnderstood,
    TalkControl,
    TalkParts,
)
from tests.fakes.audio import FakeAudioInput, FakeAudioOutput
from tests.fakes.commands import LoudnessActivity, ScriptedEar

PATIENCE_S = 60.0
SPEED = 5.0
"""Of the sound. Pauses in speech are counted in its time, those after litcoach's own voice in the clock's."""
NEXT = Understood("next", 0.9)
UNSURE = Understood("next", 0.2)


def quiet(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.int16)


def speech(seconds: float) -> Samples:
    return np.full(round(seconds * SAMPLE_RATE), 5000, np.int16)


class Room:
    """A child, a microphone and a conversation that runs."""

    def __init__(self) -> None:
        self.control = TalkControl()
        self.events: list[object] = []
        self.problems: list[Exception] = []
        self.input = FakeAudioInput(quiet(0), speed=SPEED)
        self._runner = JobRunner(lambda letter: letter())
        self.job: Job[None] | None = None

    def begin(self, ear: ScriptedEar, *, free_speech: FreeSpeech | None = None, hands_free: bool = True) -> None:
        parts = TalkParts(LoudnessActivity, lambda: ear, lambda: free_speech)
        gateway = GatewayService(self.input, FakeAudioOutput(), SystemClock(), lambda work: work(), parts)
        self.control.use_hands_free(hands_free)
        self.job = self._runner.submit(
            Lane.LISTEN,
            gateway.converse(self.control),
            name="talk",
            on_event=self.events.append,
            on_failure=self.problems.append,
        )

    def hear(self, *sound: Samples) -> None:
        """Let the microphone hear this from now on."""
        given = self.input.samples[: self.input.position]
        silence = np.zeros(self.input.position - len(given), np.int16)
        self.input.samples = np.concatenate((given, silence, *sound))

    def until(self, ready: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not ready():
            assert time.monotonic() < deadline, self.events
            time.sleep(0.005)

    def of(self, kind: type) -> list[object]:
        return [event for event in self.events if isinstance(event, kind)]

    def all_heard(self) -> None:
        """Wait until the microphone gave all that it was to hear, and a second more."""
        end = len(self.input.samples) + SAMPLE_RATE
        self.until(lambda: self.input.position >= end)

    def close(self) -> None:
        self.control.finish()
        assert self._runner.shutdown() == []


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room()
    yield made
    made.close()


def test_hands_free_each_utterance_is_understood_once(room: Room) -> None:
    room.hear(quiet(0.5), speech(0.5), quiet(1.2), speech(0.6), quiet(1.2))
    ear = ScriptedEar([NEXT, Understood("stop", 0.8)])
    room.begin(ear)
    room.until(lambda: len(room.of(Heard)) == 2)
    room.all_heard()
    assert room.of(Heard) == [Heard("next", 0.9), Heard("stop", 0.8)]
    # What was said before it was noticed is heard too.
    assert all(np.abs(np.concatenate(one)[: SAMPLE_RATE // 2]).max() > 1000 for one in ear.utterances)
    assert sum(map(len, ear.utterances[0])) >= 0.5 * SAMPLE_RATE


def test_a_knock_is_no_utterance(room: Room) -> None:
    room.hear(quiet(0.5), speech(0.04), quiet(0.5), speech(0.04), quiet(1.0))
    room.begin(ScriptedEar([NEXT]))
    room.all_heard()
    assert room.of(Heard) == []
    assert room.of(NotUnderstood) == []


def test_a_pause_inside_a_question_does_not_end_it(room: Room) -> None:
    room.hear(quiet(0.5), speech(0.5), quiet(0.5), speech(0.7), quiet(1.5))
    ear = ScriptedEar([Understood("what does pier mean", 0.9)], complete_after_s=1.5)
    room.begin(ear)
    room.until(lambda: room.of(Heard))
    room.all_heard()
    assert len(ear.utterances) == 1
    assert len(room.of(Heard)) == 1


def test_what_is_not_sure_is_not_understood(room: Room) -> None:
    room.hear(quiet(0.5), speech(0.5), quiet(2.0))
    room.begin(ScriptedEar([UNSURE]))
    room.until(lambda: room.of(NotUnderstood))
    assert room.of(NotUnderstood) == [NotUnderstood(pressed=False)]
    assert room.of(Heard) == []


def test_by_button_everything_is_heard_from_press_to_release(room: Room) -> None:
    room.hear(np.tile(np.concatenate((speech(0.4), quiet(0.4))), 700))
    ear = ScriptedEar([NEXT])
    room.begin(ear, hands_free=False)
    room.until(lambda: room.input.position > SAMPLE_RATE)
    assert room.of(Listening) == []
    room.control.press()
    room.until(lambda: room.of(Listening))
    room.until(lambda: ear.utterances and sum(map(len, ear.utterances[0])) > SAMPLE_RATE)
    room.control.release()
    room.until(lambda: room.of(Heard))
    assert room.of(Heard) == [Heard("next", 0.9)]


def test_a_press_without_a_word_is_nothing(room: Room) -> None:
    room.hear(quiet(600.0))
    ear = ScriptedEar([NEXT])
    room.begin(ear, hands_free=False)
    room.control.press()
    room.until(lambda: ear.utterances and sum(map(len, ear.utterances[0])) > SAMPLE_RATE)
    room.control.release()
    room.until(lambda: room.of(NotUnderstood))
    assert room.of(NotUnderstood) == [NotUnderstood(pressed=True)]


def test_without_button_and_hands_free_nothing_is_heard(room: Room) -> None:
    room.hear(quiet(0.2), speech(1.0), quiet(0.5))
    ear = ScriptedEar([NEXT])
    room.begin(ear, hands_free=False)
    room.all_heard()
    assert ear.utterances == []


def test_its_own_voice_is_never_taken_for_the_childs(room: Room) -> None:
    room.control.speaking(True)
    room.hear(quiet(0.3), speech(3.0), quiet(0.1))
    ear = ScriptedEar([NEXT])
    room.begin(ear)
    room.all_heard()
    assert ear.utterances == []
    assert room.of(Listening) == []
    room.control.speaking(False)
    room.until(lambda: room.of(Listening))
    room.hear(speech(0.5), quiet(1.5))
    room.until(lambda: room.of(Heard))
    assert len(room.of(Heard)) == 1


def test_its_answer_does_not_run_into_what_the_child_still_says(room: Room) -> None:
    room.hear(quiet(0.3), speech(600.0))
    ear = ScriptedEar([NEXT])
    room.begin(ear)
    room.until(lambda: ear.utterances)
    room.control.speaking(True)
    room.hear(speech(2.0), quiet(3.0))
    room.all_heard()
    assert room.of(Heard) == []
    assert room.of(NotUnderstood) == []


def test_a_press_ends_the_waiting_for_free_speech(room: Room) -> None:
    room.hear(quiet(0.5), speech(0.8), quiet(2.0))
    ear = ScriptedEar([UNSURE, NEXT])
    room.begin(ear, free_speech=lambda _sound, _told: None)
    room.all_heard()
    room.hear(np.tile(np.concatenate((speech(0.4), quiet(0.4))), 700))
    room.control.press()
    room.until(lambda: len(ear.utterances) == 2 and sum(map(len, ear.utterances[1])) > SAMPLE_RATE)
    room.control.release()
    room.until(lambda: room.of(Heard))


def test_a_press_is_heard_while_litcoach_speaks(room: Room) -> None:
    room.control.speaking(True)
    room.hear(speech(600.0))
    ear = ScriptedEar([NEXT])
    room.begin(ear)
    room.until(lambda: room.input.position > SAMPLE_RATE)
    room.control.press()
    room.until(lambda: ear.utterances and sum(map(len, ear.utterances[0])) > SAMPLE_RATE // 2)
    room.control.release()
    room.until(lambda: room.of(Heard))


def test_a_voice_interrupts_once_litcoach_was_heard_to_be_unheard(room: Room) -> None:
    room.control.speaking(True)
    # A headset: three seconds of its own speech, of which the microphone hears nothing.
    room.hear(quiet(3.0), speech(0.8), quiet(1.5))
    room.begin(ScriptedEar([Understood("stop", 0.9)]))
    room.until(lambda: room.of(Interrupted))
    room.control.speaking(False)
    room.until(lambda: room.of(Heard))
    assert room.of(Heard) == [Heard("stop", 0.9)]


def test_an_interruption_that_made_no_sense_is_taken_for_an_echo(room: Room) -> None:
    room.control.speaking(True)
    room.hear(quiet(3.0), speech(0.8), quiet(1.5), speech(0.8), quiet(1.5))
    room.begin(ScriptedEar([None, NEXT]))
    room.until(lambda: room.of(NotUnderstood))
    room.all_heard()
    assert len(room.of(Interrupted)) == 1
    assert room.of(Heard) == []


def test_what_no_phrase_fits_is_written_down_where_a_model_can(room: Room) -> None:
    written: list[Samples] = []

    def write(sound: Samples, told: Callable[[str], None]) -> None:
        written.append(sound)
        told(" tell me about whales ")

    room.hear(quiet(0.5), speech(0.8), quiet(2.0))
    room.begin(ScriptedEar([UNSURE]), free_speech=write)
    room.until(lambda: room.of(Heard))
    assert room.of(Heard) == [Heard("tell me about whales", 1.0)]
    assert len(written[0]) >= 0.8 * SAMPLE_RATE


def test_a_command_needs_no_model_even_where_one_is(room: Room) -> None:
    def write(_sound: Samples, _told: Callable[[str], None]) -> None:
        raise AssertionError("nothing to write down")

    room.hear(quiet(0.5), speech(0.8), quiet(2.0))
    room.begin(ScriptedEar([NEXT]), free_speech=write)
    room.until(lambda: room.of(Heard))
    assert room.of(Heard) == [Heard("next", 0.9)]


def test_what_may_be_said_next_is_learned_between_two_utterances(room: Room) -> None:
    room.hear(quiet(600.0))
    ear = ScriptedEar()
    room.begin(ear)
    room.until(lambda: ear.expected)
    room.control.expect(["A. red", "B. blue"], ["pier"])
    room.until(lambda: ear.expected[-1] == (("A. red", "B. blue"), ("pier",)))


def test_a_lost_microphone_ends_it_with_kind_words(room: Room) -> None:
    room.hear(quiet(600.0))
    room.begin(ScriptedEar())
    room.until(lambda: room.of(Listening))
    room.input.lose()
    room.until(lambda: room.problems)
    assert isinstance(room.problems[0], MicrophoneProblem)
    assert "type" in room.problems[0].meaning
    assert room.events[-1] == Listening(False)
    assert room.input.opened[-1].closed


def test_without_a_microphone_it_says_so(room: Room) -> None:
    room.input.unplugged = True
    room.begin(ScriptedEar())
    room.until(lambda: room.problems)
    assert isinstance(room.problems[0], MicrophoneProblem)


def test_a_gateway_without_ears_refuses_and_leaves_typing() -> None:
    gateway = GatewayService(FakeAudioInput(quiet(1.0)), FakeAudioOutput(), SystemClock(), lambda work: work())
    assert not gateway.can_converse
    with pytest.raises(ModelProblem, match="Type what you want to say"):
        gateway.converse(TalkControl())
