"""The system's voice: none until one has answered, and a service that does not answer holds nobody up."""

import os
import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from litcoach_desktop.ui.voice import SystemVoice


def put_program(folder: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> None:
    program = folder / "spd-say"
    program.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", os.pathsep.join((str(folder), os.environ["PATH"])))
    monkeypatch.setattr(sys, "platform", "linux")


def test_before_it_has_looked_there_is_no_voice(qtbot: QtBot) -> None:
    voice = SystemVoice()
    assert not voice.available
    voice.say("through")
    voice.stop()


def test_a_service_that_does_not_answer_is_let_be(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(tmp_path, monkeypatch, "exec sleep 600")
    voice = SystemVoice()
    voice.look()
    assert not voice.available
    voice.close()
    assert not voice.available


def test_a_service_that_fails_is_no_voice(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_program(tmp_path, monkeypatch, "exit 1")
    voice = SystemVoice()
    voice.look()
    qtbot.waitUntil(lambda: not voice.asking, timeout=20_000)
    assert not voice.available
    voice.close()


@pytest.fixture
def speaking(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> SystemVoice:
    """A voice over Qt's own engine for tests, which goes through the motions of speaking."""
    monkeypatch.setattr(sys, "platform", "win32")
    voice = SystemVoice(engine="mock")
    voice.look()
    assert voice.available
    return voice


def test_the_voice_tells_each_word_and_the_end(qtbot: QtBot, speaking: SystemVoice) -> None:
    words: list[int] = []
    ends: list[str] = []
    assert speaking.tells_words
    speaking.say("An otter dives", on_word=words.append, on_end=lambda: ends.append("dives"))
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    assert words == [0, 3, 9]


def test_what_is_stopped_does_not_tell_of_its_end(qtbot: QtBot, speaking: SystemVoice) -> None:
    ends: list[str] = []
    speaking.say("An otter dives", on_end=lambda: ends.append("first"))
    speaking.say("She comes up", on_end=lambda: ends.append("second"))
    qtbot.waitUntil(lambda: bool(ends), timeout=20_000)
    speaking.say("with a clam", on_end=lambda: ends.append("third"))
    speaking.stop()
    qtbot.wait(50)
    assert ends == ["second"]
