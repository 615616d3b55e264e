"""The gateway service: the microphone is checked and recorded here, and sound is played."""

from litcoach_desktop.services.gateway.control import RecordingControl
from litcoach_desktop.services.gateway.events import (
    LevelChanged,
    MicrophoneLost,
    RecordedReading,
    SecondKept,
    StoppedBecause,
)
from litcoach_desktop.services.gateway.microphone_check import MicrophoneCheck, MicrophoneState, Verdict
from litcoach_desktop.services.gateway.service import GatewayService, ReadingToRecord

__all__ = [
    "GatewayService",
    "LevelChanged",
    "MicrophoneCheck",
    "MicrophoneLost",
    "MicrophoneState",
    "ReadingToRecord",
    "RecordedReading",
    "RecordingControl",
    "SecondKept",
    "StoppedBecause",
    "Verdict",
]
