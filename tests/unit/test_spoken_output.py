"""The command line's voice: sentence by sentence on a loudspeaker that stays open, and silent at once when told to."""

import os
import stat
import sys
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.domain.errors import EnvironmentProblem
from litcoach_desktop.engines.espeak import EspeakVoice
from litcoach_desktop.engines.portaudio import PortAudio
from litcoach_desktop.engines.steady_speaker import SteadySpeaker
from tests.fakes.audio import FakeAudioOutput
from tests.fakes.portaudio import FakeSoundSystem, Row

PATIENCE_S = 30.0


@pytest.fixture
def espeak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program named espeak-ng that gives 0.1 s of sound and notes what it was to say."""
    sf.write(tmp_path / "sound.wav", np.full(2205, 9000, np.int16), 22_050)
    program = tmp_path / "espeak-ng"
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys, pathlib\n"
        "here = pathlib.Path(__file__).parent\n"
        "with open(here / 'said.txt', 'a') as said:\n"
        "    said.write(sys.stdin.read() + '|')\n"
        "sys.stdout.buffer.write((here / 'sound.wav').read_bytes())\n",
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", os.pathsep.join((str(tmp_path), os.environ["PATH"])))
    return tmp_path / "said.txt"


def test_it_speaks_sentence_by_sentence_and_says_when_it_has_ended(espeak: Path) -> None:
    output, ended = FakeAudioOutput(), threading.Event()
    voice = EspeakVoice(output)
    assert voice.available
    voice.say("Hello there! - What next?\n...", on_end=ended.set)
    assert ended.wait(PATIENCE_S)
    assert espeak.read_text(encoding="utf-8") == "Hello there!|- What next?|"
    assert [len(samples) for samples in output.played] == [pytest.approx(1600, abs=40)] * 2


def test_stopped_it_is_silent_and_never_says_that_it_has_ended(espeak: Path) -> None:
    output, ended, other = FakeAudioOutput(), threading.Event(), threading.Event()
    voice = EspeakVoice(output)
    voice.say("One. Two. Three. Four. Five. Six.", on_end=ended.set)
    assert output.playing.wait(PATIENCE_S)
    voice.say("Something else.", on_end=other.set)
    assert other.wait(PATIENCE_S)
    assert not ended.is_set()
    voice.stop()
    assert not output.playing.is_set()


def test_without_a_loudspeaker_it_ends_at_once(espeak: Path) -> None:
    class Broken(FakeAudioOutput):
        def play(self, samples: Any) -> None:
            raise EnvironmentProblem("No loudspeaker.", "", "")

    ended = threading.Event()
    EspeakVoice(Broken()).say("Hello.", on_end=ended.set)
    assert ended.wait(PATIENCE_S)


def test_without_the_program_there_is_no_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not EspeakVoice(FakeAudioOutput()).available


def system(*, rate: int = 16_000) -> FakeSoundSystem:
    return FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2, rates=(rate,), default_rate=rate)])


def test_the_loudspeaker_stays_open_between_two_sounds() -> None:
    sound_system = system()
    speaker = SteadySpeaker(PortAudio(lambda: sound_system))
    speaker.play(np.full(1_000, 7, np.int16))
    stream = sound_system.streams[0]
    assert (stream.ask(600) == 7).all()
    assert stream.ask(600)[:, 0].tolist() == [7] * 400 + [0] * 200
    speaker.play(np.full(500, 9, np.int16))
    assert stream.ask(600)[:, 0].tolist() == [9] * 500 + [0] * 100
    assert len(sound_system.streams) == 1
    speaker.play(np.full(500, 3, np.int16))
    speaker.stop()
    assert not stream.ask(600).any()
    speaker.close()
    assert not stream.open


def test_a_loudspeaker_of_another_rate_is_given_what_it_wants() -> None:
    sound_system = system(rate=48_000)
    speaker = SteadySpeaker(PortAudio(lambda: sound_system))
    speaker.play(np.full(1_600, 500, np.int16))
    played = sound_system.streams[0].ask(6_000)[:, 0]
    assert sound_system.streams[0].settings["samplerate"] == 48_000
    assert abs(np.count_nonzero(np.abs(played) > 250) - 4_800) < 100


def test_no_loudspeaker_and_a_refused_one_are_a_sentence() -> None:
    refused = FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2, error=-9985)])
    for one in (FakeSoundSystem(), refused):
        with pytest.raises(EnvironmentProblem, match="answers are shown and not spoken"):
            SteadySpeaker(PortAudio(lambda one=one: one)).play(np.ones(10, np.int16))
