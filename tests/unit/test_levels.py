"""How hard a text is: the published formulas on worked examples, and the estimate with its spread."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.familiar_words import is_familiar
from litcoach_desktop.domain.levels import Measures, dale_chall, estimate, flesch_kincaid, level_of, measure, spache
from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.texts import Text
from litcoach_desktop.services.content.syllables import syllables


def count(word: str) -> int:
    return len(syllables(word))


def test_flesch_kincaid_on_the_sentences_it_is_explained_with() -> None:
    # 6 words of one syllable; 13 words with 24 syllables in one sentence.
    assert flesch_kincaid(Measures(6, 1, 6, 0)) == pytest.approx(-1.45)
    assert flesch_kincaid(Measures(13, 1, 24, 0)) == pytest.approx(11.26, abs=0.01)


def test_dale_chall_at_the_ends_of_its_table() -> None:
    # Six words a sentence, all familiar, is the easiest level; 25 words a sentence with 30 % unfamiliar is college.
    assert dale_chall(Measures(60, 10, 60, 0)) == pytest.approx(64 - 0.69 * 6)
    assert dale_chall(Measures(100, 4, 160, 30)) == pytest.approx(64 - 28.5 - 17.25)


def test_spache_counts_sentences_and_unfamiliar_words() -> None:
    # 0.121 * 10 + 0.082 * 5 + 0.659
    assert spache(Measures(100, 10, 120, 5)) == pytest.approx(2.279)


def test_the_counts_of_a_passage() -> None:
    passage = Passage(
        "“Where is my hat?” asked Ulrika. The cat had it! She sat on it all day, and the archaeologist from Peru "
        "laughed."
    )
    found = measure(passage, count)
    assert found is not None
    assert (found.words, found.sentences, found.unfamiliar) == (22, 3, 1)
    assert found.syllables == sum(count(word.text) for word in passage.words)


def test_a_few_words_say_nothing() -> None:
    assert measure(Passage("The cat sat. " * 6), count) is None
    assert measure(Passage(""), count) is None


@pytest.mark.parametrize(
    "word", "cats boxes running happier easily won't didn't cat's hopped 12 well-fed children".split()
)
def test_forms_of_familiar_words_are_familiar(word: str) -> None:
    assert is_familiar(word)


@pytest.mark.parametrize("word", "photosynthesis etiquette gravel corroded xylophone".split())
def test_rare_words_are_not(word: str) -> None:
    assert not is_familiar(word)


def test_a_level_goes_up_with_sentences_and_words_and_has_a_spread() -> None:
    easy, hard = estimate(Measures(200, 25, 220, 4)), estimate(Measures(200, 10, 300, 30))
    assert easy.grade < 3 < 6 < hard.grade
    assert easy.low < easy.grade < easy.high
    assert estimate(Measures(40, 5, 44, 1)).high - estimate(Measures(400, 50, 440, 10)).high > 0.5
    assert estimate(Measures(200, 10, 300, 30), spoken=True).low < hard.low + 1


def test_a_level_fits_the_grade_whose_year_it_reaches_into() -> None:
    level = estimate(Measures(200, 20, 255, 14))
    assert [grade for grade in range(9) if level.fits(grade)] == [3, 4, 5]


def test_only_english_has_a_level_and_a_publishers_measure_plays_no_part() -> None:
    body = "The cat sat on the mat and the dog sat on the rug. " * 3
    text = Text("t", "T", 1, "story", (), body, lexile="520L")
    assert level_of(text, count) == level_of(Text("t", "T", 1, "story", (), body), count)
    assert level_of(Text("t", "T", 1, "story", (), body, language="es"), count) is None


@given(
    st.integers(20, 5000).flatmap(
        lambda words: st.tuples(
            st.just(words), st.integers(1, words), st.integers(words, 12 * words), st.integers(0, words)
        )
    ),
    st.booleans(),
)
def test_no_counts_lead_out_of_the_scale(counts: tuple[int, int, int, int], spoken: bool) -> None:
    level = estimate(Measures(*counts), spoken=spoken)
    assert 0 <= level.low <= level.grade <= level.high <= 12
