"""The command line and the coach's language model: the server's key, the doctor, and sentences that come as they do."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from litcoach_desktop.cli import chat, key_rotate
from litcoach_desktop.cli.app import run
from litcoach_desktop.domain.errors import EnvironmentProblem, ModelProblem
from litcoach_desktop.parts.coach import coach_instructions
from litcoach_desktop.parts.language_model import ProvidedModel, server_model
from litcoach_desktop.services.agent import ModelSource
from litcoach_desktop.settings import Settings
from litcoach_desktop.store.server_key import FILE
from tests.fakes.chat_server import KEY, ChatServer, chatting
from tests.fakes.language_model import QueuedModel
from tests.fakes.parts import ScriptedParts
from tests.fakes.tiny_gguf import build_tiny_gguf, shelf_with_gguf


class ServedParts(ScriptedParts):
    """A litcoach whose settings name a server."""

    def __init__(self, data_dir: Path, address: str) -> None:
        super().__init__(data_dir)
        self._address = address

    @property
    def settings(self) -> Settings:
        return Settings(data_dir=self._data_dir, language_server=self._address, language_server_model="small")


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with chatting(ChatServer()) as listening:
        yield listening


@pytest.fixture
def parts(tmp_path: Path, server: ChatServer) -> ServedParts:
    return ServedParts(tmp_path, server.address)


def finding(parts: ScriptedParts, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    run(["doctor", "--json"], parts)
    checks = json.loads(capsys.readouterr().out)["checks"]
    return next(one for one in checks if one["name"] == "language model")


def test_a_new_key_is_tried_kept_and_used(
    parts: ServedParts, server: ChatServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert key_rotate.run_server(parts, io.StringIO(f"  {KEY}\n")) == 0
    told = capsys.readouterr().out
    assert "takes the new key" in told
    assert KEY not in told
    assert server.keys == [f"Bearer {KEY}"]
    server.answers.append('{"reply": "Hello."}')
    assert server_model(parts.settings)._key() == KEY


def test_a_key_that_the_server_does_not_take_changes_nothing(parts: ServedParts) -> None:
    key_rotate.run_server(parts, io.StringIO(KEY))
    with pytest.raises(ModelProblem, match="does not accept the key"):
        key_rotate.run_server(parts, io.StringIO("sk-wrong"))
    assert server_model(parts.settings)._key() == KEY


@pytest.mark.parametrize("typed", ["", "\n", "two words", "schlüssel", "tab\tbed"])
def test_what_cannot_be_a_key_is_not_even_tried(parts: ServedParts, server: ChatServer, typed: str) -> None:
    with pytest.raises(EnvironmentProblem, match="no key"):
        key_rotate.run_server(parts, io.StringIO(typed))
    assert server.keys == []


def test_without_a_server_in_the_settings_there_is_nothing_to_have_a_key_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelProblem, match="language_server is empty"):
        key_rotate.run_server(ScriptedParts(tmp_path), io.StringIO(KEY))


def test_the_doctor_says_what_the_coach_thinks_with(
    tmp_path: Path, parts: ServedParts, server: ChatServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "words that people wrote" in finding(ScriptedParts(tmp_path), capsys)["found"]
    assert finding(parts, capsys)["found"] == f"small of {server.address}."
    server.status = 401
    broken = finding(parts, capsys)
    assert "does not accept the key" in broken["found"]
    assert "key-rotate server" in broken["remedy"]


def test_the_doctor_worries_about_a_key_in_a_file_and_words_in_the_open(
    tmp_path: Path, parts: ServedParts, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FILE).write_text(json.dumps({"kept_in": "file", "key": KEY}), encoding="utf-8")
    found = finding(parts, capsys)
    assert found["light"] == "look"
    assert FILE in found["found"]


def test_sentences_come_as_they_are_ready_and_none_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = QueuedModel('{"reply": "Hello you. What shall we read? I know many texts."}')
    parts = ScriptedParts(tmp_path, thinking=ModelSource(lambda: model, coach_instructions))
    assert chat.run(parts, io.StringIO("blah\n"), student=None) == 0
    assert "Hello you. What shall we read? I know many texts.\n" in capsys.readouterr().out
    assert len(model.requests) == 1
    # It was made ready while the child looked at the greeting, with the very text of the first turn.
    assert model.prepared == [model.requests[0].system]


def test_what_was_held_back_is_replaced_as_a_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = QueuedModel('{"reply": "Hello you. I will kill you. Bye."}')
    parts = ScriptedParts(tmp_path, thinking=ModelSource(lambda: model, coach_instructions))
    chat.run(parts, io.StringIO("blah\n"), student=None)
    printed = capsys.readouterr().out
    assert "Hello you. \n" in printed
    assert "kill" not in printed


def test_the_model_is_the_one_that_the_settings_name(tmp_path: Path) -> None:
    assert ProvidedModel(Settings(data_dir=tmp_path))() is None
    with pytest.raises(ModelProblem, match="qwen3"):
        ProvidedModel(Settings(data_dir=tmp_path, language_model="qwen3-0.6b"))()
    with pytest.raises(ModelProblem, match="language_server_model is empty"):
        ProvidedModel(Settings(data_dir=tmp_path, language_server="http://127.0.0.1:9/v1"))()
    served = Settings(data_dir=tmp_path, language_server="http://127.0.0.1:9/v1", language_server_model="small")
    provided = ProvidedModel(served)
    model = provided()
    assert model is not None
    assert model.name == "small of http://127.0.0.1:9/v1"
    assert provided() is model
    served.language_model = "off"
    assert provided() is None


def test_a_model_that_is_installed_is_the_coachs(tmp_path: Path) -> None:
    from litcoach_desktop.engines.llama.provided import provided_model
    from litcoach_desktop.engines.model_room import ModelRoom

    shelf = shelf_with_gguf(tmp_path, build_tiny_gguf(tmp_path / "from" / "tiny.gguf"))
    room = ModelRoom(8_000_000_000)
    for choice in ("auto", "tiny"):
        model = provided_model(shelf, choice, room)
        assert model is not None
        assert model.name == "tiny"
    assert provided_model(shelf, "off", room) is None
    assert room.resident == []
