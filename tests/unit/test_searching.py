"""The rules of searching: queries taken apart, mistakes, passages, filters, wishes and the blend."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.searching import Card, Filters, Speller, blend, cut, most_possible, parse_query, wishes_in
from litcoach_desktop.domain.searching.fusion import ranked
from litcoach_desktop.domain.searching.query import LONGEST_QUERY, MOST_WORDS
from litcoach_desktop.domain.searching.spelling import distance, sounds_like

WORDS = "elephant volcano because friend morning little telephone knight island through whale cattle castle".split()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("The Fox and the HEN", ["fox", "hen"]),
        ("a book about frogs", ["frogs"]),
        ("I want to read something about a café’s dog", ["cafe", "dog"]),
        ("how to read a book", ["read", "book"]),
        ("what is it", ["what", "is", "it"]),
        ("dog's dogs’ dog", ["dog", "dogs"]),
        ('fox AND "hen" NEAR(x) title:barn*', ["fox", "hen", "near", "x", "title", "barn"]),
        ("🦊", []),
        ("", []),
    ],
)
def test_a_query_is_its_telling_words(typed: str, words: list[str]) -> None:
    assert list(parse_query(typed).words) == words


def test_a_very_long_query_is_cut() -> None:
    query = parse_query(" ".join(f"word{number}" for number in range(5_000)))
    assert len(query.text) <= LONGEST_QUERY
    assert len(query.words) == MOST_WORDS


@pytest.mark.parametrize(
    ("typed", "is_open"), [("fox he", True), ("fox he ", False), ("fox.", False), ("", False), ("the", True)]
)
def test_the_last_word_is_open_while_it_is_typed(typed: str, is_open: bool) -> None:
    query = parse_query(typed, as_you_type=True)
    assert query.last_is_open is is_open
    assert not parse_query(typed).last_is_open
    if is_open:
        assert query.words[-1] == typed.split()[-1]


@given(st.text(), st.booleans())
def test_any_string_is_a_query(typed: str, as_you_type: bool) -> None:
    query = parse_query(typed, as_you_type=as_you_type)
    assert all(word and not set(word) & set('"*:^()\0 ') for word in query.words)
    query.text.encode()


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("cat", "cat", 0), ("cat", "act", 1), ("cat", "cast", 1), ("cast", "cat", 1), ("cat", "cut", 1), ("ab", "ba", 1)],
)
def test_mistakes_are_counted(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 2) == apart


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_the_way_there_is_the_way_back(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3)
    assert (distance(one, other, 3) == 0) is (one == other)


def test_a_beginning_is_compared_with_beginnings() -> None:
    assert distance("volk", "volcano", 1, is_open=True) == 1
    assert distance("volc", "volcano", 1, is_open=True) == 0
    assert distance("volc", "volcano", 1) == 2


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("elefant", "elephant"), ("volkano", "volcano"), ("becuz", "because"), ("freind", "friend"),
        ("mornign", "morning"), ("litle", "little"), ("telefone", "telephone"), ("nite", "knight"), ("nihgt", None),
        ("iland", "island"), ("wale", "whale"), ("xyzzy", None), ("cat", None), ("elephant", None),
        ("", None), ("7up", None),
    ],
)  # fmt: skip
def test_what_may_have_been_meant(typed: str, meant: str | None) -> None:
    guesses = Speller([(word, 3) for word in WORDS]).guesses(typed)
    assert (guesses[0].word if guesses else None) == meant


def test_of_equally_near_words_the_one_in_more_texts_is_meant() -> None:
    assert Speller([("cattle", 1), ("castle", 9)]).guesses("catle")[0].word == "castle"
    assert Speller([("cattle", 9), ("castle", 1)]).guesses("catle")[0].word == "cattle"


def test_completions_begin_so_and_the_frequent_come_first() -> None:
    speller = Speller([("sea", 2), ("seal", 9), ("seat", 1), ("tea", 5)])
    assert speller.completions("sea") == ["seal", "sea", "seat"]
    assert speller.completions("sea", 1) == ["seal"]
    assert speller.completions("z") == []


def test_words_that_sound_alike_have_the_same_key() -> None:
    for one, other in (
        ("knight", "nite"),
        ("phone", "fone"),
        ("whale", "wale"),
        ("ocean", "osean"),
        ("school", "skool"),
    ):
        assert sounds_like(one) == sounds_like(other), one


def test_passages_end_at_sentences_and_overlap() -> None:
    text = " ".join(f"Sentence {number} has exactly six words." for number in range(100))
    spans = cut(text, most=60, overlap=12)
    for span in spans:
        passage = text[span.start : span.end]
        assert passage.startswith("Sentence")
        assert passage.endswith(".")
        assert len(passage.split()) <= 60
    for before, after in pairwise(spans):
        assert after.start < before.end
        assert len(text[after.start : before.end].split()) <= 12


@given(st.text(st.sampled_from("ab .!\n”"), max_size=300), st.integers(1, 12), st.integers(0, 12))
def test_passages_cover_every_word_of_any_text(text: str, most: int, overlap: int) -> None:
    spans = cut(text, most, overlap)
    covered = set()
    for span in spans:
        assert len(text[span.start : span.end].split()) <= most
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        covered.update(range(span.start, span.end))
    assert all(at in covered or letter.isspace() for at, letter in enumerate(text))
    assert [span.start for span in spans] == sorted({span.start for span in spans})


CARD = Card(1, "fox", "The Fox", 2, "poem", ("Animals",), 90, "en")


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), True),
        (Filters(grades=(2, 2)), True),
        (Filters(grades=(3, 8)), False),
        (Filters(genres=frozenset({"story"})), False),
        (Filters(topics=frozenset({"animals"})), True),
        (Filters(words=(91, 200)), False),
        (Filters(languages=frozenset({"en", "fi"})), True),
        (Filters(read=frozenset({"fox"})), False),
        (Filters(read=frozenset({"hen"})), True),
        (Filters(read=frozenset({"fox"}), only_read=True), True),
        (Filters(only_read=True), False),
    ],
)
def test_a_filter_keeps_what_fits(filters: Filters, kept: bool) -> None:
    assert filters.keeps(CARD) is kept
    assert filters.let_all_pass is (filters == Filters())


@pytest.mark.parametrize(
    ("typed", "genres", "grade"),
    [
        ("a poem about rain", {"poem"}, None),
        ("rhyming poems for grade 3", {"poem"}, 3),
        ("plays for two voices", {"play"}, None),
        ("children play in the park", set(), None),
        ("3rd grade true stories", {"information"}, 3),
        ("kindergarten jokes", {"joke"}, 0),
        ("grade 9", set(), None),
        ("first snow", set(), None),
    ],
)
def test_wishes_are_heard(typed: str, genres: set[str], grade: int | None) -> None:
    wishes = wishes_in(typed)
    assert (wishes.genres, wishes.grade) == (genres, grade)
    assert bool(wishes) is bool(genres or grade is not None)


def test_a_wish_is_worth_most_where_it_is_met() -> None:
    assert wishes_in("a poem for grade 2").bonus(CARD) > wishes_in("a poem").bonus(CARD) > 0
    assert wishes_in("grade 3").bonus(CARD) > wishes_in("grade 4").bonus(CARD) == 0


def test_the_blend_puts_first_what_both_find() -> None:
    scores = blend({1: 9.0, 2: 8.0, 3: 1.0}, {2: 0.6, 4: 0.5, 3: 0.1}, 10.0)
    assert ranked(scores)[0] == 2
    assert scores.keys() == {1, 2, 3, 4}
    assert scores[1] == pytest.approx(0.8 * 0.9 + 0.1)


def test_one_common_word_of_many_does_not_outdo_the_meaning() -> None:
    assert ranked(blend({1: 2.0}, {2: 0.6, 1: 0.2}, 20.0))[0] == 2
    assert ranked(blend({1: 18.0}, {2: 0.6, 1: 0.2}, 20.0))[0] == 1


def test_one_list_alone_keeps_its_order() -> None:
    assert ranked(blend({1: 2.0, 2: 5.0}, {}, 9.0)) == [2, 1]
    assert ranked(blend({}, {1: 0.2, 2: 0.5}, 9.0)) == [2, 1]
    assert blend({}, {}, 9.0) == {}


def test_what_is_possible_grows_with_rare_words() -> None:
    assert most_possible([1, 1], 100) > most_possible([1, 50], 100) > most_possible([50, 50], 100) > 0
    assert most_possible([0], 0) > 0
    assert most_possible([], 10) > 0
    assert most_possible([7], 3) > 0


def test_equal_scores_keep_their_numbers_order() -> None:
    assert ranked({3: 1.0, 1: 1.0, 2: 1.0}) == [1, 2, 3]
