"""The engines of this machine: each made when it is first asked for, and imported then."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from litcoach_desktop.resource_paths import MODELS

if TYPE_CHECKING:
    from litcoach_desktop.engines.model_room import ModelRoom
    from litcoach_desktop.engines.portaudio import PortAudio
    from litcoach_desktop.engines.provisioning.shelf import FolderShelf
    from litcoach_desktop.engines.sphinx.lexicon import Lexicon
    from litcoach_desktop.ports.audio import AudioInput, AudioOutput, Samples
    from litcoach_desktop.ports.embedding import Embedder
    from litcoach_desktop.ports.listening import Listener
    from litcoach_desktop.ports.transcription import SecondListener, Transcriber
    from litcoach_desktop.ports.vectors import VectorIndex
    from litcoach_desktop.ports.voice import Voice
    from litcoach_desktop.services.content import VectorParts
    from litcoach_desktop.settings import Settings


@functools.cache
def real_listener() -> Listener:
    """The listener of this machine, loaded once."""
    from litcoach_desktop.engines.sphinx.listener import SphinxListener

    return SphinxListener(lexicon())


def real_embedder(data_dir: Path) -> Embedder:
    """The model that understands meanings, as it is installed. Raises ModelProblem."""
    from litcoach_desktop.engines.crash_marks import CrashMarks
    from litcoach_desktop.engines.minilm import load_minilm

    return load_minilm(data_dir / "models" / "all-minilm-l6-v2", CrashMarks(data_dir / "models"))


def vector_parts(folder: Path, embedder: Callable[[], Embedder]) -> VectorParts:
    """The vectors of a data folder, made by this model. Chroma is imported when they are opened."""
    from litcoach_desktop.services.content import VectorParts

    store = folder / "vector_store"

    def open_index(model: str) -> VectorIndex:
        from litcoach_desktop.engines.chroma import open_chroma

        return open_chroma(store, model)

    def discard() -> None:
        from litcoach_desktop.engines import chroma

        chroma.discard(store)

    return VectorParts(embedder, open_index, discard)


@functools.cache
def _portaudio() -> PortAudio:
    """The process has one PortAudio, which ear and mouth share."""
    from litcoach_desktop.engines.portaudio import PortAudio

    return PortAudio()


def model_shelf(settings: Settings) -> FolderShelf:
    """The models of this machine; those that took litcoach down are set aside."""
    from litcoach_desktop.engines.provisioning.shelf import FolderShelf

    school = [settings.models_from] if settings.models_from else []
    shelf = FolderShelf(settings.data_dir / "models", MODELS / "manifest.toml", usual=[*school, str(MODELS)])
    shelf.marks.settle()
    return shelf


def second_listener(settings: Settings) -> SecondListener | None:
    """The second listener of this machine, None when there is none; it loads nothing yet. Raises ModelProblem."""
    from litcoach_desktop.engines.whisper.provided import provided_listener

    prompted = settings.second_listener_prompt == "passage"
    return provided_listener(
        model_shelf(settings), settings.second_listener, model_room(), lexicon().pronunciations, prompted=prompted
    )


def transcriber(settings: Settings) -> Transcriber | None:
    """What writes free speech down: the second listener's model, None when there is none. Raises ModelProblem."""
    from litcoach_desktop.engines.whisper.provided import provided_transcriber

    return provided_transcriber(model_shelf(settings), settings.second_listener, model_room())


@functools.cache
def model_room() -> ModelRoom:
    """The process has one memory, which all large models share."""
    from litcoach_desktop.engines.machine import memory_bytes
    from litcoach_desktop.engines.model_room import ModelRoom

    return ModelRoom(memory_bytes())


@functools.cache
def lexicon() -> Lexicon:
    """The pronouncing dictionary, read once."""
    from litcoach_desktop.engines.sphinx.lexicon import Lexicon

    return Lexicon()


def real_audio_input() -> AudioInput:
    """The microphones of this machine."""
    from litcoach_desktop.engines.microphone import Microphone

    return Microphone(_portaudio())


def real_audio_output() -> AudioOutput:
    """The loudspeaker of this machine."""
    from litcoach_desktop.engines.speaker import Speaker

    return Speaker(_portaudio())


def spoken_voice() -> Voice:
    """The voice of the command line."""
    from litcoach_desktop.engines.espeak import EspeakVoice
    from litcoach_desktop.engines.steady_speaker import SteadySpeaker

    return EspeakVoice(SteadySpeaker(_portaudio()))


def read_sound(path: Path) -> Samples:
    """A sound file as 16 kHz mono. Raises AudioFileProblem."""
    from litcoach_desktop.engines.sound_files import read_sound_file

    return read_sound_file(path)
