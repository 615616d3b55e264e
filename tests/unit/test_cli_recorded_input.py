"""A microphone that hears a recording: everything arrives once, in order, and its end is told once."""

import numpy as np
import pytest

from litcoach_desktop.domain.errors import MicrophoneProblem
from litcoach_desktop.engines.recorded_input import RecordedInput

SOUND = np.arange(16_000, dtype=np.int16)


def test_all_of_the_recording_arrives_in_order_and_its_end_is_told_once() -> None:
    ends: list[bool] = []
    capture = RecordedInput(SOUND, speed=50.0, on_end=lambda: ends.append(True)).open()
    pieces = []
    while not ends:
        pieces.append(capture.read())
    assert len(capture.read()) == 0
    capture.close()
    assert ends == [True]
    assert np.array_equal(np.concatenate(pieces), SOUND)
    assert (capture.seconds_since_frames, capture.dropped_frames) == (0, 0)


def test_each_opening_begins_again() -> None:
    microphone = RecordedInput(SOUND, speed=1e9)
    (device,) = microphone.devices()
    for device_id in (None, device.id):
        assert len(microphone.open(device_id).read()) == len(SOUND)


def test_there_is_no_other_device() -> None:
    with pytest.raises(MicrophoneProblem):
        RecordedInput(SOUND).open("another")
