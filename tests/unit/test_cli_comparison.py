"""Planted and found: what counts as found, and what as a false mark."""

from litcoach_desktop.cli.comparison import Miscue, compare, found_in
from litcoach_desktop.domain.reading.events import Insertion, ReadingEvents, WordEvent, WordFlag, WordStatus
from litcoach_desktop.domain.reading.tokens import Passage

PASSAGE = Passage("One two three four five six.")


def events(**statuses: WordStatus) -> ReadingEvents:
    words = [WordEvent(word.index, statuses.get(word.spoken, WordStatus.CORRECT), 0.5) for word in PASSAGE.words]
    return ReadingEvents(tuple(words), (Insertion(1, 0.0, 0.1, "and"),))


def test_everything_marked_up_to_the_last_word_is_found_in_order() -> None:
    read = events(two=WordStatus.OMITTED, four=WordStatus.MISREAD, six=WordStatus.NOT_REACHED)
    assert found_in(read, PASSAGE) == [
        Miscue(1, "and", "insertion"),
        Miscue(1, "two", "omission"),
        Miscue(3, "four", "substitution"),
    ]


def test_flags_are_finds_too() -> None:
    word = WordEvent(0, WordStatus.CORRECT, 0.9, flags=frozenset({WordFlag.HESITATION}))
    assert found_in(ReadingEvents((word,)), Passage("One.")) == [Miscue(0, "One", "hesitation")]


def test_left_out_and_replaced_stand_for_each_other_at_the_same_word_only() -> None:
    compared = compare([Miscue(2, "three", "omission")], [Miscue(2, "three", "substitution")])
    assert (compared.missed, compared.false) == ((), ())
    compared = compare([Miscue(2, "three", "omission")], [Miscue(3, "four", "omission")])
    assert len(compared.missed) == len(compared.false) == 1


def test_what_lies_between_words_may_be_one_word_off() -> None:
    for kind in ("insertion", "hesitation", "repetition"):
        assert compare([Miscue(2, "", kind)], [Miscue(3, "", kind)]).false == ()
        assert len(compare([Miscue(2, "", kind)], [Miscue(4, "", kind)]).false) == 1


def test_a_find_of_another_kind_is_a_false_mark() -> None:
    compared = compare([Miscue(2, "three", "self_correction")], [Miscue(2, "three", "substitution")])
    assert len(compared.missed) == len(compared.false) == 1
