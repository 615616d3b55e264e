"""A school's own protocols come out of plain tables, and what a table may not say is refused in words."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.own_protocols import ident_for, protocol_book, protocol_from, table_of
from litcoach_desktop.domain.reading.protocols import PRESETS, Counts, ScoringProtocol, Timing, protocol_called

OURS = {"name": "Our school", "based_on": "cbm", "repetition": "error", "clock_s": 120, "repeated_name_once": True}


def test_what_a_table_leaves_out_is_as_in_its_preset() -> None:
    made = protocol_from("our_school", OURS)
    assert made == replace(
        PRESETS["cbm"],
        id="our_school",
        name="Our school",
        repetition=Counts.ERROR,
        clock_s=120.0,
        repeated_name_once=True,
    )
    assert protocol_from("two_b", {}).name == "Two b"


def test_nought_switches_off_what_may_be_off() -> None:
    made = protocol_from("ours", {"based_on": "dibels8", "clock_s": 0, "first_words_stop": 0})
    assert made.clock_s is None
    assert made.first_words_stop is None


counts = st.sampled_from(Counts)
protocols = st.builds(
    replace,
    st.sampled_from(list(PRESETS.values())),
    id=st.just("ours"),
    name=st.text("abc ", min_size=1, max_size=9).map(str.strip).filter(bool),
    misreading=counts,
    omission=counts,
    insertion=counts,
    repetition=counts,
    hesitation=counts,
    timing=st.sampled_from(Timing),
    repeated_name_once=st.booleans(),
    hesitation_s=st.floats(1, 30),
    self_correction_within_s=st.none() | st.floats(0.5, 30),
    clock_s=st.none() | st.floats(10, 3600),
    skipped_run_words=st.none() | st.integers(2, 100),
    first_words_stop=st.none() | st.integers(1, 100),
    independent_from=st.floats(0.95, 1),
    instructional_from=st.floats(0.5, 0.94),
)


@given(protocols, st.sampled_from(list(PRESETS)))
def test_every_protocol_comes_back_from_its_table(protocol: ScoringProtocol, based_on: str) -> None:
    assert protocol_from("ours", table_of(protocol, based_on)) == protocol


@pytest.mark.parametrize(
    ("ident", "table", "said"),
    [
        ("Our School", {}, "cannot be called"),
        ("cbm", {}, "cannot be called"),
        ("ours", "cbm", "is not a table"),
        ("ours", {"based_on": "mine"}, "must be one of reading_progress, cbm"),
        ("ours", {"colour": "red"}, "has no rule called “colour”"),
        ("ours", {"id": "other"}, "has no rule called “id”"),
        ("ours", {"name": " "}, "is not a text"),
        ("ours", {"insertion": "sometimes"}, "must be one of error, accuracy, nothing"),
        ("ours", {"timing": 3}, "must be one of words, recording"),
        ("ours", {"repeated_name_once": 1}, "must be true or false"),
        ("ours", {"clock_s": "60"}, "is not a number"),
        ("ours", {"clock_s": True}, "is not a number"),
        ("ours", {"clock_s": 5}, "from 10 to 3600, or 0 for off"),
        ("ours", {"hesitation_s": 0}, "from 1 to 30"),
        ("ours", {"hesitation_s": float("nan")}, "from 1 to 30"),
        ("ours", {"skipped_run_words": 2.5}, "whole number"),
        ("ours", {"independent_from": 0.8}, "begins above"),
    ],
)
def test_what_a_table_may_not_say_is_refused(ident: str, table: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        protocol_from(ident, table)


def test_the_book_has_the_presets_first_and_an_end() -> None:
    book = protocol_book({"ours": OURS})
    assert list(book) == [*PRESETS, "ours"]
    with pytest.raises(ValueError, match="more than 20"):
        protocol_book({f"own_{number}": {} for number in range(21)})


def test_a_protocol_that_is_gone_gives_the_usual_one() -> None:
    assert protocol_called("gone").id == "reading_progress"
    assert protocol_called("ours", protocol_book({"ours": OURS})).name == "Our school"


def test_ids_are_made_from_names_and_never_taken_twice() -> None:
    assert ident_for("Our school, 2nd try!", {}) == "our_school_2nd_try"
    assert ident_for("Our school", {"our_school": OURS}) == "our_school_2"
    assert ident_for("cbm", {}) == "cbm_2"
    assert ident_for("学校", {}) == "own"
