"""Microphone and loudspeaker over a sound system in memory: ways to open, sentences, hangs."""

import threading
import time
from collections.abc import Callable

import numpy as np
import pytest

from litcoach_desktop.domain.errors import EnvironmentProblem, MicrophoneProblem
from litcoach_desktop.engines.microphone import Microphone
from litcoach_desktop.engines.portaudio import INSTALL_LINE, PortAudio, SoundSystemSilent
from litcoach_desktop.engines.speaker import Speaker
from litcoach_desktop.ports.audio import SAMPLE_RATE
from tests.fakes.portaudio import FakeSoundSystem, Row


def microphone_of(system: FakeSoundSystem) -> Microphone:
    return Microphone(PortAudio(lambda: system))


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def tone(rate: int, seconds: float) -> np.ndarray:
    return np.rint(10_000 * np.sin(2 * np.pi * 440 * np.arange(round(rate * seconds)) / rate))


def test_sixteen_kilohertz_mono_is_taken_as_it_comes() -> None:
    system = FakeSoundSystem()
    capture = microphone_of(system).open()
    frames = np.arange(-500, 500, dtype=np.int16)[:, np.newaxis]
    assert len(capture.read()) == 0
    system.streams[0].deliver(frames[:300])
    system.streams[0].deliver(frames[300:])
    assert np.array_equal(capture.read(), frames[:, 0])
    assert len(capture.read()) == 0
    capture.close()
    assert not system.streams[0].open


@pytest.mark.parametrize(
    ("row", "opened_with"),
    [
        (Row("a"), (16_000, 1)),
        (Row("b", rates=(48_000,)), (48_000, 1)),
        (Row("c", inputs=2, rates=(44_100,), channels=(2,), default_rate=44_100.0), (44_100, 2)),
        (Row("d", inputs=4, rates=(48_000,), channels=(4,)), (48_000, 4)),
    ],
)
def test_a_device_is_opened_as_it_can_be_and_heard_alike(row: Row, opened_with: tuple[int, int]) -> None:
    system = FakeSoundSystem([row])
    capture = microphone_of(system).open()
    stream = system.streams[0]
    rate, channels = opened_with
    assert (stream.settings["samplerate"], stream.settings["channels"]) == opened_with
    frames = np.repeat(tone(rate, 1.5)[:, np.newaxis], channels, axis=1)
    heard = []
    for start in range(0, len(frames), 1_201):
        stream.deliver(frames[start : start + 1_201])
        heard.append(capture.read())
    samples = np.concatenate(heard)[:SAMPLE_RATE]
    assert np.abs(samples[800:] - tone(SAMPLE_RATE, 1.0)[800:]).max() < 30
    capture.close()


def test_the_list_is_looked_up_anew_unless_something_records() -> None:
    system = FakeSoundSystem()
    microphone = microphone_of(system)
    assert [device.name for device in microphone.devices()] == ["Headset"]
    capture = microphone.open()
    system.rows.append(Row("Another"))
    assert len(microphone.devices()) == 1
    capture.close()
    assert [device.name for device in microphone.devices()] == ["Headset", "Another"]


def test_a_microphone_is_opened_by_its_id_wherever_it_is_now() -> None:
    system = FakeSoundSystem([Row("Headset"), Row("Another")])
    microphone = microphone_of(system)
    another = microphone.devices()[1]
    system.rows.reverse()
    capture = microphone.open(another.id)
    assert capture.device.name == "Another"
    assert system.streams[0].settings["device"] == 0
    capture.close()


def test_no_microphone_is_a_sentence() -> None:
    microphone = microphone_of(FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2)]))
    assert microphone.devices() == []
    with pytest.raises(MicrophoneProblem, match="No microphone was found") as caught:
        microphone.open()
    assert "Plug in a headset" in caught.value.remedy


def test_a_microphone_that_is_gone_is_a_sentence_with_its_name() -> None:
    system = FakeSoundSystem([Row("Headset"), Row("Another")])
    microphone = microphone_of(system)
    another = microphone.devices()[1]
    del system.rows[1]
    with pytest.raises(MicrophoneProblem, match='"Another" is not there any more'):
        microphone.open(another.id)


@pytest.mark.parametrize(("error", "happened"), [(-9985, "in use by another program"), (-9999, "cannot be opened")])
def test_a_refused_microphone_is_a_sentence(error: int, happened: str) -> None:
    with pytest.raises(MicrophoneProblem, match=happened) as caught:
        microphone_of(FakeSoundSystem([Row("Headset", error=error)])).open()
    assert caught.value.meaning
    assert caught.value.remedy


def test_a_missing_portaudio_names_the_line_to_type() -> None:
    def missing() -> None:
        raise OSError("PortAudio library not found")

    microphone = Microphone(PortAudio(missing))
    assert microphone.devices() == []
    with pytest.raises(MicrophoneProblem) as caught:
        microphone.open()
    assert INSTALL_LINE in caught.value.remedy


def test_lost_frames_are_counted() -> None:
    system = FakeSoundSystem()
    capture = microphone_of(system).open()
    stream = system.streams[0]
    assert capture.dropped_frames == 0
    stream.deliver(np.zeros((400, 1)), overflow=True)
    assert capture.dropped_frames == 400
    stream.deliver(np.zeros((40 * SAMPLE_RATE, 1)))
    assert capture.dropped_frames > 10 * SAMPLE_RATE
    assert len(capture.read()) == 30 * SAMPLE_RATE
    capture.close()


def test_frames_reset_the_watchdog() -> None:
    system = FakeSoundSystem()
    capture = microphone_of(system).open()
    wait_until(lambda: capture.seconds_since_frames > 0.2)
    before = capture.seconds_since_frames
    system.streams[0].deliver(np.zeros((1, 1)))
    assert capture.seconds_since_frames < before
    capture.close()


def test_what_was_heard_can_still_be_read_after_closing() -> None:
    system = FakeSoundSystem()
    capture = microphone_of(system).open()
    system.streams[0].deliver(np.ones((100, 1)))
    capture.close()
    capture.close()
    assert len(capture.read()) == 100


def test_closing_a_hanging_microphone_returns_and_happens_later() -> None:
    system = FakeSoundSystem()
    capture = microphone_of(system).open()
    system.hang = threading.Event()
    capture.close()
    assert system.streams[0].open
    system.hang.set()
    wait_until(lambda: not system.streams[0].open)


def test_a_microphone_that_opens_too_late_for_its_caller_is_closed_again() -> None:
    system = FakeSoundSystem()
    portaudio = PortAudio(lambda: system)
    Microphone(portaudio).devices()
    system.hang = threading.Event()
    with pytest.raises(MicrophoneProblem, match="does not answer"):
        Microphone(portaudio).open()
    system.hang.set()
    wait_until(lambda: bool(system.streams) and not system.streams[0].open)


def test_calls_never_meet_in_portaudio_and_dropped_ones_are_not_made() -> None:
    system = FakeSoundSystem()
    portaudio = PortAudio(lambda: system)
    system.hang = threading.Event()
    called = []
    for _ in range(3):
        with pytest.raises(SoundSystemSilent):
            portaudio.call(lambda module: called.append(module.wait_while_hanging()), limit_s=0.05)
    system.hang.set()
    portaudio.call(lambda module: module.wait_while_hanging(), limit_s=30)
    assert len(called) == 1
    assert system.most_at_once == 1


def test_a_list_that_cannot_be_had_is_the_one_of_before() -> None:
    system = FakeSoundSystem()
    microphone = microphone_of(system)
    before = microphone.devices()
    system.hang = threading.Event()
    assert microphone.devices() == before
    system.hang.set()


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_the_loudspeaker_plays_to_the_end_and_lets_go(rate: int) -> None:
    system = FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2, rates=(rate,))])
    sound = tone(SAMPLE_RATE, 0.5).astype(np.int16)
    Speaker(PortAudio(lambda: system)).play(sound)
    stream = system.streams[0]
    played = np.concatenate([stream.ask(rate // 10)[:, 0] for _ in range(10)])
    middle = slice(rate // 20, rate // 4)
    assert np.abs(played[middle] - tone(rate, 0.5)[middle]).max() < 30
    assert not played[rate * 6 // 10 :].any()
    wait_until(lambda: not stream.open)


def test_playing_again_and_stopping_end_what_is_playing() -> None:
    system = FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2)])
    speaker = Speaker(PortAudio(lambda: system))
    speaker.stop()
    speaker.play(np.ones(1_000, np.int16))
    speaker.play(np.ones(1_000, np.int16))
    assert [stream.open for stream in system.streams] == [False, True]
    speaker.stop()
    speaker.stop()
    assert [stream.open for stream in system.streams] == [False, False]


def test_no_loudspeaker_is_a_sentence() -> None:
    with pytest.raises(EnvironmentProblem, match="No loudspeaker was found"):
        Speaker(PortAudio(lambda: FakeSoundSystem())).play(np.ones(10, np.int16))


def test_a_refused_loudspeaker_is_a_sentence() -> None:
    system = FakeSoundSystem([Row("Loudspeaker", inputs=0, outputs=2, error=-9985)])
    with pytest.raises(EnvironmentProblem, match='"Loudspeaker" cannot be opened'):
        Speaker(PortAudio(lambda: system)).play(np.ones(10, np.int16))
