"""Scores under each protocol, on readings small enough to count by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.events import (
    Insertion,
    ReadingEvents,
    TeacherMark,
    WordEvent,
    WordFlag,
    WordStatus,
    with_marks,
)
from litcoach_desktop.domain.reading.protocols import PRESETS, Counts, ScoringProtocol, Timing
from litcoach_desktop.domain.reading.scoring import Band, score
from litcoach_desktop.domain.reading.tokens import Passage

WHOLE = PRESETS["reading_progress"]
CODES = {
    "c": WordStatus.CORRECT,
    "m": WordStatus.MISREAD,
    "o": WordStatus.OMITTED,
    "n": WordStatus.NOT_REACHED,
    "u": WordStatus.UNSCORED,
}


def reading(codes: str, *, seconds_a_word: float = 1.0, insertions: tuple[Insertion, ...] = ()) -> ReadingEvents:
    """A reading with a status for each letter; every heard word takes the given time, one after the other."""
    words = []
    now = 0.0
    for index, code in enumerate(codes):
        status = CODES[code]
        heard = code in "cmu"
        words.append(
            WordEvent(
                index=index,
                status=status,
                p_correct=1.0 if code == "c" else 0.0,
                start_s=now if heard else None,
                end_s=now + seconds_a_word if heard else None,
            )
        )
        now += seconds_a_word if heard else 0.0
    first = next((word.start_s for word in words if word.start_s is not None), None)
    return ReadingEvents(tuple(words), insertions, duration_s=now + 2.0, first_word_s=first)


def passage_of(count: int) -> Passage:
    return Passage(" ".join(["word"] * count))


def test_whole_passage_counts_words_over_the_reading_time() -> None:
    result = score(reading("cccmcoccccnn"), passage_of(12), WHOLE)
    assert (result.words_correct, result.words_attempted, result.errors) == (8, 10, 2)
    assert result.last_attempted == 9
    assert result.duration_s == pytest.approx(9.0)
    assert result.wcpm == pytest.approx(8 / 9 * 60)
    assert result.accuracy == pytest.approx(0.8)
    assert result.band is Band.FRUSTRATION


def test_nothing_after_the_last_word_attempted_counts() -> None:
    stopped = score(reading("ccccnnnnnn"), passage_of(10), WHOLE)
    assert (stopped.errors, stopped.accuracy, stopped.last_attempted) == (0, 1.0, 3)
    trailing_omissions = score(reading("ccccoooooo"), passage_of(10), WHOLE)
    assert (trailing_omissions.errors, trailing_omissions.accuracy) == (0, 1.0)


def test_silence_scores_nothing_and_divides_by_nothing() -> None:
    result = score(reading("nnn"), passage_of(3), WHOLE)
    assert (result.words_correct, result.wcpm, result.accuracy, result.band) == (0, 0.0, None, None)
    assert result.last_attempted == -1


def test_insertions_are_ignored_by_cbm_and_count_in_a_running_record() -> None:
    heard = reading("c" * 20, insertions=(Insertion(3, 3.9, 4.0), Insertion(4, 4.9, 5.0)))
    assert score(heard, passage_of(20), PRESETS["cbm"]).errors == 0
    record = score(heard, passage_of(20), PRESETS["running_record"])
    assert record.errors == 2
    assert record.accuracy == pytest.approx(0.9)
    assert record.error_ratio == pytest.approx(10)


def test_the_clock_stops_cbm_after_a_minute_from_the_first_word() -> None:
    result = score(reading("c" * 100), passage_of(100), PRESETS["cbm"])
    assert result.words_correct == 60
    assert result.duration_s == pytest.approx(60)
    assert result.wcpm == pytest.approx(60)


def test_a_short_passage_under_the_clock_is_timed_to_its_end() -> None:
    result = score(reading("c" * 30), passage_of(30), PRESETS["cbm"])
    assert result.duration_s == pytest.approx(30)
    assert result.wcpm == pytest.approx(60)


def test_a_correction_in_time_is_correct_and_a_late_one_is_not() -> None:
    events = reading("cccc")
    corrected = tuple(
        replace(word, flags=frozenset({WordFlag.SELF_CORRECTION}), correction_delay_s=delay)
        for word, delay in zip(events.words, (1.0, 3.0, 4.5, None), strict=True)
    )
    events = replace(events, words=corrected)
    strict = score(events, passage_of(4), PRESETS["cbm"])
    assert (strict.errors, strict.self_corrections) == (1, 3)
    assert strict.self_correction_ratio == pytest.approx(4 / 3)
    assert score(events, passage_of(4), PRESETS["running_record"]).self_corrections == 4


def test_a_three_second_wait_is_an_error_for_cbm_only() -> None:
    events = reading("cccc")
    waited = replace(events, words=(*events.words[:2], replace(events.words[2], pause_before_s=3.2), events.words[3]))
    assert score(waited, passage_of(4), PRESETS["cbm"]).errors == 1
    assert score(waited, passage_of(4), PRESETS["running_record"]).errors == 0
    assert score(waited, passage_of(4), WHOLE).errors == 0


def test_a_skipped_line_may_count_once() -> None:
    once = replace(PRESETS["cbm"], skipped_run_words=5)
    events = reading("ccoooooocmoc")
    assert score(events, passage_of(12), PRESETS["cbm"]).errors == 8
    assert score(events, passage_of(12), once).errors == 3


def test_a_name_misread_again_may_count_once() -> None:
    passage = Passage("So Niamh ran. Then Niamh sat. Niamh slept.")
    events = reading("cmccmcmc")
    assert score(events, passage, WHOLE).errors == 3
    # The last one opens a sentence, so that its capital does not show it to be a name.
    assert score(events, passage, replace(WHOLE, repeated_name_once=True)).errors == 2


def test_dibels_stops_when_nothing_in_the_first_line_is_correct() -> None:
    result = score(reading("m" * 10 + "cc"), passage_of(12), PRESETS["dibels8"])
    assert (result.words_correct, result.wcpm) == (0, 0.0)
    assert score(reading("m" * 9 + "ccc"), passage_of(12), PRESETS["dibels8"]).words_correct == 3


def test_words_that_could_not_be_scored_are_neither_right_nor_wrong() -> None:
    result = score(reading("ccuucc"), passage_of(6), WHOLE)
    assert (result.words_correct, result.words_attempted, result.errors, result.unscored) == (4, 4, 0, 2)
    assert result.accuracy == 1.0
    assert result.wcpm_low < result.wcpm


def test_words_that_could_not_be_scored_do_not_make_a_slow_reader() -> None:
    whole, noisy = reading("cmcccmcccc"), reading("cmuuumcccc")
    rate = score(whole, passage_of(10), WHOLE).wcpm
    # Five of the seven scored words are right: of ten, as many in proportion.
    assert score(noisy, passage_of(10), WHOLE).wcpm == pytest.approx(rate / 8 * 10 * 5 / 7)
    none_scored = score(reading("uuuu"), passage_of(4), WHOLE)
    assert (none_scored.wcpm, none_scored.wcpm_low) == (0.0, 0.0)


def test_a_recording_cut_to_the_reading_is_timed_whole() -> None:
    result = score(reading("cccc"), passage_of(4), replace(WHOLE, timing=Timing.RECORDING))
    assert result.duration_s == pytest.approx(6.0)


def test_the_interval_is_as_wide_as_the_doubt() -> None:
    sure = reading("c" * 60)
    doubtful = replace(sure, words=tuple(replace(word, p_correct=0.7) for word in sure.words))
    narrow, wide = score(sure, passage_of(60), WHOLE), score(doubtful, passage_of(60), WHOLE)
    assert narrow.wcpm_low == narrow.wcpm == narrow.wcpm_high
    # sqrt(60 * 0.7 * 0.3) * 1.96 = 6.96 words in a minute.
    assert wide.wcpm - wide.wcpm_low == pytest.approx(6.957, abs=0.01)


def test_a_teachers_mark_overrules_and_the_newest_wins() -> None:
    events = reading("ccm")
    marks = [
        TeacherMark(2, WordStatus.OMITTED, "Ms Rivera", "2026-11-24T10:00:00Z"),
        TeacherMark(2, WordStatus.CORRECT, "Ms Rivera", "2026-11-24T10:01:00Z"),
    ]
    marked = with_marks(events, marks)
    assert score(marked, passage_of(3), WHOLE).accuracy == 1.0
    assert events.words[2].status is WordStatus.MISREAD


@given(
    codes=st.text(alphabet="cmonu", max_size=80),
    insertions=st.lists(st.integers(-1, 80), max_size=90),
    protocol=st.sampled_from(list(PRESETS.values())),
    every_event=st.booleans(),
)
def test_no_figure_is_ever_negative_or_above_its_whole(
    codes: str, insertions: list[int], protocol: ScoringProtocol, every_event: bool
) -> None:
    if every_event:
        protocol = replace(protocol, repetition=Counts.ERROR, insertion=Counts.ERROR)
    events = reading(codes, insertions=tuple(Insertion(after, 0.0, 0.1) for after in insertions))
    result = score(events, passage_of(len(codes)), protocol)
    assert 0 <= result.words_correct <= result.words_attempted <= len(codes)
    assert 0 <= result.wcpm_low <= result.wcpm <= result.wcpm_high
    assert result.accuracy is None or 0 <= result.accuracy <= 1
    assert result.errors >= 0
    assert result.last_attempted < len(codes)
