import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.store.events_format import FORMAT, pack, unpack

numbers = st.floats(allow_nan=False, allow_infinity=False)
heard = st.none() | st.text(max_size=12)


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
    )


@given(readings())
def test_events_come_back_exactly(events: ReadingEvents) -> None:
    again = unpack(pack(events), FORMAT)
    assert again == events
    # -0.0 equals 0.0, and 1 equals 1.0; the bytes tell them apart.
    assert pack(again) == pack(events)


def test_half_a_surrogate_in_what_was_heard_is_kept_too() -> None:
    word = WordEvent(0, WordStatus.MISREAD, 0.1, heard="\ud83d")
    events = ReadingEvents((word,))
    assert unpack(pack(events), FORMAT) == events


def test_a_reading_of_150_words_takes_less_than_two_kilobytes() -> None:
    words = tuple(
        WordEvent(
            index,
            WordStatus.MISREAD if index % 11 == 0 else WordStatus.CORRECT,
            round(0.5 + (index * 37 % 500) / 1000, 3),
            round(index * 0.53 + index % 7 * 0.01, 2),
            round(index * 0.53 + 0.31 + index % 5 * 0.03, 2),
            pause_before_s=round(index * 13 % 30 / 100, 2),
        )
        for index in range(150)
    )
    # 400,000 of them then take 0.8 GB at most.
    assert len(pack(ReadingEvents(words))) < 2_000


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        pack(ReadingEvents((WordEvent(0, WordStatus.CORRECT, number),)))


def test_words_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="numbered from 0"):
        pack(ReadingEvents((WordEvent(1, WordStatus.CORRECT, 1.0),)))


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="format 2"):
        unpack(pack(ReadingEvents(())), 2)


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
