"""Sound: the same in seconds and in FLAC, never replaced, erased for good."""

import logging
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.migrations import migrate
from litcoach_desktop.store.recordings import RecordingRepository, to_flac
from litcoach_desktop.store.schema import RECORDINGS

dice = np.random.default_rng(7)


def noise(length: int = SAMPLE_RATE) -> Samples:
    return dice.integers(-(2**15), 2**15, length).astype(np.int16)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "recordings.db", bytes(32))
    migrate(database, RECORDINGS)
    yield database
    database.close()


@pytest.fixture
def recordings(database: Database) -> RecordingRepository:
    repository = RecordingRepository(database)
    repository.begin("r")
    return repository


def seconds_in(database: Database) -> int:
    with database.outside_transactions() as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM second").fetchall()
    return int(count)


def test_the_sound_is_the_same_in_seconds_and_in_flac(database: Database, recordings: RecordingRepository) -> None:
    whole = np.concatenate([noise(), noise(), noise(4_321)])
    for second in range(3):
        recordings.append("r", second, whole[second * SAMPLE_RATE : (second + 1) * SAMPLE_RATE])
    assert recordings.seconds("r") == 3
    assert np.array_equal(recordings.samples("r"), whole)
    assert recordings.uncompressed() == ["r"]
    recordings.compress("r")
    assert seconds_in(database) == 0
    assert recordings.uncompressed() == []
    assert recordings.seconds("r") == 3
    again = recordings.samples("r")
    assert again.dtype == np.int16
    assert np.array_equal(again, whole)
    recordings.compress("r")
    assert np.array_equal(recordings.samples("r"), whole)


def test_a_tone_takes_less_room_as_flac(database: Database, recordings: RecordingRepository) -> None:
    tone = (np.sin(np.arange(SAMPLE_RATE) / 20) * 9_000).astype(np.int16)
    for second in range(5):
        recordings.append("r", second, tone)
    recordings.compress("r")
    with database.outside_transactions() as connection:
        ((size,),) = connection.execute("SELECT length(flac) FROM recording").fetchall()
    assert size < 5 * 32_000 / 2


def test_a_missing_second_is_silence_so_that_later_words_keep_their_times(recordings: RecordingRepository) -> None:
    first, third = noise(), noise(100)
    recordings.append("r", 2, third)
    recordings.append("r", 0, first)
    assert np.array_equal(recordings.samples("r"), np.concatenate([first, np.zeros(SAMPLE_RATE, np.int16), third]))


def test_samples_from_a_part_of_an_array_are_kept_as_they_look(recordings: RecordingRepository) -> None:
    stereo = noise(200).reshape(100, 2)
    recordings.append("r", 0, stereo[:, 1])
    assert np.array_equal(recordings.samples("r"), stereo[:, 1])


@pytest.mark.parametrize(
    "samples",
    [np.zeros(0, np.int16), np.zeros(16_001, np.int16), np.zeros(10, np.float32), np.zeros((10, 1), np.int16)],
)
def test_what_is_no_second_is_refused(recordings: RecordingRepository, samples: Samples) -> None:
    with pytest.raises(ValueError, match="int16"):
        recordings.append("r", 0, samples)
    assert recordings.seconds("r") == 0


def test_a_second_is_never_replaced(recordings: RecordingRepository) -> None:
    first = noise()
    recordings.append("r", 0, first)
    with pytest.raises(ValueError, match="cannot be added"):
        recordings.append("r", 0, noise())
    assert np.array_equal(recordings.samples("r"), first)
    recordings.compress("r")
    with pytest.raises(ValueError, match="cannot be added"):
        recordings.append("r", 1, noise())
    with pytest.raises(KeyError):
        recordings.append("never begun", 0, noise())


def test_a_recording_without_sound_is_empty(recordings: RecordingRepository) -> None:
    recordings.compress("r")
    recordings.compress("unknown")
    for reading_id in ("r", "unknown"):
        assert recordings.seconds(reading_id) == 0
        assert recordings.samples(reading_id).shape == (0,)


@pytest.mark.parametrize("compressed", [True, False])
def test_what_is_erased_is_gone_and_the_others_stay(recordings: RecordingRepository, compressed: bool) -> None:
    recordings.begin("other")
    kept = noise()
    for reading_id in ("r", "other"):
        recordings.append(reading_id, 0, kept)
        if compressed:
            recordings.compress(reading_id)
    recordings.erase(["r"])
    recordings.erase(["unknown"])
    assert recordings.seconds("r") == 0
    assert np.array_equal(recordings.samples("other"), kept)


def test_a_flac_that_decodes_to_something_else_never_replaces_the_seconds(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    kept = noise()

    def lossy(samples: Samples) -> bytes:
        return to_flac(samples // 2)

    recordings = RecordingRepository(database, encode=lossy)
    recordings.begin("r")
    recordings.append("r", 0, kept)
    with caplog.at_level(logging.ERROR):
        recordings.compress("r")
    assert "stays uncompressed" in caplog.text
    assert seconds_in(database) == 1
    assert np.array_equal(recordings.samples("r"), kept)
