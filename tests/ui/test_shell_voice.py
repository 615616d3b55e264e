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
