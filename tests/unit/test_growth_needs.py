"""Groups by need, hard words of the week, and sound patterns by spelling."""

from dataclasses import replace

import pytest

from litcoach_desktop.domain.growth.aims import Verdict
from litcoach_desktop.domain.growth.hard_words import WordsRead, hard_patterns, hard_words
from litcoach_desktop.domain.growth.needs import Need, Standing, groups_of, need_of
from litcoach_desktop.domain.growth.sound_patterns import PATTERNS, patterns_in

# Grade 3 in winter: 97 words at the 50th percentile, 137 at the 75th.
WELL = Standing(100, 0.97, 3, 97, 52, Verdict.CONTINUE, 2)


@pytest.mark.parametrize(
    ("standing", "need"),
    [
        (WELL, Need.GO_ON),
        (replace(WELL, days_since=None), Need.READ),
        (replace(WELL, days_since=15), Need.READ),
        (replace(WELL, days_since=14), Need.GO_ON),
        (replace(WELL, wcpm=None), Need.READ),
        # Accuracy comes before rate, rate before phrasing, phrasing before the rule of four.
        (replace(WELL, accuracy=0.94, wcpm=60, expression=1), Need.WORDS),
        (replace(WELL, accuracy=0.95), Need.GO_ON),
        # Ten words below the 50th percentile are the bound of Hasbrouck & Tindal 2006.
        (replace(WELL, wcpm=87), Need.RATE),
        (replace(WELL, wcpm=87.1), Need.GO_ON),
        (replace(WELL, wcpm=60, usual=None), Need.GO_ON),
        (replace(WELL, expression=2, verdict=Verdict.CHANGE), Need.PHRASING),
        (replace(WELL, expression=None, verdict=Verdict.CHANGE), Need.CHANGE),
        (replace(WELL, wcpm=140, place=77, accuracy=0.99), Need.STRETCH),
        (replace(WELL, wcpm=140, place=77, accuracy=0.97), Need.GO_ON),
    ],
)
def test_what_comes_first_for_a_child(standing: Standing, need: Need) -> None:
    assert need_of(standing) is need


def test_every_child_is_in_one_group_and_needs_come_in_order() -> None:
    slow = replace(WELL, wcpm=70)
    groups = groups_of({"a": WELL, "b": slow, "c": replace(WELL, days_since=None), "d": slow})
    assert list(groups.items()) == [(Need.READ, ("c",)), (Need.RATE, ("b", "d")), (Need.GO_ON, ("a",))]


@pytest.mark.parametrize(
    ("word", "patterns"),
    [
        ("jumped", {"-ed"}), ("red", {"short vowel"}), ("need", {"ee, ea"}),
        ("playing", {"-ing", "ai, ay", "ck, ng", "blends with l"}), ("king", {"ck, ng"}), ("rain", {"ai, ay"}),
        ("boat", {"oa, ow"}), ("night", {"ie, igh", "silent letters"}), ("farm", {"ar, or, er, ir, ur"}),
        ("cake", {"silent e"}), ("ship", {"sh, ch, th, wh, ph", "short vowel"}),
        ("knock", {"silent letters", "ck, ng"}), ("stamp", {"blends with s", "ending blends"}),
        ("frog", {"blends with r", "short vowel"}), ("city", {"soft c and g"}), ("don't", {"contractions"}),
        ("nation", {"-tion"}), ("cat", {"short vowel"}), ("street", {"ee, ea", "blends with s", "blends with r"}),
        ("thought", {"ou", "sh, ch, th, wh, ph", "silent letters"}),
    ],
)  # fmt: skip
def test_the_patterns_of_a_spelling(word: str, patterns: set[str]) -> None:
    assert set(patterns_in(word)) == patterns


@pytest.mark.parametrize(
    "word", "finger begin together girl give forgets gift bigger hungered stronger singing belonged tiger".split()
)
def test_a_hard_g_is_not_soft(word: str) -> None:
    assert "soft c and g" not in patterns_in(word)


@pytest.mark.parametrize("word", "page danger stranger orange engine suggest giant gym pigeon changed general".split())
def test_a_soft_g_is_soft(word: str) -> None:
    assert "soft c and g" in patterns_in(word)


def test_a_word_without_a_pattern_has_none() -> None:
    assert patterns_in("a") == patterns_in("of") == patterns_in("") == patterns_in("12") == ()
    assert patterns_in("JUMPED") == patterns_in("jumped")
    assert len(set(PATTERNS)) == len(PATTERNS)


WORDS = ("the", "boat", "jumped", "road", "the", "coat")
READ = [
    WordsRead("r1", "maya", WORDS, ("boat", "road")),
    WordsRead("r2", "omar", WORDS, ("boat", "jumped")),
    WordsRead("r3", "omar", WORDS, ("jumped", "jumped")),
]


def test_hard_words_are_those_that_the_most_children_missed() -> None:
    found = hard_words(READ, 5)
    assert [(one.word, one.times, one.students) for one in found] == [
        ("boat", 2, ("maya", "omar")),
        ("jumped", 3, ("omar",)),
        ("road", 1, ("maya",)),
    ]
    assert found[1].readings == (("r2", "omar"), ("r3", "omar"))
    assert len(hard_words(READ, 2)) == 2


def test_patterns_are_held_against_how_often_they_were_there() -> None:
    read = [*READ, WordsRead("r4", "maya", WORDS, ("boat",))]
    found = hard_patterns(read, 5)
    # Of 24 words 7 were missed, of the 12 with oa 4; -ed with 3 of 4 has too few chances to say anything.
    assert [(one.pattern, one.times, one.chances, one.students, one.words) for one in found] == [
        ("oa, ow", 4, 12, ("maya", "omar"), ("boat", "road"))
    ]
    assert found[0].share == pytest.approx(1 / 3)
    assert hard_patterns([], 5) == ()
