"""Syllables as a teacher would clap them, and the sentence that a word stands in."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.syllables import syllables
from tests.fakes.library import Library

TAUGHT = """
    cat the boat friend jumped through splash strange clothes smiled please peo-ple a-bout ap-ple ta-ble win-dow
    hap-py rab-bit riv-er wa-ter yel-low gar-den pen-cil kit-chen lad-der box-es want-ed need-ed lit-tle tick-et
    moth-er fa-ther may-be to-night qui-et li-on po-em i-dea be-ing el-e-phant an-i-mal to-mor-row beau-ti-ful
    bi-cy-cle whis-tle dif-fer-ent wheel-bar-row ta-ble-cloth
"""


@pytest.mark.parametrize("clapped", TAUGHT.split())
def test_common_words_are_cut_as_they_are_taught(clapped: str) -> None:
    word = clapped.replace("-", "")
    assert "-".join(syllables(word)) == clapped


def test_capitals_apostrophes_and_hyphens_are_kept() -> None:
    assert syllables("Saturday") == ["Sat", "ur", "day"]
    assert syllables("couldn’t") == ["could", "n’t"]
    assert syllables("sixty-two") == ["six", "ty-", "two"]
    assert syllables("1984") == ["1984"]
    assert syllables("café") == ["café"]


@example("000\n")
@given(st.text(min_size=1, max_size=40))
def test_the_syllables_of_anything_joined_are_it_again(word: str) -> None:
    parts = syllables(word)
    assert "".join(parts) == word
    assert all(parts)


@given(st.text("abcdefghijklmnopqrstuvwxyz'’-", min_size=1, max_size=25))
def test_the_syllables_of_any_letters_joined_are_them_again(word: str) -> None:
    parts = syllables(word)
    assert "".join(parts) == word
    assert all(parts)


def test_the_count_agrees_with_the_pronouncing_dictionary_for_nine_words_in_ten() -> None:
    from pocketsphinx import get_model_path

    vowels = tuple("AEIOU")
    spoken = {}
    with open(get_model_path("en-us/cmudict-en-us.dict"), encoding="utf-8") as lines:
        for line in lines:
            word, *phones = line.split()
            if word.isalpha() and len(word) > 3:
                spoken[word] = sum(phone.startswith(vowels) for phone in phones)
    words = sorted(spoken)[::25]
    agreeing = sum(len(syllables(word)) == spoken[word] for word in words)
    assert agreeing / len(words) > 0.88


TEXT = Text(
    "t", "T", 2, "story", (), "“Where is it?” asked Leo. He looked under the bed.\n\n“Here,” said Maya.\nThe lost sock!"
)


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("where", "“Where is it?” asked Leo."),
        ("Leo", "“Where is it?” asked Leo."),
        ("BED", "He looked under the bed."),
        ("here", "“Here,” said Maya."),
        ("sock", "The lost sock!"),
        ("elephant", ""),
        ("", ""),
    ],
)
def test_the_sentence_of_a_word(tmp_path: Path, word: str, sentence: str) -> None:
    with Library(tmp_path) as library:
        assert library.content.sentence_with(TEXT, word) == sentence


def test_the_shelf_goes_from_easy_to_hard(tmp_path: Path) -> None:
    harder = Text("h", "A harder one", 4, "story", (), "Words.")
    with Library(tmp_path, harder, TEXT) as library:
        assert [text.id for text in library.content.shelf()] == ["t", "h"]
        assert [text.id for text in library.content.shelf(4)] == ["h"]
        assert library.content.text("h") == harder


def test_a_text_that_is_gone_is_said_in_words(tmp_path: Path) -> None:
    from litcoach_desktop.domain.errors import TextFileProblem

    with Library(tmp_path) as library, pytest.raises(TextFileProblem) as problem:
        library.content.text("gone")
    assert problem.value.remedy
