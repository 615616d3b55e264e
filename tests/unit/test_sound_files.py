"""Sound files: every kind is read alike, and every bad one gets a sentence."""

import contextlib
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.domain.errors import AudioFileProblem
from litcoach_desktop.engines.sound_files import read_sound_file
from litcoach_desktop.ports.audio import SAMPLE_RATE


def tone(rate: int, seconds: float = 1.0) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(round(rate * seconds)) / rate)


EXPECTED = np.rint(32_768 * tone(SAMPLE_RATE))


def assert_is_the_tone(samples: np.ndarray, tolerance: float = 40.0) -> None:
    assert samples.dtype == np.int16
    assert abs(len(samples) - SAMPLE_RATE) <= 1
    # The ends ring where a resampler had to invent a past and a future.
    middle = slice(800, SAMPLE_RATE - 800)
    assert np.abs(samples[middle] - EXPECTED[middle]).max() <= tolerance


def refused(path: Path) -> str:
    with pytest.raises(AudioFileProblem) as caught:
        read_sound_file(path)
    assert path.name in caught.value.happened
    assert caught.value.meaning
    assert caught.value.remedy
    return caught.value.happened


@pytest.mark.parametrize(
    ("kind", "subtype", "tolerance"),
    [
        ("WAV", "PCM_U8", 300),
        ("WAV", "PCM_16", 3),
        ("WAV", "PCM_24", 3),
        ("WAV", "PCM_32", 3),
        ("WAV", "FLOAT", 3),
        ("WAV", "DOUBLE", 3),
        ("WAV", "ULAW", 800),
        ("FLAC", "PCM_24", 3),
        ("AIFF", "PCM_16", 3),
        ("OGG", "VORBIS", 1200),
    ],
)
def test_every_kind_and_depth(tmp_path: Path, kind: str, subtype: str, tolerance: float) -> None:
    path = tmp_path / "sound"
    soundfile.write(path, tone(SAMPLE_RATE), SAMPLE_RATE, format=kind, subtype=subtype)
    assert_is_the_tone(read_sound_file(path), tolerance)


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_every_rate(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "sound.wav"
    soundfile.write(path, tone(rate), rate)
    assert_is_the_tone(read_sound_file(path))


def test_channels_are_averaged(tmp_path: Path) -> None:
    path = tmp_path / "stereo.wav"
    soundfile.write(path, np.column_stack((tone(48_000) * 1.5, tone(48_000) * 0.5)), 48_000)
    assert_is_the_tone(read_sound_file(path))


def test_an_mp3_named_wav_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "reading.wav"
    soundfile.write(path, tone(SAMPLE_RATE), SAMPLE_RATE, format="MP3")
    samples = read_sound_file(path)
    assert abs(len(samples) - SAMPLE_RATE) < 2_500
    assert np.abs(samples).max() > 10_000


def test_a_name_that_is_not_english(tmp_path: Path) -> None:
    path = tmp_path / "чтение 読む é.wav"
    soundfile.write(path, tone(SAMPLE_RATE), SAMPLE_RATE)
    assert_is_the_tone(read_sound_file(path))


def test_floats_beyond_full_scale_are_clipped(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, tone(SAMPLE_RATE) * 10, SAMPLE_RATE, subtype="FLOAT")
    samples = read_sound_file(path)
    assert samples.max() == 32_767
    assert samples.min() == -32_768


def test_zeros_stay_exact_zeros(tmp_path: Path) -> None:
    path = tmp_path / "zeros.wav"
    soundfile.write(path, np.zeros(48_000), 48_000)
    assert not read_sound_file(path).any()


def test_one_sample(tmp_path: Path) -> None:
    path = tmp_path / "one.wav"
    soundfile.write(path, np.array([0.5]), SAMPLE_RATE)
    assert read_sound_file(path).tolist() == [16_384]


def test_sixteen_bits_come_through_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "exact.wav"
    samples = np.random.default_rng(1).integers(-32_768, 32_768, SAMPLE_RATE).astype(np.int16)
    soundfile.write(path, samples, SAMPLE_RATE)
    assert np.array_equal(read_sound_file(path), samples)


def test_a_length_that_the_recorder_did_not_know(tmp_path: Path) -> None:
    path = tmp_path / "piped.wav"
    soundfile.write(path, tone(SAMPLE_RATE), SAMPLE_RATE)
    content = bytearray(path.read_bytes())
    at = content.index(b"data")
    content[4:8] = content[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert_is_the_tone(read_sound_file(path), 3)


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    path.touch()
    assert "0 bytes" in refused(path)


def test_missing(tmp_path: Path) -> None:
    assert "cannot be opened" in refused(tmp_path / "missing.wav")


def test_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder.wav"
    folder.mkdir()
    assert "cannot be opened" in refused(folder)


@pytest.mark.parametrize("name", ["notes.wav", "notes.raw", "notes.txt", "notes"])
def test_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("This is not a sound.\n" * 50, encoding="utf-8")
    assert "not a sound file" in refused(path)


def test_no_sound_in_it(tmp_path: Path) -> None:
    path = tmp_path / "none.wav"
    soundfile.write(path, np.zeros(0), SAMPLE_RATE)
    assert "no sound" in refused(path)


def test_a_header_that_claims_four_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "huge.wav"
    soundfile.write(path, tone(SAMPLE_RATE), SAMPLE_RATE)
    content = bytearray(path.read_bytes())
    at = content.index(b"data")
    content[at + 4 : at + 8] = struct.pack("<I", 0xFFFF_FFF0)
    path.write_bytes(content)
    assert "cut short" in refused(path)


# An Ogg file is a stream and nowhere says how long it is.
@pytest.mark.parametrize("kind", ["WAV", "AIFF", "FLAC", "MP3"])
def test_cut_short(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "cut"
    soundfile.write(path, np.random.default_rng(1).standard_normal(48_000) * 0.1, SAMPLE_RATE, format=kind)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(path)


@pytest.mark.parametrize("kind", ["WAV", "AIFF", "FLAC", "OGG", "MP3"])
def test_every_cut_and_every_broken_byte_is_a_sentence_or_sound(tmp_path: Path, kind: str) -> None:
    whole = tmp_path / "whole"
    soundfile.write(whole, tone(SAMPLE_RATE, 0.1), SAMPLE_RATE, format=kind)
    content = whole.read_bytes()
    random = np.random.default_rng(7)
    path = tmp_path / "broken"
    for _ in range(150):
        broken = bytearray(content[: random.integers(1, len(content) + 1)])
        for place in random.integers(0, min(len(broken), 120), 3):
            broken[place] = random.integers(0, 256)
        path.write_bytes(broken)
        with contextlib.suppress(AudioFileProblem):
            assert read_sound_file(path).dtype == np.int16


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_numbers(tmp_path: Path, bad: float) -> None:
    path = tmp_path / "nan.wav"
    sound = tone(SAMPLE_RATE)
    sound[8_000] = bad
    soundfile.write(path, sound, SAMPLE_RATE, subtype="FLOAT")
    assert "not numbers" in refused(path)


@pytest.mark.parametrize("rate", [1, 3_999, 10_000_000])
def test_an_absurd_rate(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "rate.wav"
    soundfile.write(path, tone(SAMPLE_RATE), rate)
    assert "samples a second" in refused(path)


def test_three_hours_are_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.flac"
    with soundfile.SoundFile(path, "w", 8_000, 1, format="FLAC") as sound:
        silence = np.zeros(8_000 * 60, np.int16)
        for _ in range(180):
            sound.write(silence)
    assert "longer than 60 minutes" in refused(path)
