"""The real Whisper engine over a tiny model with random weights: loading, words, memory, and damaged files."""

import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.load_marker import LoadMarkers
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.engines.sound_files import read_sound_file
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.whisper.listeners import BothListeners, SecondAlone
from litcoach_desktop.engines.whisper.second_listener import PhoneticSecondListener
from litcoach_desktop.engines.whisper.transcriber import WhisperTranscriber
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.models import InstalledModel
from tests.fakes.listening import ScriptedListener
from tests.fakes.tiny_whisper import WORDS, build_tiny_whisper
from tests.fakes.transcription import HearsAllBut

SPEECH = Path(__file__).parents[1] / "speech" / "p2-child-skipped-line.flac"
SMALL_LAPTOP = 4_000_000_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_tiny_whisper(tmp_path_factory.mktemp("models") / "whisper-tiny.en")


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "whisper-tiny.en"))


@pytest.fixture(scope="module")
def speech() -> Samples:
    return read_sound_file(SPEECH)


def transcriber(folder: Path, room: ModelRoom | None = None) -> WhisperTranscriber:
    model = InstalledModel("whisper-tiny.en", "whisper", "1", folder)
    return WhisperTranscriber(model, room or ModelRoom(SMALL_LAPTOP), LoadMarkers(folder.parent))


def test_the_files_are_those_of_a_real_model(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == [
        "config.json",
        "model.bin",
        "tokenizer.json",
        "vocabulary.json",
    ]
    assert len(json.loads((built / "vocabulary.json").read_text(encoding="utf-8"))) > 1501


def test_words_come_in_order_within_the_recording(folder: Path, speech: Samples) -> None:
    shares: list[float] = []
    words = transcriber(folder).transcribe(speech, progress=shares.append)
    assert words
    assert all(re.fullmatch(f"({'|'.join(WORDS)})+", word.text) for word in words)
    assert all(0 <= word.start_s <= word.end_s <= len(speech) / SAMPLE_RATE + 1 for word in words)
    assert [word.start_s for word in words] == sorted(word.start_s for word in words)
    assert all(0 <= word.probability <= 1 for word in words)
    assert shares == sorted(shares)
    assert not [path for path in folder.parent.iterdir() if path != folder]


def test_silence_and_less_than_a_word_are_not_transcribed(folder: Path) -> None:
    whisper = transcriber(folder)
    assert whisper.transcribe(np.zeros(5 * SAMPLE_RATE, np.int16)) == []
    assert whisper.transcribe(np.zeros(100, np.int16)) == []
    assert whisper.transcribe(np.zeros(0, np.int16)) == []


def test_a_long_prompt_is_cut_and_not_refused(folder: Path, speech: Samples) -> None:
    transcriber(folder).transcribe(speech[: 5 * SAMPLE_RATE], prompt="Tom had one red mitten. " * 200)


def test_a_listener_that_says_stop_ends_the_work(folder: Path, speech: Samples) -> None:
    class Stop(BaseException):
        pass

    def stop(share: float) -> None:
        raise Stop

    room = ModelRoom(SMALL_LAPTOP)
    with pytest.raises(Stop):
        transcriber(folder, room).transcribe(speech, progress=stop)
    room.release("whisper-tiny.en")
    assert room.resident == []


def test_the_model_stays_until_its_memory_is_needed(folder: Path, speech: Samples) -> None:
    room = ModelRoom(SMALL_LAPTOP)
    whisper = transcriber(folder, room)
    assert room.resident == []
    whisper.transcribe(speech[: 3 * SAMPLE_RATE])
    assert room.resident == ["whisper-tiny.en"]
    with room.use("language model", 500_000_000, lambda: "loaded"):
        assert room.resident == ["language model"]
    whisper.transcribe(speech[: 3 * SAMPLE_RATE])
    assert room.resident == ["whisper-tiny.en"]
    whisper.release()
    assert room.resident == []


@pytest.mark.parametrize("missing", ["config.json", "model.bin", "tokenizer.json"])
def test_a_file_that_is_missing_is_named_and_nothing_is_fetched_for_it(
    folder: Path, speech: Samples, missing: str
) -> None:
    (folder / missing).unlink()
    with pytest.raises(ModelProblem) as problem:
        transcriber(folder).transcribe(speech)
    assert missing in problem.value.happened
    assert "models install whisper-tiny.en" in problem.value.remedy


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json"])
@pytest.mark.parametrize("content", [b"", b"\0" * 5000, None], ids=["empty", "zeros", "cut short"])
def test_a_damaged_file_is_a_problem_in_words(folder: Path, speech: Samples, name: str, content: bytes | None) -> None:
    path = folder / name
    path.write_bytes(path.read_bytes()[:3000] if content is None else content)
    with pytest.raises(ModelProblem, match="cannot be loaded"):
        transcriber(folder).transcribe(speech)
    assert not list(folder.parent.glob("*.loading"))


def test_a_model_that_was_set_aside_is_not_loaded(folder: Path, speech: Samples) -> None:
    (folder.parent / "whisper-tiny.en.set-aside").touch()
    with pytest.raises(ModelProblem, match="set aside"):
        transcriber(folder).transcribe(speech)


def test_a_reading_can_be_heard_by_whisper_alone_and_by_both(folder: Path, speech: Samples) -> None:
    second = PhoneticSecondListener(transcriber(folder), Lexicon().pronunciations)
    passage = Passage("Tom had one red mitten.")
    for listener, engine in (
        (SecondAlone(second), "whisper-tiny.en"),
        # Random words are no opinion on anybody: the first verdict stays as it was, and says who made it.
        (BothListeners(ScriptedListener(), second), "scripted"),
    ):
        following = listener.follow(passage)
        following.feed(speech)
        events = following.judge()
        assert len(events.words) == len(passage.words)
        assert events.engine == engine


def test_both_listeners_doubt_what_the_second_did_not_hear(speech: Samples) -> None:
    following = BothListeners(ScriptedListener(), HearsAllBut([4])).follow(Passage("Tom had one red mitten and a hat."))
    assert following.feed(speech[:SAMPLE_RATE])
    events = following.judge()
    assert [word.doubtful for word in events.words] == [index == 4 for index in range(8)]
    assert events.engine == "scripted+second"


def test_whisper_alone_says_what_it_heard(speech: Samples) -> None:
    following = SecondAlone(HearsAllBut([1])).follow(Passage("Tom had one."))
    assert list(following.feed(speech)) == []
    events = following.judge()
    assert [word.status for word in events.words] == [WordStatus.CORRECT, WordStatus.MISREAD, WordStatus.CORRECT]
    assert events.words[1].heard == "something"
