"""The events of a reading come back exactly from a small blob."""

import json
import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.columns import columns_of
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.voice import Ending, Voice
from litcoach_desktop.store.events_format import FORMAT, pack, unpack, unpack_columns

# Any numbers, and such as listeners give: rounded ones, whole ones.
numbers = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-200, 60_000).map(lambda steps: steps / 100)
    | st.integers(0, 1_000).map(lambda steps: steps / 1_000)
)
heard = st.none() | st.text(max_size=12)

pitches = st.lists(st.none() | st.integers(-20, 20).map(lambda steps: steps / 2), max_size=6).map(tuple)
endings = st.lists(st.builds(Ending, st.integers(0, 10), numbers), max_size=3).map(tuple)
voices = st.builds(Voice, numbers, numbers, numbers, numbers, pitches, endings)


@st.composite
def readings(draw: st.DrawFn) -> ReadingEvents:
    words = tuple(
        WordEvent(
            index=index,
            status=draw(st.sampled_from(WordStatus)),
            p_correct=draw(numbers),
            start_s=draw(st.none() | numbers),
            end_s=draw(st.none() | numbers),
            heard=draw(heard),
            flags=draw(st.frozensets(st.sampled_from(WordFlag))),
            pause_before_s=draw(numbers),
            correction_delay_s=draw(st.none() | numbers),
            unscored_reason=draw(st.sampled_from([None, "noise", "two_voices"])),
        )
        for index in range(draw(st.integers(0, 6)))
    )
    insertions = st.builds(Insertion, st.integers(-1, 10), numbers, numbers, heard)
    return ReadingEvents(
        words=words,
        insertions=tuple(draw(st.lists(insertions, max_size=3))),
        duration_s=draw(numbers),
        first_word_s=draw(st.none() | numbers),
        engine=draw(st.text(max_size=8)),
        engine_version=draw(st.text(max_size=8)),
        unscored_reason=draw(st.none() | st.sampled_from(["silent", "noise"])),
        voice=draw(st.none() | voices),
    )


@given(readings())
def test_events_come_back_exactly(events: ReadingEvents) -> None:
    assert unpack(pack(events), FORMAT) == events


rounded = st.integers(0, 60_000).map(lambda steps: steps / 100)


@given(st.lists(st.tuples(st.none() | rounded, st.none() | rounded, rounded, rounded), max_size=30))
def test_rounded_times_come_back_exactly(rows: list[tuple[float | None, float | None, float, float]]) -> None:
    words = tuple(
        WordEvent(index, WordStatus.CORRECT, p / 600, start, end, pause_before_s=pause)
        for index, (start, end, pause, p) in enumerate(rows)
    )
    assert unpack(pack(ReadingEvents(words)), FORMAT) == ReadingEvents(words)


def test_half_a_surrogate_in_what_was_heard_is_kept_too() -> None:
    word = WordEvent(0, WordStatus.MISREAD, 0.1, heard="\ud83d")
    events = ReadingEvents((word,))
    assert unpack(pack(events), FORMAT) == events


def test_a_reading_of_150_words_takes_about_a_kilobyte() -> None:
    dice = random.Random(1)
    words = tuple(
        WordEvent(
            index,
            WordStatus.MISREAD if index % 11 == 0 else WordStatus.CORRECT,
            dice.randint(0, 1_000) / 1_000,
            (index * 53 + dice.randint(0, 10)) / 100,
            (index * 53 + 20 + dice.randint(0, 30)) / 100,
            pause_before_s=dice.randint(0, 30) / 100,
        )
        for index in range(150)
    )
    notes = tuple(dice.randint(-8, 8) / 2 for _ in words)
    endings = tuple(Ending(index, dice.randint(-6, 6) / 2) for index in range(8, 150, 9))
    voice = Voice(241.7, 5.4, 48.31, 31.2, notes, endings)
    # 400,000 of them, with their rows and indices, then stay far below 1.2 GB.
    assert len(pack(ReadingEvents(words, voice=voice))) < 1_300


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack(ReadingEvents((WordEvent(0, WordStatus.CORRECT, number),)))


def test_words_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="numbered from 0"):
        pack(ReadingEvents((WordEvent(1, WordStatus.CORRECT, 1.0),)))


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 3"):
        unpack(pack(ReadingEvents(())), 3)


def test_a_reading_kept_before_voices_were_measured_is_still_read() -> None:
    events = ReadingEvents((WordEvent(0, WordStatus.CORRECT, 0.5, 0.25, 0.5),), duration_s=1.5, engine="sphinx")
    content = json.loads(zlib.decompress(pack(events)))
    del content["voice"]
    assert unpack(zlib.compress(json.dumps(content).encode()), 1) == events


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"no zlib",
        zlib.compress(b"no json"),
        zlib.compress(b"[]"),
        zlib.compress(b"{}"),
        pack(ReadingEvents(()))[:-3],
    ],
)
def test_bytes_that_nobody_packed_are_refused(blob: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which sentence it is depends on where the bytes are wrong
        unpack(blob, FORMAT)


def test_a_blob_that_swells_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        unpack(zlib.compress(b" " * 80 * 2**20), FORMAT)


@given(readings())
def test_what_a_score_hangs_on_is_read_in_columns(events: ReadingEvents) -> None:
    assert unpack_columns(pack(events), FORMAT) == columns_of(events)
