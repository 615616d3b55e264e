"""The texts that ship: their form, their length, and that they read as hard as the grade they stand for."""

import json
from collections import Counter
from pathlib import Path

from litcoach_desktop.domain.levels import level_of
from litcoach_desktop.domain.reading import sentences as sentence_rules
from litcoach_desktop.domain.texts import GENRES, Text
from litcoach_desktop.resource_paths import DATA
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.services.content.syllables import syllables
from tests.speech.make_speech import DEMO
from tests.speech.script import parse

CATALOGUE = DATA / "texts" / "texts.json"
TEXTS, PROBLEMS = read_catalogue(CATALOGUE)
PROSE = ("story", "information")
# Words, from the shortest poem to the longest story of a grade.
LENGTHS = {
    0: (40, 75), 1: (60, 135), 2: (90, 195), 3: (120, 290), 4: (120, 340),
    5: (145, 440), 6: (120, 480), 7: (170, 700), 8: (200, 900),
}  # fmt: skip


def sentences(text: Text) -> list[str]:
    return [text.body[one.start : one.end].strip() for one in sentence_rules.sentences(text.passage)]


def test_every_entry_is_usable() -> None:
    assert PROBLEMS == []


def test_every_grade_has_eight_texts_of_several_kinds() -> None:
    for grade in range(9):
        genres = Counter(text.genre for text in TEXTS if text.grade == grade)
        assert genres.total() >= 8
        assert len(genres) >= 4
        assert {"story", "information", "poem", "play"} <= set(genres)
    assert {text.genre for text in TEXTS if text.grade < 2} == set(GENRES)


def test_a_third_of_the_youngest_childrens_texts_is_decodable() -> None:
    young = [text for text in TEXTS if text.grade <= 2]
    assert 3 * sum(bool(text.pattern) for text in young) >= len(young)
    assert not any(text.pattern for text in TEXTS if text.grade > 2)


def test_the_length_suits_the_grade() -> None:
    for text in TEXTS:
        shortest, longest = LENGTHS[text.grade]
        assert shortest <= len(text.passage.words) <= longest, text.id


def test_texts_grow_longer_with_the_grade() -> None:
    prose = [
        [len(one.passage.words) for one in TEXTS if one.grade == grade and one.genre in PROSE] for grade in range(9)
    ]
    means = [sum(counts) / len(counts) for counts in prose]
    assert means == sorted(means)


def test_each_reads_as_hard_as_its_grade() -> None:
    levels = {text.id: level_of(text, lambda word: len(syllables(word))) for text in TEXTS}
    assert {text.id: level for text in TEXTS if (level := levels[text.id]) is None or not level.fits(text.grade)} == {}


def test_no_sentence_stands_twice_in_a_text() -> None:
    for text in TEXTS:
        # “What am I?” may come back.
        long = [sentence for sentence in sentences(text) if len(sentence.split()) > 3]
        assert [one for one, count in Counter(long).items() if count > 1] == [], text.id


def test_no_two_texts_share_a_sentence_or_a_title() -> None:
    every = [sentence for text in TEXTS for sentence in sentences(text) if len(sentence.split()) > 3]
    assert [one for one, count in Counter(every).items() if count > 1] == []
    assert len({text.title for text in TEXTS}) == len(TEXTS)


def test_each_is_typeset_with_care() -> None:
    for text in TEXTS:
        assert not set(text.body) & set("\"'\t"), f"use typographic quotes in {text.id}"
        assert "  " not in text.body, text.id
        assert text.body.count("“") == text.body.count("”"), text.id
        assert text.body == text.body.strip(), text.id
        assert all(line == line.strip() for line in text.body.splitlines()), text.id
        assert text.topics, text.id
        assert len(text.paragraphs) > 1, f"paragraphs are parted by a blank line in {text.id}"


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
