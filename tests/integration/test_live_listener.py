"""The listener that is always there, on synthesised readings: it follows, keeps the sound, and never marks silence."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from litcoach_desktop.domain.reading.events import WordStatus
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.listener import SphinxListener
from litcoach_desktop.engines.sphinx.live_tracker import LiveTracker
from litcoach_desktop.ports.audio import SAMPLE_RATE, Samples
from litcoach_desktop.ports.listening import WordReached

SPEECH = Path(__file__).parents[1] / "speech"
READINGS = {item["id"]: item for item in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}
LEXICON = Lexicon()
PASSAGE = Passage("The farmer planted a row of yellow flowers beside the gate.")


def sound_of(reading: str) -> Samples:
    samples, rate = sf.read(SPEECH / READINGS[reading]["audio"], dtype="int16")
    assert rate == SAMPLE_RATE
    return samples


def hear(tracker: LiveTracker, samples: Samples, size: int = 1600) -> list[WordReached]:
    events: list[WordReached] = []
    for start in range(0, len(samples), size):
        events += tracker.feed(samples[start : start + size])
    return events


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * SAMPLE_RATE), np.int16)


def test_the_cursor_walks_with_a_right_reading() -> None:
    passage = Passage(READINGS["s01-man-right"]["text"])
    tracker = LiveTracker(passage, LEXICON)
    events = hear(tracker, sound_of("s01-man-right"))
    places = [event.index for event in events]
    assert places == sorted(places)
    assert len(set(places)) >= len(passage.words) - 3
    assert tracker.place >= len(passage.words) - 2
    times = [event.time_s for event in events]
    assert times == sorted(times)
    assert not tracker.lost


@pytest.mark.parametrize("size", [160, 1601, 16_000, 10_000_000])
def test_pieces_of_any_size_are_heard_alike(size: int) -> None:
    passage = Passage(READINGS["s02-woman-right"]["text"])
    tracker = LiveTracker(passage, LEXICON)
    hear(tracker, sound_of("s02-woman-right"), size)
    assert tracker.place >= len(passage.words) - 2


def test_the_place_is_kept_in_a_long_passage() -> None:
    """The same reading in the middle of 1,000 other words: only the window around the reader is heard."""
    text = READINGS["p1-woman-planted"]["text"]
    spoken = len(Passage(text).words)
    rest = " ".join("Seven old ships went over the cold grey sea to find a warmer land." for _ in range(70))
    tracker = LiveTracker(Passage(f"{text} {rest}"), LEXICON)
    hear(tracker, sound_of("p1-woman-planted"))
    assert abs(tracker.place - (spoken - 1)) <= 2


def test_a_place_far_from_the_reader_is_given_up_and_the_right_one_found() -> None:
    """Far outside of the window: the wrong place must not become what is usual for this voice."""
    text = READINGS["p1-woman-planted"]["text"]
    spoken = len(Passage(text).words)
    rest = " ".join("Seven old ships went over the cold grey sea to find a warmer land." for _ in range(70))
    tracker = LiveTracker(Passage(f"{text} {rest}"), LEXICON, place=700)
    events = hear(tracker, np.concatenate([sound_of("p1-woman-planted")] * 2))
    assert any(event.lost for event in events)
    assert abs(tracker.place - (spoken - 1)) <= 2


def test_a_skipped_line_is_caught_up_with() -> None:
    passage = Passage(READINGS["p2-child-skipped-line"]["text"])
    tracker = LiveTracker(passage, LEXICON)
    hear(tracker, sound_of("p2-child-skipped-line"))
    assert tracker.place >= len(passage.words) - 4


def test_a_reader_who_stops_early_is_not_run_ahead_of() -> None:
    reading = READINGS["p3-deep-man-stops"]
    tracker = LiveTracker(Passage(reading["text"]), LEXICON)
    hear(tracker, np.concatenate([sound_of("p3-deep-man-stops"), silence(5)]))
    last = max(index for index, label in enumerate(reading["labels"]) if label != "not_reached")
    assert abs(tracker.place - last) <= 2


def test_a_long_pause_changes_nothing() -> None:
    passage = Passage(READINGS["s01-man-right"]["text"] + " " + READINGS["s02-woman-right"]["text"])
    tracker = LiveTracker(passage, LEXICON)
    hear(tracker, sound_of("s01-man-right"))
    before = tracker.place
    assert hear(tracker, silence(40)) == []
    assert tracker.place == before
    assert not tracker.lost
    hear(tracker, sound_of("s02-woman-right"))
    assert tracker.place >= len(passage.words) - 3


def test_talk_that_is_not_the_text_is_said_to_be_lost_and_found_again() -> None:
    text = " ".join(READINGS[name]["text"] for name in ("s01-man-right", "s02-woman-right"))
    tracker = LiveTracker(Passage(text), LEXICON)
    hear(tracker, sound_of("s01-man-right"))
    events = hear(tracker, sound_of("p3-deep-man-stops")[: 10 * SAMPLE_RATE])
    assert any(event.lost for event in events)
    hear(tracker, np.concatenate([silence(1), sound_of("s02-woman-right")]))
    assert not tracker.lost
    assert tracker.place >= len(Passage(text).words) - 2


@pytest.mark.parametrize("text", ["", "…", "A", "Go!", "Ωμέγα 東京 12 x² Привет", "word " * 1000])
def test_any_text_can_be_followed(text: str) -> None:
    following = SphinxListener(LEXICON).follow(Passage(text))
    following.feed(sound_of("s01-man-right")[:SAMPLE_RATE])
    following.feed(silence(0.3))


def noise(seconds: float, loudness: float) -> Samples:
    return np.random.default_rng(1).normal(0, loudness, int(seconds * SAMPLE_RATE)).astype(np.int16)


@pytest.mark.parametrize(
    ("samples", "reason"),
    [
        (silence(0), "too_short"),
        (np.ones(1, np.int16), "too_short"),
        (noise(0.9, 3000), "too_short"),
        (silence(5), "silent"),
        (noise(5, 2), "silent"),
        (np.full(80_000, 32_767, np.int16), "silent"),
        (noise(5, 40), "too_quiet"),
        (noise(5, 2000), "noise"),
        (np.random.default_rng(2).choice(np.array([-32768, 32767], np.int16), 80_000), "noise"),
    ],
)
def test_sound_without_a_voice_is_never_marked(samples: Samples, reason: str) -> None:
    following = SphinxListener(LEXICON).follow(PASSAGE)
    for start in range(0, len(samples), 1600):
        following.feed(samples[start : start + 1600])
    events = following.judge()
    assert events.unscored_reason == reason
    assert {word.status for word in events.words} == {WordStatus.UNSCORED}
    assert len(events.words) == len(PASSAGE.words)
    assert events.duration_s == pytest.approx(len(samples) / SAMPLE_RATE, abs=0.01)


def test_a_reading_is_judged_with_its_times() -> None:
    following = SphinxListener(LEXICON).follow(PASSAGE)
    samples = sound_of("s01-man-right")
    for start in range(0, len(samples), 1600):
        following.feed(samples[start : start + 1600])
    events = following.judge()
    assert events.unscored_reason is None
    assert [word.index for word in events.words] == list(range(len(PASSAGE.words)))
    assert sum(word.status is WordStatus.CORRECT for word in events.words) >= len(PASSAGE.words) - 2
    assert events.duration_s == pytest.approx(len(samples) / SAMPLE_RATE, abs=0.02)
    assert following.judge() is events


def test_clipped_sound_is_still_judged() -> None:
    following = SphinxListener(LEXICON).follow(PASSAGE)
    loud = np.clip(sound_of("s01-man-right").astype(np.int32) * 20, -32768, 32767).astype(np.int16)
    following.feed(loud)
    assert following.judge().unscored_reason is None


def test_no_engine_is_imported_before_a_reading_begins() -> None:
    program = (
        "import sys; from litcoach_desktop.engines.sphinx.listener import SphinxListener; SphinxListener();"
        "print([name for name in sys.modules if 'pocketsphinx' in name])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
