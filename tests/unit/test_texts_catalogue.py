"""A catalogue with bad entries: each is named, the others stay; and text files of every provenance."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.errors import TextFileProblem
from litcoach_desktop.services.content.catalogue import read_catalogue
from litcoach_desktop.services.content.entry import entry_of
from litcoach_desktop.services.content.text_file import read_text_file

GOOD: dict[str, Any] = {
    "id": "a-text",
    "title": "A text",
    "grade": 2,
    "genre": "story",
    "topics": ["one"],
    "body": "The cat sat.\n\nThe end.",
}
ASKED: dict[str, Any] = {"kind": "literal", "prompt": "Who sat?", "choices": ["A cat", "A dog"], "answer": 0}
OPEN: dict[str, Any] = {"kind": "open", "prompt": "Why?", "good_answer": "It was tired."}


def catalogue(folder: Path, content: object) -> Path:
    path = folder / "texts.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": None}, "id is missing"),
        ({"id": "A Text"}, "small letters"),
        ({"id": "../etc"}, "small letters"),
        ({"title": "  "}, "title is missing"),
        ({"title": "x" * 121}, "longer than 120"),
        ({"grade": "2"}, "whole number"),
        ({"grade": True}, "whole number"),
        ({"grade": 9}, "whole number"),
        ({"genre": "epic"}, "one of story"),
        ({"genre": ["story"]}, "one of story"),
        ({"topics": "one"}, "list of words"),
        ({"topics": [""]}, "list of words"),
        ({"body": 7}, "body is missing"),
        ({"body": []}, "body is missing"),
        ({"body": ["One.", " "]}, "paragraph of its body is empty"),
        ({"language": "English"}, "tag like en"),
        ({"lexile": 520}, "lexile is missing or is not text"),
        ({"lexile": "easy"}, "publisher's measure"),
        ({"genre": "play"}, "paragraph 1 of the play does not begin with a name"),
        ({"genre": "play", "body": "Ana: Hello.\n\nAna: Still me."}, "two voices"),
        ({"vocabulary": "cat"}, "vocabulary must be a list"),
        ({"vocabulary": ["cat"]}, "list of objects"),
        ({"vocabulary": [{"word": "cat"}]}, "a word's meaning is missing"),
        ({"questions": [{}]}, "a question's kind is missing"),
        ({"questions": [ASKED | {"kind": "trick"}]}, "kind must be one of literal"),
        ({"questions": [ASKED | {"prompt": ""}]}, "prompt is missing"),
        ({"questions": [ASKED | {"choices": ["a", ""]}]}, "list of texts"),
        ({"questions": [ASKED | {"choices": ["a"]}]}, "two choices"),
        ({"questions": [ASKED | {"choices": ["a", "a"]}]}, "different"),
        ({"questions": [ASKED | {"answer": 2}]}, "from 0"),
        ({"questions": [ASKED | {"answer": True}]}, "from 0"),
        ({"questions": [OPEN | {"good_answer": None}]}, "good_answer is missing"),
        ({"questions": [OPEN, OPEN]}, "two open questions"),
        ({"body": "… !"}, "0 words"),
        ({"body": "word " * 5001}, "5001 words"),
    ],
)
def test_a_bad_entry_is_named_and_left_out(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    other = GOOD | {"id": "other"}
    texts, problems = read_catalogue(catalogue(tmp_path, [GOOD | change, other]))
    assert [text.id for text in texts] == ["other"]
    assert len(problems) == 1
    assert reason in str(problems[0])
    assert str(problems[0]).startswith("Entry 1")


def test_a_mistake_is_shown_by_its_line_and_field(tmp_path: Path) -> None:
    entries = [GOOD, GOOD | {"id": "b", "questions": [ASKED, ASKED | {"answer": 7}]}, GOOD | {"id": "c", "title": None}]
    source = json.dumps(entries, indent=1)
    path = tmp_path / "own.json"
    path.write_text(source, encoding="utf-8")
    _, (second, third) = read_catalogue(path)
    lines = source.splitlines()
    assert (second.position, second.field) == (2, "questions[2].answer")
    assert lines[second.line - 1].strip() == '"answer": 7'
    assert lines[third.line - 1].strip().startswith('"title": null')
    assert str(second).endswith(f"(own.json, line {second.line}, questions[2].answer).")


def test_a_missing_field_is_shown_by_its_entry(tmp_path: Path) -> None:
    path = tmp_path / "own.json"
    path.write_text('[\n {"id": "a"\n },\n {}, 7]', encoding="utf-8")
    _, problems = read_catalogue(path)
    assert [one.line for one in problems] == [2, 4, 4]


def test_all_that_an_entry_may_hold_is_read_and_written_again(tmp_path: Path) -> None:
    entry = GOOD | {
        "genre": "play",
        "author": "Ana",
        "rights": "Ours",
        "language": "en-GB",
        "lexile": "BR100L",
        "pattern": "short a",
        "body": ["Nan Ito: Can you: see it?", "Sam: I can."],
        "vocabulary": [{"word": "see", "meaning": "to use your eyes"}],
        "questions": [ASKED, OPEN],
    }
    (text,), problems = read_catalogue(catalogue(tmp_path, [entry]))
    assert problems == []
    assert text.voices == ("Nan Ito", "Sam")
    assert text.body == "Can you: see it?\n\nI can."
    assert text.turns == [(0, "Nan Ito"), (4, "Sam")]
    assert text.questions[0].choices[text.questions[0].answer] == "A cat"
    assert text.open_question is not None
    assert text.open_question.good_answer == "It was tired."
    assert (text.lexile, text.pattern, text.language) == ("BR100L", "short a", "en-GB")
    assert text.meaning_of("See") == "to use your eyes"
    assert text.meaning_of("can") == ""
    assert entry_of(text) == entry


def test_progress_counts_the_entries(tmp_path: Path) -> None:
    counted: list[tuple[int, int]] = []
    read_catalogue(catalogue(tmp_path, [GOOD, 3]), lambda done, total: counted.append((done, total)))
    assert counted == [(1, 2), (2, 2)]


@pytest.mark.parametrize("entry", [None, 3, "text", [], {}])
def test_an_entry_that_is_no_object_is_left_out(tmp_path: Path, entry: object) -> None:
    texts, problems = read_catalogue(catalogue(tmp_path, [entry]))
    assert texts == []
    assert len(problems) == 1


def test_a_second_entry_with_the_same_id_is_left_out(tmp_path: Path) -> None:
    texts, problems = read_catalogue(catalogue(tmp_path, [GOOD, GOOD | {"title": "Another"}]))
    assert [text.title for text in texts] == ["A text"]
    assert "same id" in str(problems[0])


@pytest.mark.parametrize("content", ["", "{", "{}", '"texts"', "[" * 200_000, "[1,"])
def test_a_file_that_is_no_catalogue_is_refused_in_words(tmp_path: Path, content: str) -> None:
    with pytest.raises(TextFileProblem) as problem:
        read_catalogue(catalogue(tmp_path, content))
    assert problem.value.remedy


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_json_at_all_raises_anything_else(content: object) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = catalogue(Path(folder), content)
        if isinstance(content, list):
            texts, problems = read_catalogue(path)
            assert len(texts) + len(problems) == len(content)
        else:
            with pytest.raises(TextFileProblem):
                read_catalogue(path)


SAID = "Ana’s café – “Let’s go!”\nSecond line."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_read_in_its_own_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "passage.txt"
    path.write_bytes(SAID.replace("\n", "\r\n").encode(encoding))
    assert read_text_file(path) == SAID


def test_letters_in_two_pieces_are_put_together(tmp_path: Path) -> None:
    path = tmp_path / "passage.txt"
    path.write_text("cafe\u0301", encoding="utf-8")
    assert read_text_file(path) == "café"


@pytest.mark.parametrize(
    "raw", [b"\x00\x01\x02\x03", b"PK\x03\x04\x14\x00\x06\x00", b"\xff\xfe\x00", b"\x81\x8d\x8f", b"x" * 2_000_001]
)
def test_what_is_no_text_is_refused_in_words(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "passage.docx"
    path.write_bytes(raw)
    with pytest.raises(TextFileProblem):
        read_text_file(path)


def test_a_folder_and_a_missing_file_are_refused_in_words(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(TextFileProblem) as problem:
            read_text_file(path)
        assert str(path) in problem.value.happened
