"""The judge that works while the reading goes on: the same verdict as after it, and most of the work done before."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import begin_judging, judge_reading
from litcoach_desktop.engines.sphinx.judge.analysis_ahead import AnalysisAhead
from litcoach_desktop.engines.sphinx.judge.hearing import UNIT, GrowingHearing
from litcoach_desktop.engines.sphinx.judge.senone_scores import bundled_scorer
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples

SPEECH = Path(__file__).parents[1] / "speech"
READINGS = {item["id"]: item for item in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}
LEXICON = Lexicon()
READ = ("p1-woman-planted", "p3-deep-man-stops")
PASSAGE = Passage(" ".join(READINGS[name]["text"] for name in READ))
ALL_THE_TIME = 1000.0


@pytest.fixture(scope="module")
def sound() -> Samples:
    return np.concatenate([sf.read(SPEECH / READINGS[name]["audio"], dtype="int16")[0] for name in READ])


@pytest.fixture(scope="module")
def after(sound: Samples) -> ReadingEvents:
    return judge_reading(sound, PASSAGE, LEXICON)


def fed(sound: Samples, size: int, seconds: float) -> AnalysisAhead:
    """An analysis that got so much time after each piece of that size."""
    ahead = begin_judging(PASSAGE, LEXICON)
    for start in range(0, len(sound), size):
        ahead.feed(sound[start : start + size])
        ahead.work(seconds)
    return ahead


@pytest.mark.parametrize(("size", "seconds"), [(1600, ALL_THE_TIME), (4567, 0.003)])
def test_the_verdict_does_not_depend_on_how_the_sound_came_or_when_there_was_time(
    sound: Samples, after: ReadingEvents, size: int, seconds: float
) -> None:
    assert judge_reading(sound, PASSAGE, LEXICON, ahead=fed(sound, size, seconds)) == after


def test_at_the_end_only_the_last_unit_is_left(sound: Samples) -> None:
    """With time enough, all that is due is done while the sound comes in: a second call finds nothing to do."""
    ahead = fed(sound, 1600, ALL_THE_TIME)
    assert not ahead.busy


def test_what_was_heard_early_stays_as_it_was(sound: Samples) -> None:
    ways = [[tuple(bundled_scorer().model.phone(p) for p in LEXICON.pronunciations(w.text)[0])] for w in PASSAGE.words]
    growing = GrowingHearing(ways, bundled_scorer(), None)
    growing.feed(sound)
    assert growing.due()
    for _ in growing.take():
        pass
    early = growing.hearing()
    late = growing.finish()
    assert UNIT // 2 < early.frames < late.frames
    assert late.warp == early.warp
    for name in ("gaussian", "other", "off_text", "log_energies"):
        assert np.array_equal(getattr(late, name)[: early.frames], getattr(early, name)), name
    assert np.array_equal(late.loop.phone[: early.frames], early.loop.phone)


def test_a_first_unit_without_voice_waits_for_some() -> None:
    growing = GrowingHearing([], bundled_scorer(), None)
    growing.feed(np.random.default_rng(1).normal(0, 20, 15 * SAMPLE_RATE).astype(np.int16))
    assert not growing.due()
