"""The judge's sense of place on recorded speech: where a reading ends, and which sentence was left out."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.analysis import passage_words
from litcoach_desktop.engines.sphinx.judge.classifier import bundled_judge
from litcoach_desktop.engines.sphinx.judge.evidence import StretchReader
from litcoach_desktop.engines.sphinx.judge.hearing import hear
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.judge.stretches import Stretch
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

SPEECH = Path(__file__).parents[1] / "speech"
RIGHT = ("s01-man-right", "s02-woman-right", "s03-child-right", "s04-small-child-right")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def recorded(name: str) -> tuple[Samples, str]:
    item = next(i for i in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8")) if i["id"] == name)
    samples, _ = soundfile.read(SPEECH / item["audio"], dtype="int16")
    return samples, item["text"]


def room(samples: Samples, seconds: float) -> Samples:
    """The recording's own quietest quarter of a second, over and over."""
    size = SAMPLE_RATE // 4
    starts = range(0, len(samples) - size, size // 5)
    quiet = min(starts, key=lambda at: float(np.var(samples[at : at + size].astype(np.float64))))
    return np.resize(samples[quiet : quiet + size], int(seconds * SAMPLE_RATE))


@pytest.mark.parametrize("name", RIGHT)
def test_a_reading_ends_with_the_voice_not_in_the_noise_after_it(name: str, lexicon: Lexicon) -> None:
    samples, text = recorded(name)
    said = len(Passage(text).words)
    samples = np.concatenate([samples, room(samples, 0.6)])
    events = judge_reading(samples, Passage(f"{text} It is a wish to be up. Then he had it."), lexicon)
    assert events.last_attempted == said - 1
    assert {word.status for word in events.words[said:]} == {WordStatus.NOT_REACHED}


@pytest.mark.parametrize("marks", [". ", " "], ids=["full stops", "capitals only"])
def test_a_sentence_that_was_left_out_is_found_whole(marks: str, lexicon: Lexicon) -> None:
    """The last word of both sentences is the same, and each could be the one that was heard."""
    before, _ = recorded("s08-child-omission")
    after, last = recorded("s03-child-right")
    heard = "After lunch we built a tall tower out of cups"
    left_out = "Nobody wants a box of cups"
    texts = [heard, left_out, last.rstrip(".")]
    events = judge_reading(
        np.concatenate([before, room(before, 0.4), after]), Passage(marks.join(texts) + "."), lexicon
    )
    skipped = range(10, 16)
    assert [events.words[at].status for at in skipped] == [WordStatus.OMITTED] * len(skipped)
    assert np.mean([word.status is WordStatus.CORRECT for word in events.words[:10]]) >= 0.8
    assert np.mean([word.status is WordStatus.CORRECT for word in events.words[16:]]) >= 0.8


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_stretch_too_short_for_any_word_has_none(frames: int, lexicon: Lexicon) -> None:
    """In long passages the tracker may jump on after a few hundredths of a second."""
    samples, text = recorded("s01-man-right")
    scorer = bundled_scorer()
    words = passage_words(Passage(text), lexicon, scorer.model)
    hearing = hear(samples, [word.pronunciations for word in words], scorer, bundled_judge().net)
    reading = StretchReader(scorer.model, words).reading(Stretch(0, 3, 50, 50 + frames), hearing)
    while True:
        try:
            next(reading)
        except StopIteration as ended:
            found, gaps = ended.value
            break
    assert [word.on_path for word in found] == [False] * 3
    assert len(gaps) == 4
