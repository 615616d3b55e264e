"""Reading to the child: sentence after sentence, from any word, at three speeds, with the spoken word known."""

import pytest
from pytestqt.qtbot import QtBot

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.ui.student.aloud import SPEEDS, ReadAloud
from tests.fakes.services import FakeVoice

PASSAGE = Passage("The otter dives.\nShe comes up, with a clam. “Mine!”")


def aloud_with(voice: FakeVoice) -> tuple[ReadAloud, list[int]]:
    aloud = ReadAloud(voice)
    heard: list[int] = []
    aloud.word_changed.connect(heard.append)
    aloud.open(PASSAGE)
    return aloud, heard


def test_it_reads_one_sentence_after_the_other_and_ends(qtbot: QtBot) -> None:
    voice = FakeVoice(tells_words=True)
    aloud, heard = aloud_with(voice)
    aloud.play()
    for offset in (0, 4, 10):
        voice.begin_word(offset)
    voice.end()
    assert [said.strip() for said, _ in voice.said] == ["The otter dives.", "She comes up, with a clam."]
    voice.end()
    assert voice.said[-1][0] == "“Mine!”"
    voice.begin_word(1)
    assert aloud.word == 9
    voice.end()
    assert not aloud.playing
    assert sorted(set(heard)) == [0, 1, 2, 3, 9]


def test_from_the_middle_of_a_sentence(qtbot: QtBot) -> None:
    voice = FakeVoice(tells_words=True)
    aloud, _ = aloud_with(voice)
    aloud.play(6)
    assert voice.said[0][0].strip() == "with a clam."
    voice.begin_word(5)
    assert aloud.word == 7


def test_a_pause_keeps_the_place_and_after_the_end_it_begins_anew(qtbot: QtBot) -> None:
    voice = FakeVoice(tells_words=True)
    aloud, _ = aloud_with(voice)
    aloud.play()
    voice.begin_word(4)
    aloud.pause()
    assert (aloud.playing, voice.stopped > 0) == (False, True)
    aloud.play()
    assert voice.said[-1][0].strip() == "otter dives."
    aloud.play(9)
    voice.end()
    aloud.play()
    assert voice.said[-1][0].strip() == "The otter dives."


def test_another_speed_holds_from_the_present_word_on(qtbot: QtBot) -> None:
    voice = FakeVoice(tells_words=True)
    aloud, _ = aloud_with(voice)
    aloud.play()
    voice.begin_word(4)
    aloud.choose_speed("slow")
    assert voice.said[-1] == ("otter dives.\n".replace("\n", " "), SPEEDS["slow"])


def test_a_voice_that_tells_nothing_is_followed_by_its_pace(qtbot: QtBot) -> None:
    voice = FakeVoice()
    aloud, heard = aloud_with(voice)
    aloud.play()
    # It waits at the last word of the sentence until the voice is through with it.
    qtbot.waitUntil(lambda: aloud.word == 2, timeout=20_000)
    voice.end()
    assert aloud.word == 3
    qtbot.waitUntil(lambda: aloud.word == 8, timeout=20_000)
    assert heard == list(range(9))


@pytest.mark.parametrize("passage", [Passage(""), Passage("— … —")])
def test_nothing_to_read_is_nothing_said(qtbot: QtBot, passage: Passage) -> None:
    voice = FakeVoice()
    aloud = ReadAloud(voice)
    aloud.open(passage)
    aloud.play()
    assert (voice.said, aloud.playing) == ([], False)
