"""The care that went into the texts: spelling, phrases used once, fair questions, and words that can be sounded out."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from litcoach_desktop.domain.reading.tokens import Passage
from litcoach_desktop.domain.texts import QuestionKind, Text
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from tests.phonics import PATTERNS, SIGHT_WORDS, decodable, taught_by

TEXTS, _ = read_catalogue(DATA / "texts" / "texts.json")
OWN_WORDS = frozenset((Path(__file__).with_name("own_words.txt")).read_text(encoding="utf-8").split())
SHARED_WORDS = 7
"""So many words in a row may stand in one text only."""


@pytest.fixture(scope="module")
def dictionary() -> dict[str, list[tuple[str, ...]]]:
    """Word to its pronunciations, from the dictionary inside the listener's model."""
    from pocketsphinx import get_model_path

    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    with open(get_model_path("en-us/cmudict-en-us.dict"), encoding="utf-8") as lines:
        for line in lines:
            word, *phones = line.split()
            found[word.split("(")[0]].append(tuple(phones))
    return dict(found)


def everything_said(text: Text) -> str:
    """All that a child may read of a text, one thing after the other."""
    said = [text.title, text.body, *(f"{one.word} {one.meaning}" for one in text.vocabulary)]
    for question in text.questions:
        said += [question.prompt, *question.choices]
    if text.open_question is not None:
        said += [text.open_question.prompt, text.open_question.good_answer]
    return " . ".join(said)


def unknown_words(said: str, dictionary: dict[str, list[tuple[str, ...]]]) -> set[str]:
    unknown = set()
    for word in Passage(said).words:
        parts = [word.spoken] if word.spoken in dictionary else word.spoken.split("-")
        for part in (one.removesuffix("'s").removesuffix("'") for one in parts):
            if part and part not in dictionary and part not in OWN_WORDS and not part.isdigit():
                unknown.add(part)
    return unknown


def test_every_word_is_spelt_right(dictionary: dict[str, list[tuple[str, ...]]]) -> None:
    assert {text.id: wrong for text in TEXTS if (wrong := unknown_words(everything_said(text), dictionary))} == {}


def test_a_word_that_is_spelt_wrong_is_found(dictionary: dict[str, list[tuple[str, ...]]]) -> None:
    assert unknown_words("The bicylce’s well-knwon cat won’t.", dictionary) == {"bicylce", "knwon"}


def test_the_own_words_are_all_in_use() -> None:
    used = {part for text in TEXTS for word in Passage(everything_said(text)).words for part in word.spoken.split("-")}
    used |= {word.removesuffix("'s").removesuffix("'") for word in used}
    assert OWN_WORDS - used == set()


def test_no_two_texts_share_a_phrase() -> None:
    places: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for text in TEXTS:
        words = [word.spoken for word in text.passage.words]
        for start in range(len(words) - SHARED_WORDS + 1):
            places[tuple(words[start : start + SHARED_WORDS])].add(text.id)
    assert [(" ".join(phrase), where) for phrase, where in places.items() if len(where) > 1] == []


def test_the_words_of_each_are_explained() -> None:
    for text in TEXTS:
        assert len(text.vocabulary) >= 2, text.id
        assert len({one.word for one in text.vocabulary}) == len(text.vocabulary)
        said = f"{text.title} {text.body}".casefold()
        for one in text.vocabulary:
            # bob, bobbing; apology, apologies; retire, retiring.
            assert one.word.casefold()[: max(3, len(one.word) - 2)] in said, one.word
            assert one.word.casefold() not in one.meaning.casefold().split(), one.word


def test_each_asks_one_question_of_each_kind() -> None:
    for text in TEXTS:
        assert [question.kind for question in text.questions] == list(QuestionKind), text.id
        assert text.open_question is not None, text.id
        assert text.open_question.prompt.endswith((".", "?", "”"))
        assert len(text.open_question.good_answer.split()) >= 6, text.id
        for question in text.questions:
            assert len(question.choices) >= 3
            # All finish the sentence, or all are sentences: the form must not give the answer away.
            assert len({choice.endswith(".") for choice in question.choices}) == 1, question.prompt
            assert question.prompt.endswith(("?", "...", "”")) or "..." in question.prompt, question.prompt


def test_neither_place_nor_length_gives_the_answer_away() -> None:
    asked = [question for text in TEXTS for question in text.questions]
    for count in (3, 4):
        places = Counter(question.answer for question in asked if len(question.choices) == count)
        assert max(places.values()) <= 1.4 * places.total() / count
        assert min(places.values()) >= 0.6 * places.total() / count
    longest = sum(
        all(len(question.choices[question.answer]) > len(other) for other in question.choices if other is not right)
        for question in asked
        for right in [question.choices[question.answer]]
    )
    assert longest <= 0.35 * len(asked)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.pattern], ids=lambda text: text.id)
def test_a_decodable_text_can_be_sounded_out(text: Text, dictionary: dict[str, list[tuple[str, ...]]]) -> None:
    assert text.pattern in PATTERNS
    taught = taught_by(text.pattern)
    story_words = {one.word.casefold() for one in text.vocabulary}
    words = [word.spoken.removesuffix("'s") for word in text.passage.words]
    others = [word for word in words if word not in SIGHT_WORDS | story_words]
    by_sound = [word for word in others if decodable(word, dictionary.get(word, ()), taught)]
    assert len(others) - len(by_sound) <= 0.1 * len(words), sorted(set(others) - set(by_sound))
    assert len(set(by_sound)) >= 10


def test_only_what_was_taught_can_be_sounded_out(dictionary: dict[str, list[tuple[str, ...]]]) -> None:
    def can_read(word: str, pattern: str) -> bool:
        return decodable(word, dictionary[word], taught_by(pattern))

    assert can_read("cat", "short a")
    assert not can_read("sit", "short a")
    assert can_read("sit", "short i")
    assert can_read("chicks", "sh, ch, th, ck")
    assert not can_read("chicks", "short u")
    assert can_read("kite", "silent e")
    assert not can_read("was", "ar, or")
    assert can_read("morning", "ar, or")
