"""Planted miscues: of the right kind, never side by side, and the same again for the same seed."""

import random
from collections import Counter

import pytest

from litcoach_desktop.cli.reading_bench.planting import Planted, Planter, phone_distance
from litcoach_desktop.domain.reading.benchmark.truth import Label
from litcoach_desktop.engines.sphinx.vocabulary import SphinxVocabulary

SENTENCE = "the big dog ran down a long road and sat under that tree".split()
OTHERS = "bag bit dig dug ran rain rang long lung rode red sit set tray try under hundred window yellow paper".split()


@pytest.fixture(scope="module")
def planted() -> list[Planted]:
    return plant_many(seed=3)


def plant_many(seed: int) -> list[Planted]:
    planter = Planter(sorted(SENTENCE + OTHERS), SphinxVocabulary(), random.Random(seed))
    return [planter.plant(SENTENCE) for _ in range(200)]


def test_a_seed_gives_the_same_and_another_seed_others(planted: list[Planted]) -> None:
    assert plant_many(seed=3) == planted
    assert plant_many(seed=4) != planted


def test_sentences_have_none_one_or_two_in_four_four_two(planted: list[Planted]) -> None:
    counts = Counter(sum(label is not Label.OK for label in one.labels) + len(one.insertions) for one in planted)
    assert set(counts) == {0, 1, 2}
    assert counts[0] == pytest.approx(80, abs=25)
    assert counts[2] == pytest.approx(40, abs=20)


def test_the_kinds_take_turns(planted: list[Planted]) -> None:
    counts = Counter(label for one in planted for label in one.labels if label is not Label.OK)
    counts["insertion"] = sum(len(one.insertions) for one in planted)
    assert max(counts.values()) - min(counts.values()) <= 3


def test_exchanged_words_are_near_or_far(planted: list[Planted]) -> None:
    phones = SphinxVocabulary().phones
    for one in planted:
        for word, label, origin in zip(one.words, one.labels, one.origins, strict=True):
            if label in (Label.NEAR, Label.FAR):
                assert origin is not None
                apart = phone_distance(phones(SENTENCE[origin]), phones(word.lower()))
                assert 1 <= apart <= 2 if label is Label.NEAR else apart >= 3 or apart >= len(phones(word.lower()))
            elif label is Label.OMISSION:
                assert origin is None
                assert word not in SENTENCE
            else:
                assert origin is not None
                assert word.lower() == SENTENCE[origin]


def test_the_text_holds_all_that_was_said_but_for_insertions(planted: list[Planted]) -> None:
    for one in planted:
        assert len([at for at in one.origins if at is not None]) + len(one.insertions) == len(SENTENCE)
        assert one.words[0][0].isupper()
        for at in one.insertions:
            # Between the word before and the word after it, exactly one spoken word is missing.
            before = -1 if at < 0 else next(x for x in reversed(one.origins[: at + 1]) if x is not None)
            after = next((x for x in one.origins[at + 1 :] if x is not None), len(SENTENCE))
            assert after - before == 2


def test_short_sentences_never_have_two() -> None:
    planter = Planter(sorted(SENTENCE + OTHERS), SphinxVocabulary(), random.Random(1))
    for _ in range(50):
        one = planter.plant(SENTENCE[:4])
        assert sum(label is not Label.OK for label in one.labels) + len(one.insertions) <= 1


def test_where_no_word_fits_nothing_is_planted() -> None:
    planter = Planter(["the"], SphinxVocabulary(), random.Random(1))
    for _ in range(50):
        assert set(planter.plant(["the", "the", "the", "the"]).labels) == {Label.OK}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("K AE T", "K AE T", 0), ("K AE T", "K AA T", 1), ("K AE T", "AE T S", 2), ("", "K AE T", 3)],
)
def test_the_distance_of_two_words(one: str, other: str, apart: int) -> None:
    assert phone_distance(tuple(one.split()), tuple(other.split())) == apart
