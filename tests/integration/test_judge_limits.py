"""What the judge leaves unscored: readings of another text, and words that other voices cover; nothing else."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.cli.reading_bench.babble import babble, mix
from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.limits import is_noisy, without_unsure
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import Samples

SPEECH = Path(__file__).parents[1] / "speech"
ITEMS = {item["id"]: item for item in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}
OTHER_TEXTS = (
    ("s02-woman-right", "We went to school by bus yesterday morning."),
    ("s03-child-right", "Purple elephants dance under seventeen enormous umbrellas."),
    ("s04-small-child-right", "Nobody told Dana about the new drum."),
    ("s10-small-child-near", "Come here."),
    ("p2-child-skipped-line", ITEMS["p3-deep-man-stops"]["text"]),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def recorded(name: str) -> Samples:
    samples, _ = soundfile.read(SPEECH / ITEMS[name]["audio"], dtype="int16")
    return samples


def among_others(name: str, snr_db: float) -> Samples:
    """The recording with six other voices under it."""
    voices = [other for other in ITEMS if other.startswith("s") and other != name]
    samples = recorded(name)
    others = [[recorded(other) for other in voices[at::6]] for at in range(6)]
    return mix(samples, babble(others, len(samples), random.Random(1)), snr_db)


@pytest.mark.parametrize(("name", "text"), OTHER_TEXTS)
def test_a_reading_of_another_text_is_not_scored_and_says_so(name: str, text: str, lexicon: Lexicon) -> None:
    events = judge_reading(recorded(name), Passage(text), lexicon)
    assert events.unscored_reason == "wrong_passage"
    assert {word.status for word in events.words} == {WordStatus.UNSCORED}


@pytest.mark.parametrize("name", ["s08-child-omission", "s09-woman-insertion"])
def test_other_voices_under_a_reading_cost_no_child_a_mark(name: str, lexicon: Lexicon) -> None:
    samples = among_others(name, 10.0)
    assert is_noisy(samples)
    events: ReadingEvents = judge_reading(samples, Passage(ITEMS[name]["text"]), lexicon)
    right = [word for word, label in zip(events.words, ITEMS[name]["labels"], strict=True) if label == "ok"]
    assert np.mean([word.status not in (WordStatus.CORRECT, WordStatus.UNSCORED) for word in right]) <= 0.1


@pytest.mark.parametrize("name", ["s01-man-right", "s03-child-right", "p2-child-skipped-line"])
def test_a_quiet_room_is_not_noisy(name: str) -> None:
    assert not is_noisy(recorded(name))


def word(index: int, status: WordStatus, p_correct: float) -> WordEvent:
    return WordEvent(index, status, p_correct, heard="wagon" if status is WordStatus.MISREAD else None)


def test_in_noise_only_words_that_are_surely_right_or_wrong_are_scored() -> None:
    words = (
        word(0, WordStatus.CORRECT, 0.95),
        word(1, WordStatus.CORRECT, 0.5),
        word(2, WordStatus.MISREAD, 0.05),
        word(3, WordStatus.OMITTED, 0.01),
    )
    kept, reason = without_unsure(words, threshold=0.2)
    assert [one.status.value for one in kept] == ["correct", "unscored", "misread", "omitted"]
    assert reason is None


def test_when_noise_covers_most_words_none_is_scored() -> None:
    words = tuple(word(at, WordStatus.CORRECT, 0.4 if at else 0.9) for at in range(5))
    _, reason = without_unsure(words, threshold=0.2)
    assert reason == "noise"
