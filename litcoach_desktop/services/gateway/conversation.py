"""Listens to a child who talks with litcoach: by a button or hands free, until it is told to stop. Nothing is kept."""

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.jobs import Cancelled, JobContext
from litcoach_desktop.ports.audio import SAMPLE_RATE, Capture, Samples
from litcoach_desktop.ports.commands import CommandEar, Understood, VoiceActivity
from litcoach_desktop.services.gateway.echo import EchoGuard
from litcoach_desktop.services.gateway.speech_gate import SpeechGate
from litcoach_desktop.services.gateway.talk_control import TalkControl
from litcoach_desktop.services.gateway.talk_events import FellAsleep, Heard, Interrupted, Listening, NotUnderstood
from litcoach_desktop.services.gateway.watchdog import Watchdog

FreeSpeech = Callable[[Samples, Callable[[str], None]], None]
"""Has sound written down somewhere else and calls back with the words, "" for none. Returns at once."""

# Half a second may pass from the end of speech to the first sound of the answer: a look costs half of this.
_TURN_S = 0.02
# Quiet behind something complete that is beyond doubt, behind something complete, and behind something that may go
# on ("what does ... lantern ... mean").
_QUIET_AFTER_SURE_S, _QUIET_AFTER_COMMAND_S, _QUIET_AFTER_SPEECH_S = 0.12, 0.2, 0.9
_BEYOND_DOUBT = 0.85
# What is on its way through the sound system when the button is let go.
_AFTER_RELEASE_S = 0.15
# A room and a loudspeaker ring on, and sound that was handed over is still to be heard.
_AFTER_SPEAKING_S = 0.3
_INTERRUPTS_AFTER_S = 0.25
_SPOKEN_S = 0.06
_LONGEST_S = 20.0
# Who holds the button means the coach; hands free, half of what is said in a classroom does not.
_SURE_BY_BUTTON, _SURE_HANDS_FREE = 0.4, 0.6
# A child who walked off must not leave a microphone open.
_ASLEEP_AFTER_S = 120.0
_ASLEEP_AFTER_BUTTON_S = 30.0
# A second listener that is busy with a whole reading is not waited for.
_FREE_SPEECH_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class TalkParts:
    """What it takes to understand speech. Each is asked for when a conversation begins, on its lane.

    free_speech: gives None where no model writes speech down.
    """

    activity: Callable[[], VoiceActivity]
    ear: Callable[[], CommandEar]
    free_speech: Callable[[], FreeSpeech | None] = lambda: None


class Conversation:
    """The work of one job on the listening lane. Called once."""

    def __init__(self, open_microphone: Callable[[], Capture], parts: TalkParts, control: TalkControl) -> None:
        self._open_microphone = open_microphone
        self._parts = parts
        self._control = control
        self._echo = EchoGuard()
        # The utterance that is being heard: by the button, hands free, or none.
        self._hearing = False
        self._by_button = False
        self._interrupting = False
        self._voice_s = 0.0
        self._sound: list[Samples] = []
        self._written: queue.SimpleQueue[str] | None = None
        self._written_until = 0.0
        self._deaf_until = 0.0
        self._quiet_since = 0.0
        self._listening = False

    def __call__(self, ctx: JobContext) -> None:
        """Emit what is understood until `control.finish()`, or until nobody has spoken for a while.

        Emits Listening, Heard, NotUnderstood, Interrupted, FellAsleep. Raises MicrophoneProblem when
        the microphone cannot be opened or is lost, ModelProblem when speech cannot be understood here, and Cancelled.
        """
        self._gate = SpeechGate(self._parts.activity())
        self._ear = self._parts.ear()
        self._free_speech = self._parts.free_speech()
        # Models are loaded before the microphone opens, so that its first words are heard in time.
        self._gate.feed(np.zeros(SAMPLE_RATE // 10, np.int16))
        self._ear.expect(*self._control.expected)
        capture = self._open_microphone()
        try:
            self._listen(ctx, capture)
        finally:
            capture.close()
            self._tell_listening(ctx, False)

    def _listen(self, ctx: JobContext, capture: Capture) -> None:
        watchdog = Watchdog(capture)
        self._gate.forget()
        self._quiet_since = time.monotonic()
        while not self._control.finished:
            samples = capture.read()
            if len(samples):
                self._take(ctx, samples)
            if watchdog.microphone_is_gone(len(samples)):
                raise _lost(capture)
            if self._fell_asleep():
                ctx.emit(FellAsleep())
                return
            if self._control.wait(_TURN_S):
                return
            if ctx.cancelled:
                raise Cancelled

    def _take(self, ctx: JobContext, samples: Samples) -> None:
        now = time.monotonic()
        voice_s = self._gate.feed(samples)
        if self._control.is_speaking:
            self._deaf_until = now + _AFTER_SPEAKING_S
        deaf = now < self._deaf_until and not self._interrupting
        self._tell_listening(ctx, self._control.pressed or (self._control.hands_free and not deaf))
        if self._hearing and self._control.is_speaking and not (self._by_button or self._interrupting):
            # An answer came while the child went on: what follows is litcoach's own voice.
            self._hearing = False
        if self._control.pressed and not (self._hearing and self._by_button):
            # Whatever was going on: a child who presses means to be heard from here on.
            self._written = None
            self._begin(by_button=True, samples=samples if deaf else self._gate.before[-SAMPLE_RATE // 5 :])
        elif self._written is not None:
            self._look_for_free_speech(ctx, now)
        elif self._hearing:
            self._voice_s += voice_s
            self._go_on(ctx, samples, now)
        elif deaf:
            self._while_speaking(ctx, len(samples) / SAMPLE_RATE, voice_s)
        elif self._control.hands_free and self._gate.begun:
            self._begin(by_button=False, samples=self._gate.before)
        elif not self._gate.begun:
            # Between two utterances is the time to learn what may be said next.
            self._ear.expect(*self._control.expected)

    def _while_speaking(self, ctx: JobContext, seconds: float, voice_s: float) -> None:
        if self._control.hands_free and self._echo.safe and self._control.is_speaking:
            if self._gate.voice_s >= _INTERRUPTS_AFTER_S:
                ctx.emit(Interrupted())
                self._interrupting = True
                self._begin(by_button=False, samples=self._gate.before)
            return
        if self._control.is_speaking:
            self._echo.spoke(seconds, voice_s)
        self._gate.rest()

    def _begin(self, *, by_button: bool, samples: Samples) -> None:
        self._hearing, self._by_button = True, by_button
        self._released_at: float | None = None
        self._voice_s = 0.0
        self._sound = [samples]
        self._ear.expect(*self._control.expected)
        self._ear.begin()
        self._ear.feed(samples)

    def _go_on(self, ctx: JobContext, samples: Samples, now: float) -> None:
        self._sound.append(samples)
        self._ear.feed(samples)
        too_long = sum(len(one) for one in self._sound) > _LONGEST_S * SAMPLE_RATE
        if self._by_button:
            if self._control.pressed and not too_long:
                return
            self._released_at = self._released_at or now
            if too_long or now - self._released_at >= _AFTER_RELEASE_S:
                # Nothing but noise may sound like a word, too.
                spoken = self._voice_s >= _SPOKEN_S
                self._end(ctx, self._understood(_SURE_BY_BUTTON) if spoken else None)
            return
        if self._gate.quiet_s < _QUIET_AFTER_SURE_S and not too_long:
            return
        surely = self._gate.quiet_s < _QUIET_AFTER_COMMAND_S
        understood = self._understood(_BEYOND_DOUBT if surely else _SURE_HANDS_FREE)
        if understood is not None or too_long or self._gate.quiet_s >= _QUIET_AFTER_SPEECH_S:
            self._end(ctx, understood)

    def _understood(self, sure: float) -> Understood | None:
        likeliest = self._ear.understood()
        return likeliest if likeliest is not None and likeliest.sureness >= sure else None

    def _end(self, ctx: JobContext, understood: Understood | None) -> None:
        self._hearing = False
        self._quiet_since = time.monotonic()
        self._gate.rest()
        sound, self._sound = self._sound, []
        if understood is not None:
            self._interrupting = False
            ctx.emit(Heard(understood.text, understood.sureness))
        elif self._free_speech is not None and (self._voice_s >= _SPOKEN_S or not self._by_button):
            self._written = queue.SimpleQueue()
            self._written_until = time.monotonic() + _FREE_SPEECH_WITHIN_S
            self._free_speech(np.concatenate(sound), self._written.put)
        else:
            self._not_understood(ctx)

    def _look_for_free_speech(self, ctx: JobContext, now: float) -> None:
        assert self._written is not None
        words = "" if now >= self._written_until else None
        if not self._written.empty():
            words = self._written.get()
        if words is None:
            return
        self._written = None
        self._gate.rest()
        if words.strip():
            self._interrupting = False
            ctx.emit(Heard(words.strip(), 1.0))
        else:
            self._not_understood(ctx)

    def _not_understood(self, ctx: JobContext) -> None:
        if self._interrupting:
            self._interrupting = False
            self._echo.doubt()
        ctx.emit(NotUnderstood(self._by_button))

    def _fell_asleep(self) -> bool:
        if self._hearing or self._control.pressed or self._control.is_speaking or self._written is not None:
            self._quiet_since = time.monotonic()
        limit_s = _ASLEEP_AFTER_S if self._control.hands_free else _ASLEEP_AFTER_BUTTON_S
        return time.monotonic() - self._quiet_since >= limit_s

    def _tell_listening(self, ctx: JobContext, on: bool) -> None:
        if on != self._listening:
            self._listening = on
            ctx.emit(Listening(on))


def _lost(capture: Capture) -> MicrophoneProblem:
    return MicrophoneProblem(
        f'The microphone "{capture.device.name}" has stopped.',
        "The coach does not hear you now; you can type instead.",
        "Check that it is plugged in, then press the microphone again.",
    )
