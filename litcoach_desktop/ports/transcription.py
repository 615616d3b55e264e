"""The second listener: writes down what it hears, knowing the passage only when it compares."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from litcoach_desktop.domain.reading.second_opinion import SecondOpinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import Samples

Progress = Callable[[float], None]
"""Called now and then with the share that is done (0..1), on the thread that does the work. What it raises ends it."""


@dataclass(frozen=True, slots=True)
class TranscribedWord:
    """A word that was heard. start_s, end_s: seconds into the recording. probability: how sure the engine is, 0..1."""

    text: str
    start_s: float
    end_s: float
    probability: float


class Transcriber(Protocol):
    """An engine that writes down speech. All calls come from one thread."""

    @property
    def name(self) -> str:
        """Such as "whisper-base.en"."""

    @property
    def version(self) -> str:
        """Of the model."""

    def transcribe(
        self, samples: Samples, *, prompt: str = "", progress: Progress | None = None
    ) -> Sequence[TranscribedWord]:
        """The words of a recording in order of time; none for one without speech.

        prompt: a text that the speaker may be reading. Raises ModelProblem.
        """

    def release(self) -> None:
        """Give back the memory; the next call takes it again."""


class SecondListener(Protocol):
    """Hears a reading after the first listener has judged it."""

    @property
    def name(self) -> str:
        """Kept with every mark on which it was heard."""

    @property
    def version(self) -> str:
        """Of engine and model."""

    def hear(self, samples: Samples, passage: Passage, progress: Progress | None = None) -> SecondOpinion:
        """What it heard at every word of the passage. Takes a tenth to once the recording's length.

        Raises ModelProblem.
        """
