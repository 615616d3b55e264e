"""How an item's sound is put together: recordings and stretches of the reader's own room, with babble if asked for."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from litcoach_desktop.cli.needs import Parts
from litcoach_desktop.cli.reading_bench.babble import babble, mix
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

ROOM_PIECE = SAMPLE_RATE // 4
_STEP = ROOM_PIECE // 5

ReadSound = Callable[[Path], Samples]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A whole recording."""

    audio: Path

    def samples(self, read: ReadSound) -> Samples:
        """The recording."""
        return read(self.audio)


@dataclass(frozen=True, slots=True)
class Room:
    """So many samples in which nobody speaks: the quietest quarter second of a recording, again and again.

    turns: how far each repetition is turned round, so that no beat is heard; empty for silence.
    """

    audio: Path
    length: int
    turns: tuple[int, ...]

    def samples(self, read: ReadSound) -> Samples:
        """The stretch of noise."""
        if not self.turns:
            return np.zeros(self.length, np.int16)
        recording = read(self.audio)
        starts = np.arange(0, len(recording) - ROOM_PIECE, _STEP)
        squares = np.concatenate([[0.0], np.cumsum(np.square(recording, dtype=np.float64))])
        start = starts[np.argmin(squares[starts + ROOM_PIECE] - squares[starts])]
        quiet = recording[start : start + ROOM_PIECE]
        return np.concatenate([np.roll(quiet, turn) for turn in self.turns])[: self.length]


def room(audio: Path, recording_length: int, seconds: float, rng: random.Random) -> Room:
    """A stretch of the room of a recording of so many samples; silence where the recording is too short to tell."""
    length = int(seconds * SAMPLE_RATE)
    if recording_length < 2 * ROOM_PIECE:
        return Room(audio, length, ())
    repetitions = int(seconds * SAMPLE_RATE / ROOM_PIECE) + 1
    return Room(audio, length, tuple(rng.randrange(ROOM_PIECE) for _ in range(repetitions)))


@dataclass(frozen=True, slots=True)
class Babble:
    """Other readers' voices under an item. voices: the recordings of each; seed: where each begins."""

    voices: tuple[tuple[Path, ...], ...]
    seed: str
    snr_db: float


@dataclass(frozen=True, slots=True)
class Item:
    """One reading of the benchmark, as a `judging_pool.Task`: its sound is made where it is judged."""

    id: str
    text: str
    pieces: tuple[Spoken | Room, ...]
    babble: Babble | None = None
    problem: str | None = None

    def sound(self, parts: Parts) -> Samples:
        """All pieces joined, with the babble under them. Raises AudioFileProblem."""
        speech = np.concatenate([piece.samples(parts.read_sound) for piece in self.pieces])
        if self.babble is None:
            return speech
        voices = [[parts.read_sound(path) for path in voice] for voice in self.babble.voices]
        return mix(speech, babble(voices, len(speech), random.Random(self.babble.seed)), self.babble.snr_db)
