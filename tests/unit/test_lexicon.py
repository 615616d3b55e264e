"""Every word of any text has a pronunciation in the model's own phones."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litcoach_desktop.domain.errors import ModelProblem
from litcoach_desktop.engines.sphinx.judge.acoustic_model import FILLERS, bundled_model
from litcoach_desktop.engines.sphinx.lexicon import Lexicon
from litcoach_desktop.engines.sphinx.spoken_numbers import cardinal, ordinal, readings, roman_value

LEXICON = Lexicon()
PHONES = set(bundled_model().phones) - set(FILLERS)


def said(word: str) -> list[str]:
    return [" ".join(way) for way in LEXICON.pronunciations(word)]


@pytest.mark.parametrize(
    ("word", "way"),
    [
        ("cat", "K AE T"),
        ("Cat", "K AE T"),
        ("don’t", "D OW N T"),
        ("Maya's", "M AY AH Z"),
        ("well-known", "W EH L N OW N"),
        ("moonboat", "M UW N B OW T"),
        ("blinked", "B L IH NG K T"),
        ("café", "K AH F EY"),
        ("Dr", "D AA K T ER"),
        ("TV", "T IY V IY"),
        ("US", "Y UW EH S"),
        ("us", "AH S"),
        ("II", "T UW"),
        ("12", "T W EH L V"),
        ("3rd", "TH ER D"),
        ("1990", "N AY N T IY N N AY N T IY"),
        ("1990s", "N AY N T IY N N AY N T IY Z"),
        ("000", "TH AW Z AH N D"),
        ("3D", "TH R IY D IY"),
        ("१२", "T W EH L V"),
    ],
)
def test_words_are_said_as_readers_say_them(word: str, way: str) -> None:
    assert way in said(word)


def test_both_ways_of_saying_a_word_are_given() -> None:
    assert {"R EH D", "R IY D"} <= set(said("read"))


def test_a_year_is_also_a_plain_number() -> None:
    assert len(said("1990")) >= 3
    assert said("1990")[1].startswith("W AH N TH AW Z AH N D")


@pytest.mark.parametrize(
    "word", ["", "-", "___", "\x00", "東京", "Привет", "한글", "ﷺ", "½", "x²", "a" * 500, "1" * 40, "b--c"]
)
def test_any_string_has_a_pronunciation(word: str) -> None:
    ways = LEXICON.pronunciations(word)
    assert ways
    assert all(way and set(way) <= PHONES for way in ways)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=24))
def test_no_text_is_refused(word: str) -> None:
    ways = LEXICON.pronunciations(word)
    assert 1 <= len(ways) <= 8
    assert all(way and set(way) <= PHONES for way in ways)


def test_a_missing_dictionary_is_a_problem_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelProblem) as caught:
        Lexicon(tmp_path / "none.dict").pronunciations("cat")
    assert caught.value.remedy


def test_numbers_are_spelt_out() -> None:
    assert " ".join(cardinal(1_234_567)) == ("one million two hundred thirty four thousand five hundred sixty seven")
    assert ordinal(21) == ["twenty", "first"]
    assert ordinal(20) == ["twentieth"]
    assert readings("1905")[0] == ["nineteen", "oh", "five"]
    assert readings("007")[0] == ["oh", "oh", "seven"]


@pytest.mark.parametrize(
    ("text", "value"), [("II", 2), ("IV", 4), ("VIII", 8), ("XIV", 14), ("I", None), ("MIX", None)]
)
def test_roman_numerals(text: str, value: int | None) -> None:
    assert roman_value(text) == value
