"""The gateway service: the microphone is checked and recorded here, and sound is played."""

from litcoach_desktop.services.gateway.control import RecordingControl
from litcoach_desktop.services.gateway.conversation import FreeSpeech, TalkParts
from litcoach_desktop.services.gateway.events import (
    LevelChanged,
    MicrophoneLost,
    RecordedReading,
    SecondKept,
    StoppedBecause,
)
from litcoach_desktop.services.gateway.microphone_check import MicrophoneCheck, MicrophoneState, Verdict
from litcoach_desktop.services.gateway.service import GatewayService, ReadingToRecord
from litcoach_desktop.services.gateway.talk_control import TalkControl
from litcoach_desktop.services.gateway.talk_events import FellAsleep, Heard, Interrupted, Listening, NotUnderstood

__all__ = [
    "FellAsleep",
    "FreeSpeech",
    "GatewayService",
    "Heard",
    "Interrupted",
    "LevelChanged",
    "Listening",
    "MicrophoneCheck",
    "MicrophoneLost",
    "MicrophoneState",
    "NotUnderstood",
    "ReadingToRecord",
    "RecordedReading",
    "RecordingControl",
    "SecondKept",
    "StoppedBecause",
    "TalkControl",
    "TalkParts",
    "Verdict",
]
