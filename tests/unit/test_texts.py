"""The texts that ship: their form, their length, and that they read as hard as the grade they stand for."""

import json
from collections import Counter
from pathlib import Path

import pytest

from litcoach_desktop.domain.texts import Text
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.services.content.syllables import syllables
from tests.speech.make_speech import DEMO
from tests.speech.script import parse

CATALOGUE = DATA / "texts" / "texts.json"
TEXTS, PROBLEMS = read_catalogue(CATALOGUE)
by_text = pytest.mark.parametrize("text", TEXTS, ids=[text.id for text in TEXTS])


def sentences(text: Text) -> list[str]:
    # “Who?” asked the owl. is one sentence.
    starts = [word.start for word in text.passage.words if word.starts_sentence and not word.text[0].islower()]
    return [text.body[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True)]


def flesch_kincaid(text: Text) -> float:
    """0.39 words/sentence + 11.8 syllables/word - 15.59 (Kincaid et al. 1975)."""
    words = text.passage.words
    spoken = sum(len(syllables(word.text)) for word in words)
    return 0.39 * len(words) / len(sentences(text)) + 11.8 * spoken / len(words) - 15.59


def test_every_entry_is_usable() -> None:
    assert PROBLEMS == []


def test_every_grade_has_texts_of_several_kinds() -> None:
    assert {text.genre for text in TEXTS} >= {"story", "information", "poem", "play"}
    for grade in range(1, 9):
        assert len({text.genre for text in TEXTS if text.grade == grade}) >= 2


@by_text
def test_the_length_suits_one_sitting(text: Text) -> None:
    assert 40 <= len(text.passage.words) <= 900


@by_text
def test_it_reads_as_hard_as_its_grade(text: Text) -> None:
    grade = flesch_kincaid(text)
    # The formula counts sentences and syllables: verse runs a sentence over a stanza or breaks it in a line, and what
    # is spoken in a play comes in short sentences.
    if text.genre in ("poem", "play"):
        assert text.grade - 2.8 <= grade
        return
    assert text.grade - (2.0 if text.grade == 1 else 1.2) <= grade <= text.grade + 2.0


@by_text
def test_no_sentence_stands_twice(text: Text) -> None:
    assert [one for one, count in Counter(sentences(text)).items() if count > 1] == []


def test_no_two_texts_share_a_sentence_or_a_title() -> None:
    every = [sentence for text in TEXTS for sentence in sentences(text) if len(sentence.split()) > 3]
    assert [one for one, count in Counter(every).items() if count > 1] == []
    assert len({text.title for text in TEXTS}) == len(TEXTS)


@by_text
def test_it_is_typeset_with_care(text: Text) -> None:
    assert not set(text.body) & set("\"'\t"), "use typographic quotes"
    assert "  " not in text.body
    assert text.body.count("“") == text.body.count("”")
    assert text.body == text.body.strip()
    assert all(line == line.strip() for line in text.body.splitlines())
    assert text.topics
    lines = text.body.splitlines()
    assert text.genre == "poem" or "" in lines, "paragraphs are parted by a blank line"


def test_the_demo_reads_a_text_of_the_catalogue() -> None:
    planted = json.loads((DEMO / "planted.json").read_text(encoding="utf-8"))
    script = parse((DEMO / "script.txt").read_text(encoding="utf-8").strip())
    text = next(text for text in TEXTS if text.id == planted["text_id"])
    assert script.text == text.body
    assert script.planted() == planted["planted"]
    assert text.grade == planted["grade"]
    kinds = Counter(one["kind"] for one in planted["planted"])
    assert kinds["omission"] + kinds["substitution"] >= 10


def test_the_speech_of_the_tests_is_what_its_scripts_say() -> None:
    from tests.speech.make_speech import READINGS, SPEECH

    manifest = {line["id"]: line for line in json.loads((SPEECH / "manifest.json").read_text(encoding="utf-8"))}
    assert manifest.keys() == READINGS.keys()
    for ident, (_reader, marked) in READINGS.items():
        script = parse(marked)
        assert (manifest[ident]["text"], manifest[ident]["labels"]) == (script.text, script.labels)
        assert (SPEECH / manifest[ident]["audio"]).is_file()


def test_the_sample_class_has_a_dozen_children_and_each_an_animal_of_its_own() -> None:
    from litcoach_desktop.domain.roster import PICTURES

    rooms = json.loads(Path(DATA / "roster" / "sample.json").read_text(encoding="utf-8"))["classes"]
    children = [child for room in rooms for child in room["students"]]
    assert sorted(child["animal"] for child in children) == sorted(PICTURES)
    assert len({child["given_name"] for child in children}) == len(children)
