"""The listener measures the voice of real sound along with the words, and the store keeps it."""

import json
from pathlib import Path

import pytest
import soundfile

from litcoach_desktop.domain.reading.events import ReadingEvents
from litcoach_desktop.domain.reading.prosody import Part, expression_of
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.listener import SphinxListener
from litcoach_desktop.store.events_format import FORMAT, pack, unpack

SPEECH = Path(__file__).parents[1] / "speech"
ITEMS = {item["id"]: item for item in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}


def read(ident: str) -> tuple[Passage, ReadingEvents]:
    """One synthetic reading, heard as a child's would be."""
    passage = Passage(ITEMS[ident]["text"])
    samples, _ = soundfile.read(SPEECH / ITEMS[ident]["audio"], dtype="int16")
    following = SphinxListener().follow(passage, live=False)
    following.feed(samples)
    return passage, following.judge()


@pytest.fixture(scope="module")
def long_reading() -> tuple[Passage, ReadingEvents]:
    return read("p1-woman-planted")


def test_a_mans_voice_is_told_from_a_womans(long_reading: tuple[Passage, ReadingEvents]) -> None:
    man, woman = read("s01-man-right")[1].voice, long_reading[1].voice
    assert man is not None
    assert woman is not None
    assert man.median_hz < 130 < 180 < woman.median_hz


def test_a_reading_of_a_passage_has_all_levels_and_comes_back_from_the_store(
    long_reading: tuple[Passage, ReadingEvents],
) -> None:
    passage, events = long_reading
    expression = expression_of(unpack(pack(events), FORMAT), passage)
    assert expression is not None
    assert expression == expression_of(events, passage)
    # A synthesiser pauses at every full stop and speaks evenly.
    assert expression.total is not None
    assert expression.parts[Part.PHRASING].level in (3, 4)
    assert expression.missed.periods <= 2
