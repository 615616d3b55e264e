"""How far a second listener may change the first one's verdict: it takes confidence, and nothing else."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from litcoach_desktop.domain.reading.events import ReadingEvents, WordEvent, WordStatus
from litcoach_desktop.domain.reading.second_opinion import (
    SecondOpinion,
    WordOpinion,
    understands,
    with_second_opinion,
)

WORDS = 12


def verdict(**changed: WordEvent) -> ReadingEvents:
    """Twelve words read right, but for those given as w3=..."""
    words = [WordEvent(index, WordStatus.CORRECT, 0.95, index, index + 0.5) for index in range(WORDS)]
    for name, word in changed.items():
        words[int(name[1:])] = word
    return ReadingEvents(tuple(words), duration_s=WORDS, engine="first", engine_version="1")


def opinion(**changed: WordOpinion) -> SecondOpinion:
    words = [WordOpinion(index, 1.0, "it", 0.9) for index in range(WORDS)]
    for name, word in changed.items():
        words[int(name[1:])] = word
    return SecondOpinion(tuple(words), "second", "2")


def test_a_right_word_that_was_clearly_not_heard_becomes_doubtful() -> None:
    together = with_second_opinion(verdict(), opinion(w3=WordOpinion(3, 0.2, "house", 0.8)))
    assert together.words[3].status is WordStatus.CORRECT
    assert together.words[3].doubtful
    assert together.words[3].heard == "house"
    assert not any(word.doubtful for word in together.words if word.index != 3)
    assert (together.engine, together.engine_version) == ("first+second", "1+2")


def test_a_word_that_was_passed_over_becomes_doubtful() -> None:
    together = with_second_opinion(verdict(), opinion(w3=WordOpinion(3, 0.0)))
    assert together.words[3].doubtful
    assert together.words[3].heard is None


def test_a_sound_or_two_that_differ_are_no_reason_to_doubt() -> None:
    together = with_second_opinion(verdict(), opinion(w3=WordOpinion(3, 0.6, "had", 0.8)))
    assert together.words == verdict().words


def test_a_misread_word_stays_misread_when_the_second_listener_heard_it() -> None:
    misread = WordEvent(3, WordStatus.MISREAD, 0.1)
    together = with_second_opinion(verdict(w3=misread), opinion())
    assert together.words[3] == misread


def test_there_is_no_opinion_beyond_the_last_word_that_was_heard() -> None:
    silent = {f"w{index}": WordOpinion(index, 0.0) for index in range(9, WORDS)}
    assert with_second_opinion(verdict(), opinion(**silent)).words == verdict().words


def test_a_listener_that_does_not_understand_the_reader_changes_nothing() -> None:
    deaf = {f"w{index}": WordOpinion(index, 0.3, "what", 0.5) for index in range(6)}
    assert not understands(verdict(), opinion(**deaf))
    assert with_second_opinion(verdict(), opinion(**deaf)) == verdict()


def test_a_handful_of_words_is_not_enough_to_know_whether_it_understands() -> None:
    first = verdict()
    short = replace(first, words=first.words[:4])
    heard = SecondOpinion((WordOpinion(0, 0.1, "x"), *opinion().words[1:4]), "second", "2")
    assert with_second_opinion(short, heard) == short


def test_a_reading_that_could_not_be_scored_stays_unscored() -> None:
    unscored = replace(verdict(), unscored_reason="noise")
    assert with_second_opinion(unscored, opinion(w3=WordOpinion(3, 0.0))) == unscored


@given(
    st.lists(
        st.tuples(st.sampled_from(WordStatus), st.floats(0, 1), st.floats(0, 1), st.none() | st.just("heard")),
        min_size=1,
        max_size=30,
    )
)
def test_no_mark_changes_and_no_probability_rises(rows: list[tuple[WordStatus, float, float, str | None]]) -> None:
    words = tuple(WordEvent(index, status, p) for index, (status, p, _, _) in enumerate(rows))
    heard = tuple(WordOpinion(index, closeness, text) for index, (_, _, closeness, text) in enumerate(rows))
    first = ReadingEvents(words, engine="first")
    together = with_second_opinion(first, SecondOpinion(heard, "second", "2"))
    assert [word.status for word in together.words] == [word.status for word in words]
    assert all(after.p_correct <= before.p_correct for before, after in zip(words, together.words, strict=True))
