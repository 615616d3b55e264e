"""What a recording tells while it runs, besides `ports.listening.WordReached`, and what it comes to."""

from dataclasses import dataclass
from enum import StrEnum

from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem


@dataclass(frozen=True, slots=True)
class LevelChanged:
    """How loud it is, 0..1 on the scale of `levels.meter`; at most twenty times a second."""

    level: float


@dataclass(frozen=True, slots=True)
class SecondKept:
    """So many seconds of this reading are durably stored; comes after the commit, never before."""

    seconds: int


@dataclass(frozen=True, slots=True)
class MicrophoneLost:
    """Nothing comes from the microphone any more. The recording ends with what was heard until then."""

    problem: MicrophoneProblem


class StoppedBecause(StrEnum):
    """Why a recording ended."""

    FINISHED = "finished"
    MICROPHONE_LOST = "microphone_lost"
    STORAGE = "storage"


@dataclass(frozen=True, slots=True)
class RecordedReading:
    """What was recorded.

    seconds: how many seconds of the reading are stored, earlier runs included, the last one perhaps a part; also
    the number of the second with which the same reading can go on. duration_s: seconds of sound that this run kept.
    problem: the sentence to show when the recording did not end by `finish`.
    """

    seconds: int
    duration_s: float
    stopped_because: StoppedBecause
    problem: EnvironmentProblem | None = None
