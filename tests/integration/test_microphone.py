"""Recording through a real sound server: what is played into a microphone arrives, and what fails is noticed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from tests.rigs.recorder import Recorder
from tests.rigs.software_microphone import SoftwareMicrophone

pytestmark = pytest.mark.device


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[SoftwareMicrophone]:
    with SoftwareMicrophone(tmp_path / "server") as microphone:
        yield microphone


@pytest.fixture
def recorder(tmp_path: Path, microphone: SoftwareMicrophone) -> Iterator[Recorder]:
    recorder = Recorder(tmp_path / "kept", microphone.environment)
    yield recorder
    # Thawed, in case a test failed while the server was frozen.
    microphone.resume()
    recorder.close()


def sweep(seconds: float) -> Samples:
    """A tone that rises from 200 to 1500 Hz: no two places in it are alike."""
    time_s = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    phase = 2 * np.pi * (200 * time_s + 1_300 / (2 * seconds) * time_s**2)
    return np.rint(8_000 * np.sin(phase)).astype(np.int16)


def wav(folder: Path, samples: Samples) -> Path:
    """The samples as a file, with a little quiet before and behind them that may get lost on the way."""
    path = folder / "played.wav"
    quiet = np.zeros(SAMPLE_RATE // 2, np.int16)
    soundfile.write(path, np.concatenate((quiet, samples, quiet)), SAMPLE_RATE)
    return path


def place_of(piece: Samples, recording: Samples) -> tuple[int, float]:
    """Where in the recording the piece is, and how like it is there (1.0: the same but for loudness)."""
    size = len(recording) + len(piece)
    spectrum = np.fft.rfft(recording.astype(float), size) * np.conj(np.fft.rfft(piece.astype(float), size))
    products = np.fft.irfft(spectrum, size)[: len(recording) - len(piece) + 1]
    at = int(np.argmax(products))
    there = recording[at : at + len(piece)].astype(float)
    likeness = products[at] / (np.linalg.norm(there) * np.linalg.norm(piece.astype(float)))
    return at, float(likeness)


def assert_heard_whole(played: Samples, recording: Samples) -> None:
    """Every half second of what was played is in the recording, and at its place: nothing lost, nothing twice."""
    half = SAMPLE_RATE // 2
    start, likeness = place_of(played[:half], recording)
    assert likeness > 0.95
    for offset in range(0, len(played) - half + 1, half):
        at, likeness = place_of(played[offset : offset + half], recording)
        assert likeness > 0.95, f"{offset / SAMPLE_RATE} s into the sound"
        assert abs(at - start - offset) <= SAMPLE_RATE // 100, f"{offset / SAMPLE_RATE} s into the sound"


def test_what_is_spoken_into_the_microphone_is_kept(
    tmp_path: Path, microphone: SoftwareMicrophone, recorder: Recorder
) -> None:
    played = sweep(5.0)
    recorder.record(microphone)
    microphone.play(wav(tmp_path, played))
    assert recorder.answer("second")["seconds"] == 1
    ended = recorder.finish()
    assert ended["because"] == "finished"
    assert_heard_whole(played, recorder.samples)


def test_the_list_names_the_microphone_once(recorder: Recorder) -> None:
    recorder.tell("devices")
    assert recorder.answer("devices")["devices"] == [["ALSA/default", "Microphone of this computer", True]]


@pytest.mark.parametrize(("goes", "comes"), [("unplug", "plug"), ("stall", "resume"), ("suspend", "wake")])
def test_a_microphone_that_goes_away_is_noticed_and_the_reading_goes_on(
    tmp_path: Path, microphone: SoftwareMicrophone, recorder: Recorder, goes: str, comes: str
) -> None:
    first, second = sweep(2.5), sweep(3.0)[::-1]
    recorder.record(microphone)
    microphone.play(wav(tmp_path, first))
    # What is on its way when the microphone goes is gone; so let the played sound pass first.
    seconds = recorder.answer("second")["seconds"]
    while seconds < 4:
        seconds = recorder.answer("second")["seconds"]
    getattr(microphone, goes)()
    assert "has stopped" in recorder.answer("lost")["sentence"]
    ended = recorder.answer("ended")
    assert ended["because"] == "microphone_lost"
    before = recorder.samples
    assert_heard_whole(first, before)

    getattr(microphone, comes)()
    recorder.record(microphone, ended["seconds"])
    microphone.play(wav(tmp_path, second))
    assert recorder.finish()["because"] == "finished"
    after = recorder.samples
    assert np.array_equal(after[: len(before)], before)
    assert_heard_whole(second, after[len(before) :])


def test_while_the_sound_server_hangs_it_is_a_sentence_and_afterwards_all_is_well(
    microphone: SoftwareMicrophone, recorder: Recorder
) -> None:
    recorder.record(microphone)
    recorder.answer("second")
    microphone.stall()
    seconds = recorder.answer("ended")["seconds"]
    recorder.tell(f"record {seconds}")
    failed = recorder.answer("failed")
    assert failed["kind"] == "MicrophoneProblem"
    assert "does not answer" in failed["sentence"]
    # The list of before stands in for one that cannot be had.
    recorder.tell("devices")
    assert recorder.answer("devices")["devices"] == []
    microphone.resume()
    recorder.record(microphone, seconds)
    assert recorder.finish()["because"] == "finished"


def test_an_unplugged_microphone_does_not_open_and_says_what_to_do(
    microphone: SoftwareMicrophone, recorder: Recorder
) -> None:
    microphone.unplug()
    recorder.tell("record")
    failed = recorder.answer("failed")
    assert failed["kind"] == "MicrophoneProblem"
    assert "plugged in" in failed["sentence"]
    microphone.plug()
    recorder.record(microphone)
    assert recorder.finish()["because"] == "finished"


def test_what_is_played_comes_out_of_the_loudspeaker(
    tmp_path: Path, microphone: SoftwareMicrophone, recorder: Recorder
) -> None:
    # The server's only loudspeaker is the one that the microphone hears.
    played = sweep(2.0)
    other = Recorder(tmp_path / "other", microphone.environment)
    try:
        for second in range(2):
            np.save(other.folder / f"{second}.npy", played[second * SAMPLE_RATE : (second + 1) * SAMPLE_RATE])
        recorder.record(microphone)
        other.tell("play")
        other.answer("playing")
        while recorder.answer("second")["seconds"] < 5:
            continue
        recorder.finish()
        assert_heard_whole(played, recorder.samples)
    finally:
        other.close()
