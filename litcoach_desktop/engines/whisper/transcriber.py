"""Writes down speech with faster-whisper: greedy, gated by voice activity, on the processor, from a folder on disk.

The engine is imported by the functions that need it, so that this module may be imported before the window shows.
"""

import logging
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.engines.machine import engine_threads
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.models import InstalledModel
from litcoach_desktop.ports.transcription import Progress, TranscribedWord

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

_log = logging.getLogger(__name__)
_FILES = ("config.json", "model.bin", "tokenizer.json")
"""Without its tokenizer, faster-whisper would fetch one from the network."""
_MOST_TOKENS = 220  # in a window of 30 s; nobody reads faster, only a loop goes on
_LOOPING = 2.4
"""A window whose text zlib makes this much smaller says one thing over and over: Whisper's own threshold."""
_WORKING_BYTES = 200_000_000  # beside the weights, for one window


class WhisperTranscriber:
    """Implements `ports.transcription.Transcriber`. The model is loaded by the first call that needs it."""

    def __init__(self, model: InstalledModel, room: ModelRoom, marks: CrashMarks) -> None:
        self._model = model
        self._room = room
        self._marks = marks

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    @property
    def version(self) -> str:
        """The model's."""
        return self._model.version

    def transcribe(
        self, samples: Samples, *, prompt: str = "", progress: Progress | None = None
    ) -> list[TranscribedWord]:
        """The words of a recording in order of time; none for one without speech. Raises ModelProblem."""
        sound = np.asarray(samples, dtype=np.float32).reshape(-1) / 32768
        # Half a second is less than a word needs, and less than the engine's own window of analysis expects.
        if len(sound) < SAMPLE_RATE // 2:
            return []
        with self._loaded() as whisper:
            try:
                with self._marks.working(self.name):
                    return list(_words(whisper, sound, prompt, progress))
            except (RuntimeError, ValueError) as problem:
                raise ModelProblem(
                    f"The speech model {self.name} could not hear a recording ({problem}).",
                    "What the first listener heard stays as it is.",
                    f"Check it with: litcoach models verify {self.name}",
                ) from problem

    def release(self) -> None:
        """Give back the memory."""
        self._room.release(self.name)

    @contextmanager
    def _loaded(self) -> "Iterator[WhisperModel]":
        folder = self._model.folder
        missing = [name for name in _FILES if not (folder / name).is_file()]
        if missing:
            raise ModelProblem(
                f"The speech model {self.name} is not whole: {', '.join(missing)} is missing.",
                "Readings are judged by the first listener alone.",
                f"Install it again: litcoach models install {self.name}",
            )
        weights = (folder / "model.bin").stat().st_size
        with self._room.use(self.name, weights + _WORKING_BYTES, self._load) as whisper:
            yield whisper

    def _load(self) -> "WhisperModel":
        if self._marks.is_set_aside(self.name):
            raise ModelProblem(
                f"The speech model {self.name} took litcoach down when it was last loaded, and is set aside.",
                "Readings are judged by the first listener alone.",
                f"Try it again with: litcoach models verify {self.name}",
            )
        with self._marks.loading(self.name):
            return load_whisper(self._model.folder, self.name)


def load_whisper(folder: Path, name: str) -> "WhisperModel":
    """Load a model folder on the processor, in whole numbers of eight bits. Raises ModelProblem."""
    _do_without_films()
    try:
        from faster_whisper import WhisperModel, transcribe
    except ImportError as problem:
        raise ModelProblem(
            "The engine for Whisper is not installed.",
            "Readings are judged by the first listener alone.",
            "Install litcoach again with its package.",
        ) from problem
    # Its progress bar is switched off, and needs no thread to watch over it.
    transcribe.tqdm.monitor_interval = 0
    try:
        return WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=engine_threads(), num_workers=1)
    except Exception as problem:
        # The loader and its tokenizer raise whatever their native code throws: RuntimeError, ValueError, Exception.
        raise ModelProblem(
            f"The speech model {name} cannot be loaded ({problem}).",
            "Readings are judged by the first listener alone.",
            f"Install it again: litcoach models install {name}",
        ) from problem


def _words(
    whisper: "WhisperModel", sound: np.ndarray, prompt: str, progress: Progress | None
) -> Iterator[TranscribedWord]:
    segments, info = whisper.transcribe(
        sound,
        language="en",
        beam_size=1,
        # One temperature: higher ones are where Whisper starts to invent.
        temperature=0.0,
        condition_on_previous_text=False,
        hotwords=prompt or None,
        word_timestamps=True,
        vad_filter=True,
        hallucination_silence_threshold=2.0,
        max_new_tokens=_MOST_TOKENS,
    )
    # The work is done while the segments are asked for.
    for segment in segments:
        if progress is not None:
            progress(min(1.0, segment.end / info.duration))
        if segment.compression_ratio > _LOOPING:
            continue
        for word in segment.words or ():
            yield TranscribedWord(
                word.word.strip(), round(word.start, 2), round(word.end, 2), round(word.probability, 3)
            )


def _do_without_films() -> None:
    """Put an empty module where faster-whisper looks for PyAV, which it needs only to open files by itself.

    litcoach reads sound files with soundfile; PyAV would take 0.1 s and 100 MB of codecs, some of them under the GPL.
    """
    sys.modules.setdefault("av", types.ModuleType("av"))
