"""The microphone check: every verdict, from sounds whose loudness is known."""

import numpy as np
import pytest

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.services.gateway.levels import dbfs, meter
from litcoach_desktop.services.gateway.microphone_check import MicrophoneCheck, MicrophoneState, Verdict
from tests.fakes.audio import as_samples, at_dbfs, counting, room


def heard(samples: Samples, piece: int = 1_600) -> MicrophoneState:
    check = MicrophoneCheck()
    state = check.state
    for start in range(0, len(samples), piece):
        state = check.feed(samples[start : start + piece])
    return state


def voice_in_room(voice_dbfs: float, room_dbfs: float, seconds: float = 5.0) -> Samples:
    return as_samples(at_dbfs(counting(seconds), voice_dbfs) + at_dbfs(room(seconds), room_dbfs))


def test_nothing_heard_yet_is_listening() -> None:
    assert MicrophoneCheck().state == MicrophoneState(0.0, Verdict.LISTENING)


@pytest.mark.parametrize("voice_dbfs", [-36.0, -28.0, -20.0, -14.0])
def test_a_voice_in_a_quiet_room_is_good(voice_dbfs: float) -> None:
    assert heard(voice_in_room(voice_dbfs, -65.0)).verdict is Verdict.GOOD


@pytest.mark.parametrize("pitch", [100.0, 180.0, 260.0, 350.0])
def test_low_and_high_voices_are_voices(pitch: float) -> None:
    sound = at_dbfs(counting(5.0, pitch=pitch), -25.0) + at_dbfs(room(5.0), -60.0)
    assert heard(as_samples(sound)).verdict is Verdict.GOOD


def test_a_good_voice_is_found_within_three_seconds() -> None:
    assert heard(voice_in_room(-25.0, -60.0, seconds=3.0)).verdict is Verdict.GOOD


@pytest.mark.parametrize("piece", [7, 100, 320, 799, 16_000])
def test_the_verdict_does_not_depend_on_the_length_of_the_pieces(piece: int) -> None:
    sound = voice_in_room(-25.0, -60.0, seconds=3.0)
    assert heard(sound, piece).voice_dbfs == heard(sound).voice_dbfs


def test_a_far_voice_is_too_quiet() -> None:
    assert heard(voice_in_room(-50.0, -75.0)).verdict is Verdict.TOO_QUIET


def test_a_voice_at_the_rail_is_clipped() -> None:
    assert heard(as_samples(at_dbfs(counting(5.0), -3.0))).verdict is Verdict.CLIPPED


def test_a_quiet_room_without_a_voice_is_silent_after_some_patience() -> None:
    assert heard(as_samples(at_dbfs(room(2.0), -65.0))).verdict is Verdict.LISTENING
    assert heard(as_samples(at_dbfs(room(5.0), -65.0))).verdict is Verdict.SILENT


def test_a_loud_room_without_a_voice_is_noisy() -> None:
    assert heard(as_samples(at_dbfs(room(5.0), -25.0))).verdict is Verdict.NOISY


def test_rumble_and_hum_are_no_voice() -> None:
    time_s = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
    hum = sum(np.sin(2 * np.pi * 50 * harmonic * time_s) / harmonic for harmonic in (1, 2, 3))
    spectrum = np.fft.rfft(room(5.0))
    spectrum[np.fft.rfftfreq(len(time_s), 1 / SAMPLE_RATE) > 150] = 0
    rumble = np.fft.irfft(spectrum)
    for sound in (at_dbfs(np.asarray(hum), -30.0), at_dbfs(rumble, -30.0)):
        assert heard(as_samples(sound + at_dbfs(room(5.0), -65.0))).verdict is Verdict.NOISY


def test_a_voice_hardly_above_the_room_is_noisy() -> None:
    assert heard(voice_in_room(-24.0, -28.0)).verdict is Verdict.NOISY


def test_exact_zeros_mean_the_wrong_device() -> None:
    assert heard(np.zeros(SAMPLE_RATE // 2, np.int16)).verdict is Verdict.LISTENING
    assert heard(np.zeros(2 * SAMPLE_RATE, np.int16)).verdict is Verdict.WRONG_DEVICE


def test_a_muted_microphone_shows_even_after_a_good_voice() -> None:
    sound = np.concatenate((voice_in_room(-25.0, -60.0), np.zeros(2 * SAMPLE_RATE, np.int16)))
    assert heard(sound).verdict is Verdict.WRONG_DEVICE


def test_moving_closer_shows_within_the_window() -> None:
    sound = np.concatenate((voice_in_room(-50.0, -75.0), voice_in_room(-25.0, -60.0)))
    assert heard(sound).verdict is Verdict.GOOD


def test_a_constant_offset_is_no_sound() -> None:
    offset = np.full(5 * SAMPLE_RATE, 3_000, np.int16)
    offset[::2] += 1
    assert heard(offset).verdict is Verdict.SILENT
    assert dbfs(offset) < -90


def test_the_meter_is_even_in_decibels() -> None:
    levels = [meter(as_samples(at_dbfs(room(1.0), level))) for level in (-70.0, -60.0, -47.5, -35.0, -22.5, -10.0)]
    assert levels == pytest.approx([0.0, 0.0, 0.25, 0.5, 0.75, 1.0], abs=0.01)
    assert meter(np.zeros(0, np.int16)) == 0.0
