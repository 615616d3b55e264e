"""The judge on speech made by a synthesiser: planted miscues are found, right words are left alone, nothing crashes."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.domain.reading.events import ReadingEvents, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.classifier import load_judge
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE

SPEECH = Path(__file__).parents[1] / "speech"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


@pytest.fixture(scope="module")
def judged(lexicon: Lexicon) -> list[tuple[dict, ReadingEvents]]:
    items = json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))
    found = []
    for item in items:
        samples, _ = soundfile.read(SPEECH / item["audio"], dtype="int16")
        found.append((item, judge_reading(samples, Passage(item["text"]), lexicon)))
    return found


def test_every_word_gets_one_event_in_order(judged) -> None:
    for item, events in judged:
        assert [word.index for word in events.words] == list(range(len(item["labels"])))
        assert all(0 <= word.p_correct <= 1 for word in events.words)
        for word in events.words:
            if word.start_s is not None:
                assert 0 <= word.start_s < word.end_s <= events.duration_s + 0.02


def test_planted_miscues_are_found_in_voices_of_men_women_and_children(judged) -> None:
    planted = [
        word.status is not WordStatus.CORRECT
        for item, events in judged
        for word, label in zip(events.words, item["labels"], strict=True)
        if label != "ok"
    ]
    assert np.mean(planted) >= 0.85


def test_right_words_are_left_alone(judged) -> None:
    marked = [
        word.status is not WordStatus.CORRECT
        for item, events in judged
        for word, label in zip(events.words, item["labels"], strict=True)
        if label == "ok"
    ]
    assert np.mean(marked) <= 0.05


def test_long_pauses_are_hesitations_and_nothing_else_is(judged) -> None:
    for item, events in judged:
        flagged = [word.index for word in events.words if WordFlag.HESITATION in word.flags]
        assert len(flagged) == len(item["hesitations"])


@pytest.mark.parametrize("text", ["", "?!", "one", "Zyxgh qwrtp 1984 ñandú", "word " * 1000])
def test_any_text_is_judged(text: str, lexicon: Lexicon) -> None:
    samples = (np.random.default_rng(1).standard_normal(3 * SAMPLE_RATE) * 500).astype(np.int16)
    events = judge_reading(samples, Passage(text), lexicon)
    assert len(events.words) == len(Passage(text).words)


@pytest.mark.parametrize("seconds", [0, 0.001, 0.3, 1.5])
@pytest.mark.parametrize("loudness", [0, 3, 3000])
def test_any_recording_is_judged(seconds: float, loudness: int, lexicon: Lexicon) -> None:
    size = int(seconds * SAMPLE_RATE)
    samples = (np.random.default_rng(1).standard_normal(size) * loudness).astype(np.int16)
    events = judge_reading(samples, Passage("The cat sat on the mat."), lexicon)
    assert len(events.words) == 6
    if loudness == 0:
        assert events.unscored_reason is not None
        assert all(word.status is WordStatus.UNSCORED for word in events.words)


def test_missing_judge_says_what_to_do(tmp_path) -> None:
    from litcoach_desktop.domain.errors import ModelProblem

    with pytest.raises(ModelProblem, match="Install litcoach again"):
        load_judge(tmp_path)


@pytest.mark.parametrize(
    "text",
    ["Purple elephants dance under seventeen enormous umbrellas.", "We went to school by bus yesterday morning."],
)
def test_another_text_is_noticed_and_never_scored(text: str, lexicon: Lexicon) -> None:
    samples, _ = soundfile.read(SPEECH / "s01-man-right.flac", dtype="int16")
    events = judge_reading(samples, Passage(text), lexicon)
    assert events.unscored_reason == "wrong_passage"
    assert all(word.status is WordStatus.UNSCORED for word in events.words)


def test_no_reading_of_its_own_text_is_taken_for_another(judged) -> None:
    assert [item["text"] for item, events in judged if events.unscored_reason is not None] == []
