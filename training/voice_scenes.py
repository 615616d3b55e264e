"""Made scenes of one or more readers in a room, and in which frames a second voice is about as loud as the reader.

The sound is mixed, never the truth: how loud each voice is in a frame is known from the voice alone. Rooms echo,
microphones colour and hum, voices are moved up and down, so that only the voices' number tells the scenes apart.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from litcoach_desktop.cli.reading_bench.babble import speech_power
from litcoach_desktop.engines.sphinx.judge.voice_frames import HOP
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from training.corpus import CHILD_UP_TO, Recording

_SECONDS = (5.0, 8.0)
_PAUSE_S = (0.1, 0.6)
_CHILD_READS = 0.75
_OTHERS_SPEAK = 0.55
_SNR_DB = (-4.0, 12.0)
_LOUD_DB, _ROOM_DB, _ABOVE_NOISE_DB = 25.0, 40.0, 6.0
"""Below the reader's loud frames: still a voice, surely none; and how far a voice must stand out of the noise."""
_ALIKE_DB, _ALONE_DB = 10.0, 20.0
"""Differences up to which two voices are about as loud, and from which only the louder one is heard."""
_WINDOW = 1024

Sound = NDArray[np.float32]


@dataclass(frozen=True)
class Scene:
    """samples: the mixture. two: for each frame of `VoiceFrames`, 1 two voices, 0 one or none, -1 in between."""

    samples: Samples
    two: NDArray[np.int8]


class SceneMaker:
    """Makes scenes of some readers."""

    def __init__(self, recordings: Sequence[Recording], rng: random.Random) -> None:
        self._by_speaker: dict[str, list[Recording]] = {}
        for recording in recordings:
            self._by_speaker.setdefault(recording.speaker, []).append(recording)
        self._everybody = list(self._by_speaker)
        self._children = [name for name in self._everybody if self._by_speaker[name][0].age <= CHILD_UP_TO]
        self._rng = rng
        self._numbers = np.random.default_rng(rng.randrange(1 << 30))
        self._sounds: dict[str, Sound] = {}

    def scene(self) -> Scene:
        """The next scene: a reader, others in a little more than half of them, a room, and noise."""
        rng = self._rng
        reader = rng.choice(self._children if rng.random() < _CHILD_READS else self._everybody)
        length = int(rng.uniform(*_SECONDS) * SAMPLE_RATE)
        own = self._voice(reader, length, 0.35, (0.8, 1.45))
        others = np.zeros(length, np.float32)
        if rng.random() < _OTHERS_SPEAK:
            others = self._others(
                reader, length, 1 if rng.random() < 0.85 else rng.randint(2, 5), rng.uniform(*_SNR_DB)
            )
        if rng.random() < 0.6:
            own = in_room(own, self._rng, self._numbers)
        noise = self._noise(length)
        return Scene(self._recorded(own + others + noise), _two(own, others, noise))

    def _others(self, reader: str, length: int, count: int, snr_db: float) -> Sound:
        rng, total = self._rng, np.zeros(length, np.float32)
        for _ in range(count):
            name = rng.choice([other for other in self._everybody if other != reader])
            total += self._voice(name, length, 0.35, (0.9, 1.4))
        total *= np.float32(10 ** (-snr_db / 20) / np.sqrt(count))
        if rng.random() < 0.4:
            first, last = sorted(rng.sample(range(length), 2))
            total[:first] = total[last:] = 0
        return in_room(total, self._rng, self._numbers) if rng.random() < 0.4 else total

    def _voice(self, name: str, length: int, moved: float, by: tuple[float, float]) -> Sound:
        """Recordings of one speaker in a row, of unit power, perhaps slower and lower or the other way round."""
        rng = self._rng
        pieces: list[Sound] = []
        skip = rng.randrange(SAMPLE_RATE)
        while sum(map(len, pieces)) < length + skip:
            recording = rng.choice(self._by_speaker[name])
            if recording.id not in self._sounds:
                self._sounds[recording.id] = recording.samples().astype(np.float32)
            pause = self._numbers.standard_normal(int(rng.uniform(*_PAUSE_S) * SAMPLE_RATE)) * 3
            pieces += [self._sounds[recording.id], pause.astype(np.float32)]
        sound = np.concatenate(pieces)[skip:]
        if rng.random() < moved:
            sound = _slower(sound, rng.uniform(*by))
        sound = np.resize(sound, length)
        sound /= np.float32(np.sqrt(speech_power(sound.astype(np.float64)) + 1e-6))
        sound[1:] -= np.float32(rng.uniform(-0.5, 0.5)) * sound[:-1].copy()
        return sound

    def _noise(self, length: int) -> Sound:
        rng = self._rng
        noise = self._numbers.standard_normal(length)
        if rng.random() < 0.5:  # a rumble
            noise = np.cumsum(noise)
            noise -= np.convolve(noise, np.ones(800) / 800, "same")
            noise /= noise.std() + 1e-6
        noise *= 10 ** (-rng.uniform(10, 60) / 20) if rng.random() < 0.6 else 1e-3
        if rng.random() < 0.1:
            hum = np.sin(2 * np.pi * rng.choice((50, 60, 100, 120)) * np.arange(length) / SAMPLE_RATE)
            noise += 10 ** (-rng.uniform(15, 40) / 20) * hum
        return noise.astype(np.float32)

    def _recorded(self, sound: Sound) -> Samples:
        loudest = 10 ** (self._rng.uniform(-18, -3) / 20) * 32767
        return np.asarray(np.round(sound * (loudest / np.abs(sound).max())), np.int16)


def _slower(sound: Sound, factor: float) -> Sound:
    """Slower and lower by the factor: a larger speaker."""
    return np.interp(np.arange(int(len(sound) * factor)) / factor, np.arange(len(sound)), sound).astype(np.float32)


def in_room(sound: Sound, rng: random.Random, numbers: np.random.Generator) -> Sound:
    """The sound with an echo that dies away within 0.15 to 0.6 s, as loud as the direct sound or up to 12 dB softer."""
    length = int(rng.uniform(0.15, 0.6) * SAMPLE_RATE)
    room = numbers.standard_normal(length) * 10 ** (-3 * np.arange(length) / length)
    room *= 10 ** (-rng.uniform(0, 12) / 20) / np.sqrt(np.square(room).sum())
    room[:40] = 0
    room[0] = 1
    size = 1 << (len(sound) + length - 1).bit_length()
    return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(room, size), size)[: len(sound)].astype(np.float32)


def _two(own: Sound, others: Sound, noise: Sound) -> NDArray[np.int8]:
    reader, second, rest = levels_db(own), levels_db(others), levels_db(noise)
    loud = np.percentile(reader, 95)
    both = (reader > loud - _LOUD_DB) & (second > loud - _LOUD_DB) & (np.abs(reader - second) < _ALIKE_DB)
    one = (second < np.maximum(loud - _ROOM_DB, rest - _ABOVE_NOISE_DB)) | (np.abs(reader - second) > _ALONE_DB)
    return np.where(both, 1, np.where(one, 0, -1)).astype(np.int8)


def levels_db(sound: Sound) -> NDArray[np.float64]:
    """Level of each frame of `VoiceFrames`, in dB of any unit."""
    window = np.square(np.hanning(_WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(sound, _WINDOW // 2), _WINDOW)[::HOP]
    return 10 * np.log10(np.square(frames.astype(np.float64)) @ window / window.sum() + 1e-6)


def by_fold(recordings: Sequence[Recording], fold_of: Mapping[str, int]) -> dict[int, list[Recording]]:
    """The recordings of each fold's speakers."""
    found: dict[int, list[Recording]] = {}
    for recording in recordings:
        found.setdefault(fold_of[recording.speaker], []).append(recording)
    return found
