"""Reads a sound file of any common kind into litcoach's own samples, and says in words what is wrong with it."""

import math
import struct
from pathlib import Path
from typing import BinaryIO

import numpy as np
import soundfile

from litcoach_desktop.domain.errors import AudioFileProblem
from litcoach_desktop.engines.conversion import Conversion
from litcoach_desktop.ports.audio import Samples

LONGEST_S = 60 * 60
"""An hour is longer than any reading, and 115 MB of samples."""

_LOWEST_RATE, _HIGHEST_RATE = 4_000, 384_000
_SAMPLES_A_BLOCK = 262_144
_KINDS = "WAV, FLAC, Ogg, MP3 or AIFF"
# Recorders that write into a pipe cannot know the length and put one of these; the sound is whole all the same.
_LENGTH_UNKNOWN = (0, 0x7FFFFFFF, 0xFFFFFFFF)
# First and third word of the file -> name of the chunk that holds the sound, and how chunk lengths are written.
_LAYOUTS = {
    (b"RIFF", b"WAVE"): (b"data", "<I"),
    (b"FORM", b"AIFF"): (b"SSND", ">I"),
    (b"FORM", b"AIFC"): (b"SSND", ">I"),
}
# The length of an MP3 is an estimate, of the others it is known.
_MP3_MAY_LACK = 0.05


def read_sound_file(path: Path, *, longest_s: float = LONGEST_S) -> Samples:
    """All of a sound file as 16 kHz mono int16, shape (n,), n >= 1. The kind is told by content, not by name.

    Raises AudioFileProblem: missing, empty, not sound, cut short, damaged, not numbers, longer than `longest_s`.
    """
    try:
        with path.open("rb") as file:
            _refuse_empty(path, file)
            _refuse_cut_short(path, file)
            return _decode(path, file, longest_s)
    except OSError as error:
        raise AudioFileProblem(
            f"The sound file {path.name} cannot be opened ({error.strerror or error}).",
            "Nothing was read.",
            "Check that the file is there and that you may read it.",
        ) from error
    except soundfile.SoundFileError as error:
        raise AudioFileProblem(
            f"{path.name} is not a sound file that litcoach can read, or it is damaged.",
            "Nothing was read.",
            f"Give a {_KINDS} file.",
        ) from error


class _Plain:
    """A file as the sound library can bear it.

    Without its name, from which soundfile would conclude that "notes.raw" is raw sound; and where a damaged header
    leads in front of the file's beginning, staying where it is, because an exception could not get through C.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.tell = file.tell
        self.read = file.read

    def seek(self, offset: int, whence: int = 0) -> int:
        """As a file's, but never raises for an impossible place."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError):
            return self._file.tell()


def _refuse_empty(path: Path, file: BinaryIO) -> None:
    if not file.read(1):
        raise AudioFileProblem(
            f"The sound file {path.name} is empty (0 bytes).", "Nothing was read.", "Record or copy it again."
        )
    file.seek(0)


def _refuse_cut_short(path: Path, file: BinaryIO) -> None:
    """Compare what a header promises with what is there: libsndfile would quietly read what is left."""
    header = file.read(12)
    layout = _LAYOUTS.get((header[:4], header[8:]))
    if layout is not None:
        size = path.stat().st_size
        sound_name, length_format = layout
        while len(chunk := file.read(8)) == 8:
            name, length = chunk[:4], struct.unpack(length_format, chunk[4:])[0]
            if name == sound_name:
                there = size - file.tell()
                # One byte of padding is often forgotten.
                if length not in _LENGTH_UNKNOWN and length > there + 1:
                    raise _cut_short(path, f"its header promises {length:,} bytes of sound and {there:,} are there")
                break
            file.seek(length + length % 2, 1)
    file.seek(0)


def _decode(path: Path, file: BinaryIO, longest_s: float) -> Samples:
    with soundfile.SoundFile(_Plain(file)) as sound:
        rate = sound.samplerate
        if not _LOWEST_RATE <= rate <= _HIGHEST_RATE:
            raise AudioFileProblem(
                f"{path.name} claims {rate:,} samples a second, which no recorder makes.",
                "Nothing was read.",
                f"Save it again as a {_KINDS} file.",
            )
        conversion = Conversion(rate, sound.channels)
        block_length = max(1, _SAMPLES_A_BLOCK // sound.channels)
        pieces: list[Samples] = []
        frames = 0
        while len(block := sound.read(block_length, dtype="float32", always_2d=True)):
            frames += len(block)
            if frames > longest_s * rate:
                raise AudioFileProblem(
                    f"{path.name} is longer than {_minutes(longest_s)}.",
                    "Nothing was read.",
                    "Cut the reading out of it and give that.",
                )
            if not np.isfinite(block).all():
                raise AudioFileProblem(
                    f"{path.name} holds values that are not numbers (NaN or infinity).",
                    "Nothing was read.",
                    "Save it again from the program that made it.",
                )
            pieces.append(conversion.feed(block))
        pieces.append(conversion.feed(np.zeros((0, sound.channels), np.float32), last=True))
        _refuse_missing_frames(path, sound, frames)
    samples = np.concatenate(pieces)
    if not len(samples):
        raise AudioFileProblem(f"There is no sound in {path.name}.", "Nothing was read.", "Record or copy it again.")
    return samples


def _refuse_missing_frames(path: Path, sound: soundfile.SoundFile, frames: int) -> None:
    promised = sound.frames
    may_lack = promised * _MP3_MAY_LACK if sound.format == "MP3" else 0
    # libsndfile puts the largest number when a header says that it does not know.
    if frames < promised - may_lack and promised < 2**62:
        seconds = f"{promised / sound.samplerate:.1f} s and {frames / sound.samplerate:.1f} s are there"
        raise _cut_short(path, f"its header promises {seconds}")


def _cut_short(path: Path, how: str) -> AudioFileProblem:
    return AudioFileProblem(
        f"The sound file {path.name} is cut short: {how}.", "Nothing was read.", "Copy it again from where it was made."
    )


def _minutes(seconds: float) -> str:
    minutes = math.floor(seconds / 60)
    return f"{minutes} minutes" if minutes != 1 else "one minute"
