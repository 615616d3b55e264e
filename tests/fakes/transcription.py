"""A transcriber that writes down what a test tells it, three words a second, and a second listener that misses some."""

from collections.abc import Sequence

from litcoach_desktop.domain.reading.second_opinion import SecondOpinion, WordOpinion
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.transcription import Progress, TranscribedWord


class ScriptedTranscriber:
    """Hears these words in any recording."""

    name = "scripted-whisper"
    version = "1"

    def __init__(self, text: str, *, probability: float = 0.9) -> None:
        self.text = text
        self.probability = probability
        self.prompts: list[str] = []
        self.released = 0

    def transcribe(
        self, samples: Samples, *, prompt: str = "", progress: Progress | None = None
    ) -> Sequence[TranscribedWord]:
        self.prompts.append(prompt)
        if progress is not None:
            progress(1.0)
        return [
            TranscribedWord(word, at / 3, (at + 1) / 3, self.probability) for at, word in enumerate(self.text.split())
        ]

    def release(self) -> None:
        self.released += 1


class HearsAllBut:
    """A second listener that hears every word of the passage but those in `missed`."""

    name = "second"
    version = "2"

    def __init__(self, missed: Sequence[int] = ()) -> None:
        self.missed = frozenset(missed)
        self.heard: list[int] = []

    def hear(self, samples: Samples, passage: Passage, progress: Progress | None = None) -> SecondOpinion:
        self.heard.append(len(samples))
        if progress is not None:
            progress(0.5)
        words = tuple(
            WordOpinion(word.index, *((0.2, "something") if word.index in self.missed else (1.0, word.text)))
            for word in passage.words
        )
        return SecondOpinion(words, self.name, self.version)
