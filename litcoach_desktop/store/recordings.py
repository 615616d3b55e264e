"""Recordings: each second durable as it arrives, one FLAC per reading once it is finished."""

import io
import logging
from collections.abc import Callable, Collection

import numpy as np
from sqlmodel import Session, col, delete, func, select

from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.store.engine import Database
from litcoach_desktop.store.tables import RecordingRow, SecondRow

_log = logging.getLogger(__name__)


class RecordingRepository:
    """The sound in recordings.db. Every call may raise StorageProblem."""

    def __init__(self, database: Database, encode: Callable[[Samples], bytes] | None = None) -> None:
        """encode: makes a FLAC of samples; None is libsndfile's encoder."""
        self._database = database
        self._encode = encode or to_flac

    def begin(self, reading_id: str) -> None:
        """Make place for the sound of a reading."""
        with self._database.write() as session:
            session.add(RecordingRow(reading_id=reading_id))

    def append(self, reading_id: str, second_index: int, samples: Samples) -> None:
        """Keep one second; returns only after the disk has it.

        samples: int16, shape (n,), 0 < n <= 16,000; fewer than 16,000 in the last second only. Raises ValueError
        for anything else, for a second that is there already, and for a recording that is not open any more; KeyError
        for one that is not there, or was erased.
        """
        if samples.dtype != np.int16 or samples.ndim != 1 or not 0 < len(samples) <= SAMPLE_RATE:
            raise ValueError("a second is at most 16,000 int16 samples")
        content = samples.astype("<i2", copy=False).tobytes()
        with self._database.write() as session:
            row = session.get(RecordingRow, reading_id)
            there = session.get(SecondRow, (reading_id, second_index)) is not None
            if row is None:
                raise KeyError(reading_id)
            if row.length is not None or there:
                raise ValueError(f"second {second_index} of recording {reading_id} cannot be added")
            session.add(SecondRow(reading_id=reading_id, number=second_index, samples=content))

    def samples(self, reading_id: str) -> Samples:
        """The whole sound; empty when there is none. A second that is missing in the middle is silence."""
        with self._database.read() as session:
            row = session.get(RecordingRow, reading_id)
            if row is not None and row.flac is not None:
                return _decoded(row.flac)
            return _joined(session, reading_id)

    def seconds(self, reading_id: str) -> int:
        """How many seconds are kept; a begun one counts whole."""
        counted = select(func.count()).select_from(SecondRow).where(col(SecondRow.reading_id) == reading_id)
        length = select(RecordingRow.length).where(col(RecordingRow.reading_id) == reading_id)
        with self._database.read() as session:
            kept = session.exec(length).first()
            if kept is not None:
                return -(-kept // SAMPLE_RATE)
            return session.exec(counted).one()

    def compress(self, reading_id: str) -> None:
        """Turn the seconds into one FLAC, in one transaction, after the FLAC was decoded and found the same.

        Does nothing when there is nothing to turn. If the FLAC differs, the seconds stay, and the log says so.
        """
        with self._database.write() as session:
            row = session.get(RecordingRow, reading_id)
            if row is None or row.length is not None:
                return
            samples = _joined(session, reading_id)
            if not len(samples):
                return
            flac = self._encode(samples)
            if not np.array_equal(_decoded(flac), samples):
                _log.error("recording %s stays uncompressed: its FLAC decodes to something else", reading_id)
                return
            row.flac, row.length = flac, len(samples)
            session.add(row)
            session.exec(delete(SecondRow).where(col(SecondRow.reading_id) == reading_id))

    def kept(self) -> set[str]:
        """The readings that have a recording."""
        with self._database.read() as session:
            return set(session.exec(select(RecordingRow.reading_id)))

    def uncompressed(self) -> list[str]:
        """The readings whose sound is still kept in seconds: under way, cut short, or finished on a full disk."""
        with self._database.read() as session:
            return list(session.exec(select(SecondRow.reading_id).distinct().order_by(col(SecondRow.reading_id))))

    def erase(self, reading_ids: Collection[str]) -> int:
        """Remove the sound of readings for good; how many had some."""
        with self._database.write() as session:
            session.exec(delete(SecondRow).where(col(SecondRow.reading_id).in_(reading_ids)))
            return session.exec(delete(RecordingRow).where(col(RecordingRow.reading_id).in_(reading_ids))).rowcount

    def give_room_back(self) -> bool:
        """Give the disk back what was erased, and empty the log: see Database."""
        return self._database.give_room_back()


def _joined(session: Session, reading_id: str) -> Samples:
    query = select(SecondRow.number, SecondRow.samples).where(col(SecondRow.reading_id) == reading_id)
    seconds = {number: np.frombuffer(content, "<i2") for number, content in session.exec(query)}
    if not seconds:
        return np.zeros(0, np.int16)
    last = max(seconds)
    # Each second at its own place, so that the times of the events hold even where one is missing.
    joined = np.zeros(last * SAMPLE_RATE + len(seconds[last]), np.int16)
    for number, content in seconds.items():
        joined[number * SAMPLE_RATE : number * SAMPLE_RATE + len(content)] = content
    return joined


# soundfile brings a library of its own; it is loaded when the first recording is finished, not at the start.
def to_flac(samples: Samples) -> bytes:
    """Samples as a FLAC file."""
    import soundfile

    file = io.BytesIO()
    soundfile.write(file, samples, SAMPLE_RATE, format="FLAC", subtype="PCM_16")
    return file.getvalue()


def _decoded(flac: bytes) -> Samples:
    import soundfile

    samples, _rate = soundfile.read(io.BytesIO(flac), dtype="int16")
    return samples
