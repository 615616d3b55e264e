"""A long text is cut at chapters, paragraphs and sentences, and every word of it is in exactly one passage."""

from hypothesis import given, settings
from hypothesis import strategies as st

from litcoach_desktop.domain.passages import Block, count_words, cut_passages
from litcoach_desktop.domain.reading.tokens import WORD_PATTERN

SENTENCE = "The old goat sat on the wall and ate a hat. "


def words_of(text: str) -> list[str]:
    return WORD_PATTERN.findall(text)


def bodies(*blocks: Block, words: int = 100) -> list[str]:
    return [cut.body for cut in cut_passages(blocks, words)]


def test_a_short_text_is_one_passage() -> None:
    assert bodies(Block("One."), Block("Two.")) == ["One.\n\nTwo."]


def test_paragraphs_are_gathered_to_about_the_length() -> None:
    paragraph = Block((SENTENCE * 3).strip())
    counts = [count_words(body) for body in bodies(*[paragraph] * 20)]
    assert sum(counts) == 20 * 33
    assert all(66 <= count <= 150 for count in counts)


def test_a_chapter_begins_a_passage_and_names_it() -> None:
    text = Block((SENTENCE * 12).strip())
    cuts = list(
        cut_passages(
            [Block("Part One", True), Block("The Wall", True), text, text, Block("The Hat", True), Block("End.")], 120
        )
    )
    assert [(cut.heading, cut.part, cut.parts) for cut in cuts] == [
        ("Part One: The Wall", 1, 2),
        ("Part One: The Wall", 2, 2),
        ("The Hat", 1, 1),
    ]


def test_a_huge_paragraph_is_cut_between_sentences_and_not_after_a_title() -> None:
    paragraph = "Then Mr. Goat met Dr. B. Owl on the wall. " * 60
    for body in bodies(Block(paragraph.strip())):
        assert body.startswith("Then Mr. Goat")
        assert body.endswith("on the wall.")


def test_a_text_without_any_punctuation_is_cut_between_words() -> None:
    cut = bodies(Block("goat " * 1000))
    assert max(count_words(body) for body in cut) <= 100
    assert sum(count_words(body) for body in cut) == 1000


def test_a_small_rest_is_joined_to_what_stands_before() -> None:
    cut = bodies(*[Block((SENTENCE * 9).strip())] * 2, Block("The end."))
    assert len(cut) == 2
    assert cut[-1].endswith("The end.")


def test_verse_keeps_its_lines() -> None:
    stanza = "The goat sat still\nupon the hill"
    assert bodies(Block(stanza)) == [stanza]


@settings(max_examples=60)
@given(
    st.lists(st.builds(Block, st.text("ab c.,!?\nÄ’- 。؟", min_size=1, max_size=400), st.booleans()), max_size=8),
    st.integers(5, 60),
)
def test_no_word_is_lost_or_doubled_and_no_passage_is_much_too_long(blocks: list[Block], words: int) -> None:
    cuts = list(cut_passages(blocks, words))
    said = [word for block in blocks if not block.heading for word in words_of(block.text)]
    assert [word for cut in cuts for word in words_of(cut.body)] == said
    for cut in cuts:
        assert cut.words == len(words_of(cut.body)) > 0
        assert cut.words <= 2 * words
