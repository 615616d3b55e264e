"""The library: texts come back as they are, and a damaged file is begun anew."""

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from litcoach_desktop.domain.texts import ClosedQuestion, OpenQuestion, QuestionKind, Text, WordMeaning
from litcoach_desktop.store.content import TextRepository, open_content
from litcoach_desktop.store.database import open_databases
from litcoach_desktop.store.keys import Key
from tests.fakes.clock import FakeClock

HEN = Text("hen", "The Hen", 1, "story", ("animals", "“funny”"), "The hen ran.\n\nUp it went.")
PLAY = Text(
    "play", "The Play", 2, "play", (), "Who?\n\nMe!", "Ana", "Ours", "en-GB", "short e", "520L", ("Owl", "Hen"),
    (WordMeaning("who", "which person"),),
    (ClosedQuestion(QuestionKind.LITERAL, "Who asks?", ("The hen", "The owl"), 1),),
    OpenQuestion("Why?", "It is dark."),
)  # fmt: skip
SEA = Text("sea", "The Sea", 4, "poem", (), "Grey\nand wide.")


def test_texts_come_back_as_they_are_in_their_order(tmp_path: Path) -> None:
    database = open_content(tmp_path / "content.db")
    texts = TextRepository(database)
    assert texts.all() == []
    assert texts.ingest([SEA, PLAY, HEN])
    assert texts.all() == [SEA, PLAY, HEN]
    assert texts.get("hen") == HEN
    assert texts.get("unknown") is None
    database.close()


def test_they_are_written_again_only_when_they_changed(tmp_path: Path) -> None:
    database = open_content(tmp_path / "content.db")
    texts = TextRepository(database)
    assert texts.ingest([HEN, SEA])
    assert not texts.ingest([HEN, SEA])
    database.close()
    database = open_content(tmp_path / "content.db")
    texts = TextRepository(database)
    assert not texts.ingest([HEN, SEA])
    changed = replace(HEN, body="The hen slept.")
    assert texts.ingest([changed])
    assert texts.all() == [changed]
    database.close()


def test_texts_that_cannot_be_taken_leave_the_others_as_they_were(tmp_path: Path) -> None:
    database = open_content(tmp_path / "content.db")
    texts = TextRepository(database)
    texts.ingest([HEN])
    with pytest.raises(Exception, match="UNIQUE"):
        texts.ingest([SEA, SEA])
    assert texts.all() == [HEN]
    database.close()


def test_a_damaged_library_is_set_aside_and_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    key = Key(bytes(32), "file")
    with open_databases(tmp_path, key, FakeClock()) as databases:
        databases.texts.ingest([HEN])
    (tmp_path / "content.db").write_bytes(b"rubbish" * 1_000)
    with caplog.at_level(logging.WARNING), open_databases(tmp_path, key, FakeClock()) as databases:
        assert databases.texts.all() == []
        databases.texts.ingest([HEN])
        assert databases.texts.all() == [HEN]
    assert "built anew" in caplog.text
    assert (tmp_path / "content.damaged.db").read_bytes() == b"rubbish" * 1_000
