"""A folder of recordings of readers: manifest.jsonl with id, audio, text, speaker and age a line, audio 16 kHz mono."""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import soundfile

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ports.audio import Samples

CHILD_UP_TO = 12


@dataclass(frozen=True)
class Recording:
    """One recording and what its reader was given to read."""

    id: str
    path: Path
    text: str
    speaker: str
    age: int

    @property
    def words(self) -> list[str]:
        """The words as the text has them."""
        passage = Passage(self.text)
        return [word.text for word in passage.words]

    def samples(self) -> Samples:
        """The sound, 16 kHz mono."""
        samples, _ = soundfile.read(self.path, dtype="int16")
        return np.asarray(samples)


def read_corpus(folder: Path) -> list[Recording]:
    """All recordings of the folder, in the manifest's order."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Recording(row["id"], folder / row["audio"], row["text"], row["speaker"], row["age"]) for row in rows]


def folds(recordings: Sequence[Recording], count: int) -> dict[str, int]:
    """The fold of each speaker: a fixed shuffle, dealt out in turn."""
    speakers = sorted({recording.speaker for recording in recordings})
    random.Random(count).shuffle(speakers)
    return {speaker: at % count for at, speaker in enumerate(speakers)}
