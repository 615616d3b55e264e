"""An item's sound: recordings, the quietest stretch of the reader's own room, and other readers under it."""

import random
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.cli.reading_bench.babble import speech_power
from litcoach_desktop.cli.reading_bench.sound import ROOM_PIECE, Babble, Item, Room, Spoken, room
from litcoach_desktop.ports.audio import Samples
from tests.fakes.parts import ScriptedParts

LOUD, QUIET = 5000, 20


def recording() -> Samples:
    """Two seconds, in the middle of which nobody speaks for half a second."""
    rng = np.random.default_rng(1)
    scale = np.full(32_000, LOUD)
    scale[12_000:20_000] = QUIET
    return (rng.normal(size=32_000) * scale).clip(-32_000, 32_000).astype(np.int16)


class RecordedParts(ScriptedParts):
    """Every file of these parts holds the same recording, but for "hum"."""

    def read_sound(self, path: Path) -> Samples:
        if path.name == "hum":
            return (3000 * np.sin(np.arange(8000) / 5)).astype(np.int16)
        return recording()


@pytest.fixture
def parts(tmp_path: Path) -> RecordedParts:
    return RecordedParts(tmp_path)


def test_the_room_is_the_quietest_stretch_for_as_long_as_asked(parts: RecordedParts) -> None:
    noise = room(Path("a"), 32_000, 4.0, random.Random(1)).samples(parts.read_sound)
    assert len(noise) == 4 * 16_000
    assert np.max(np.abs(noise.astype(int))) < 10 * QUIET
    assert np.std(noise[:ROOM_PIECE]) == pytest.approx(QUIET, rel=0.2)
    # Each repetition is turned, so that it does not beat.
    assert not np.array_equal(noise[:ROOM_PIECE], noise[ROOM_PIECE : 2 * ROOM_PIECE])


def test_a_recording_too_short_to_hold_a_pause_gives_silence(parts: RecordedParts) -> None:
    short = room(Path("a"), 2 * ROOM_PIECE - 1, 0.35, random.Random(1))
    assert short == Room(Path("a"), 5600, ())
    assert not short.samples(parts.read_sound).any()


def test_an_item_is_its_pieces_one_after_another(parts: RecordedParts) -> None:
    item = Item("i", "text", (Spoken(Path("a")), Room(Path("a"), 100, (5,)), Spoken(Path("hum"))))
    sound = item.sound(parts)
    assert len(sound) == 32_000 + 100 + 8000
    np.testing.assert_array_equal(sound[:32_000], recording())


def test_babble_lies_under_the_whole_item(parts: RecordedParts) -> None:
    pieces = (Spoken(Path("a")),)
    noisy = Item("i", "text", pieces, Babble(((Path("hum"),),), "seed", 10.0)).sound(parts).astype(float)
    added = noisy - recording()
    level = 10 * np.log10(speech_power(recording().astype(float)) / np.mean(added**2))
    assert level == pytest.approx(10, abs=0.1)
    assert np.min(np.abs(added).reshape(-1, 1000).max(axis=1)) > 0
