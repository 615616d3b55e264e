"""The pitch tracker follows voices whose pitch is known, from a man's to a small child's, and hears none in noise."""

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.prosody import measure_voice
from litcoach_desktop.engines.prosody.pitch import pitch_curve
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

Times = NDArray[np.float64]
_FORMANTS = ((700, 120), (1200, 150), (2600, 250))


def sung(hertz: Callable[[Times], Times], seconds: float, noise: float = 0.03) -> Samples:
    """A vowel with the harmonics of a voice, its pitch as given over time."""
    times = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    pitch = hertz(times)
    phase = 2 * np.pi * np.cumsum(pitch) / SAMPLE_RATE
    sound = np.zeros(len(times))
    for number in range(1, 40):
        overtone = number * pitch
        level = sum(1 / (1 + ((overtone - centre) / width) ** 2) for centre, width in _FORMANTS) / number**0.5
        sound += np.where(overtone < 7_500, level * np.sin(number * phase), 0.0)
    sound /= np.abs(sound).max()
    sound += noise * np.random.default_rng(1).standard_normal(len(sound))
    return (6_000 * sound).astype(np.int16)


def semitones_off(samples: Samples, hertz: Callable[[Times], Times]) -> Times:
    """How far the curve is from the truth where it hears a voice; the edges left out."""
    curve = pitch_curve(samples)
    off = 12 * np.log2(curve / hertz(np.arange(len(curve)) * 0.01))[5:-5]
    return np.abs(off[np.isfinite(off)])


@pytest.mark.parametrize("hertz", [90, 150, 220, 300, 400, 500])
def test_a_steady_voice_is_found_to_a_tenth_of_a_semitone(hertz: int) -> None:
    samples = sung(lambda times: np.full_like(times, hertz), 1.0)
    off = semitones_off(samples, lambda times: np.full_like(times, hertz))
    assert len(off) > 80
    assert off.max() < 0.1


def test_a_gliding_voice_is_followed() -> None:
    def glide(times: Times) -> Times:
        return 220 * 2 ** (4 * np.sin(2 * np.pi * 0.7 * times) / 12)

    off = semitones_off(sung(glide, 2.0), glide)
    assert len(off) > 120
    assert np.quantile(off, 0.95) < 0.3


def test_noise_and_silence_have_no_pitch() -> None:
    noise = (np.random.default_rng(2).standard_normal(2 * SAMPLE_RATE) * 2_000).astype(np.int16)
    assert np.isnan(pitch_curve(noise)).mean() > 0.98
    assert np.isnan(pitch_curve(np.zeros(SAMPLE_RATE, np.int16))).all()


@pytest.mark.parametrize("length", [0, 1, 399, 400, 700])
def test_any_length_is_taken(length: int) -> None:
    assert len(pitch_curve(np.zeros(length, np.int16))) == (0 if length < 400 else -(-length // 160))


def heard(passage: Passage, *spans: tuple[float, float]) -> ReadingEvents:
    """Words read right at these times."""
    return ReadingEvents(
        tuple(WordEvent(index, WordStatus.CORRECT, 0.9, start, end) for index, (start, end) in enumerate(spans))
    )


def test_the_voice_is_measured_within_the_words() -> None:
    def hertz(times: Times) -> Times:
        # The second word lies four semitones above the first; the last rises by six. Around them somebody hums.
        rising = 250 * 2 ** (6 * np.clip(times - 2, 0, 1) / 12)
        return np.select([times < 1, times < 2, times < 3], [np.full_like(times, 250), 250 * 2 ** (4 / 12), rising], 90)

    passage = Passage("one two three?")
    voice = measure_voice(sung(hertz, 4.0), passage, heard(passage, (0.1, 0.9), (1.1, 1.9), (2.05, 2.95)))
    assert voice is not None
    assert voice.pitches[1] - voice.pitches[0] == pytest.approx(4, abs=0.5)
    assert [one.index for one in voice.endings] == [2]
    assert voice.endings[0].movement == pytest.approx(2, abs=0.6)
    assert 2.4 < voice.voiced_s < 2.6
    assert voice.median_hz > 200


def test_hardly_any_voice_is_not_measured() -> None:
    passage = Passage("one")
    assert measure_voice(np.zeros(2 * SAMPLE_RATE, np.int16), passage, heard(passage, (0.1, 1.9))) is None
    assert measure_voice(sung(lambda t: np.full_like(t, 200), 2.0), passage, ReadingEvents(())) is None
