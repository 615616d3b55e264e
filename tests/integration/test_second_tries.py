"""What was said and is not in the text: named if it can be, and no insertion if it was a try at the next word."""

from pathlib import Path

import soundfile

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.judge import judge_reading
from litcoach_desktop.engines.sphinx.judge.neighbours import bundled_sound_alikes
from litcoach_desktop.engines.sphinx.lexicon import Lexicon

TESTS = Path(__file__).parents[1]


def test_a_word_that_the_text_does_not_have_is_named() -> None:
    samples, _ = soundfile.read(TESTS / "speech" / "s09-woman-insertion.flac", dtype="int16")
    events = judge_reading(samples, Passage("The baker carried the bread across the street."), Lexicon())
    assert [(insertion.after_index, insertion.heard) for insertion in events.insertions] == [(3, "enormous")]


def test_words_that_sound_alike_may_include_the_word_itself() -> None:
    alikes = bundled_sound_alikes()
    [(_, pronunciation, _)] = alikes.nearest(((1, 2, 3),), 1)
    assert alikes.nearest((pronunciation,), 1, itself=True)[0][1] == pronunciation
    assert alikes.nearest((pronunciation,), 1)[0][1] != pronunciation
