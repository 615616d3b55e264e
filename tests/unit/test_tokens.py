"""How passages are cut into words."""

from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.tokens import Passage


def texts(passage: str) -> list[str]:
    return [word.text for word in Passage(passage).words]


def test_apostrophes_and_hyphens_inside_a_word_belong_to_it() -> None:
    assert texts("“Don't!” said the well-known fox's cub -- twice.") == [
        "Don't", "said", "the", "well-known", "fox's", "cub", "twice",
    ]  # fmt: skip


def test_numbers_and_accents_are_words() -> None:
    assert texts("José ate 12 piñatas in 1990.") == ["José", "ate", "12", "piñatas", "in", "1990"]


def test_decomposed_letters_are_the_same_word_as_composed_ones() -> None:
    assert texts("Jose\u0301") == ["José"]


def test_sentence_starts_and_clause_ends() -> None:
    words = Passage("The sun, at last, came out. We ran!\n\nHome").words
    assert [word.text for word in words if word.starts_sentence] == ["The", "We", "Home"]
    assert [word.text for word in words if word.ends_clause] == ["sun", "last", "out", "ran", "Home"]


def test_offsets_point_into_the_text() -> None:
    passage = Passage("  One,  two’s  three ")
    assert [passage.text[word.start : word.end] for word in passage.words] == ["One", "two’s", "three"]
    assert passage.words[1].spoken == "two's"


def test_a_text_without_words_has_none() -> None:
    assert Passage("… — !").words == ()
    assert Passage("").words == ()


@given(st.text(max_size=200))
def test_any_text_is_cut_without_overlap(text: str) -> None:
    passage = Passage(text)
    reached = 0
    for position, word in enumerate(passage.words):
        assert word.index == position
        assert reached <= word.start < word.end <= len(passage.text)
        reached = word.end
    assert all(word.text for word in passage.words)
    assert not passage.words or passage.words[0].starts_sentence
