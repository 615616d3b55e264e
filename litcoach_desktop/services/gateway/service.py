"""The gateway service: what the faces ask of microphone and loudspeaker."""

import functools
from collections.abc import Callable
from typing import Protocol

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.jobs import JobContext
from litcoach_desktop.ports.audio import AudioDevice, AudioInput, AudioOutput, Samples
from litcoach_desktop.ports.clock import Clock
from litcoach_desktop.ports.listening import Following
from litcoach_desktop.services.gateway.control import RecordingControl
from litcoach_desktop.services.gateway.conversation import Conversation, TalkParts
from litcoach_desktop.services.gateway.events import RecordedReading
from litcoach_desktop.services.gateway.microphone_trial import check_microphone, record_word
from litcoach_desktop.services.gateway.recording_run import RecordingRun
from litcoach_desktop.services.gateway.second_keeper import KeepSecond, OnStoreLane, SecondKeeper
from litcoach_desktop.services.gateway.talk_control import TalkControl


class ReadingToRecord(Protocol):
    """What a recording needs of an open reading."""

    @property
    def following(self) -> Following:
        """Hears the sound as it comes."""

    @property
    def keep_second(self) -> KeepSecond:
        """Stores a second durably."""


class GatewayService:
    """Microphone and loudspeaker. Everything that listens is work for a job on the listening lane."""

    def __init__(
        self,
        audio_input: AudioInput,
        audio_output: AudioOutput,
        clock: Clock,
        on_store_lane: OnStoreLane,
        talk: TalkParts | None = None,
    ) -> None:
        """on_store_lane: has a callable run on the store's lane; seconds are stored there, so that a slow disk never
        keeps the listener waiting. talk: what it takes to understand speech; without it nobody can talk with litcoach.
        """
        self._input = audio_input
        self._output = audio_output
        self._clock = clock
        self._on_store_lane = on_store_lane
        self._talk = talk

    def devices(self) -> list[AudioDevice]:
        """What can record now, the default first; looked up anew. May take half a second; never raises."""
        return self._input.devices()

    def check_microphone(self, device_id: str | None = None) -> Callable[[JobContext], None]:
        """Work that emits a MicrophoneState twenty times a second until its job is cancelled. Nothing is kept.

        It raises MicrophoneProblem when the microphone cannot be opened or goes away, and after three minutes,
        because a child who walks off must not leave it open.
        """
        return functools.partial(check_microphone, functools.partial(self._input.open, device_id))

    def record_word(self, device_id: str | None = None, *, seconds: float = 3.0) -> Callable[[JobContext], Samples]:
        """Work that records one word (until quiet follows it, or for `seconds`) and returns it. Kept nowhere."""
        return functools.partial(record_word, functools.partial(self._input.open, device_id), seconds)

    def record(
        self,
        reading: ReadingToRecord,
        device_id: str | None = None,
        control: RecordingControl | None = None,
        *,
        first_second: int = 0,
    ) -> Callable[[JobContext], RecordedReading]:
        """Work that records a reading until `control.finish()`; see RecordingRun for events and errors.

        After a lost microphone the same reading goes on with a new run and first_second = recorded.seconds.
        """
        keeper = SecondKeeper(reading.keep_second, self._on_store_lane, first_second)
        return RecordingRun(
            functools.partial(self._input.open, device_id),
            reading.following,
            keeper,
            control or RecordingControl(),
            self._clock,
        )

    @property
    def can_converse(self) -> bool:
        """Whether speech can be understood at all here."""
        return self._talk is not None

    def converse(self, control: TalkControl, device_id: str | None = None) -> Callable[[JobContext], None]:
        """Work that listens to a child who talks with litcoach until `control.finish()`; see Conversation.

        Raises ModelProblem (at once) where speech cannot be understood.
        """
        if self._talk is None:
            raise ModelProblem(
                "litcoach cannot understand speech on this machine.",
                "The coach cannot be talked to.",
                "Type what you want to say.",
            )
        return Conversation(functools.partial(self._input.open, device_id), self._talk, control)

    def play(self, samples: Samples) -> None:
        """Play 16 kHz mono; returns once it sounds, what was playing stops. Raises EnvironmentProblem.

        Opening a loudspeaker takes 0.2 s, and up to six seconds when the sound system hangs: best from a lane.
        """
        self._output.play(samples)

    def stop_playing(self) -> None:
        """Fall silent."""
        self._output.stop()
