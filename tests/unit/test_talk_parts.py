"""What bootstrap gives a conversation: free speech on the second lane, and the words that may be asked about."""

from collections.abc import Callable, Sequence

import numpy as np

from litcoach_desktop.domain.coaching.spoken import words_to_ask_about
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.parts.talk import talk_parts
from litcoach_desktop.ports.audio import Samples
from litcoach_desktop.ports.transcription import Progress, TranscribedWord
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.fakes.transcription import ScriptedTranscriber

SOUND = np.zeros(16_000, np.int16)


class Broken(ScriptedTranscriber):
    """One whose model fails."""

    def transcribe(
        self, samples: Samples, *, prompt: str = "", progress: Progress | None = None
    ) -> Sequence[TranscribedWord]:
        raise ModelProblem("It broke.", "", "")


def written(writer: ScriptedTranscriber) -> tuple[list[str], int]:
    """What is told of SOUND, and how much work the second lane got."""
    lane: list[Callable[[], None]] = []
    told: list[str] = []
    free_speech = talk_parts(lambda: writer, lane.append).free_speech()
    assert free_speech is not None
    free_speech(SOUND, told.append)
    assert told == []
    for work in lane:
        work()
    return told, len(lane)


def test_free_speech_is_written_down_on_the_second_lane() -> None:
    assert written(ScriptedTranscriber("tell me about whales")) == (["tell me about whales"], 1)


def test_a_model_that_fails_has_heard_nothing() -> None:
    assert written(Broken("whales")) == ([""], 1)


def test_without_a_model_there_is_no_free_speech() -> None:
    assert talk_parts(lambda: None, lambda work: work()).free_speech() is None


def test_a_model_that_is_set_aside_leaves_the_grammar() -> None:
    def set_aside() -> None:
        raise ModelProblem("It took litcoach down.", "", "")

    assert talk_parts(set_aside, lambda work: work()).free_speech() is None


def test_words_with_a_meaning_come_first_and_short_ones_not_at_all() -> None:
    texts = {text.id: text for text in read_catalogue(DATA / "texts" / "texts.json")[0]}
    words = words_to_ask_about(texts["the-ferry-dog"])
    assert words[:3] == ("ferry", "pier", "rough")
    assert "harbor" in words
    assert all(len(word) >= 5 for word in words[3:])
    assert len(set(words)) == len(words)
    assert words_to_ask_about(None) == ()
    assert max(len(words_to_ask_about(text)) for text in texts.values()) <= 200
