"""A second voice as loud as the reader's: its words are left unscored, its sound is nobody's insertion."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.cli.reading_bench.babble import babble, mix
from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.second_voice import SecondVoice, bundled_second_voice, load_second_voice
from litcoach_desktop.engines.sphinx.judge.voice_frames import VoiceFrames
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

SPEECH = Path(__file__).parents[1] / "speech"
ITEMS = {item["id"]: item for item in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}
LEXICON = Lexicon()
PAIRS = (("p2-child-skipped-line", "p1-woman-planted"), ("p1-woman-planted", "p2-child-skipped-line"))


def recorded(name: str) -> Samples:
    samples, _ = soundfile.read(SPEECH / ITEMS[name]["audio"], dtype="int16")
    return samples


def with_another(name: str, other: str, snr_db: float, only: slice = slice(None)) -> Samples:
    """The recording with one other voice over it, or over a part of it."""
    samples = recorded(name)
    voice = babble([[recorded(other)]], len(samples), random.Random(2))
    mixed, together = samples.copy(), mix(samples, voice, snr_db)
    mixed[only] = together[only]
    return mixed


@pytest.mark.parametrize(("name", "other"), PAIRS)
def test_a_reading_under_a_second_voice_is_not_scored_and_says_so(name: str, other: str) -> None:
    events = judge_reading(with_another(name, other, 0.0), Passage(ITEMS[name]["text"]), LEXICON)
    assert events.unscored_reason == "two_voices"
    assert {word.status for word in events.words} == {WordStatus.UNSCORED}


@pytest.mark.parametrize(("name", "other"), PAIRS)
def test_a_voice_for_a_while_costs_only_the_words_under_it(name: str, other: str) -> None:
    begin, end = 4, 8  # seconds
    covered = with_another(name, other, 0.0, slice(begin * SAMPLE_RATE, end * SAMPLE_RATE))
    events = judge_reading(covered, Passage(ITEMS[name]["text"]), LEXICON)
    assert events.unscored_reason is None
    inside, outside = [], []
    for word in events.words:
        if word.start_s is not None and word.end_s is not None:
            if begin + 0.5 < word.start_s and word.end_s < end - 0.5:
                inside.append(word)
            elif word.end_s < begin - 1 or word.start_s > end + 1:
                outside.append(word)
    assert np.mean([word.unscored_reason == "two_voices" for word in inside]) >= 0.6
    assert all(word.status is WordStatus.UNSCORED for word in inside if word.unscored_reason)
    assert not any(word.unscored_reason for word in outside)


@pytest.mark.parametrize("name", [name for name in ITEMS if ITEMS[name]["audio"].endswith(".flac")])
def test_a_reader_alone_is_not_taken_for_two(name: str) -> None:
    heard = SecondVoice(bundled_second_voice())
    samples = recorded(name)
    heard.feed(samples)
    spans = heard.finish()
    seconds = len(samples) / SAMPLE_RATE
    assert np.mean([spans.covered(start, start + 0.4) for start in np.arange(0, seconds, 0.4)]) <= 0.05


def test_what_is_heard_does_not_depend_on_how_the_sound_came() -> None:
    samples = with_another(*PAIRS[0], 0.0)
    whole, pieces = VoiceFrames(), VoiceFrames()
    whole.feed(samples)
    for start in range(0, len(samples), 1234):
        pieces.feed(samples[start : start + 1234])
    for one, other in zip(whole.finish(), pieces.finish(), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("length", [0, 1, 500, 1024, SAMPLE_RATE])
def test_silence_of_any_length_has_no_second_voice(length: int) -> None:
    heard = SecondVoice(bundled_second_voice())
    heard.feed(np.zeros(length, np.int16))
    assert not heard.finish().covered(0.0, 1.0)


def test_a_model_that_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    broken = tmp_path / "second_voice.npz"
    broken.write_bytes(b"nothing of the kind")
    with pytest.raises(ModelProblem, match=r"second_voice\.npz cannot be read"):
        load_second_voice(broken)


def test_a_model_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    model = bundled_second_voice()
    model.save(tmp_path / "again.npz")
    inputs = np.random.default_rng(1).standard_normal((50, len(model.mean))).astype(np.float32)
    assert np.array_equal(load_second_voice(tmp_path / "again.npz").log_odds(inputs), model.log_odds(inputs))
