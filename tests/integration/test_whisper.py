"""The real Whisper engine over a tiny model with random weights: loading, words, memory, and damaged files."""

import json
import queue
import re
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from litcoach_desktop.bootstrap import Parts, open_services
from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.engines.crash_marks import CrashMarks
from litcoach_desktop.engines.model_room import ModelRoom
from litcoach_desktop.engines.sound_files import read_sound_file
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.whisper.listeners import BothListeners, SecondAlone
from litcoach_desktop.engines.whisper.second_listener import PhoneticSecondListener
from litcoach_desktop.engines.whisper.transcriber import WhisperTranscriber
from litcoach_desktop.jobs import Lane
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.models import InstalledModel
from litcoach_desktop.settings import Settings
from tests.fakes.listening import ScriptedListener
from tests.fakes.shelves import shelf_in, write_manifest
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


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def transcriber(folder: Path, room: ModelRoom | None = None) -> WhisperTranscriber:
    model = InstalledModel("whisper-tiny.en", "whisper", "1", folder)
    return WhisperTranscriber(model, room or ModelRoom(SMALL_LAPTOP), CrashMarks(folder.parent))


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


def test_an_installed_model_is_found_and_judges_in_a_worker_process(built: Path, tmp_path: Path) -> None:
    write_manifest(tmp_path / "manifest.toml", files_of(built), name="whisper-tiny.en", kind="whisper")
    shelf_in(tmp_path, trial=no_trial).install("whisper-tiny.en", source=str(built))
    lines, out = tmp_path / "manifest.jsonl", tmp_path / "out.jsonl"
    clip = SPEECH.with_name("s01-man-right.flac")
    text = "The farmer planted a row of yellow flowers beside the gate."
    lines.write_text(json.dumps({"id": "one", "audio": str(clip), "text": text}) + "\n", encoding="utf-8")
    arguments = ["assess", "reading", "--manifest", str(lines), "--out", str(out), "--listener", "both", "--jobs", "1"]
    assert run(arguments, PartsIn(tmp_path)) == 0
    (result,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    # The real first listener hears every word right, and a model of random numbers changes nothing.
    assert {word["status"] for word in result["words"]} == {"correct"}
    assert len(result["words"]) == 11


def no_trial(name: str, kind: str, folder: Path) -> None:
    """It is tried by the test itself."""


class PartsIn(Parts):
    """The program's own parts over a data folder; survives pickling."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    @property
    def settings(self) -> Settings:
        """The defaults, in the test's folder."""
        return Settings(data_dir=self._data_dir)


def test_the_program_hears_a_reading_again_on_its_own_lane(tmp_path: Path) -> None:
    inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    services = open_services(
        inbox.put,
        Settings(data_dir=tmp_path),
        data_dir=tmp_path,
        listener=ScriptedListener,
        second=lambda: HearsAllBut([2]),
    )
    try:
        room = services.databases.roster.add_class("Room 12", 3)
        student = services.databases.roster.add_student(room.id, "Maya", "Okafor", 3, "fox")
        text = Text("hen", "The Hen", 2, "story", ("animals",), "The red hen ran up the big hill with a bag.")
        reading = services.assessment.open_reading(student, text)
        sound = np.full(SAMPLE_RATE, 100, np.int16)
        reading.keep_second(0, sound)
        reading.following.feed(sound)
        result = services.assessment.judge(reading)
        # The lane is a single thread: what is queued behind the hearing runs when it is over.
        over = threading.Event()
        services.runner.submit(Lane.SECOND, lambda _ctx: over.set(), name="after it")
        assert over.wait(60)
        assert services.databases.readings.get(result.reading_id or "").doubtful_words == 1
    finally:
        services.close()
