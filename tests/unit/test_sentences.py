"""Sentences of a passage: every word in one of them, quotation marks with what they open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.sentences import sentences
from litcoach_desktop.domain.reading.tokens import Passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("One fox ran", ["One fox ran"]),
        ("Stop! “Who?” asked the owl. He hid.", ["Stop!", "“Who?” asked the owl.", "He hid."]),
        ("He said, “Go.” “No,” she said.", ["He said, “Go.”", "“No,” she said."]),
        ("A title\n\nThe first line.", ["A title", "The first line."]),
        ("The wind blew!\n\nit blew on", ["The wind blew!", "it blew on"]),
    ],
)
def test_sentences_as_a_reader_sees_them(text: str, expected: list[str]) -> None:
    passage = Passage(text)
    assert [" ".join(text[one.start : one.end].split()) for one in sentences(passage)] == expected


@given(st.text(alphabet="aB “”.!?\n-(", max_size=60))
def test_every_word_is_in_one_sentence(text: str) -> None:
    passage = Passage(text)
    held = [word for one in sentences(passage) for word in range(one.first, one.last + 1)]
    assert held == [word.index for word in passage.words]
    for one in sentences(passage):
        first, last = passage.words[one.first], passage.words[one.last]
        assert one.start <= first.start < last.end <= one.end
