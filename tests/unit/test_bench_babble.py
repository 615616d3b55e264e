"""Classroom babble: its level under the speech is the one asked for, and it comes out the same for the same seed."""

import random

import numpy as np
import pytest

from litcoach_desktop.cli.reading_bench.babble import babble, mix, speech_power
from litcoach_desktop.ports.audio import Samples


def tone(hertz: float, seconds: float, loudness: float) -> Samples:
    time = np.arange(int(16_000 * seconds)) / 16_000
    return (loudness * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def with_pauses(sound: Samples, seconds: float) -> Samples:
    silence = np.zeros(int(16_000 * seconds), np.int16)
    return np.concatenate([silence, sound, silence])


def test_the_level_counts_only_while_somebody_speaks() -> None:
    speech = tone(300, 1, 8000)
    assert speech_power(with_pauses(speech, 3).astype(float)) == pytest.approx(8000**2 / 2, rel=0.05)


@pytest.mark.parametrize("snr_db", [20.0, 10.0, 0.0, -5.0])
def test_noise_lies_as_far_under_the_speech_as_asked(snr_db: float) -> None:
    speech = with_pauses(tone(300, 2, 4000), 0.5)
    noise = np.random.default_rng(1).normal(size=len(speech))
    added = mix(speech, noise, snr_db).astype(float) - speech
    assert 10 * np.log10(8e6 / np.mean(added**2)) == pytest.approx(snr_db, abs=0.1)


def test_a_sum_that_does_not_fit_is_turned_down_and_not_clipped() -> None:
    speech = tone(300, 1, 32_000)
    noisy = mix(speech, tone(440, 1, 1000).astype(float), 0.0)
    assert np.max(np.abs(noisy.astype(int))) == 32_767
    # Clipping would flatten the peaks: many samples at the very top.
    assert np.sum(np.abs(noisy.astype(int)) > 32_700) < 50


def test_every_voice_is_as_loud_as_the_others() -> None:
    quiet, loud = tone(300, 1, 100), tone(1000, 1, 10_000)
    spectrum = np.abs(np.fft.rfft(babble([[quiet], [loud]], 16_000, random.Random(1))))
    assert spectrum[300] == pytest.approx(spectrum[1000], rel=0.1)


def test_short_recordings_go_round_and_the_same_seed_gives_the_same_babble() -> None:
    voices = [[tone(300, 0.3, 3000), tone(350, 0.2, 3000)], [tone(500, 0.4, 2000)]]
    first = babble(voices, 50_000, random.Random(7))
    assert len(first) == 50_000
    assert np.min(np.abs(first).reshape(-1, 1000).max(axis=1)) > 0.5
    np.testing.assert_array_equal(first, babble(voices, 50_000, random.Random(7)))
    assert not np.array_equal(first, babble(voices, 50_000, random.Random(8)))


def test_silence_stays_silence() -> None:
    speech, silence = tone(300, 1, 4000), np.zeros(16_000, np.int16)
    np.testing.assert_array_equal(mix(speech, babble([[silence]], 16_000, random.Random(1)), 10.0), speech)
    np.testing.assert_array_equal(mix(silence, babble([[speech]], 16_000, random.Random(1)), 10.0), silence)


def test_lengths_that_differ_are_refused() -> None:
    with pytest.raises(ValueError, match="samples"):
        mix(tone(300, 1, 100), np.zeros(10), 10.0)
